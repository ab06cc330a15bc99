"""What can be done this week about one issue with one senator, each thing with its reasons."""

from collections.abc import Iterable
from datetime import date, timedelta

from advocate.directory.records import Office, Senator
from advocate.issues.records import Pack
from advocate.outreach.endings import NOT_DONE
from advocate.outreach.records import Channel, Contact, Direction
from advocate.planning.meetings import REQUEST, THANK_YOU
from advocate.planning.records import Choice, Facts, Left

REST = 7  # days that an office is left alone after a contact
WRITTEN_REST = 30  # days until one writes again to the same senator on the same issue
MEETING_REST = 60  # days until a senator is asked again for a meeting
SLOW = 7  # days within which a letter comes too late
AHEAD = (14, 28)  # days before a work period at which its meetings are asked for

# How long it takes, with looking things up and noting what was said.
MINUTES = {
    "follow-up": 10,
    "thank-you": 15,
    "ask-again": 10,
    "papers": 15,
    "step": 15,
    "call": 10,
    "letter": 30,
    "web-form": 15,
    "postcard": 10,
    "meeting-request": 25,
    "visit": 60,
    "read": 15,
    "card": 10,
    "donate": 5,
    "forward": 5,
    "save numbers": 5,
}
_BESIDE = {REQUEST, THANK_YOU}  # letters that ask for a meeting or thank are none on the issue
WRITING = ("letter", "web-form", "postcard")
# Of equal urgency: what weighs more with an office comes first.
WEIGHT = {"visit": 0, "call": 1, "letter": 2, "web-form": 3, "postcard": 4}


# What makes that which a thing to do needs; the others are called alike.
_COMMANDS = {
    "web-form": "webform",
    "visit": "brief",
    "meeting-request": "meeting new",
}


