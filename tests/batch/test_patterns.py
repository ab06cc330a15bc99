"""A template filled in once for many: the documents are those that filling in for each makes."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from advocate import constituency, desk
from advocate.desk import Looks, Wishes
from advocate.directory.dataset import Dataset
from advocate.documents.batches.composing import Composer, Laid, Someone
from advocate.documents.batches.word import WordMaker
from advocate.documents.bounds import Watch
from advocate.documents.compose import compose
from advocate.documents.context import Request
from advocate.documents.kinds import Kind, Piece
from advocate.documents.write.docx import write_docx
from advocate.errors import AdvocateError
from advocate.issues.read import read_pack
from advocate.resources import bundled
from advocate.settings import Constituent
from advocate.stories import story_of
from advocate.text import clean_line, clean_paragraphs
from tests.batch.conftest import PACK
from tests.batch.test_same import ANA, parts

BO = replace(ANA, name="Bo 2) Chen", preferred_name="Bo", street="1. Elm St.", story="One.\n\nTwo!")
CY = replace(ANA, name="cy", email="", phone="", occupation="nurse", story="")
EVE = replace(ANA, name="Eve", story="For S. 455.\n\nAnd H.R. 1061, too.")
ENDS = [
    replace(ANA, name="Eve S."),
    replace(ANA, city="S. Res."),
    replace(ANA, street="12 S. 4 St"),
]
PEOPLE = [ANA, replace(ANA, name="Dee", story="Else."), BO, CY]

PRINTED = [
    "Dear {{ senator.last_name }}: I am {{ me.name }}, of {{ me.city_line }}.",
    "::: address\n{{ me.name }}\\\n{{ me.street }}\\\n{{ me.city_line }}\n:::",
    "{% for one in me.story %}{{ one }}\n\n{% else %}Nothing.{% endfor %}",
    "{% if 'phone' in me.knows %}Call {{ me.phone }}{% else %}No phone{% endif %}",
    "{% if me.name %}{{ me.name }} ({{ me.zip }}){% endif %}",
    "{% set whose = me.name %}- I am {{ whose }}\n- I {{ me.home }}",
    "# {{ me.name }}\n\n{{ me.origin }}",
    "{{ me.name if me.name is sameas me.called else me.called }}",
    "{% if me.name is string %}{{ me.city }}{{ me.zip }}{% endif %}",
]
LOOKED_INTO = [
    "{{ me.name | upper }}",
    "{{ me.name ~ ', hello' }}",
    "{{ me.name[:2] }}",
    "{{ me.called.upper() }}",
    "{% if me.name == 'Dee' %}Hello Dee{% else %}{{ me.name }}{% endif %}",
    "{% if 'D' in me.name %}D{% else %}no{% endif %}",
    "{% if me.name in ('Dee', 'cy') %}one of them{% else %}none{% endif %}",
    "{% if me.name > 'B' %}behind{% else %}before{% endif %}",
    "{% if me.name is sequence %}yes{% else %}no{% endif %}",
    "{% if me.name is lower %}small{% else %}great{% endif %}",
    "{% if me.name.split is defined %}yes{% else %}no{% endif %}",
    "{% set kept %}{{ me.name }}{% endset %}{{ kept | length }}",
    "{% set kept %}{{ me.name }}{% endset %}{% if kept == 'Dee' %}D{% else %}no{% endif %}",
    "{% macro say(who) %}{{ who }}{% endmacro %}{{ say(me.name)[:2] }}",
    "{% filter upper %}{{ me.name }}{% endfilter %}",
    "{% for letter in me.name %}{{ letter }} {% endfor %}",
    "{{ me.story | length }} {{ me.story | join(' ') }}",
    "{{ [me.name, me.city] | sort | join(', ') }}",
    "{{ {me.name: 'x'}[me.name] }}",
    "{{ me.story[0] | whole_sentences(8) if me.story else '' }} {{ me.name | default('x') }}",
    "{% if me.zip | int > 12000 %}upstate{% else %}else{% endif %}",
    "{% for one in me.story %}{% if loop.changed(one) %}{{ one }}{% endif %}{% endfor %}",
    "x {{ me.name < 1 }}",
]
# Printed and no more, and yet the words could change what stands round them.
NEAR_SIGNS = [
    "**{{ me.name }}**",
    "*{{ me.name }}, from* {{ me.city }}",
    "{{ me.zip }}. is where I live",
    "- {{ me.zip }}) is where I live",
    "&{{ me.city }};",
    "[{{ me.name }}](https://example.org/{{ me.zip }})",
    "[write](mailto:{{ me.email }})",
    "<{{ me.email }}>",
    "| who | where |\n|---|---|\n| {{ me.name }} | {{ me.city }} |",
    "[a](https://x.org/{{ me.zip }}) [b](tel:+1{{ me.zip }}) [c](https://x.org/{{ me.zip }})",
    '[a](https://x.org/?a=1&b={{ me.zip }}) [b](https://x.org/?a=1&b=12207) [c](https://x.org/"q")',
    "|  | where |\n|---|---|\n| {{ me.name }} | [{{ me.city }}](https://x.org/{{ me.zip }}) |",
    "::: frame {{ me.name }}\n| a |\n|---|\n| {{ me.city_line }} |\n:::",
    "::: say What to say {limit=3}\nI am {{ me.name }}.\n:::",
    "::: note A note\nI am {{ me.name }} of {{ me.city_line }}\n:::",
    "> I am {{ me.name }}",
    "#{{ me.name }}",
    "\ue0003\ue001 is no mark of a word, {{ me.name | upper }}",
    "\ue0026\ue003 is no place for the e-mail of {{ me.name }}",
]


class Bench:
    """Composes a letter of one template for one person after another."""

    def __init__(self, dataset: Dataset, today: date, folder: Path, template: str) -> None:
        path = folder / "letter" / "default.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(template)
        looks = Looks((folder, bundled("templates")))
        self.dataset, self.today, self.looks = dataset, today, looks
        self.pack = read_pack(PACK)
        self.watch = Watch()
        self.composer, self.word = Composer(looks.folders, self.watch), WordMaker(looks.theme)

    def __enter__(self) -> "Bench":
        self.watch.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self.watch.__exit__()

    def request(self, person: Constituent) -> Request:
        where = constituency.find_constituency(
            self.dataset, person, person.zip, state=None, today=self.today
        )
        wishes = Wishes(story=story_of(person))
        return desk.requests_for(
            self.dataset,
            self.pack,
            where,
            [Piece(Kind.LETTER)],
            wishes=wishes,
            looks=self.looks,
            today=self.today,
        )[0]

    def same(self, person: Constituent) -> Laid | None:
        """Hold the batch's letter to the single command's; return it, or None where both fail."""
        request = self.request(person)
        someone = Someone(request.constituent, story_of(person))
        try:
            alone = compose(request, self.looks.folders)
        except AdvocateError as error:
            with pytest.raises(type(error), match=re.escape(str(error))):
                self.composer.prepared(request).composed(someone)
            return None
        laid = self.composer.prepared(request).composed(someone)
        assert laid.composed == alone
        assert parts(self.word.file(laid)) == parts(write_docx(alone.document, self.looks.theme))
        return laid


@pytest.mark.parametrize("template", [*PRINTED, *LOOKED_INTO, *NEAR_SIGNS])
def test_each_template_makes_the_same_for_each_person(
    dataset: Dataset, today: date, tmp_path: Path, template: str
) -> None:
    with Bench(dataset, today, tmp_path, template + "\n") as bench:
        made = [bench.same(person) for person in PEOPLE]
    assert all(laid and laid.pattern for laid in made) == (template in PRINTED)


BILLS = [
    "{{ me.name }} 12 {{ me.street }}",
    "{{ me.city }} {{ me.zip }}",
    "S. {{ me.zip }} or S.\n{{ me.zip }}",
    "{% for one in me.story %}{{ one }}\n\n{% endfor %}",
]


@pytest.mark.parametrize("template", BILLS)
def test_a_bills_number_stays_whole_whoever_wrote_its_parts(
    dataset: Dataset, today: date, tmp_path: Path, template: str
) -> None:
    with Bench(dataset, today, tmp_path, template + "\n") as bench:
        made = [bench.same(person) for person in (ANA, EVE, *ENDS)]
    assert all(made)


def test_the_shipped_letter_is_filled_in_once(shared: Bench) -> None:
    made = [shared.same(person) for person in (ANA, replace(ANA, name="Dee", story="For S. 455."))]
    assert all(laid and laid.pattern for laid in made)
    assert len({id(laid.pattern) for laid in made if laid}) == 1


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@example(name="\ue0020\ue003", street="1. Main\\", story="\ue002 * one.\n\n- two")
@example(name="Ana\u2028Ruiz", street="\u00a0", story="a\tb")
@given(name=WORDS, street=WORDS, story=WORDS)
def test_whatever_is_typed_the_letter_is_the_same(
    shared: Bench, name: str, street: str, story: str
) -> None:
    person = replace(
        ANA, name=clean_line(name), street=clean_line(street), story=clean_paragraphs(story)
    )
    assert shared.same(person)


@pytest.fixture
def shared(dataset: Dataset, today: date, tmp_path: Path) -> Iterator[Bench]:
    """Return a bench for the shipped letter."""
    source = (bundled("templates") / "letter/default.md").read_text()
    with Bench(dataset, today, tmp_path, source) as bench:
        yield bench
