"""`advocate batch` as a user meets it."""

import os
import shutil
import time
from pathlib import Path

import pytest

from advocate.batch.places import Address
from advocate.batch.sink import Sink
from advocate.errors import StoreError
from advocate.outreach.store import Store
from advocate.resources import bundled
from tests.batch.dask_cluster import DaskCluster
from tests.cli.running import at_home, files, made, run

__all__ = ["at_home"]  # used by every test here
LIST = """Full name;Address;ZIP;Story
Ana Ruiz;12 Elm Street;10001;I work until six.
CON;../../etc;10001;
=cmd();;10001;
No Place;;;
In Washington;;20001;
Ana Ruiz;12 Elm Street;10001;I work until six.
"""

PRINTED = ("--format", "pdf", "--per-file", "20")


@pytest.fixture
def members(at_home: Path) -> str:
    Path("members.csv").write_text(LIST)
    return "members.csv"


def test_at_first_it_only_looks(members: str) -> None:
    done = made("batch", "sample-issue", members)
    assert "3 of 6 members can be served" in done.stdout
    assert "NY 3" in done.stdout
    assert "line 7: The same member stands on line 2 already." in done.stdout
    assert "1 of 3 members has words of their own" in done.stdout
    assert files(Path()) == ["members.csv"]
    shown = [line.strip() for line in done.stdout.splitlines() if line.endswith(".docx")]
    assert len(shown) == 6
    assert all(Path(path).is_file() for path in shown)
    assert all(f"  {path.removesuffix('.docx')}-1.png\n" in done.stdout for path in shown)
    assert Path(shown[0].replace(".docx", "-1.png")).read_bytes()[1:4] == b"PNG"


def test_what_was_shown_the_day_before_is_removed(members: str, tmp_path: Path) -> None:
    kept, old, other = (
        tmp_path / name for name in ("advocate-preview-a", "advocate-preview-b", "x")
    )
    for folder in (kept, old, other):
        folder.mkdir()
        (folder / "letter.docx").write_text("Ana Ruiz")
    before = time.time() - 25 * 3_600
    for folder in (old, other):
        os.utime(folder, (before, before))
    made("batch", "sample-issue", members)
    assert (kept.exists(), old.exists(), other.exists()) == (True, False, True)


@pytest.mark.parametrize("form", ["docx", "pdf", "txt", "html"])
def test_good_rows_are_done_and_others_listed(members: str, form: str) -> None:
    told = ("--go", "--out", "out", "--format", form, "--kind", "script", "--kind", "letter")
    done = run("batch", "sample-issue", members, *told)
    assert done.exit_code == 10
    assert "3 of 6 rows were left out" in done.stderr
    assert len([name for name in files(Path("out")) if name.endswith(form)]) == 12
    assert files(Path()) == ["members.csv", *(f"out/{name}" for name in files(Path("out")))]
    assert "put some into the column “story”" in Path("out/manifest.csv").read_text()
    assert "advocate story" not in Path("out/manifest.csv").read_text()
    assert ",'=cmd()," in Path("out/manifest.csv").read_text(encoding="utf-8-sig")
    assert run("batch", "sample-issue", members, *told).exit_code == 8


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("no-such-issue", "members.csv"), 6),
        (("sample-issue", "none.csv"), 1),
        (("sample-issue", "members.csv", "--map", "x"), 2),
        (("sample-issue", "members.csv", "--map", "Ort=city"), 1),
        (("sample-issue", "members.csv", "--go"), 2),
        (("sample-issue", "members.csv", "--cluster", "scheduler:8786"), 2),
        (("sample-issue", "members.csv", "--cluster", "tcp://me:pw@x:1"), 2),
        (("sample-issue", "members.csv", "--cluster", "tcp://x:1", "--workers", "2"), 2),
        (("sample-issue", "nowhere://x/members.csv"), 1),
        (("sample-issue", "members.csv", "--per-file", "100"), 2),
        (("sample-issue", "members.csv", "--per-file", "1", "--format", "pdf"), 2),
        (("sample-issue", "members.csv", "--resume", "--out", "out"), 8),
    ],
)
@pytest.mark.usefixtures("members")
def test_what_cannot_be_done_is_said(args: tuple[str, ...], code: int) -> None:
    done = run("batch", *args)
    assert done.exit_code == code
    assert "Traceback" not in done.stderr


def test_letters_come_in_print_files(members: str) -> None:
    told = ("batch", "sample-issue", members, "--format", "pdf", "--per-file", "4")
    looked = made(*told)
    assert [line for line in looked.stdout.splitlines() if line.endswith("0001.pdf")]
    done = run(*told, "--go", "--out", "out")
    assert done.exit_code == 10
    assert "2 files for 3 of 6 members." in done.stdout
    assert "each letter begins on a sheet of its own" in done.stderr
    assert files(Path("out")) == [
        "manifest.csv",
        "print/ny-10001-10001-0001.pdf",
        "print/ny-10001-10001-0002.pdf",
        "rejects.csv",
    ]


