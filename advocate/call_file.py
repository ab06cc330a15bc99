"""Where a guided call was left, in a small private file: no names of people, no words said."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from advocate.documents.spoken import Part
from advocate.errors import OutputError
from advocate.files import PRIVATE, write_file
from advocate.notices import Notice
from advocate.outreach.records import Outcome
from advocate.planning.call import TALKING, Call, Stage, State, Tried
from advocate.reading import UnreadableError, read_ordinary, text_of
from advocate.text import clean_line

CALL_FILE = "call.json"
FRESH = timedelta(days=1)
_MOST_BYTES = 64_000
# What a file can raise that is not one of ours, or was damaged.
_NONSENSE = (
    *(OSError, ValueError, TypeError, AttributeError, KeyError),
    *(OverflowError, RecursionError, UnreadableError),
)


@dataclass(frozen=True, slots=True)
class Paused:
    """A session of calls that was left: what it is about, the senators called, and the state of
    the call that was under way, by an office's id.

    `place` counts the senator's call; `office` is where it had come to.
    """

    issues: tuple[str, ...]
    done: tuple[str, ...]
    senator: str
    senator_name: str
    office: str
    saved: datetime
    stage: Stage = Stage.DIAL
    heard: Mapping[str, Part] = field(default_factory=dict)
    tried: tuple[Tried, ...] = ()
    began: datetime | None = None
    ended: datetime | None = None
    outcome: Outcome | None = None

    @property
    def talking(self) -> bool:
        """Say whether somebody may have been on the line, or the call was not written down."""
        return self.stage in TALKING or self.stage is Stage.AFTER

    def state(self, call: Call, stage: Stage) -> State:
        """Return the state in which a call goes on, at `stage`."""
        rungs = call.ladder.rungs
        rung = next((n for n, one in enumerate(rungs) if one.office == self.office), 0)
        if stage is Stage.DIAL:
            if rung >= len(call.ladder.open):
                return State(Stage.NOBODY, rung=rung, tried=self.tried)
            return State(rung=rung, tried=self.tried)
        return State(
            stage,
            rung=rung,
            heard={n: self.heard[s] for n, s in enumerate(call.issues) if s in self.heard},
            tried=self.tried,
            began=self.began,
            ended=self.ended,
            outcome=self.outcome or Outcome.SPOKE,
        )


def pause(
    home: Path, call: Call, state: State, office: str, *, done: tuple[str, ...], now: datetime
) -> bool:
    """Keep where a call stands, and say whether it is: where nothing can be written, it is not."""
    row = {
        "issues": call.issues,
        "done": done,
        "senator": call.senator,
        "senator_name": call.senator_name,
        "office": office,
        "saved": now.isoformat(),
        "stage": state.stage.value,
        "heard": {call.issues[number]: part.value for number, part in state.heard.items()},
        "tried": [
            [one.office, one.label, one.phone, one.outcome.value, one.when.isoformat()]
            for one in state.tried
        ],
        "began": state.began.isoformat() if state.began else None,
        "ended": state.ended.isoformat() if state.ended else None,
        "outcome": state.outcome.value if state.outcome else None,
    }
    try:
        write_file(home / CALL_FILE, json.dumps(row).encode(), force=True, mode=PRIVATE)
    except OutputError:
        return False
    return True


def forget(home: Path) -> None:
    """Remove the file, if there is one."""
    with suppress(OSError):
        (home / CALL_FILE).unlink(missing_ok=True)


def paused(home: Path, *, now: datetime) -> Paused | Notice | None:
    """Return where the last calls were left, None where none were, and a notice instead of what
    is too old or cannot be read."""
    try:
        data = read_ordinary(home / CALL_FILE, _MOST_BYTES + 1)
        found = _paused(json.loads(text_of(data, most=_MOST_BYTES, what="call")))
    except FileNotFoundError:
        return None
    except _NONSENSE:
        return Notice(
            "call-unread", f"The file {CALL_FILE} cannot be read: these calls begin anew."
        )
    if abs(now - found.saved) > FRESH:
        return Notice(
            "call-old",
            f"The calls left on {found.saved:%Y-%m-%d} are too long ago to go on with: these "
            "begin anew.",
        )
    return found


def _paused(row: dict[str, Any]) -> Paused:
    return Paused(
        issues=_texts(row["issues"]),
        done=_texts(row["done"]),
        senator=_text(row["senator"]),
        senator_name=_text(row["senator_name"]),
        office=_text(row["office"]),
        saved=_moment(row["saved"]),
        stage=Stage(row["stage"]),
        heard={slug: Part(part) for slug, part in row["heard"].items()},
        tried=tuple(
            Tried(_text(office), _text(label), _text(phone), Outcome(outcome), _moment(when))
            for office, label, phone, outcome, when in row["tried"]
        ),
        began=_moment(row["began"]) if row["began"] else None,
        ended=_moment(row["ended"]) if row["ended"] else None,
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return clean_line(value)


def _texts(values: object) -> tuple[str, ...]:
    if not isinstance(values, list):
        raise TypeError
    return tuple(_text(one) for one in values)


def _moment(text: object) -> datetime:
    moment = datetime.fromisoformat(_text(text))
    if moment.tzinfo is None:
        raise ValueError
    return moment
