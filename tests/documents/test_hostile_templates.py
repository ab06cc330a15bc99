"""Templates from strangers fail, at worst, with a sentence: nothing is read, nothing grows, nothing
runs on."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from advocate.documents import bounds
from advocate.documents.blocks import inlines, plain
from advocate.documents.bounds import MOST_SECONDS
from advocate.documents.compose import compose
from advocate.documents.kinds import Kind
from advocate.errors import TemplateError
from tests.documents.conftest import TEMPLATES, Ask, written

Spoil = Callable[[Path], object]


def grown(step: str, *, start: str = "'a'", out: str = "{{ n.x | length }}") -> str:
    """Return a template that does one step thirty times: what doubles has 2^30 parts then."""
    return (
        f"{{% set n = namespace(x={start}, y={start}) %}}{{% for i in range(30) %}}{step}"
        f"{{% endfor %}}{out}"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ 'x' * 10**10 }}", "use “*” with what is no number"),
        ("{{ 10**10000 }}", "so large a number"),
        ("{{ 999999999 * 999999999 * 9 }}", "so large a number"),
        ("{{ '%1000000000d' % 1 }}", "use “%” with what is no number"),
        ("{{ '{:>1000000000}'.format(1) }}", "may not"),
        ("{{ 'x'.center(10**9) }}", "may not"),
        ("{{ 'x'.ljust(10**9) }}", "may not"),
        ("{{ 'x' | center(10**9) }}", "No filter named 'center'"),
        ("{{ 'x' | indent(10**9) }}", "No filter named 'indent'"),
        ("{{ lipsum(10**6) }}", "lipsum"),
        ("{% if '%1000000d' is odd %}{% endif %}", "use “%” with what is no number"),
        ("{{ ['%1000000d'] | reject('even') | length }}", "use “%” with what is no number"),
        ("{% if '%1000000d' is divisibleby 1 %}{% endif %}", "use “%” with what is no number"),
        (
            "{% set x %}{% for i in range(999) %}%0255d%0255d{% endfor %}{% endset %}"
            "{% if today.strftime(x) %}{% endif %}",
            "400,000",
        ),
        (
            "{% set x %}{% for i in range(999) %}" + "%099d" * 40 + "{% endfor %}{% endset %}"
            "{% set many = today.strftime(x).split('0') %}",
            "400,000",
        ),
        ("{{ [1] * 10**10 }}", "use “*” with what is no number"),
        (
            "{% set n = namespace(x='a') %}{% for i in range(60) %}{% set n.x = n.x ~ n.x %}"
            "{% endfor %}{{ n.x }}",
            "400,000",
        ),
        (
            "{% set n = namespace(x='a') %}{% for i in range(60) %}{% set n.x = n.x + n.x %}"
            "{% endfor %}{{ n.x }}",
            "400,000",
        ),
        (
            "{% set n = namespace(x='a') %}{% for i in range(60) %}"
            "{% set n.x = [n.x, n.x] | join %}{% endfor %}{{ n.x }}",
            "400,000",
        ),
        (
            "{% for i in range(999) %}{% for j in range(999) %}xxx{% endfor %}{% endfor %}",
            "400,000",
        ),
        ("{% for i in range(9999999) %}{% endfor %}", "at most 1000 steps"),
        ("{% include 'letter/default.md' %}", "too deep"),
        ("{% extends 'letter/default.md' %}", "too deep"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "too deep"),
        ("(" * 3_000, "Dear"),
        ("{{ " + "(" * 3_000 + ")" * 3_000 + " }}", ""),
        ("{% if 1 %}" * 500 + "{% endif %}" * 500, ""),
        ("{{ none | clock_time }}", "none has no “hour”"),
        ("{{ me.foo }}", "me has no “foo”."),
        ("{{ 1 | nofilter }}", "No filter named 'nofilter'."),
        ("{% include '/etc/passwd' %}", "There is no template"),
        ("{% include '../../secret.md' %}", "There is no template"),
        ("{{ 'x'.encode().center(10**9) }}", "use “encode” of text"),
        ("{{ (5).to_bytes(10**9) }}", "use “to_bytes” of a number"),
        ("{{ [1] | batch(10**8, 'x') | list }}", "count so far"),
        ("{{ [1] | slice(10**8) | list }}", "count so far"),
        ("{{ 5 | round(10**7, 'ceil') }}", "count so far"),
        ("{{ 'x' | pprint }}", "No filter named 'pprint'"),
        ("{{ ['x'] | join(attribute='__class__') }}", "use “__class__” of text"),
        (grown("{% set n.x = [n.x, n.x] %}"), "400,000"),
        (grown("{% set n.x = (n.x, n.x) %}"), "400,000"),
        (grown("{% set n.x = {1: n.x, 2: n.x} %}"), "400,000"),
        (grown("{% set n.x = dict(a=n.x, b=n.x) %}"), "400,000"),
        (grown("{% set n.x = {}.fromkeys(range(999), n.x.items()) %}", start="{1: 1}"), "400,000"),
        (grown("{% set n.x = {}.fromkeys(range(999), n.x.values()) %}", start="{1: 1}"), "400,000"),
        (grown("{% set n.x = [n.x] + [n.x] %}"), "400,000"),
        (grown("{% set n.x = [none, none] | map('default', n.x, true) | list %}"), "400,000"),
        (
            "{% macro m() %}{% set n.x = varargs %}{% endmacro %}"
            + grown("{{ m(n.x, n.x) }}", out="{{ n.x }}"),
            "400,000",
        ),
        (grown("{% set n.x = [[n.x], [n.x]] | sum(start=[]) %}"), "use “sum” with"),
        (
            "{% set s %}"
            + "{% for i in range(999) %}" * 2
            + "xxx"
            + "{% endfor %}" * 2
            + "{% endset %}",
            "400,000",
        ),
        (
            "{% macro m() %}"
            + "{% for i in range(999) %}" * 2
            + "xxx"
            + "{% endfor %}" * 2
            + "{% endmacro %}{% set s = m() %}",
            "400,000",
        ),
        (
            "{% if 0 %}{% block a %}"
            + "{% for i in range(999) %}" * 2
            + "xxx"
            + "{% endfor %}" * 2
            + "{% endblock %}{% endif %}{% set s = self.a() %}",
            "400,000",
        ),
        ("{% import 'letter/loop.md' as x %}", "400,000"),
        ("{% for i in [1] %}" * 30 + "{% endfor %}" * 30, "too deep"),
        ("{% if 1 %}" * 150 + "{% endif %}" * 150, "too deep"),
        ("{{ 1" + "+1" * 20_000 + " }}", "too deep"),
        ("{{ blank('x', 1e999) }}", "name 'inf' is not defined"),
        ("{{ 'x' | truncate(-1) }}", "failed"),
        ("{{ blank() }}", "blank() missing 1 required positional argument: 'label'"),
        ("{{ [today] }}", "a list cannot be printed as it is"),
        ("{{ senator }}", "senator cannot be printed as it is"),
        ("{{ me.nmae }}", "me has no “nmae” (did you mean “name”?)."),
        ("{{ senator.offices[0].adress }}", "office has no “adress” (did you mean “address”?)."),
        ("{{ [1][5] }}", "a list has no item 5."),
        ("{% if extra is defined %}{{ extra }}{% endif %}{{ me.nmae }}", "me has no “nmae”"),
        ("{{ extra | default('x') }}{{ senater.name }}", "has: extra, senater."),
        ("| a " * 31 + "|\n" + "| - " * 31 + "|\n", "a table of 31 columns"),
        ("::: lines 60\n:::\n\n" * 200, "more than 10,000 paragraphs"),
        ("- a\n" * 9_000, "more than 10,000 paragraphs"),
    ],
)
def test_a_hostile_template_is_a_sentence(
    ask_for: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, said: str
) -> None:
    # What is said here is said of its size; on a busy machine the time must not come first.
    monkeypatch.setattr(bounds, "MOST_SECONDS", 60)
    written(tmp_path / "letter" / "default.md", text)
    loop = "{% for i in range(999) %}" * 2 + "xxx" + "{% endfor %}" * 2
    written(tmp_path / "letter" / "loop.md", loop)
    if said == "Dear":  # harmless after all
        assert compose(ask_for(Kind.LETTER), (tmp_path, TEMPLATES)).document.blocks
        return
    with pytest.raises(TemplateError) as caught:
        compose(ask_for(Kind.LETTER), (tmp_path, TEMPLATES))
    assert said in caught.value.sentence
    assert not caught.value.sentence.endswith("..")


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("{% for i in range(60) %}{{ i }},{% endfor %}", ",".join(map(str, range(60))) + ","),
        ("{{ [1, 2] | sum(start=3) }}", "6"),
        ("{% macro hi(who) %}Hi {{ who }}{% endmacro %}{{ hi('Bo') }}", "Hi Bo"),
        ("{% macro b() %}({{ caller() }}){% endmacro %}{% call b() %}in{% endcall %}", "(in)"),
        ("{% extends 'letter/base.md' %}{% block a %}my {{ super() }}{% endblock %}", "my his"),
        ("{% from 'letter/parts.md' import p with context %}{{ p(1) }}", "Ana Ruiz 1"),
        ("{% include ['no.md', 'letter/part.md'] %}", "for Ana Ruiz"),
        ("{% for k, v in {'b': 2, 'a': 1} | dictsort %}{{ k }}{{ v }}{% endfor %}", "a1b2"),
        ("{% for k, v in {'b': 2}.items() %}{{ k ~ v }}{% endfor %}", "b2"),
        ("{% for w in ['x', 'y'] | map('upper') %}{{ loop.length }}{{ w }}{% endfor %}", "2X2Y"),
        ("{% set n = namespace(t=0) %}{% for i in range(99) %}{% set n.t = n.t + i %}{% endfor %}"
         "{{ n.t }}", "4851"),
        ("{% if 3 is odd and 4.0 is even and 9 is divisibleby 3 %}yes{% endif %}", "yes"),
    ],
)  # fmt: skip
def test_an_honest_template_is_filled_in(
    ask_for: Ask, tmp_path: Path, text: str, made: str
) -> None:
    written(tmp_path / "letter" / "default.md", text)
    written(tmp_path / "letter" / "base.md", "{% block a %}his{% endblock %}")
    written(tmp_path / "letter" / "part.md", "for {{ me.name }}")
    written(tmp_path / "letter" / "parts.md", "{% macro p(n) %}{{ me.name }} {{ n }}{% endmacro %}")
    (block,) = compose(ask_for(Kind.LETTER), (tmp_path, TEMPLATES)).document.blocks
    assert [plain(said) for said in inlines(block)] == [made]


@pytest.mark.parametrize(
    "text",
    [
        "{% for i in range(999) %}" * 4 + "{% endfor %}" * 4,
        "{% macro m(a) %}{% for i in range(999) %}{{ m(a) }}{% endfor %}{% endmacro %}{{ m(1) }}",
    ],
)
@pytest.mark.parametrize("thread", ["main", "other"])
def test_a_template_is_stopped_in_any_thread(
    ask_for: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, thread: str
) -> None:
    monkeypatch.setattr(bounds, "MOST_SECONDS", 0.2)
    written(tmp_path / "letter" / "default.md", text)
    found: list[str] = []

    def run() -> None:
        try:
            compose(ask_for(Kind.LETTER), (tmp_path, TEMPLATES))
        except TemplateError as error:
            found.append(error.sentence)

    begun = time.monotonic()
    if thread == "main":
        run()
    else:
        other = threading.Thread(target=run)
        other.start()
        other.join()
    assert time.monotonic() - begun < 2
    assert "was stopped" in found[0] or "too deep" in found[0]


def test_nothing_arrives_after_the_time_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work and its time end in the same moment: no stray exception comes later."""
    monkeypatch.setattr(bounds, "MOST_SECONDS", 0.001)
    for _ in range(200):
        try:
            with bounds.time_limit("x"):
                time.sleep(0.001)
        except TemplateError:
            pass
    time.sleep(0.01)
    assert threading.active_count() < 20