def test_a_rejected_row_says_what_to_fill_in(at_home: Path) -> None:
    Path("two.csv").write_text("zip,state\n12057,\n10001,OH\n", encoding="utf-8")
    done = run("batch", "sample-issue", "two.csv", "--go", "--out", "out")
    assert done.exit_code == 10
    rejects = Path("out/rejects.csv").read_text(encoding="utf-8-sig")
    assert "Fill in the column “state”, for example with NY." in rejects
    assert "Leave the column “state” empty, or make it NY." in rejects
    assert "--" not in rejects


def test_what_is_prepared_is_logged_until_it_is_sent(
    members: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = ("batch", "sample-issue", members, "--zip", "--out", "out", "--log")
    with monkeypatch.context() as broken:
        broken.setattr(Store, "merge", _refuse)
        assert run(*told, "--go").exit_code == 9
    assert not Path("out/documents.zip").exists()
    done = run(*told, "--resume")
    assert done.exit_code == 10
    assert "6 contacts are new in the log, prepared." in done.stderr
    tag = done.stderr.partition("advocate log sent ")[2].split()[0]
    again = run(*told[:-2], "again", "--log", "--go").stderr
    assert "No contact is new; 6 are in the log already. Once they are sent:\n" in again
    assert f"  advocate log sent {tag}\n" in again
    assert "prepared, not sent" in made("log", "list").stdout
    assert "nothing" in made("report").stdout.casefold()
    assert "6 contacts are logged as sent." in made("log", "sent", tag).stdout
    assert run("log", "sent", tag).exit_code == 9
    once_more = run(*told[:-2], "more", "--log", "--go").stderr
    assert "No contact is new; 6 are in the log already, and none still to be sent." in once_more
    assert "advocate log sent" not in once_more  # which would fail
    assert made("log", "list", "--outcome", "sent").stdout.count("Thornquist") == 3
    assert "Taken back: the sending" in made("log", "undo").stdout
    assert "Taken back: what a batch prepared" in made("log", "undo").stdout


def test_what_makes_no_contact_is_not_logged(members: str) -> None:
    told = ("batch", "sample-issue", members, "--kind", "brief", "--format", "txt", "--out", "out")
    done = run(*told, "--log", "--go")
    assert "These documents make no contact: nothing was logged." in done.stderr
    assert "log sent" not in done.stderr


def _refuse(*_: object, **__: object) -> None:
    raise StoreError("The log is busy.")


def test_list_and_result_may_lie_elsewhere(members: str) -> None:
    import fsspec

    system = fsspec.filesystem("memory")
    system.pipe("/in/members.csv", Path(members).read_bytes())
    try:
        told = ("--go", "--zip", "--out", "memory://out/letters")
        done = run("batch", "sample-issue", "memory://in/members.csv", *told)
        assert done.exit_code == 10
        assert "memory://out/letters/manifest.csv" in done.stdout
        assert "memory://out/letters/rejects.csv" in done.stderr
        assert run("batch", "sample-issue", members, "--go", "--zip", "--out", "here").exit_code
        for name in ("documents.zip", "manifest.csv", "rejects.csv"):
            assert system.cat(f"/out/letters/{name}") == Path("here", name).read_bytes()
        assert run("batch", "sample-issue", members, *told).exit_code == 8
    finally:
        system.rm("/", recursive=True)


def test_a_list_is_short_or_empty_and_the_words_fit(at_home: Path) -> None:
    Path("one.csv").write_text("name,zip\nAna Ruiz,10001\n")
    looked = made("batch", "sample-issue", "one.csv", "--preview", "0")
    assert "1 of 1 member can be served" in looked.stdout
    done = made("batch", "sample-issue", "one.csv", "--go", "--out", "one", "--kind", "script")
    assert "2 files for 1 of 1 member." in done.stdout
    assert "0 of 1 member has words" in done.stderr
    Path("one.csv").write_text("name,zip\nAna Ruiz,20001\n")
    looked = made("batch", "sample-issue", "one.csv", "--preview", "0")
    assert "0 of 1 member can be served.\n1 would be left out" in looked.stdout
    done = run("batch", "sample-issue", "one.csv", "--go", "--out", "none")
    assert "Error: 1 of 1 row was left out.\n" in done.stderr
    Path("one.csv").write_text("name,zip\n")
    for told in ((), ("--go", "--out", "empty")):
        done = run("batch", "sample-issue", "one.csv", *told)
        assert done.exit_code == 1
        assert "There is no member in one.csv." in done.stderr
    assert not Path("empty").exists()


def test_rows_left_out_for_one_reason_are_said_once(at_home: Path) -> None:
    rows = "".join(f"Ana {n},20001\n" for n in range(30))
    Path("many.csv").write_text(f"name,zip\n{rows}Bo,10001\nNo Place,\n")
    done = made("batch", "sample-issue", "many.csv", "--preview", "0")
    assert "31 would be left out" in done.stdout
    assert "line 2 and 29 more: There are no voting senators" in done.stdout
    assert "line 33: It has neither" in done.stdout


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{% if %}", "cannot be read"),
        ("{{ me.name|no_such_filter }}", "cannot be read: No filter named 'no_such_filter'"),
        (f"{{{{ {'(' * 400}me.name{')' * 400} }}}}", "goes too deep"),
        ("{{ me.name.nothing }}", "nothing"),
    ],
)
def test_a_template_that_fails_says_so_at_the_first_look(
    members: str, template: str, said: str
) -> None:
    Path("own/letter").mkdir(parents=True)
    Path("own/letter/default.md").write_text(template)
    told = ("batch", "sample-issue", members, "--template-dir", "own")
    for more in ((), ("--go", "--out", "out"), ("--go", "--out", "out", *PRINTED)):
        done = run(*told, *more)
        assert done.exit_code == 7
        assert done.stderr.count(said) == 1
        assert "To look at" not in done.stdout
        assert not Path("out").exists()