class Matter:
    """One issue and one senator: what can be done about it this week."""

    def __init__(self, facts: Facts, pack: Pack, senator: Senator, deadline: date | None) -> None:
        self._facts, self._pack, self._senator, self._deadline = facts, pack, senator, deadline
        self._days = (deadline - facts.today).days if deadline else None
        own = [one for one in facts.contacts if one.senator == senator.bioguide]
        self._contacts = [one for one in own if one.counts]
        self._name = f"Senator {senator.last_name}"
        # Who meets an office asks no other one on that day for the same.
        self._meetings = facts.meeting_days(senator.bioguide, pack.slug)

    def choices(self, left_out: list[Left]) -> Iterable[Choice]:
        """Yield what can be done; what cannot, and why, goes to `left_out`."""
        yield from self._call(left_out)
        yield from self._written(left_out)
        yield from self._meeting(left_out)
        yield from self._visit()

    def _call(self, left_out: list[Left]) -> Iterable[Choice]:
        text = f"Call {self._name} about {self._pack.short}"
        if self._last("call", within=REST):
            left_out.append(Left(text, f"called on {self._said(self._last_day('call'))}"))
            return
        reasons: list[str] = []
        found = False
        for office in self._facts.offices.get(self._senator.bioguide, ()):
            if not office.phone or office.is_reported_wrong:
                continue
            day, resting = self._open_day(office)
            if day is None:
                reasons.append(resting or "no office is open in the days left")
                continue
            if resting and day > self._facts.today:
                reasons.append(resting)
            where = f"{text}: {office.city}, {office.phone}"
            why = [*self._urgency(), *reasons[:1]]
            yield self._choice("call", where, day, why or [self._since()], office=office)
            found = True
        if reasons and not found:
            left_out.append(Left(text, reasons[0]))

    def _written(self, left_out: list[Left]) -> Iterable[Choice]:
        text = f"{self._name} about {self._pack.short}"
        last = max((self._last_day(kind) for kind in (*WRITING, "fax", "email")), default=date.min)
        if (self._facts.today - last).days < WRITTEN_REST:
            left_out.append(Left(f"Write to {text}", f"written on {self._said(last)}"))
            return
        day, held_off = self._day_to_write()
        if day is None:
            left_out.append(Left(f"Write to {text}", *held_off))
            return
        why = [*self._urgency(), *held_off]
        if self._deadline and (self._deadline - day).days <= SLOW:
            why.append("a letter would come too late")
            yield self._choice("web-form", f"Write by web form to {text}", day, why)
            return
        said = "nothing written yet, and your own story counts"
        if not self._facts.log_read:
            said = "your own story counts"
        if last > date.min:
            said = f"the last was on {self._said(last)}"
        yield self._choice("letter", f"Write a letter to {text}", day, [*why, said])
        yield self._choice("postcard", f"Send a postcard to {text}", day, why
                           or ["quicker than a letter"])  # fmt: skip

    def _day_to_write(self) -> tuple[date | None, list[str]]:
        """Return the first day for it, None where each is a meeting's, and what held it off."""
        today, last = self._facts.today, self._facts.sunday
        last = min(last, self._deadline) if self._deadline else last
        day = self._facts.free_day(today, last, but=self._meetings)
        return day, self._facts.held_off(self._meetings, today, day or date.max)

    def _meeting(self, left_out: list[Left]) -> Iterable[Choice]:
        today = self._facts.today
        text = f"Ask {self._name}'s office for a meeting about {self._pack.short}"
        periods = (e for e in self._facts.schedule if e.kind == "work_period" and e.start > today)
        period = min(periods, key=lambda entry: entry.start, default=None)
        # What is over by then needs no meeting.
        if period is None or (self._deadline and self._deadline < period.start):
            return
        days = (period.start - today).days
        if self._asked_for_meeting():
            return
        if days > AHEAD[1]:
            early = period.start - timedelta(days=AHEAD[1])
            left_out.append(Left(text, f"ask from {self._said(early)} on, four weeks ahead"))
        elif days >= AHEAD[0]:
            why = [
                f"senators are home from {self._said(period.start)}: ask two to four weeks ahead"
            ]
            day, held_off = self._day_to_write()
            if day is None:
                left_out.append(Left(text, *held_off))
                return
            yield self._choice("meeting-request", text, day, [*why, *held_off])

    def _visit(self) -> Iterable[Choice]:
        facts = self._facts
        home = [e for e in facts.schedule if e.kind == "work_period"]
        home = [e for e in home if e.start <= facts.sunday and e.end >= facts.today]
        if not home or self._last("visit", within=WRITTEN_REST):
            return
        for office in self._facts.offices.get(self._senator.bioguide, ()):
            if not office.takes_visits or office.state != self._senator.state:
                continue
            day, _ = self._open_day(office, since=home[0].start)
            if day and day <= home[0].end:
                text = f"Visit {self._name}'s {office.city} office about {self._pack.short}"
                why = [f"senators are home until {self._said(home[0].end)}"]
                yield self._choice("visit", text, day, why, office=office)
                return

    def _said(self, day: date) -> str:
        return self._facts.day_words(day)

    def _choice(
        self, kind: str, text: str, day: date, why: list[str], *, office: Office | None = None
    ) -> Choice:
        senator, issue = self._senator, self._pack.slug
        verb = _COMMANDS.get(kind, kind)
        return Choice(
            key=f"{kind}:{issue}:{senator.bioguide}",
            kind=kind,
            text=text,
            minutes=MINUTES[kind],
            on=day,
            why=tuple(why),
            command=f"advocate {verb} {issue} --senator {_quoted(senator.last_name)}",
            senator=senator.bioguide,
            senator_name=senator.full_name,
            office=office.id if office else "",
            issue=issue,
            deadline=self._deadline,
        )

    def _open_day(self, office: Office, *, since: date = date.min) -> tuple[date | None, str]:
        """Return the first day this week on which the office is open, has had its rest and is not
        met; None where there is none; and what held it off: its rest, or a meeting."""
        facts = self._facts
        heard = [c.when.date() for c in self._contacts if c.office == office.id and _reached(c)]
        first, last = max(facts.today, since), facts.sunday
        if self._deadline:
            last = min(last, self._deadline)
        held_off: list[str] = []
        rested = max(heard, default=date.min) + timedelta(days=REST)
        if rested > first:
            held_off = [f"the {office.city} office heard from you on {self._said(max(heard))}"]
            first = rested
        day = facts.open_day(first, last, but=self._meetings)
        held_off += facts.held_off(self._meetings, first, day or last + timedelta(days=1))
        return day, "".join(held_off[:1])

    def _urgency(self) -> list[str]:
        if self._days is None or self._deadline is None:
            return []
        if self._days == 0:
            return ["today is the last day"]
        days = "1 day" if self._days == 1 else f"{self._days} days"
        return [f"{days} left, until {self._said(self._deadline)}"]

    def _since(self) -> str:
        last = max((c.when.date() for c in self._about("call")), default=None)
        if not self._facts.log_read:
            return "whether you called is in the log"
        return f"your last call was on {self._said(last)}" if last else "not called yet"

    def _about(self, channel: str) -> list[Contact]:
        return [
            one
            for one in self._contacts
            if one.channel.value == channel
            and _reached(one)
            and one.direction is Direction.OUTGOING
            and not _BESIDE.intersection(one.documents)
            and self._pack.slug in [about.issue for about in one.issues]
        ]

    def _last_day(self, channel: str) -> date:
        return max((one.when.date() for one in self._about(channel)), default=date.min)

    def _last(self, channel: str, *, within: int) -> bool:
        return (self._facts.today - self._last_day(channel)).days < within

    def _asked_for_meeting(self) -> bool:
        if any(
            one.channel is Channel.MEETING and one.senator == self._senator.bioguide
            for one, _ in self._facts.meetings
        ):
            return True
        return any(
            (one.channel is Channel.MEETING or REQUEST in one.documents)
            and (self._facts.today - one.when.date()).days < MEETING_REST
            for one in self._contacts
        )


def _reached(contact: Contact) -> bool:
    return contact.outcome not in NOT_DONE


def _quoted(name: str) -> str:
    return name if name.isalpha() else f"'{name}'"
