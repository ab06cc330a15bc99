"""A meeting or an event, from the request to the thank-you: where it stands, and what is next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from advocate.documents.meeting import (
    DEFAULT_MINUTES,
    LONGEST,
    LONGEST_EVENT,
    Attendee,
    Window,
)
from advocate.outreach.records import (
    AT_AN_OFFICE,
    Channel,
    Contact,
    ContactDraft,
    FollowUp,
    FollowUpDraft,
    FollowUpState,
    Outcome,
    Promise,
)
from advocate.text import clock_time, join_words

REQUEST, THANK_YOU = "meeting-request", "thank-you"  # kinds of document, as the log names them
# How a request is sent: as the letter that it is made as, or in another way.
SENT_BY = (Channel.LETTER, Channel.EMAIL, Channel.FAX, Channel.WEB_FORM, Channel.CALL)
OTHER_WAYS = join_words([way.value for way in SENT_BY[1:]], last="or")
EVENTS = (Channel.RALLY, Channel.VISIT, Channel.TOWN_HALL)

# How many days after the request was sent one asks again, and how.
_RUNGS = (
    (3, "Call the scheduler, and ask whether the meeting request arrived and who looks at it"),
    (7, "Call again, and ask whoever handles this issue for a meeting with them"),
    (14, "Ask for the meeting again, with new days, at another office or by video"),
)
ASK_ANEW = _RUNGS[-1][1]  # by a new request, not by a call
THANKS = "Send the thank-you letters"
_THANKS_WITHIN = timedelta(hours=48)


class Stage(StrEnum):
    """How far it has come. All but the end follows from what the log and the record hold."""

    PLANNED = "planned"  # nothing of it is in the log yet
    ASKED = "asked"  # the request was sent
    FIXED = "fixed"  # day and hour are set
    HELD = "held"  # the log tells what came of it
    CLOSED = "closed"
    DROPPED = "dropped"


class Ended(StrEnum):
    """How it was brought to an end, if it was."""

    NO = ""
    CLOSED = "closed"
    DROPPED = "dropped"


# What can be done with it, by the name of the command: from which stages.
MOVES: dict[str, frozenset[Stage]] = {
    "request": frozenset({Stage.PLANNED, Stage.ASKED}),
    "sent": frozenset({Stage.PLANNED, Stage.ASKED}),
    "fix": frozenset({Stage.PLANNED, Stage.ASKED, Stage.FIXED}),
    "brief": frozenset({Stage.PLANNED, Stage.ASKED, Stage.FIXED}),
    "kit": frozenset({Stage.PLANNED, Stage.ASKED, Stage.FIXED}),
    "notes": frozenset({Stage.PLANNED, Stage.ASKED, Stage.FIXED, Stage.HELD}),
    "thank": frozenset({Stage.HELD}),
    "close": frozenset({Stage.HELD}),
    "drop": frozenset({Stage.PLANNED, Stage.ASKED, Stage.FIXED}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """A meeting or an event that is planned; what was done for it is in the log, under its thread.

    `slug` is its name, and the thread's. `place` and `state` say where the constituent lives.
    `when` is wall-clock time at the office; `minutes` None: nobody has said how long it lasts.
    `venue` is where it is held, if not at the office;
    `notes` the file to fill in afterwards.
    """

    slug: str
    uid: str
    channel: Channel
    issue: str
    senator: str  # Bioguide id
    senator_name: str
    place: str
    state: str
    office: str  # an office's id
    windows: tuple[Window, ...] = ()
    when: datetime | None = None
    minutes: int | None = DEFAULT_MINUTES
    attendees: tuple[Attendee, ...] = ()
    venue: str = ""
    notes: str = ""
    ended: Ended = Ended.NO

    @property
    def what(self) -> str:
        """What it is called in a sentence."""
        return self.channel.value.replace("-", " ")

    @property
    def command(self) -> str:
        """The group of commands that it belongs to."""
        return "meeting" if self.channel is Channel.MEETING else "event"


def usual_minutes(channel: Channel) -> int | None:
    """Return how long it lasts if nobody says: what a meeting's request asks for; an event's
    length is not known."""
    return DEFAULT_MINUTES if channel is Channel.MEETING else None


def most_minutes(command: str) -> int:
    """Return how long what a group of commands plans may last."""
    return LONGEST if command == "meeting" else LONGEST_EVENT


@dataclass(frozen=True, slots=True)
class Thread:
    """What the log holds of one occasion: contacts, the oldest first, and what is to be done."""

    contacts: tuple[Contact, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()

    @property
    def request(self) -> Contact | None:
        """The newest request that was sent."""
        sent = [one for one in self.contacts if REQUEST in one.documents]
        return sent[-1] if sent else None

    @property
    def held(self) -> Contact | None:
        """The contact that tells of the meeting or event itself."""
        met = (one for one in self.contacts if one.outcome is Outcome.MEETING_HELD)
        return next(met, None)

    @property
    def thanked(self) -> Contact | None:
        """The contact by which the thanks went out."""
        return next((one for one in self.contacts if THANK_YOU in one.documents), None)

    @property
    def open(self) -> tuple[FollowUp, ...]:
        """What is still to be done, the one that is due first in front."""
        return tuple(one for one in self.follow_ups if one.state is FollowUpState.OPEN)

    @property
    def rungs(self) -> tuple[FollowUp, ...]:
        """What is left of the ladder of asking again."""
        return self._open_of(*(text for _, text in _RUNGS))

    @property
    def thanks_due(self) -> tuple[FollowUp, ...]:
        """The thank-you that is still to be written."""
        return self._open_of(THANKS)

    @property
    def to_thank(self) -> bool:
        """Whether thanks are to be written: not those given up, nor where there is nobody to."""
        if self.thanks_due or self.thanked:
            return bool(self.thanks_due)
        given_up = any(one.text == THANKS for one in self.follow_ups)
        return not given_up and not (self.held and met_nobody(self.held, self.follow_ups))

    def _open_of(self, *texts: str) -> tuple[FollowUp, ...]:
        own = (one for one in self.open if one.promise is Promise.FOLLOW_UP)
        return tuple(one for one in own if one.text in texts)


def stage_of(one: Occasion, thread: Thread) -> Stage:
    """Return how far it has come: what the log tells counts before what was planned."""
    if one.ended:
        return Stage(one.ended.value)
    if thread.held:
        return Stage.HELD
    if one.when:
        return Stage.FIXED
    return Stage.ASKED if thread.request else Stage.PLANNED


def ladder(sent: date, closed: Mapping[date, str]) -> tuple[FollowUpDraft, ...]:
    """Return when to ask again after a request of that day: on days on which offices work."""
    return tuple(
        FollowUpDraft(
            promise=Promise.FOLLOW_UP,
            text=text,
            due=working_day(sent + timedelta(days=after), closed),
        )
        for after, text in _RUNGS
    )


def thanks_after(when: datetime) -> FollowUpDraft:
    """Return the follow-up for the thank-you letters: within 48 hours of the meeting."""
    due = (when + _THANKS_WITHIN).date()
    return FollowUpDraft(promise=Promise.FOLLOW_UP, text=THANKS, due=due)


def met_nobody(held: ContactDraft, promises: Iterable[FollowUpDraft]) -> bool:
    """Say whether it was a rally at which, by all that is told, nobody of the office spoke."""
    heard = held.staffer or held.words or any(one.promise is Promise.THEIRS for one in promises)
    return held.channel is Channel.RALLY and not heard


def working_day(day: date, closed: Mapping[date, str]) -> date:
    """Return the day, or the next one that is neither a weekend nor a holiday."""
    while not works(day, closed):
        day += timedelta(days=1)
    return day


def works(day: date, closed: Mapping[date, str]) -> bool:
    """Say whether offices work on a day: no weekend, no holiday."""
    return day.weekday() < 5 and day not in closed


def day_before(day: date, channel: Channel, closed: Mapping[date, str]) -> date:
    """Return by when all is made for a meeting or event: the day before, and where it is at an
    office, which is called then, the last one before on which offices work."""
    day -= timedelta(days=1)
    while channel in AT_AN_OFFICE and not works(day, closed):
        day -= timedelta(days=1)
    return day


@dataclass(frozen=True, slots=True)
class Step:
    """What to do next, in a sentence, and the command for it; `by` is the day, if there is one.

    `other` is a command for what may come first, with a word on when it does.
    """

    text: str
    command: str
    by: date | None = None
    other: str = ""


def next_step(
    one: Occasion, thread: Thread, today: date, closed: Mapping[date, str]
) -> Step | None:
    """Return what to do next, None when it is at its end; `closed` are the holidays until then."""
    steps = {
        Stage.PLANNED: _planned,
        Stage.ASKED: _asked,
        Stage.HELD: _held,
    }
    stage = stage_of(one, thread)
    if stage is Stage.FIXED:
        return _fixed(one, today, closed)
    return steps[stage](one, thread, today) if stage in steps else None


def _planned(one: Occasion, _thread: Thread, _today: date) -> Step:
    if one.channel is Channel.MEETING:
        again = f"advocate meeting request {one.slug}  (to make it again)"
        sent = f"advocate meeting sent {one.slug} --by {SENT_BY[0]}"
        ways = join_words([*SENT_BY], last="or")
        text = f"Send the request, then say how it went out ({ways})."
        return Step(text, sent, other=again)
    return Step("Set a day and an hour.", _fix(one))


def _asked(one: Occasion, thread: Thread, _today: date) -> Step:
    if not thread.rungs:
        text = "No answer yet? Ask again, with new days."
        again = f"advocate meeting request {one.slug} --out {one.slug}-again"
        return Step(text, again, other=f"{_fix(one)}  (once they set a day)")
    rung = thread.rungs[0]
    done = f"advocate follow-ups done {rung.id}"
    if rung.text == ASK_ANEW:  # its new request, once it is sent, takes the place of what is left
        done = f"advocate meeting request {one.slug} --out {one.slug}-again"
    return Step(f"{rung.text}.", done, rung.due, f"{_fix(one)}  (once they set a day)")


def _fix(one: Occasion) -> str:
    return f"advocate {one.command} fix {one.slug} --when 'DAY TIME'"


def _fixed(one: Occasion, today: date, closed: Mapping[date, str]) -> Step:
    named = f"advocate {one.command}"
    if one.when and one.when.date() < today:
        return _told(one)
    if one.when and one.when.date() == today:
        return _on_the_day(one, clock_time(one.when.time()))
    before = day_before(one.when.date(), one.channel, closed) if one.when else None
    before = max(before, today) if before else None
    if one.channel is Channel.MEETING:
        text = "Print the briefs, and confirm by phone."
        return Step(text, f"{named} brief {one.slug}", before)
    return Step("Print the kit.", f"{named} kit {one.slug}", before)


def _on_the_day(one: Occasion, hour: str) -> Step:
    told = _told(one)
    papers, make = ("briefs", "brief") if one.channel is Channel.MEETING else ("kit", "kit")
    then = f"{told.text[:1].lower()}{told.text[1:]}"
    text = f"Today, {hour}: take the {papers} along. Afterwards: {then}"
    other = f"advocate {one.command} {make} {one.slug}  (if the {papers} are not printed yet)"
    return Step(text, told.command, other=other)


def _told(one: Occasion) -> Step:
    command = f"advocate {one.command} notes {one.slug}"
    if not one.notes:
        return Step("Write down what was said, while it is fresh.", command)
    return Step("Fill in the notes, then log them.", f"{command} --read")


def _held(one: Occasion, thread: Thread, _today: date) -> Step:
    named = f"advocate {one.command}"
    if thread.to_thank and not thread.thanked:
        due = next((due.due for due in thread.thanks_due), None)
        return Step("Thank them, within two days.", f"{named} thank {one.slug}", due)
    if thread.thanks_due:
        text = "The thanks went out; tick them off."
        return Step(text, f"{named} thank {one.slug} --sent")
    if thread.open:
        first = thread.open[0]
        done = f"advocate follow-ups done {first.id}"
        other = f"{named} close {one.slug}  (it stays among the follow-ups)"
        return Step(f"Still open: {first.text}", done, first.due, other)
    return Step("Nothing is open.", f"{named} close {one.slug}")


def thread_of(contacts: Iterable[Contact], follow_ups: Iterable[FollowUp]) -> Thread:
    """Return a thread of contacts and their follow-ups: by when they were, by when they are due."""
    return Thread(
        tuple(sorted(contacts, key=lambda one: (one.when, one.id))),
        tuple(sorted(follow_ups, key=lambda one: (one.due or date.max, one.id))),
    )
