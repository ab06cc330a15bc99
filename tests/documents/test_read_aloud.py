"""What a person says or signs fits the senator: the position, the seat, how many senators."""

import re
from dataclasses import replace

import pytest

from advocate.directory.records import CommitteeSeat
from advocate.documents.blocks import Table
from advocate.documents.context import Request
from advocate.documents.kinds import KINDS, Format, Kind, Piece
from advocate.documents.views import Addressee, points_for, reason_for
from advocate.documents.write import write_document
from advocate.issues.read import read_pack
from advocate.issues.records import Pack, Position, Prose
from advocate.resources import bundled
from advocate.stories import Story
from tests.documents.conftest import THEME, Ask, document
from tests.documents.test_golden_meeting import MET

STORY = Story(text="I work nights.", reason="I work nights, and the library is closed by then.")


def words_of(request: Request) -> str:
    """Return the document's text as one line, without the marks of boxes."""
    page = write_document(document(request), Format.TXT, THEME).data.decode()
    return " ".join(word for word in page.split() if word not in ("|", "#", ":"))


def aimed(pack: Pack, positions: tuple[str, ...]) -> Pack:
    """Return the pack with one more point, the last of its list, for senators of `positions`."""
    point = replace(pack.talking_points[0], id="clock", spoken=Prose("Soon."), positions=positions)
    return replace(pack, talking_points=(*pack.talking_points, point))


@pytest.mark.parametrize(
    ("position", "order", "reason"),
    [
        (Position.SUPPORTS, ["hours", "clock", "hours-ny", "cost", "readers"], "clock"),
        (Position.UNDECIDED, ["hours", "hours-ny", "cost", "readers"], "hours"),
        (Position.OPPOSES, ["hours", "hours-ny", "cost", "readers"], "hours"),
    ],
)
def test_papers_begin_with_the_issue_and_callers_with_what_fits(
    pack: Pack, position: Position, order: list[str], reason: str
) -> None:
    told = aimed(pack, ("supports",))
    assert [point.id for point in points_for(told, "NY", position)] == order
    chosen = reason_for(told, "NY", position)
    assert chosen
    assert chosen.id == reason


def test_without_points_there_is_no_reason(pack: Pack) -> None:
    assert reason_for(replace(pack, talking_points=()), "NY", Position.UNKNOWN) is None


@pytest.mark.parametrize(
    ("kind", "variant", "spoken"),
    [
        (Kind.SCRIPT, "default", True),
        (Kind.SCRIPT, "relay", True),
        (Kind.SCRIPT, "several", True),
        (Kind.BRIEF, "pocket", True),
        (Kind.LETTER, "default", False),
        (Kind.LEAVE_BEHIND, "default", False),
    ],
)
def test_the_aimed_point_is_spoken_first_and_written_second(
    ask_for: Ask, pack: Pack, kind: Kind, variant: str, spoken: bool
) -> None:
    told = aimed(pack, ("supports",))
    request = ask_for(
        kind, variant=variant, pack=told, position=Position.SUPPORTS, story=Story(), evidence=None
    )
    first = told.talking_points[0]
    page = words_of(request)
    assert ("Soon." in page) is spoken
    assert (first.claim in page) is not spoken


@pytest.mark.parametrize(
    ("title", "letter", "left", "script"),
    [
        ("Chairman", "You chair the Senate Committee on Libraries, which has the bill, and you can "
         "put it on the agenda.", "You chair the Senate Committee", "Chair of the"),
        ("Ranking Member", "The bill is before the Senate Committee on Libraries, where you are "
         "the ranking member.", "You are the ranking member of the", "Ranking Member of the"),
        ("", "The bill is before the Senate Committee on Libraries, where you serve.",
         "You serve on the", "Member of the"),
        ("Ex Officio", "where you serve.", "You serve on the", "Ex officio member of the"),
    ],
)  # fmt: skip
def test_a_seat_on_the_committee_is_told_in_plain_words(
    ask_for: Ask, pack: Pack, title: str, letter: str, left: str, script: str
) -> None:
    plain = ask_for(Kind.LETTER)
    seat = CommitteeSeat("SSLB", "Senate Committee on Libraries", 1, title)
    request = replace(
        plain,
        senator=replace(plain.senator, committees=(seat,)),
        pack=replace(pack, committees=("SSLB",)),
    )
    assert letter in words_of(request)
    assert letter in words_of(replace(request, kind=Kind.WEBFORM))
    assert left in words_of(replace(request, kind=Kind.LEAVE_BEHIND))
    assert f"{script} Senate Committee on Libraries, which has this bill." in words_of(
        replace(request, kind=Kind.SCRIPT)
    )
    for kind in (Kind.LETTER, Kind.WEBFORM, Kind.LEAVE_BEHIND, Kind.SCRIPT, Kind.BRIEF):
        assert "chairman" not in words_of(replace(request, kind=kind)).casefold()


@pytest.mark.parametrize(
    ("position", "asked"),
    [
        (Position.SUPPORTS, "what you decide."),
        (Position.UNDECIDED, "what you decide."),
        (Position.LEANS_OPPOSE, "what your concerns are."),
        (Position.OPPOSES, "your reasons."),
        (Position.UNKNOWN, "where you stand."),
    ],
)
def test_a_short_message_asks_for_what_is_not_known(
    ask_for: Ask, position: Position, asked: str
) -> None:
    page = words_of(ask_for(Kind.WEBFORM, position=position, evidence=None))
    short = page.split("Ana Ruiz, 10001")[0].rsplit("Dear Senator", 1)[1]
    assert f"Please write back and tell me {asked}" in short


