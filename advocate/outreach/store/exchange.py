"""Contacts out of one log and into another: all revisions, by the identities that copies share."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from operator import itemgetter

from advocate.errors import StoreError
from advocate.outreach.exchange import REVISION, Object, filled, in_conflict, joined
from advocate.outreach.records import PERSON_CUT, Filter, Outcome, moment
from advocate.outreach.store.database import Database, damaged, forget, transaction
from advocate.outreach.store.purge import drop_contact
from advocate.outreach.store.queries import conditions
from advocate.outreach.store.rows import CHUNK, TOLD, rows_where
from advocate.outreach.store.writing import (
    ADD_CONTACT,
    ADD_FOLLOW_UP,
    ADD_ISSUE,
    ADD_PROMISE,
    ADD_VERSION,
    begin_change,
    new_uid,
    settle,
)

_HEAD = "uid, made, withdrawn, cut"
_TOLD = tuple(name for name in TOLD if name != "happened_at")
_PROMISE = ("promise", "due", "state", "text")


@dataclass(slots=True)
class Merged:
    """What a merge did: contacts read, those new here, those changed or purged, and revisions.

    `conflicts` are the numbers of contacts that were told of further on both sides.
    """

    read: int = 0
    added: int = 0
    changed: int = 0
    purged: int = 0
    revisions: int = 0
    conflicts: list[int] = field(default_factory=list)


def each_object(database: Database) -> Iterator[Object]:
    """Yield all contacts with their revisions, by when they were logged and their identity."""
    order = f"SELECT id FROM contact ORDER BY created {database.bytewise}, uid {database.bytewise}"
    numbers = (row[0] for row in database.each(order))
    while some := list(islice(numbers, CHUNK)):
        found = objects_of(database, some)
        yield from (found[number] for number in some)


def objects_of(database: Database, numbers: Sequence[int]) -> dict[int, Object]:
    """Return contacts by their numbers, as the objects of an export."""
    found: dict[int, Object] = {}
    for number, uid, created, purged in rows_where(
        database, "SELECT id, uid, created, purged FROM contact WHERE id IN", numbers
    ):
        found[number] = {
            "uid": uid,
            "created": created,
            "purged": purged,
            "revisions": [],
            "follow_ups": [],
        }
    issues: dict[int, list[Object]] = {}
    ours = "SELECT id FROM contact_version WHERE contact IN"
    about = f"SELECT version, issue, ask, position FROM version_issue WHERE version IN ({ours}"
    for version, issue, ask, position in rows_where(database, about, numbers, ") ORDER BY place"):
        issues.setdefault(version, []).append({"issue": issue, "ask": ask, "position": position})
    columns = f"id, contact, {_HEAD}, {', '.join(_TOLD)}"
    told = f"SELECT {columns} FROM contact_version WHERE contact IN"
    for version, contact, *values in rows_where(database, told, numbers):
        revision = _revision(values, issues.get(version, []))
        found[contact]["revisions"].append(revision)
    promises: dict[int, Object] = {}
    names = "SELECT id, uid, contact FROM follow_up WHERE contact IN"
    for number, uid, contact in rows_where(database, names, numbers):
        promises[number] = {"uid": uid, "revisions": []}
        found[contact]["follow_ups"].append(promises[number])
    told = (
        f"SELECT w.follow_up, {', '.join(f'w.{name}' for name in _HEAD.split(', '))}, "
        f"{', '.join(f'w.{name}' for name in _PROMISE)} FROM follow_up_version w "
        "JOIN follow_up f ON f.id = w.follow_up WHERE f.contact IN"
    )
    for number, *values in rows_where(database, told, numbers):
        promises[number]["revisions"].append(_promise(values))
    for one in found.values():
        one["follow_ups"].sort(key=lambda each: each["uid"])
        for part in (one, *one["follow_ups"]):
            part["revisions"].sort(key=lambda each: (each["made"], each["uid"]))
    return found


def _revision(values: Sequence[object], issues: list[Object]) -> Object:
    known = dict(zip((*_HEAD.split(", "), *_TOLD), values, strict=True))
    if not all(isinstance(known[name], str) for name in ("tags", "documents", "happened")):
        raise damaged()
    known["when"] = known.pop("happened")
    known["issues"] = issues
    for name in ("withdrawn", "practice"):
        known[name] = bool(known[name])
    for name in ("tags", "documents"):
        text = str(known[name])
        known[name] = text.split("\n") if text else []
    return {name: known[name] for name in REVISION}


def _promise(values: Sequence[object]) -> Object:
    known = dict(zip((*_HEAD.split(", "), *_PROMISE), values, strict=True))
    return known | {"withdrawn": bool(known["withdrawn"])}


def merge(
    database: Database,
    contacts: Iterable[Object],
    *,
    what: str,
    member: str,
    now: datetime,
    only_new: bool = False,
) -> Merged:
    """Unite contacts with those of the log, in one transaction and one change.

    With `only_new`, contacts that the log knows are left as they are, unless they were taken back.
    Raises StoreError, and what reading `contacts` raises; then nothing is changed.
    """
    with transaction(database, writes=True):
        work = _Merge(database, what, member, now, only_new=only_new)
        each = iter(contacts)
        while some := list(islice(each, CHUNK)):
            work.page(some)
    if work.removed:
        forget(database)
    work.done.conflicts = sorted(set(work.done.conflicts))
    return work.done


def mark_sent(database: Database, tag: str, *, member: str, now: datetime) -> int:
    """Say of each contact that is prepared under a tag that it was sent now; return how many."""
    where, values = conditions(database, Filter(tag=tag, outcome=Outcome.PREPARED))
    with transaction(database, writes=True):
        numbers = [
            n for (n,) in database.each(f"SELECT contact FROM contact_version v {where}", values)
        ]
        work = _Merge(database, "sent", member, now, only_new=False)
        for start in range(0, len(numbers), CHUNK):
            found = objects_of(database, numbers[start : start + CHUNK])
            work.page([_sent(one, now) for one in found.values()])
    return len(numbers)


def _sent(one: Object, now: datetime) -> Object:
    last = one["revisions"][-1]
    told = {"uid": new_uid(), "made": max(moment(now), last["made"] + 1), "when": now.isoformat()}
    return one | {"revisions": [*one["revisions"], last | told | {"outcome": Outcome.SENT.value}]}


def known_uids(database: Database, uids: Sequence[str]) -> set[str]:
    """Return which of these identities are contacts of the log, and not taken back."""
    there = "SELECT 1 FROM contact_version v WHERE v.contact = contact.id AND v.holds = 1"
    query = (
        f"SELECT uid FROM contact WHERE (purged <> '' OR EXISTS ({there} AND v.withdrawn = 0)) "
        "AND uid IN"
    )
    return {uid for (uid,) in rows_where(database, query, uids)}


class _Merge:
    """One merge under way."""

    def __init__(
        self, database: Database, what: str, member: str, now: datetime, *, only_new: bool
    ) -> None:
        self._database, self._what, self._member, self._now = database, what, member, now
        self._only_new = only_new
        self._change: int | None = None
        self.done = Merged()
        self.removed = False  # text was taken out, now or before: it has to leave the file, too

    def page(self, contacts: list[Object]) -> None:
        """Unite some contacts with those of the log."""
        theirs: dict[str, Object] = {}
        for one in contacts:
            theirs[one["uid"]] = joined(theirs.get(one["uid"]), one)
        self.done.read += len(theirs)
        numbers = self._numbers("contact", theirs)
        held = objects_of(self._database, list(numbers.values()))
        ours = {one["uid"]: one for one in held.values()}
        fresh = [one for uid, one in theirs.items() if uid not in ours]
        added = self._added("contact", ADD_CONTACT, [(c["uid"], c["created"]) for c in fresh])
        numbers |= {one["uid"]: number for one, number in zip(fresh, added, strict=True)}
        versions: list[tuple[int, Object, int]] = []  # of which contact, and whether it holds
        promises: list[tuple[int, str, Object]] = []
        touched = []
        for uid, one in theirs.items():
            own, number = ours.get(uid), numbers[uid]
            if own and self._only_new:
                if not _is_taken_back(own):
                    continue
                one = self._told_again(own, one)
            united = filled(joined(own, one))
            self.removed |= own is not None and _is_purged(one)
            if united == own:
                continue
            self._count(number, own, one, united)
            if own and own["created"] != united["created"]:
                update = "UPDATE contact SET created = ? WHERE id = ?"
                self._database.execute(update, (united["created"], number))
            if united["purged"]:
                drop_contact(self._database, number, day=united["purged"])
                continue
            if own or one["follow_ups"]:
                touched.append(number)
            mine = own or {"revisions": [], "follow_ups": []}
            new = self._new(mine, united, "contact_version")
            versions += [(number, each, int(each is new[-1])) for each in new]
            before = {each["uid"]: each for each in mine["follow_ups"]}
            for each in united["follow_ups"]:
                old = before.get(each["uid"], {"revisions": []})
                new = self._new(old, each, "follow_up_version")
                promises += [(number, each["uid"], told) for told in new]
        self._add_versions(versions)
        self._add_promises(promises)
        settle(self._database, touched)

    def _told_again(self, own: Object, one: Object) -> Object:
        """Return a contact that was taken back here as told anew, now."""
        made = max(moment(self._now), own["revisions"][-1]["made"] + 1)
        again = one["revisions"][-1] | {"uid": new_uid(), "made": made}
        return one | {"revisions": [again]}

    def _count(self, number: int, own: Object | None, one: Object, united: Object) -> None:
        if united["purged"]:
            self.done.purged += not (own and own["purged"])
        elif own is None or self._only_new:
            self.done.added += 1
        else:
            self.done.changed += 1
            if in_conflict(own, one):
                self.done.conflicts.append(number)

    def _numbers(self, table: str, uids: Iterable[str]) -> dict[str, int]:
        query = f"SELECT uid, id FROM {table} WHERE uid IN"
        return dict(rows_where(self._database, query, list(uids)))

    def _new(self, own: Object, united: Object, table: str) -> list[Object]:
        """Return the revisions that the log lacks; those that it has otherwise are put right."""
        before = {one["uid"]: one for one in own["revisions"]}
        for one in united["revisions"]:
            if one["uid"] in before and one != before[one["uid"]]:
                self._replace(table, one)
        return [one for one in united["revisions"] if one["uid"] not in before]

    def _replace(self, table: str, one: Object) -> None:
        contact = table == "contact_version"
        names = ("made", "withdrawn", "cut", *(TOLD if contact else _PROMISE))
        told = _told(one) if contact else tuple(one[name] for name in _PROMISE)
        values = (one["made"], int(one["withdrawn"]), one["cut"], *told)
        marks = ", ".join(f"{name} = ?" for name in names)
        update = f"UPDATE {table} SET {marks} WHERE uid = ?"
        self._database.execute(update, (*values, one["uid"]))
        if contact:
            number = self._numbers(table, [one["uid"]])[one["uid"]]
            self._database.execute("DELETE FROM version_issue WHERE version = ?", (number,))
            self._database.execute_many(ADD_ISSUE, _issue_rows(number, one))

    def _add_versions(self, versions: list[tuple[int, Object, int]]) -> None:
        rows = [
            (
                one["uid"],
                number,
                self._in_change(),
                one["made"],
                holds,
                int(one["withdrawn"]),
                one["cut"],
                *_told(one),
            )
            for number, one, holds in versions
        ]
        added = self._insert("contact_version", ADD_VERSION, rows)
        pairs = zip(added, versions, strict=True)
        issues = [row for number, (_, one, _) in pairs for row in _issue_rows(number, one)]
        self._database.execute_many(ADD_ISSUE, issues)

    def _add_promises(self, promises: list[tuple[int, str, Object]]) -> None:
        whose = {uid: number for number, uid, _ in promises}
        if len(whose) < len({(number, uid) for number, uid, _ in promises}):
            raise _twice()
        known = "SELECT uid, contact FROM follow_up WHERE uid IN"
        held: dict[str, int] = dict(rows_where(self._database, known, list(whose)))
        if any(whose[uid] != number for uid, number in held.items()):
            raise _twice()
        new = [(uid, number) for uid, number in whose.items() if uid not in held]
        self._database.execute_many(ADD_FOLLOW_UP, new)
        numbers = self._numbers("follow_up", whose)
        rows = [
            (
                one["uid"],
                numbers[uid],
                self._in_change(),
                one["made"],
                0,
                int(one["withdrawn"]),
                one["cut"],
                *(one[name] for name in _PROMISE),
            )
            for _, uid, one in promises
        ]
        self._insert("follow_up_version", ADD_PROMISE, rows)

    def _insert(self, table: str, add: str, rows: list[tuple[object, ...]]) -> list[int]:
        """Add revisions and return their numbers; raises StoreError when one is there already."""
        uids = [str(row[0]) for row in rows]
        if len(set(uids)) < len(uids) or self._numbers(table, uids):
            raise _twice()
        self.done.revisions += len(rows)
        return self._added(table, add, rows)

    def _added(self, table: str, add: str, rows: Sequence[tuple[object, ...]]) -> list[int]:
        """Add rows and return their numbers: nobody else writes, and each gets a higher one."""
        before = self._database.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()
        self._database.execute_many(add, rows)
        query = f"SELECT id FROM {table} WHERE id > ? ORDER BY id"
        return [number for (number,) in self._database.execute(query, before or (0,))]

    def _in_change(self) -> int:
        if self._change is None:
            self._change = begin_change(self._database, self._what, self._now, member=self._member)
        return self._change


def _is_purged(one: Object) -> bool:
    """Say whether a contact was purged, or a person out of it."""
    parts = (one, *one["follow_ups"])
    cut = (told["cut"] == PERSON_CUT for part in parts for told in part["revisions"])
    return bool(one["purged"]) or any(cut)


def _is_taken_back(one: Object) -> bool:
    return bool(one["revisions"]) and one["revisions"][-1]["withdrawn"]


def _told(one: Object) -> tuple[object, ...]:
    """Return the values of TOLD."""
    return _in_told_order(
        one
        | {
            "happened": one["when"],
            "happened_at": int(datetime.fromisoformat(one["when"]).timestamp()),
            "tags": "\n".join(one["tags"]),
            "documents": "\n".join(one["documents"]),
            "practice": int(one["practice"]),
        }
    )


_in_told_order: Callable[[Object], tuple[object, ...]] = itemgetter(*TOLD)


def _issue_rows(version: int, one: Object) -> list[tuple[object, ...]]:
    return [
        (version, place, about["issue"], about["ask"], about["position"])
        for place, about in enumerate(one["issues"], start=1)
    ]


def _twice() -> StoreError:
    return StoreError(
        "Two contacts claim the same identity: a file was changed by hand, or is damaged. "
        "Nothing was changed.",
        hint="Ask for another export.",
    )