@pytest.mark.slow
def test_a_template_that_never_ends_is_stopped(ask_for: Ask, tmp_path: Path) -> None:
    loops = "{% for i in range(999) %}" * 4 + "{% endfor %}" * 4
    written(tmp_path / "letter" / "default.md", loops)
    with pytest.raises(TemplateError, match=f"more than {MOST_SECONDS:.0f} seconds"):
        compose(ask_for(Kind.LETTER), (tmp_path, TEMPLATES))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda path: path.symlink_to("/etc/passwd"), "a link out of its folder"),
        (lambda path: path.write_bytes(b"\xff\xfe"), "not UTF-8 text"),
        (lambda path: path.write_bytes(b"x" * 300_000), "cannot be read"),
        (lambda path: path.mkdir(), "cannot be read"),
        (os.mkfifo, "no ordinary file"),
        (lambda path: path.symlink_to("/dev/zero"), "a link out of its folder"),
    ],
)
def test_a_template_that_is_no_ordinary_file_is_refused(
    ask_for: Ask, tmp_path: Path, spoil: Spoil, said: str
) -> None:
    (tmp_path / "letter").mkdir()
    spoil(tmp_path / "letter" / "default.md")
    with pytest.raises(TemplateError, match=said):
        compose(ask_for(Kind.LETTER), (tmp_path, TEMPLATES))