@pytest.mark.parametrize("variant", ["default", "relay"])
@pytest.mark.parametrize("position", [Position.SUPPORTS, Position.OPPOSES])
def test_nobody_asks_where_a_known_senator_stands(
    ask_for: Ask, variant: str, position: Position
) -> None:
    page = words_of(ask_for(Kind.SCRIPT, variant=variant, position=position, evidence=None))
    answers = page.split("What they may say")[1].split("If they are rude")[0]
    assert "stand? " not in answers
    assert "where the senator stands" not in answers
    assert "let me know" in answers


def test_each_answer_on_a_sheet_of_several_has_its_reply(ask_for: Ask, pack: Pack) -> None:
    page = words_of(
        ask_for(Kind.SCRIPT, variant="several", others=((pack, Position.OPPOSES),), evidence=None)
    )
    assert page.count("“No.” “I understand.") == 2
    for heard in ("“Yes.”", "“I'll pass that along.”", "“I don't know.”", "If they are rude:"):
        assert page.count(heard) == 1


@pytest.mark.parametrize(
    ("reason", "given"), [(STORY.reason, True), ("I work at night. " * 7, False)]
)
def test_a_voicemail_gives_ones_own_reason_where_it_fits(
    ask_for: Ask, reason: str, given: bool
) -> None:
    told = replace(STORY, reason=reason)
    request = ask_for(Kind.VOICEMAIL, position=Position.UNKNOWN, evidence=None, story=told)
    page = words_of(request)
    assert (reason.split(",")[0] in page) is given
    assert (request.pack.talking_points[0].spoken in page) is not given


@pytest.mark.parametrize("position", Position)
def test_a_letter_of_disappointment_reads_as_no_thanks(ask_for: Ask, position: Position) -> None:
    request = ask_for(Kind.THANKS, variant="disappointment", position=position, evidence=None)
    made = document(request)
    assert made.title.startswith("Letter after a vote against: ")
    page = words_of(request)
    assert "Re: Your vote on " in page
    assert "hank you for" not in page
    assert "With thanks" not in page


def test_a_label_takes_the_kinds_place_only_with_a_capital() -> None:
    labels = [Piece(Kind.THANKS, name).label for name in KINDS[Kind.THANKS].variants]
    assert labels == [
        "Thank-you, after a meeting",
        "Thank-you, to the staffer",
        "Thank-you, for a vote or statement",
        "Letter after a vote against",
    ]


@pytest.mark.parametrize("variant", ["default", "staffer"])
@pytest.mark.parametrize(
    ("words", "told"),
    [("We\n\nwill look", "“We will look.” "), ("Maybe.", "“Maybe.” "), ("", "said that ____")],
)
def test_thanks_are_a_letter_and_no_form(ask_for: Ask, variant: str, words: str, told: str) -> None:
    request = ask_for(Kind.THANKS, variant=variant, last_contact=replace(MET, words=words))
    assert not any(isinstance(block, Table) for block in document(request).blocks)
    assert told in words_of(request)


@pytest.mark.parametrize(
    ("seats", "alert", "card"),
    [
        (1, ("Call your senator, and say this", "This is a senator for New York.",
             "I just asked my senator to"), ("Call your senator about", "senador o senadora")),
        (2, ("Call each of your senators, and say this", "These are the senators for New York.",
             "I just asked my senators to"), ("Call your senators about", "Llame a sus senadores")),
    ],
)  # fmt: skip
def test_one_senator_is_not_called_two(
    ask_for: Ask, seats: int, alert: tuple[str, ...], card: tuple[str, ...]
) -> None:
    for kind, said in ((Kind.ALERT, alert), (Kind.CARDS, card)):
        request = ask_for(kind)
        page = words_of(replace(request, addressees=request.addressees[:seats]))
        for sentence in said:
            assert sentence in page


@pytest.mark.parametrize("second", [Position.UNKNOWN, Position.OPPOSES])
def test_a_card_asks_each_senator_what_fits(ask_for: Ask, second: Position) -> None:
    request = ask_for(Kind.CARDS, position=Position.UNKNOWN, evidence=None)
    one, two = request.addressees
    both = (one, Addressee(two.senator, two.office, second))
    page = words_of(replace(request, addressees=both))
    named = [f"To Senator {who.senator.last_name}:" in page for who in both]
    assert named == [second is Position.OPPOSES] * 2


@pytest.mark.parametrize("slug", ["immigrants-welcome", "town-hall"])
@pytest.mark.parametrize("variant", KINDS[Kind.BRIEF].variants)
def test_who_is_with_us_is_not_asked_to_come_round(ask_for: Ask, slug: str, variant: str) -> None:
    told = read_pack(bundled("talking_points") / slug)
    again = re.compile(
        r"will the senator (support|hold|try|cosponsor|sign on|reconsider)|take another look", re.I
    )
    brief = ask_for(Kind.BRIEF, variant=variant, pack=told, evidence=None)
    assert not again.search(words_of(replace(brief, position=Position.SUPPORTS)))
    assert again.search(words_of(replace(brief, position=Position.OPPOSES)))