def test_a_template_that_fails_for_some_leaves_those_out(members: str) -> None:
    Path("own/letter").mkdir(parents=True)
    page = '{% if me.name != "CON" %}{% include "no" %}{% endif %}Dear Senator'
    Path("own/letter/default.md").write_text(page)
    told = ("batch", "sample-issue", members, "--template-dir", "own")
    looked = made(*told)
    assert "Of the first 3, 2 cannot be made:\n  line 2: " in looked.stdout
    done = run(*told, "--go", "--out", "out")
    assert done.exit_code == 10
    assert Path("out/rejects.csv").read_text().count("There is no template") == 2


@pytest.mark.parametrize("how", [("--format", "pdf"), PRINTED])
def test_a_look_that_cannot_be_drawn_ends_the_batch(members: str, how: tuple[str, ...]) -> None:
    shutil.copytree(bundled("templates") / "themes" / "default", "own/themes/default")
    page = Path("own/themes/default/page.typ")
    page.write_text("#panic()" + page.read_text())
    told = ("batch", "sample-issue", members, "--template-dir", "own", "--go", "--out", "out", *how)
    done = run(*told)
    assert (done.exit_code, done.stderr.count("page.typ in own")) == (7, 1), done.stderr
    assert not Path("out").exists()


def test_what_to_know_of_senators_and_pack_is_said_once(
    members: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ADVOCATE_TODAY", "2031-02-01")
    told = ("batch", "sample-issue", members)
    looked, done = made(*told), run(*told, "--go", "--out", "out")
    for said in ("days old", "term ended", "“sample-issue”"):
        assert looked.stderr.count(said) == done.stderr.count(said) > 0, said
    manifest = Path("out/manifest.csv").read_text(encoding="utf-8-sig").splitlines()
    for line in manifest[1:]:
        assert "days old" not in line
        whose = [name for name in ("Hollowell", "Thornquist") if f" {name}," in line]
        assert len(whose) == 1
        assert line.count("recorded term ended") <= 1
        assert f"Senator {whose[0]}'s recorded" in line or "recorded" not in line
    assert "recorded term ended" in manifest[1]


def test_a_zip_code_on_no_list_is_told_of_in_the_manifest(at_home: Path) -> None:
    Path("one.csv").write_text("name,zip\nAna,10099\n")
    made("batch", "sample-issue", "one.csv", "--go", "--out", "out", "--format", "txt")
    assert "fill in the column “state”" in Path("out/manifest.csv").read_text(encoding="utf-8-sig")


def test_a_sign_that_no_font_has_is_told_of_in_the_manifest(at_home: Path) -> None:
    Path("one.csv").write_text("name,zip\nAna \U00013000,10001\n", encoding="utf-8")
    made("batch", "sample-issue", "one.csv", "--go", "--out", "out", "--format", "pdf")
    assert "No font on this machine" in Path("out/manifest.csv").read_text(encoding="utf-8-sig")


def test_no_heading_is_a_formula_in_the_rejects(at_home: Path) -> None:
    Path("one.csv").write_text("name,zip,=HYPERLINK(1)\nAna,,\n")
    assert run("batch", "sample-issue", "one.csv", "--go", "--out", "out").exit_code == 10
    rejects = Path("out/rejects.csv").read_text(encoding="utf-8-sig")
    assert rejects.startswith("name,zip,'=HYPERLINK(1),line,reason")


def test_json_lines_may_have_names_of_their_own(at_home: Path) -> None:
    Path("list.jsonl").write_text(
        '{"Plz": "10001", "Wer": "Ana"}\n{"zip": "10001"}\n{"Wer": "B"}\n'
    )
    told = ("--map", "Plz=zip", "--map", "Wer=name", "--go", "--out", "out", "--kind", "script")
    assert run("batch", "sample-issue", "list.jsonl", *told).exit_code == 10
    manifest = Path("out/manifest.csv").read_text()
    assert "1,Ana,NY,10001" in manifest
    assert "2,,NY,10001" in manifest
    assert "neither a ZIP" in Path("out/rejects.csv").read_text()


def test_a_look_says_which_columns_are_used(at_home: Path) -> None:
    Path("two.csv").write_text("Full Name,Plz,ZIP,Zip Code,Ort\nAna,1,10001,87501,x\n")
    told = ("batch", "sample-issue", "two.csv", "--preview", "0")
    used = "Taken from its columns: name (“Full Name”), zip (“ZIP”)."
    assert f"{used} Not used: “Plz”, “Zip Code”, “Ort”." in made(*told).stderr
    used = "Taken from its columns: name (“Full Name”), zip (“Zip Code”), city (“Ort”)."
    looked = made(*told, "--map", "Zip Code=zip", "--map", "Ort=city")
    assert f"{used} Not used: “Plz”, “ZIP”." in looked.stderr
    Path("two.csv").write_text("Name,ZIP,E-mail,Note,ZIP,Note,ZIP\nAna,10001,,,87501,,\n")
    used = "Taken from its columns: name (“Name”), zip (“ZIP”), email (“E-mail”)."
    alike = "Of the 3 columns “ZIP” the first is taken."
    rest = "Not used: “Note”, “ZIP”, “Note”, “ZIP”.\n"
    assert made(*told).stderr.count(f"{used} {alike} {rest}") == 1
    done = made(*told, "--go", "--out", "out", "--kind", "script")
    assert done.stderr.count(f"{used} {alike} {rest}") == 1


def test_what_excel_wrote_is_said(at_home: Path) -> None:
    Path("old.csv").write_bytes("name;zip\nJosé Muñoz;10001\n".encode("cp1252"))
    said = "1 line is not UTF-8, and read as Windows-1252"
    assert said in made("batch", "sample-issue", "old.csv", "--preview", "0").stderr
    assert said in made("batch", "sample-issue", "old.csv", "--go", "--out", "out").stderr


def test_rejects_that_are_rejected_once_more_keep_their_form(members: str) -> None:
    told = ("batch", "sample-issue", "--zip", "--go", "--out")
    Path(members).write_text("Name,ZIP,Story\n=cmd(),,x\n'tis,,-y\nBo,10001,\n")
    run(*told, "one", members)
    first = Path("one/rejects.csv").read_bytes()
    Path("again.csv").write_bytes(first)
    assert run(*told, "two", "again.csv").exit_code == 10
    assert Path("two/rejects.csv").read_bytes() == first


@pytest.mark.parametrize(
    ("out", "where", "what"),
    [
        ("out", Sink, "take"),
        ("memory://out/letters", Sink, "take"),
        ("memory://out/letters", Address, "put"),
    ],
)
def test_interrupted_it_says_how_to_go_on(
    members: str, monkeypatch: pytest.MonkeyPatch, out: str, where: type, what: str
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    told = ("batch", "sample-issue", members, "--zip", "--out", out)
    with monkeypatch.context() as broken:
        broken.setattr(where, what, interrupt)
        done = run(*told, "--go")
    assert done.exit_code == 1
    assert "--resume goes on" in done.stderr
    assert run(*told, "--resume").exit_code == 10
    if "://" in out:
        import fsspec

        fsspec.filesystem("memory").rm("/out", recursive=True)


@pytest.mark.slow
@pytest.mark.loopback
def test_a_cluster_makes_the_same_and_is_named_before(members: str, tmp_path: Path) -> None:
    cluster = DaskCluster(tmp_path / "dask")
    try:
        cluster.work(1)
        done = run(
            *("batch", "sample-issue", members, "--go", "--out", "far"),
            *("--cluster", cluster.address),
        )
    finally:
        cluster.end()
    assert done.exit_code == 10, done.stderr
    said = f"The members of the list go to the workers of {cluster.address}, not encrypted."
    assert said in done.stderr
    run("batch", "sample-issue", members, "--go", "--out", "here")
    assert files(Path("far")) == files(Path("here"))
    for name in files(Path("far")):
        assert Path("far", name).read_bytes() == Path("here", name).read_bytes()
    away = run("batch", "sample-issue", members, "--go", "--out", "b", "--cluster", cluster.address)
    assert away.exit_code == 8
    assert "does not answer" in away.stderr
