"""The four first kinds in every format, beside files that a person has read."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from advocate.documents.context import Request
from advocate.documents.kinds import DOCUMENT_FORMATS, Format, Kind
from advocate.documents.meeting import Attendee, Meeting, Role
from advocate.documents.write import write_document
from advocate.issues.records import Position
from tests.documents.conftest import NOBODY, THEME, Ask, document
from tests.documents.golden_files import compare

MEETING = Meeting(
    datetime(2026, 12, 3, 14, 30, tzinfo=UTC),
    30,
    (
        Attendee("Ana Ruiz", Role.ASKER),
        Attendee("Bo Chen", Role.LEADER),
        Attendee("Cy Day", Role.ASKER),
    ),
)


def requests(ask_for: Ask) -> dict[str, Request]:
    """The cases: each kind for a known constituent, plus blanks, a nameless one, an opponent."""
    known = {kind: ask_for(Kind(kind)) for kind in _MAIN}
    opposed = {
        f"{kind.value}-opposed": ask_for(
            kind, senator="X000003", zip_code="87102", position=Position.OPPOSES
        )
        for kind in (Kind.SCRIPT, Kind.LETTER)
    }
    history = ("November 2, 2026: call, left voicemail (New York, NY).",)
    return {
        **known,
        **opposed,
        "brief": replace(known["brief"], meeting=MEETING, history=history),
        "script-nameless": ask_for(Kind.SCRIPT, constituent=NOBODY),
        "letter-blank": ask_for(Kind.LETTER, blanks=True),
        "voicemail-blank": ask_for(Kind.VOICEMAIL, blanks=True),
    }


CASES = [
    "script", "voicemail", "letter", "brief", "script-opposed", "letter-opposed",
    "script-nameless", "letter-blank", "voicemail-blank",
]  # fmt: skip
_MAIN = ("script", "voicemail", "letter", "brief")


@pytest.mark.parametrize(
    ("case", "form"),
    [
        (case, form)
        for case in CASES
        for form in DOCUMENT_FORMATS
        if form is Format.TXT or case in _MAIN
    ],
)
def test_a_document_is_as_it_was(ask_for: Ask, case: str, form: Format) -> None:
    compare(case, requests(ask_for)[case], form)


@pytest.mark.parametrize("form", [Format.TXT, Format.MD, Format.HTML])
def test_text_bytes_are_the_same_each_time(ask_for: Ask, form: Format) -> None:
    request = requests(ask_for)["brief"]
    first, second = (write_document(document(request), form, THEME).data for _ in range(2))
    assert first == second


def test_the_page_holds_the_themes_look_and_nothing_from_outside(ask_for: Ask) -> None:
    page = write_document(document(ask_for(Kind.BRIEF)), Format.HTML, THEME).data.decode()
    assert (THEME / "page.css").read_text(encoding="utf-8") in page
    assert not re.search(r"<script|<link|<img|@import|url\(|\bsrc=", page)
