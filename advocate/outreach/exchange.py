"""A log's contacts as JSON that loses nothing, and how two tellings of a contact become one.

The file is one JSON document with a contact a line. It holds no numbers of one log: all that is
told of a contact hangs together by identities (`uid`) that every copy shares.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from advocate.errors import StoreError, shown
from advocate.issues.records import Position
from advocate.outreach.records import (
    FILLED_CUT,
    PERSON_CUT,
    REDACTED_CUT,
    WHOLE,
    Channel,
    Direction,
    FollowUpState,
    Outcome,
    Promise,
)

Object = dict[str, Any]

HEAD = b'{"advocate_log": 1, "contacts": ['
END = b"]}"
# Which of two tellings of one revision counts: the whole one before the one that was redacted for
# sharing and the one that was filled up since, and before all the one a person was purged from.
_RANK = {REDACTED_CUT: 0, FILLED_CUT: 1, WHOLE: 2, PERSON_CUT: 3}
# What a redacted export leaves empty.
_BARE: Object = dict.fromkeys(("staffer", "staffer_role", "words", "note", "thread"), "") | {
    "tags": [],
    "member": "",
}
_BARE_PROMISE: Object = {"text": ""}
_MICROS_LIMIT = 2**53
_MINUTES_MOST = 2**31 - 1
_UID_LIMIT = 100


def document(contacts: Iterable[Object]) -> Iterator[bytes]:
    """Yield the file that holds these contacts, piece by piece."""
    yield HEAD
    between = b"\n"
    for one in contacts:
        yield between + json.dumps(one, ensure_ascii=False).encode()
        between = b",\n"
    yield b"\n" + END + b"\n"


def contacts_in(lines: Iterable[bytes], name: str) -> Iterator[Object]:
    """Yield the contacts of such a file, checked; raises StoreError for what is none."""
    number = 0
    try:
        for one in _objects(iter(lines)):
            number += 1
            yield _checked(one)
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        where = f" (contact {number})" if number else ""
        raise StoreError(
            f"{shown(name, limit=200)} is no whole export of a log{where}. Nothing was changed.",
            hint="Exports are made with:  advocate log export FILE",
        ) from None


def _objects(lines: Iterator[bytes]) -> Iterator[Any]:
    first = next(lines, b"")
    if first.rstrip() != HEAD:  # the same document, but another program has laid it out anew
        whole = json.loads(first + b"".join(lines))
        if whole["advocate_log"] != 1:
            raise ValueError
        yield from whole["contacts"]
        return
    waiting = b""
    for line in lines:
        text = line.strip()
        if text == END:
            if waiting:
                yield json.loads(waiting)
            if any(rest.strip() for rest in lines):
                raise ValueError
            return
        if waiting:
            if not waiting.endswith(b","):
                raise ValueError
            yield json.loads(waiting[:-1])
        waiting = text
    raise ValueError  # cut short


_LINES = ("senator", "senator_name", "office", "office_label", "number", "staffer", "staffer_role")
_TEXTS = (*_LINES, "words", "note", "thread", "member")
_LISTS = ("tags", "documents")
_KINDS: tuple[tuple[str, type[StrEnum]], ...] = (
    ("channel", Channel),
    ("direction", Direction),
    ("outcome", Outcome),
)


def _checked(one: Any) -> Object:
    """Return a contact in the form that is kept; raises ValueError, KeyError or TypeError."""
    purged = _text(one["purged"])
    if purged:
        date.fromisoformat(purged)
    found: Object = {"uid": _uid(one["uid"]), "created": _when(one["created"]), "purged": purged}
    found["revisions"] = _in_order(map(_revision, one["revisions"]))
    found["follow_ups"] = sorted(
        (
            {"uid": _uid(each["uid"]), "revisions": _in_order(map(_promise, each["revisions"]))}
            for each in one["follow_ups"]
        ),
        key=lambda each: each["uid"],
    )
    parts = [found["revisions"], *(each["revisions"] for each in found["follow_ups"])]
    if bool(purged) == any(parts) or (not purged and not all(parts)):
        raise ValueError
    for names in ([r["uid"] for p in parts for r in p], [f["uid"] for f in found["follow_ups"]]):
        if len(set(names)) < len(names):
            raise ValueError
    return found


def _revision(one: Any) -> Object:
    minutes = one["minutes"]
    if minutes is not None and (type(minutes) is not int or not 0 <= minutes <= _MINUTES_MOST):
        raise ValueError
    found = _version(one) | {"when": _when(one["when"])}
    for name, kind in _KINDS:
        found[name] = kind(one[name]).value
    found |= {name: _text(one[name]) for name in _TEXTS}
    found |= {name: [_line(text) for text in _list(one[name])] for name in _LISTS}
    found["issues"] = [
        {
            "issue": _text(about["issue"]),
            "ask": _text(about["ask"]),
            "position": Position(about["position"]).value if about["position"] else "",
        }
        for about in _list(one["issues"])
    ]
    found |= {"minutes": minutes, "practice": _truth(one["practice"])}
    return {name: found[name] for name in REVISION}


def _promise(one: Any) -> Object:
    due = _text(one["due"])
    if due:
        date.fromisoformat(due)
    return _version(one) | {
        "promise": Promise(one["promise"]).value,
        "due": due,
        "state": FollowUpState(one["state"]).value,
        "text": _text(one["text"]),
    }


# What is told of a revision of a contact, in the order of the file.
REVISION = (
    *("uid", "made", "withdrawn", "cut", "when", "channel", "direction", "outcome", "senator"),
    *("senator_name", "office", "office_label", "number", "issues", "minutes", "staffer"),
    *("staffer_role", "words", "note", "thread", "tags", "documents", "member", "practice"),
)


def _version(one: Any) -> Object:
    made, cut = one["made"], one["cut"]
    if type(made) is not int or abs(made) > _MICROS_LIMIT or type(cut) is not int:
        raise ValueError
    if cut not in _RANK:
        raise ValueError
    withdrawn = _truth(one["withdrawn"])
    return {"uid": _uid(one["uid"]), "made": made, "withdrawn": withdrawn, "cut": cut}


def _text(value: Any) -> str:
    if not isinstance(value, str) or "\0" in value:  # PostgreSQL keeps no NUL
        raise ValueError
    value.encode()  # nor half a character
    return value


def _line(value: Any) -> str:
    text = _text(value)
    if "\n" in text or not text:
        raise ValueError
    return text


def _uid(value: Any) -> str:
    text = _line(value)
    if len(text) > _UID_LIMIT or not text.isprintable():
        raise ValueError
    return text


def _when(value: Any) -> str:
    text = _text(value)
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError
    moment.astimezone(UTC)  # raises OverflowError at the ends of time
    return text


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _in_order(revisions: Iterable[Object]) -> list[Object]:
    return sorted(revisions, key=lambda one: (one["made"], one["uid"]))


def joined(ours: Object | None, theirs: Object) -> Object:
    """Return what two tellings of a contact say together, whichever came first."""
    if ours is None or ours == theirs:
        return theirs
    purged = min(filter(None, (ours["purged"], theirs["purged"])), default="")
    found: Object = {
        "uid": ours["uid"],
        "created": min(ours["created"], theirs["created"]),
        "purged": purged,
        "revisions": [],
        "follow_ups": [],
    }
    if purged:  # what one copy was purged of, none brings back
        return found
    found["revisions"] = _union(ours["revisions"], theirs["revisions"])
    promises = {one["uid"]: one["revisions"] for one in ours["follow_ups"]}
    for one in theirs["follow_ups"]:
        promises[one["uid"]] = _union(promises.get(one["uid"], []), one["revisions"])
    found["follow_ups"] = [
        {"uid": uid, "revisions": told} for uid, told in sorted(promises.items())
    ]
    return found


def _union(ours: list[Object], theirs: list[Object]) -> list[Object]:
    by_uid = {one["uid"]: one for one in ours}
    for one in theirs:
        other = by_uid.get(one["uid"], one)
        by_uid[one["uid"]] = one if one == other else min(one, other, key=_standing)
    return _in_order(by_uid.values())


def _standing(one: Object) -> tuple[int, int, str]:
    """Return what the telling that counts has the least of."""
    empty = sum(not one[name] for name in (*_BARE, *_BARE_PROMISE) if name in one)
    return -_RANK[one["cut"]], empty, json.dumps(one, sort_keys=True)


def filled(one: Object) -> Object:
    """Return a contact in which what was told of a redacted copy keeps what the copy did not have,
    as the newest whole revision before it tells it."""
    return one | {
        "revisions": _filled(one["revisions"], tuple(_BARE)),
        "follow_ups": [
            each | {"revisions": _filled(each["revisions"], tuple(_BARE_PROMISE))}
            for each in one["follow_ups"]
        ],
    }


def _filled(revisions: list[Object], names: tuple[str, ...]) -> list[Object]:
    found: list[Object] = []
    known: Object | None = None
    for one in revisions:
        if one["cut"] != REDACTED_CUT:
            known = one
        elif known:
            # Somebody else's role is not that of whom they spoke with.
            other = {"staffer_role"} if one.get("staffer") else set()
            empty = [name for name in names if not one[name] and name not in other]
            one = one | {name: known[name] for name in empty} | {"cut": FILLED_CUT}
        found.append(one)
    return found


def in_conflict(ours: Object | None, theirs: Object) -> bool:
    """Say whether both tellings have revisions that the other lacks."""
    if ours is None or ours["purged"] or theirs["purged"]:
        return False
    promises = {one["uid"]: one["revisions"] for one in ours["follow_ups"]}
    pairs = [(ours["revisions"], theirs["revisions"])]
    pairs += [(promises.get(one["uid"], []), one["revisions"]) for one in theirs["follow_ups"]]
    for left, right in pairs:
        mine, other = {one["uid"] for one in left}, {one["uid"] for one in right}
        if mine - other and other - mine:
            return True
    return False


def redacted(one: Object, member: str) -> Object:
    """Return a contact without names, notes and what was said; `member` stands as who made it."""
    bare = _BARE | {"member": member, "cut": REDACTED_CUT}
    return one | {
        "revisions": [told | bare for told in one["revisions"]],
        "follow_ups": [
            each
            | {
                "revisions": [
                    told | _BARE_PROMISE | {"cut": REDACTED_CUT} for told in each["revisions"]
                ]
            }
            for each in one["follow_ups"]
        ],
    }
