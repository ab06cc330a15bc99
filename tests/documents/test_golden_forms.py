"""The web-form sheet and the report-back form, beside files that a person has read."""

from datetime import UTC, datetime

import pytest

from advocate.documents.context import Request
from advocate.documents.kinds import DOCUMENT_FORMATS, Format, Kind
from advocate.documents.meeting import Attendee, Meeting, Role
from advocate.issues.records import Position
from tests.documents.conftest import NOBODY, Ask
from tests.documents.golden_files import compare

MEETING = Meeting(
    datetime(2026, 12, 3, 14, 30, tzinfo=UTC),
    30,
    (Attendee("Ana Ruiz", Role.ASKER), Attendee("Bo Chen", Role.LEADER)),
)
MAIN = ("webform", "report-back")
CASES = [*MAIN, "webform-no-limit", "webform-no-form", "webform-blank", "report-back-blank"]


def requests(ask_for: Ask) -> dict[str, Request]:
    """The cases: each kind for a known constituent; a form with less on record; blanks."""
    opposed = {"position": Position.OPPOSES, "constituent": NOBODY}
    return {
        "webform": ask_for(Kind.WEBFORM),
        "webform-no-limit": ask_for(Kind.WEBFORM, senator="X000002"),
        "webform-no-form": ask_for(Kind.WEBFORM, senator="X000003", zip_code="87102", **opposed),
        "webform-blank": ask_for(Kind.WEBFORM, blanks=True),
        "report-back": ask_for(Kind.REPORT, meeting=MEETING),
        "report-back-blank": ask_for(Kind.REPORT, constituent=NOBODY, position=Position.UNKNOWN),
    }


@pytest.mark.parametrize(
    ("case", "form"),
    [
        (case, form)
        for case in CASES
        for form in DOCUMENT_FORMATS
        if form is Format.TXT or case in MAIN
    ],
)
def test_a_form_is_as_it_was(ask_for: Ask, case: str, form: Format) -> None:
    compare(case, requests(ask_for)[case], form)
