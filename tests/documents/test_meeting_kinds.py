"""What a meeting needs, for every variant, position and shipped pack: it reads right and fits."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest

from advocate.documents.blocks import Box, words_in
from advocate.documents.context import Request
from advocate.documents.environment import plus_days
from advocate.documents.kinds import KINDS, Format, Kind, Piece
from advocate.documents.meeting import Attendee, Meeting, Role, Window, agenda
from advocate.documents.write import write_document
from advocate.issues.read import read_pack
from advocate.issues.records import Pack, Position
from advocate.outreach.records import Channel, FollowUp, IssueAsk, Outcome, Promise
from advocate.resources import bundled
from advocate.stories import Consent, Story
from tests.documents.conftest import ANA, NOBODY, THEME, Ask, document
from tests.documents.test_golden_meeting import MEETING, MET

SLUGS = ("immigrants-welcome", "town-hall")
STORY = Story(
    text="I clean offices at night. My son waits for me at school until six. " * 3,
    reason="I work nights, and my son's school is the one place where I know he is safe.",
    consent=Consent.NAMED,
)
FULL = replace(ANA, story=STORY.text, occupation="office cleaner")
PIECES = [
    Piece(kind, variant)
    for kind in (Kind.SCRIPT, Kind.REQUEST, Kind.BRIEF, Kind.LEAVE_BEHIND, Kind.THANKS)
    for variant in KINDS[kind].variants
]
# One side to talk from and one to write on; a copy for the pocket or the table is one side.
# The guided script is read from the screen, turn by turn: no turn of it begins a page.
PAGES = {"script": 2, "script-guided": 5, "brief-default": 6} | dict.fromkeys(
    ("brief-participant", "brief-pocket"), 1
)


def packs() -> list[Pack]:
    return [read_pack(bundled("talking_points") / slug) for slug in SLUGS]


def requests(ask_for: Ask, piece: Piece, slug: str) -> Iterator[Request]:
    """Each position, for someone of whom all is known, and for someone of whom nothing is."""
    pack, other = sorted(packs(), key=lambda one: one.slug != slug)
    for position in Position:
        asked = ask_for(piece.kind, variant=piece.variant, pack=pack, position=position)
        met = replace(MET, issues=(IssueAsk(slug),))
        full = replace(asked, constituent=FULL, story=STORY, meeting=MEETING, last_contact=met)
        yield replace(full, others=((other, position),), evidence=None)
        yield replace(asked, constituent=NOBODY, story=Story(), evidence=None)
        yield replace(asked, blanks=True, evidence=None)


def text_of(request: Request) -> str:
    return write_document(document(request), Format.TXT, THEME).data.decode()


# What no one should find in a document: a value that was not there, or the seam of one.
SEAMS = {
    "None": r"\bNone\b|\bTrue\b|\bFalse\b",
    "an empty quotation": r"“\s*”|\(\s*\)",
    "two full stops": r"[.?!]\s*\.(?:\s|$)",
    "a space before a stop": r"[a-z] [.,;:?!](?:\s|$)",
    "two spaces": r"[a-z.,]  +[a-zA-Z]",
    "a line of nothing": r"\n\n\n\n",
}


def seams(page: str) -> list[str]:
    """Return what is wrong with a page; between the columns of a table two spaces are right."""
    prose = "\n".join(
        line for line in page.splitlines() if not re.search(r"\S {2,}\S", line) or line[0] == " "
    )
    return [name for name, pattern in SEAMS.items() if re.search(pattern, prose)]


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("piece", PIECES, ids=str)
def test_it_reads_right(ask_for: Ask, piece: Piece, slug: str) -> None:
    for request in requests(ask_for, piece, slug):
        assert seams(text_of(request)) == [], request.position


@pytest.mark.parametrize(
    "slug",
    [SLUGS[0], *(pytest.param(slug, marks=pytest.mark.slow) for slug in SLUGS[1:])],
)
@pytest.mark.parametrize("piece", PIECES, ids=str)
def test_it_keeps_to_its_pages(ask_for: Ask, piece: Piece, slug: str) -> None:
    from pypdf import PdfReader

    name = f"{piece.kind}-{piece.variant}"
    most = KINDS[piece.kind].pages or PAGES.get(name) or PAGES[piece.kind]
    for request in requests(ask_for, piece, slug):
        data = write_document(document(request), Format.PDF, THEME).data
        assert len(PdfReader(BytesIO(data)).pages) <= most, request.position


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("piece", PIECES, ids=str)
def test_what_is_said_aloud_stays_short(ask_for: Ask, piece: Piece, slug: str) -> None:
    for request in requests(ask_for, piece, slug):
        boxes = [block for block in document(request).blocks if isinstance(block, Box)]
        over = [box.title for box in boxes if box.limit and words_in(box.blocks) > box.limit]
        assert over == [], request.position


@pytest.mark.parametrize("slug", SLUGS)
def test_an_ask_on_a_sheet_of_several_is_short(slug: str) -> None:
    pack = read_pack(bundled("talking_points") / slug)
    asks = [(ask.rank, len(ask.worded_for(p).ask.split())) for ask in pack.asks for p in Position]
    assert [words for rank, words in asks if rank == "primary" and words > 25] == []


@pytest.mark.parametrize("others", range(4))
def test_a_sheet_takes_one_to_four_issues(ask_for: Ask, pack: Pack, others: int) -> None:
    from pypdf import PdfReader

    more = tuple((pack, position) for position in list(Position)[:others])
    made = document(ask_for(Kind.SCRIPT, variant="several", others=more))
    said = [block.title for block in made.blocks if isinstance(block, Box)]
    assert len(said) == 1 + (1 + others) + 1
    pages = PdfReader(BytesIO(write_document(made, Format.PDF, THEME).data)).pages
    assert len(pages) <= 2
    if others < 2:  # what is said is one side, what is written down the other
        assert pages[1].extract_text().lstrip().startswith("Write down")


@pytest.mark.parametrize("slug", SLUGS)
def test_a_pocket_card_fits_a_card(ask_for: Ask, slug: str) -> None:
    """3.5 by 5 inches take about 24 lines of 46 characters at 10 points."""
    for request in requests(ask_for, Piece(Kind.BRIEF, "pocket"), slug):
        lines = [line[4:] for line in text_of(request).splitlines() if line.startswith("  : ")]
        assert sum(1 + len(line) // 46 for line in lines) <= 24, request.position


@pytest.mark.parametrize(
    ("consent", "told", "signed"),
    [(Consent.NAMED, True, True), (Consent.UNNAMED, True, False), (Consent.NONE, False, False)],
)
def test_a_leave_behind_obeys_the_storys_owner(
    ask_for: Ask, consent: Consent, told: bool, signed: bool
) -> None:
    page = text_of(ask_for(Kind.LEAVE_BEHIND, story=replace(STORY, consent=consent)))
    assert ("I clean offices" in page) is told
    assert ("Shared with permission" in page) is told
    assert ("Ana Ruiz, New York" in page) is signed


@pytest.mark.parametrize("consent", Consent)
def test_a_briefs_story_card_says_what_was_agreed(ask_for: Ask, consent: Consent) -> None:
    page = text_of(ask_for(Kind.BRIEF, story=replace(STORY, consent=consent)))
    assert STORY.reason.split(",")[0] in " ".join(page.replace(":", "").split())
    assert ("[ ] It is not to be retold" in page) is (consent is Consent.NONE)
    assert ("without the name" in page) is (consent is not Consent.NAMED)


@pytest.mark.parametrize("variant", KINDS[Kind.SCRIPT].variants)
def test_a_script_gives_the_callers_own_reason(ask_for: Ask, variant: str) -> None:
    page = text_of(ask_for(Kind.SCRIPT, variant=variant, story=STORY))
    assert "I work nights" in page


@pytest.mark.parametrize(
    ("contact", "dated"),
    [
        (MET, True),
        (replace(MET, channel=Channel.VISIT), True),
        (replace(MET, issues=()), True),
        (replace(MET, issues=(IssueAsk("town-hall"),)), False),
        (replace(MET, channel=Channel.CALL, outcome=Outcome.SPOKE), False),
        (None, False),
    ],
)
@pytest.mark.parametrize("variant", ["default", "staffer"])
def test_thanks_tell_of_the_meeting_in_the_log(
    ask_for: Ask, variant: str, contact: object, dated: bool
) -> None:
    page = text_of(ask_for(Kind.THANKS, variant=variant, last_contact=contact))
    for told in ("November 23, 2026", "Jo Park", "likes the bill"):
        assert (told in page) is dated
    assert "tired" not in page  # one's own note is not for the office


@pytest.mark.parametrize(
    ("days", "expected"), [(0, date(2026, 11, 24)), (7, date(2026, 12, 1)), (40, date(2027, 1, 3))]
)
def test_plus_days(days: int, expected: date) -> None:
    assert plus_days(date(2026, 11, 24), days) == expected


@pytest.mark.parametrize(
    ("facts", "told"), [(0, "The problem"), (1, "One fact"), (2, "Two facts"), (5, "Two facts")]
)
@pytest.mark.parametrize("minutes", [10, 15, 20, 60])
def test_the_agenda_has_the_facts_that_there_are(facts: int, told: str, minutes: int) -> None:
    parts = agenda(minutes, facts=facts)
    assert sum(part.minutes for part in parts) == minutes
    assert next(part.title for part in parts if part.who == "facts").startswith(told)


WEEKS = (
    Window(date(2026, 12, 8), date(2026, 12, 11)),
    Window(date(2026, 12, 29), date(2027, 1, 4)),
    Window(date(2027, 1, 6), date(2027, 1, 6)),
)


def test_a_request_offers_the_days_that_were_chosen(ask_for: Ask) -> None:
    offered = Meeting(windows=WEEKS)
    letter = " ".join(text_of(ask_for(Kind.REQUEST, meeting=offered)).split())
    hours = "10:00 a.m. to 4:00 p.m."
    for words in (
        f"First choice Tuesday, December 8, to Friday, December 11, 2026, {hours}",
        f"Second choice Tuesday, December 29, 2026, to Monday, January 4, 2027, {hours}",
        f"Third choice Wednesday, January 6, 2027, {hours}",
    ):
        assert words in letter
    phone = text_of(ask_for(Kind.REQUEST, variant="phone", meeting=offered))
    phone = " ".join(phone.replace("|", "").split())
    days = "December 8 to 11, December 29 to January 4 or January 6"
    assert f"Which of these days could work: {days}?" in phone
    assert "Offer Tuesday, December 8, to Friday, December 11, 2026; then Tuesday," in phone
    assert "2027: each day between 10:00 a.m. and 4:00 p.m." in phone


@pytest.mark.parametrize(("windows", "choices"), [(0, 3), (1, 1), (2, 2), (3, 3)])
def test_a_request_has_no_gap_beside_days_that_are_offered(
    ask_for: Ask, windows: int, choices: int
) -> None:
    page = text_of(ask_for(Kind.REQUEST, meeting=Meeting(windows=WEEKS[:windows])))
    assert page.count(" choice") == choices
    assert len(re.findall(r"choice +_", page)) == (0 if windows else 3)


@pytest.mark.parametrize("variant", ["default", "phone"])
def test_a_request_with_days_keeps_to_its_length(ask_for: Ask, variant: str) -> None:
    from pypdf import PdfReader

    group = tuple(Attendee(f"Wilhelmina Featherstonehaugh {n}", Role.ASKER) for n in range(5))
    for pack in packs():
        request = ask_for(Kind.REQUEST, variant=variant, pack=pack, constituent=FULL)
        made = document(replace(request, meeting=Meeting(None, 20, group, WEEKS)))
        boxes = [block for block in made.blocks if isinstance(block, Box)]
        assert [b.title for b in boxes if b.limit and words_in(b.blocks) > b.limit] == []
        data = write_document(made, Format.PDF, THEME).data
        assert len(PdfReader(BytesIO(data)).pages) == 1


def _agreed(promise: Promise, text: str, due: date | None) -> FollowUp:
    return FollowUp(
        id=1,
        uid="1",
        contact=MET.id,
        senator=MET.senator,
        senator_name=MET.senator_name,
        made=MET.made,
        promise=promise,
        text=text,
        due=due,
    )


THEIRS = _agreed(Promise.THEIRS, "a call.", date(2026, 12, 4))
MORE = _agreed(Promise.THEIRS, "the cost estimate", None)
OURS = _agreed(Promise.OURS, "two more letters", date(2026, 12, 1))
OWN = _agreed(Promise.FOLLOW_UP, "look at the vote", None)


@pytest.mark.parametrize(
    ("agreed", "told"),
    [
        ((THEIRS, MORE), ["as I noted it: a call, by December 4, 2026; the cost estimate. If I"]),
        ((OURS,), [": two more letters, by December 1, 2026. If I"]),
        ((THEIRS, OURS), ["a call, by December 4, 2026. What I promised"]),
        ((OWN,), ["will ___"]),
        ((), ["will ___"]),
    ],
)
@pytest.mark.parametrize("variant", ["default", "staffer"])
def test_thanks_repeat_what_was_promised(
    ask_for: Ask, variant: str, agreed: tuple[FollowUp, ...], told: list[str]
) -> None:
    page = text_of(ask_for(Kind.THANKS, variant=variant, last_contact=MET, agreed=agreed))
    assert [words for words in told if words not in " ".join(page.split())] == []
    assert "look at the vote" not in page
    assert seams(page) == []


@pytest.mark.parametrize(
    ("channel", "words"),
    [
        (Channel.VISIT, "Thank you for the meeting on November 23, 2026 with Jo Park"),
        (Channel.TOWN_HALL, "Thank you for the town hall on November 23, 2026. I am"),
        (Channel.RALLY, "Thank you for receiving our group on November 23, 2026. I am"),
    ],
)
def test_thanks_name_what_it_was(ask_for: Ask, channel: Channel, words: str) -> None:
    met = replace(MET, channel=channel)
    page = text_of(ask_for(Kind.THANKS, last_contact=met))
    assert words in " ".join(page.split())
    staffer = " ".join(text_of(ask_for(Kind.THANKS, variant="staffer", last_contact=met)).split())
    assert ("made the meeting possible" in staffer) is (channel is Channel.VISIT)


@pytest.mark.parametrize(("people", "words"), [(0, "me"), (1, "me"), (2, "us"), (5, "us")])
def test_a_group_thanks_for_having_been_heard(ask_for: Ask, people: int, words: str) -> None:
    group = tuple(Attendee(f"Bo Chen {n}", Role.ASKER) for n in range(people))
    request = ask_for(
        Kind.THANKS, variant="staffer", last_contact=MET, meeting=Meeting(attendees=group)
    )
    assert f"that you heard {words} out." in " ".join(text_of(request).split())


@pytest.mark.parametrize("variant", ["default", "participant"])
def test_a_brief_says_where_it_is_if_not_at_the_office(ask_for: Ask, variant: str) -> None:
    page = text_of(ask_for(Kind.BRIEF, variant=variant, place="The old mill, room 2"))
    assert re.search(r"Where +The old mill, room 2", page)
