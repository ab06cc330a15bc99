"""How a contact of each channel can end."""

import pytest

from advocate.errors import StoreError
from advocate.outreach.endings import ENDINGS, fits, require_fitting
from advocate.outreach.records import Channel, Outcome


@pytest.mark.parametrize(
    ("channel", "can", "cannot"),
    [
        ("call", "spoke voicemail busy wrong-number reply-received prepared", "sent meeting-held"),
        ("letter", "sent reply-received skipped prepared", "voicemail spoke busy meeting-held"),
        ("fax", "sent busy wrong-number prepared", "voicemail spoke"),
        ("email", "sent reply-received", "mailbox-full spoke"),
        ("web-form", "sent prepared", "voicemail"),
        ("postcard", "sent prepared", "spoke"),
        ("visit", "meeting-held spoke no-answer skipped", "sent voicemail"),
        ("meeting", "meeting-held spoke skipped", "sent busy prepared"),
        ("town-hall", "meeting-held spoke", "voicemail"),
        ("rally", "meeting-held spoke", "sent"),
    ],
)
def test_how_a_channel_ends(channel: str, can: str, cannot: str) -> None:
    for outcomes, expected in ((can, True), (cannot, False)):
        for outcome in outcomes.split():
            assert fits(Channel(channel), Outcome(outcome)) is expected, outcome


def test_every_channel_has_its_endings_once() -> None:
    assert set(ENDINGS) == set(Channel)
    assert {one for several in ENDINGS.values() for one in several} == set(Outcome)
    assert all(len(several) == len(set(several)) for several in ENDINGS.values())


def test_what_does_not_fit_is_refused_with_what_does() -> None:
    with pytest.raises(StoreError) as caught:
        require_fitting(Channel.EMAIL, Outcome.BUSY)
    assert caught.value.sentence == "An e-mail cannot end with “busy”. Nothing was logged."
    assert caught.value.hint == ("Outcomes of an e-mail: sent, reply-received, skipped, prepared.")
