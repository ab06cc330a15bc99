"""What to tell the user of documents that were made: what to know of them, and what comes next."""

from collections.abc import Iterator, Sequence
from datetime import date

from advocate.constituency import Constituency
from advocate.desk import Made, Wishes
from advocate.documents.kinds import KINDS, Kind
from advocate.documents.meeting import Meeting, group_notices
from advocate.errors import TooLongError
from advocate.issues.check import use_notices
from advocate.issues.records import Pack
from advocate.notices import Notice
from advocate.text import long_date

_LENGTHS = {"script-long", "pages-long", "card-long", "message-long"}
FRIDAY = 4  # as date.weekday() counts


def require_lengths(notices: Sequence[Notice]) -> None:
    """Raise TooLongError when one of the notices says that a document is over its length."""
    too_long = [notice.text for notice in notices if notice.code in _LENGTHS]
    if too_long:
        raise TooLongError(too_long)


def notices_for(
    pack: Pack, where: Constituency, made: Sequence[Made], wishes: Wishes, today: date
) -> list[Notice]:
    """Return what the user should know of these documents, each thing once."""
    notices = [
        *where.notices,
        *(notice for one in (pack, *wishes.others) for notice in use_notices(one, today)),
        *group_notices(wishes.meeting.attendees),
        *_meeting_notices(wishes.meeting, pack, today, what=_occasion(made)),
    ]
    if (where.place is None or where.place.latitude is None) and not wishes.office:
        notices.append(_nearest_unknown(made))
    if wishes.position and len(where.senators) > 1:
        word = wishes.position.replace("_", " ")
        notices.append(
            Notice(
                "position-for-both",
                f"The position “{word}” was taken for both senators; name one with --senator.",
            )
        )
    for one in made:
        if not one.office.phone:
            notices.append(
                Notice(
                    "no-phone",
                    f"Senator {one.senator.last_name}'s {one.office.city} office has no phone "
                    "number on file; the scripts begin with the next office.",
                )
            )
        notices.extend(one.composed.notices)
    return list(dict.fromkeys(notices))


def _nearest_unknown(made: Sequence[Made]) -> Notice:
    cities = dict.fromkeys(f"{one.office.city} for Senator {one.senator.last_name}" for one in made)
    return Notice(
        "nearest-unknown",
        f"Which office is nearest is not known from this place; taken: {' and '.join(cities)}. "
        "Choose with --office CITY.",
    )


def _occasion(made: Sequence[Made]) -> str:
    """Return what these papers are for, as a sentence calls it."""
    return "event" if any(one.piece.kind is Kind.EVENT for one in made) else "meeting"


def _meeting_notices(meeting: Meeting, pack: Pack, today: date, *, what: str) -> Iterator[Notice]:
    when = meeting.when
    if when is None:
        return
    day = long_date(when.date())
    if when.date() < today:
        yield Notice("meeting-past", f"The {what}'s day, {day}, is past.")
    elif when.weekday() > FRIDAY or not 8 <= when.hour < 18:
        hour = f"{when:%A} at {when:%H:%M}"
        yield Notice("meeting-hour", f"The {what} is on a {hour}: is the office open then?")
    if when.date() > pack.expires >= today:
        until = long_date(pack.expires)
        yield Notice("meeting-late", f"By {day} the issue's facts are past their date ({until}).")


_OUTCOMES = {
    "call": "spoke",
    "meeting": "meeting-held",
    "visit": "meeting-held",
}


def next_step(kind: Kind, issue: str, senator: str) -> str:
    """Return the command that follows once a document of this kind has been used."""
    name = f"'{senator}'" if " " in senator else senator
    channel = KINDS[kind].channel
    outcome = "voicemail" if kind is Kind.VOICEMAIL else _OUTCOMES.get(channel, "sent")
    return f"advocate log add {issue} --senator {name} --channel {channel} --outcome {outcome}"
