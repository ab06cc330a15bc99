"""Event kits: what stands on which page, by which clock, and in whose words."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import pytest

from advocate.documents.context import Request
from advocate.documents.environment import clock_time
from advocate.documents.kinds import KINDS, Format, Kind
from advocate.documents.meeting import Attendee, Meeting, Role
from advocate.documents.second_person import to_you
from advocate.documents.write import write_document
from advocate.issues.read import read_pack
from advocate.issues.records import Position, Prose
from advocate.resources import bundled
from tests.documents.conftest import THEME, Ask, document

SLUGS = ("immigrants-welcome", "town-hall")
VARIANTS = tuple(KINDS[Kind.EVENT].variants)
WHEN = datetime(2026, 12, 5, 11, 0)  # noqa: DTZ001 - wall-clock time at the office
GROUP = tuple(Attendee("Maria Guadalupe Lopez", role) for role in Role)
PAGES = ("", "On the day: run of show", "MEDIA ADVISORY", "Sign-in sheet")


def text_of(request: Request) -> str:
    text = write_document(document(request), Format.TXT, THEME).data.decode()
    return " ".join(text.split())


def pages_of(request: Request) -> list[str]:
    from pypdf import PdfReader

    data = write_document(document(request), Format.PDF, THEME).data
    return [page.extract_text().strip() for page in PdfReader(BytesIO(data)).pages]


def fullest(ask_for: Ask, variant: str, slug: str) -> Iterator[Request]:
    pack = read_pack(bundled("talking_points") / slug)
    for senator, zip_code in (("X000001", "10001"), ("X000003", "87102")):
        for position in Position:
            request = ask_for(
                Kind.EVENT, senator=senator, zip_code=zip_code, pack=pack, position=position
            )
            yield replace(
                request,
                variant=variant,
                meeting=Meeting(WHEN, 30, GROUP),
                today=date(2027, 6, 1),
                seat_note="Senator Hollowell's term ends on January 3, 2027; the election for the "
                "seat was on November 3, 2026.",
            )
            yield replace(request, variant=variant)


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.slow
def test_the_plan_fits_one_page_and_the_rest_begins_on_new_ones(
    ask_for: Ask, variant: str, slug: str
) -> None:
    for request in fullest(ask_for, variant, slug):
        pages = pages_of(request)
        assert len(pages) == len(PAGES), request.position
        assert [page.startswith(head) for page, head in zip(pages, PAGES, strict=True)] == [
            True
        ] * len(PAGES)
        assert "Who does what" in pages[0]


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_kit_says_what_is_old_and_what_to_know_of_the_seat(ask_for: Ask, variant: str) -> None:
    request = ask_for(Kind.EVENT, variant=variant)
    assert "Please note" not in text_of(request)
    late = replace(request, today=date(2030, 1, 2), seat_note="The term ends in January.")
    assert "Please note: The term ends in January. Please note: This issue's facts" in text_of(late)


@pytest.mark.parametrize(
    ("variant", "before", "start", "later"),
    [
        ("default", "10:45 a.m. Meet outside", "11:00 a.m. Go in", "11:30 a.m. Outside: what"),
        ("rally", "10:15 a.m. Set up", "11:00 a.m. Host: who", "11:45 a.m. When the delegation"),
        ("town-hall", "10:00 a.m. Meet outside", "11:00 a.m. It begins", "At the end Thank"),
    ],
)
def test_a_run_of_show_goes_by_the_clock(
    ask_for: Ask, variant: str, before: str, start: str, later: str
) -> None:
    request = ask_for(Kind.EVENT, variant=variant, meeting=Meeting(WHEN, 30))
    page = text_of(request)
    assert [part for part in ("Time What", before, start, later) if part not in page] == []
    assert " before " not in page.split("run of show")[1].split("How to ask")[0].split("brief")[0]


@pytest.mark.parametrize(
    ("variant", "rows"),
    [
        ("default", ("15 before Meet outside", "0 Go in", "6 The story", "30 Outside: what")),
        ("rally", ("45 before Set up", "0 Host: who", "45 The delegation reports")),
        ("town-hall", ("60 before Meet outside", "0 It begins", "At the end Thank")),
    ],
)
def test_without_an_hour_it_goes_by_minutes(
    ask_for: Ask, variant: str, rows: tuple[str, ...]
) -> None:
    page = text_of(ask_for(Kind.EVENT, variant=variant, meeting=Meeting(minutes=30)))
    assert [row for row in ("Minutes What", *rows) if row not in page] == []


@pytest.mark.parametrize(
    ("variant", "has"), [("default", True), ("rally", True), ("town-hall", False)]
)
def test_a_delegation_has_its_brief(ask_for: Ask, variant: str, has: bool) -> None:
    assert ("The delegation's brief" in text_of(ask_for(Kind.EVENT, variant=variant))) is has


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_media_advisory_has_what_a_newsroom_looks_for(ask_for: Ask, variant: str) -> None:
    request = ask_for(Kind.EVENT, variant=variant, meeting=Meeting(WHEN), place="The old mill")
    advisory = text_of(request).split("MEDIA ADVISORY")[1].split("Sign-in sheet")[0]
    for said in (
        "For planning purposes: Saturday, December 5, 2026 Constituents to",
        "When: Saturday, December 5, 2026, 11:00 a.m. Where: The old mill Who: People who live",
        f"Why: We are coming because {request.pack.impact}",
        "Visuals:",
        "Contact: ___",
    ):
        assert said in advisory
    assert request.office.city not in advisory.split("Who:")[0]  # it is not at the office


@pytest.mark.parametrize("slug", SLUGS)
def test_a_card_speaks_to_the_senator(ask_for: Ask, slug: str) -> None:
    pack = read_pack(bundled("talking_points") / slug)
    for position in Position:
        request = ask_for(Kind.EVENT, variant="town-hall", pack=pack, position=position)
        asked = text_of(request).split("Question 1")[1].split("MEDIA ADVISORY")[0]
        assert "senator" not in asked
        assert "the office" not in asked


def test_a_card_that_cannot_be_turned_says_so(ask_for: Ask, pack: object) -> None:
    request = ask_for(Kind.EVENT, variant="town-hall")
    odd = replace(request.pack, questions=(Prose("Why is it that the senator waits?"),))
    page = text_of(replace(request, pack=odd))
    assert "where a card says “the senator,” say “you.”" in page
    assert "Why is it that the senator waits?" in page
    assert "where a card says" not in text_of(request)


@pytest.mark.parametrize(
    ("question", "turned"),
    [
        ("Will the senator cosponsor S. 455?", "Will you cosponsor S. 455?"),
        ("Has the senator settled on a day?", "Have you settled on a day?"),
        ("What does the senator think of it?", "What do you think of it?"),
        ("Is the senator a cosponsor?", "Are you a cosponsor?"),
        ("If it dies, will the senator back it again?", "If it dies, will you back it again?"),
        ("Would the senator, or staff, meet us?", "Would you, or staff, meet us?"),
        ("Does the senator's staff know?", "Does your staff know?"),
        ("May we send it to the senator?", "May we send it to you?"),
        ("Who in the office works on it?", "Who in your office works on it?"),
        ("Will the office's web page say so?", "Will your office's web page say so?"),
        ("Will the senator take what they say along?", "Will you take what they say along?"),
        # what cannot be told for certain stays
        ("Will the senator publish their calendar?", None),
        ("Will the senator say whether she supports it?", None),
        ("Will the senator say when the senator decides?", None),
        ("Will the senator from Ohio sign on?", None),
        ("Why is it that the senator waits?", None),
        ("Has the office of the governor called?", None),
        ("¿Apoyará usted la ley?", None),
    ],
)
def test_to_you(question: str, turned: str | None) -> None:
    assert to_you(question) == (turned or question)
    assert isinstance(to_you(Prose(question)), Prose)


@pytest.mark.parametrize(
    ("moment", "later", "said"),
    [
        ((2026, 12, 5, 14, 30), 0, "2:30 p.m."),
        ((2026, 12, 5, 11, 50), 10, "noon"),
        ((2026, 12, 5, 11, 50), 15, "12:05 p.m."),
        ((2026, 12, 5, 10, 0), -45, "9:15 a.m."),
        ((2026, 12, 5, 23, 50), 15, "12:05 a.m."),
        ((1, 1, 1, 0, 5), -5, "midnight"),  # not before the calendar begins
        ((9999, 12, 31, 23, 30), 45, "12:15 a.m."),
        ((2026, 12, 5, 10, 0), 10**15 * 1440, "10:00 a.m."),
    ],
)
def test_clock_time(moment: tuple[int, int, int, int, int], later: int, said: str) -> None:
    assert clock_time(datetime(*moment), later) == said  # noqa: DTZ001