def test_an_include_may_not_lead_out(ask_for: Ask, tmp_path: Path) -> None:
    written(tmp_path / "letter" / "default.md", "{% include 'letter/part.md' %}")
    (tmp_path / "letter" / "part.md").symlink_to("/etc/passwd")
    with pytest.raises(TemplateError, match="a link out of its folder"):
        compose(ask_for(Kind.LETTER), (tmp_path, TEMPLATES))


def test_a_watch_stops_one_after_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_SECONDS", 0.1)
    stopped: list[str] = []

    def work() -> None:
        with bounds.Watch() as watch:
            for name in ("one", "two"):
                try:
                    with watch.over(name):
                        while True:
                            time.sleep(0.001)
                except TemplateError as error:
                    stopped.append(error.sentence)
            with watch.over("three"):
                stopped.append("made")

    worker = threading.Thread(target=work, daemon=True)  # one that hangs must not hold the tests
    worker.start()
    worker.join(timeout=10)
    assert [said.partition(" took")[0] for said in stopped] == [
        "The template one",
        "The template two",
        "made",
    ]


def test_nothing_arrives_after_a_watch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_SECONDS", 0.001)
    with bounds.Watch() as watch:
        for _ in range(200):
            try:
                with watch.over("x"):
                    time.sleep(0.001)
            except TemplateError:
                pass
