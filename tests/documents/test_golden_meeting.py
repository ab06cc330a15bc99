"""What a meeting needs, and the other call scripts: beside files that a person has read."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from advocate.documents.context import Request
from advocate.documents.kinds import DOCUMENT_FORMATS, Format, Kind
from advocate.documents.meeting import Attendee, Meeting, Role
from advocate.issues.records import Position
from advocate.outreach.records import Channel, Contact, IssueAsk, Outcome
from tests.documents.conftest import NOBODY, Ask
from tests.documents.golden_files import compare

MEETING = Meeting(
    datetime(2026, 12, 10, 14, 30, tzinfo=UTC),
    30,
    (Attendee("Ana Ruiz", Role.ASKER), Attendee("Bo Chen", Role.LEADER)),
)
MET = Contact(
    id=7,
    uid="7",
    revision=1,
    created=datetime(2026, 11, 23, 16, tzinfo=UTC),
    made=datetime(2026, 11, 23, 16, tzinfo=UTC),
    when=datetime(2026, 11, 23, 15, tzinfo=UTC),
    channel=Channel.MEETING,
    outcome=Outcome.MEETING_HELD,
    senator="X000001",
    senator_name="Hollowell",
    issues=(IssueAsk("sample-issue"),),
    staffer="Jo Park, state director",
    words="The senator likes the bill and wants to see its cost.",
    note="Seemed tired; ask Bo about the cost.",
)


def requests(ask_for: Ask) -> dict[str, Request]:
    """The cases, by the name of their golden file."""

    def opposed(kind: Kind, variant: str) -> Request:
        return ask_for(
            kind,
            variant=variant,
            senator="X000003",
            zip_code="87102",
            constituent=replace(NOBODY, city="Albuquerque", state="NM", zip="87102"),
            position=Position.OPPOSES,
        )

    several = ask_for(Kind.SCRIPT, variant="several")
    return {
        "meeting-request": ask_for(Kind.REQUEST, meeting=MEETING),
        "leave-behind": ask_for(Kind.LEAVE_BEHIND),
        "thank-you": ask_for(Kind.THANKS, last_contact=MET),
        "meeting-request-blank": ask_for(Kind.REQUEST, blanks=True),
        "meeting-request-phone": ask_for(Kind.REQUEST, variant="phone", meeting=MEETING),
        "leave-behind-nameless": ask_for(Kind.LEAVE_BEHIND, constituent=NOBODY),
        "thank-you-opposed": opposed(Kind.THANKS, "default"),
        "thank-you-staffer": ask_for(Kind.THANKS, variant="staffer", last_contact=MET),
        "thank-you-vote": ask_for(Kind.THANKS, variant="vote"),
        "thank-you-disappointment": opposed(Kind.THANKS, "disappointment"),
        "brief-participant": ask_for(Kind.BRIEF, variant="participant", meeting=MEETING),
        "brief-pocket": ask_for(Kind.BRIEF, variant="pocket"),
        "script-relay": ask_for(Kind.SCRIPT, variant="relay"),
        "script-several": replace(several, others=((several.pack, Position.OPPOSES),)),
    }


MAIN = ("meeting-request", "leave-behind", "thank-you")
VARIANTS = (
    "meeting-request-blank", "meeting-request-phone", "leave-behind-nameless",
    "thank-you-opposed", "thank-you-staffer", "thank-you-vote", "thank-you-disappointment",
    "brief-participant", "brief-pocket", "script-relay", "script-several",
)  # fmt: skip


@pytest.mark.parametrize(
    ("case", "form"),
    [(case, form) for case in MAIN for form in DOCUMENT_FORMATS]
    + [(case, Format.TXT) for case in VARIANTS],
)
def test_a_document_is_as_it_was(ask_for: Ask, case: str, form: Format) -> None:
    compare(case, requests(ask_for)[case], form)
