"""Finding alerts: the user's folder first, then the shipped ones; by number or by slug."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from advocate.errors import (
    AlertError,
    AlertTakenError,
    UnknownAlertError,
    reason_of,
    shown,
)
from advocate.issues.alerts.known import Known
from advocate.issues.alerts.read import ENDING, number_and_slug, read_alert, try_alert
from advocate.issues.alerts.records import Alert
from advocate.issues.library import packs_in
from advocate.notices import Notice, Problem, broken_words
from advocate.text import join_words

FOLDER = "alerts"
MOST_NUMBER = 100_000  # that an alert's file may name


@dataclass(frozen=True, slots=True)
class AlertEntry:
    """One alert of a listing: its file, where it comes from, the alert and its problems.

    One that cannot be read is None; one that can and has problems is not to be used.
    """

    number: int
    slug: str
    label: str
    path: Path
    alert: Alert | None
    problems: tuple[Problem, ...]

    @property
    def whole(self) -> Alert | None:
        """The alert, if nothing stands in the way of its use."""
        return None if self.problems else self.alert

    @property
    def sentence(self) -> str:
        """Say in a sentence why the alert is broken, or nothing when it is whole."""
        return broken_words(self.problems)


class AlertLibrary:
    """The alerts on a search path of (label, folder); a folder's alert hides those of its slug in
    the folders after it."""

    def __init__(self, folders: Sequence[tuple[str, Path]]) -> None:
        self._folders = tuple(folders)

    def slugs(self) -> tuple[str, ...]:
        """Return every slug on the search path, sorted; no alert is read for it."""
        return tuple(sorted(slug for _, slug, _, _ in self._found()))

    def numbers(self) -> tuple[int, ...]:
        """Return every number in use, sorted."""
        return tuple(sorted({number for number, _, _, _ in self._all()}))

    def number_for(self, slug: str, folder: Path, number: int | None) -> int:
        """Return the number of a new alert in `folder`: the one asked for, else the next free one.

        Raises AlertTakenError when another alert, found or hidden, has the slug or the number. A
        file of this very name is left to the writing, which refuses or replaces it.
        """
        free = number or max((n for n in self.numbers() if n < MOST_NUMBER), default=0) + 1
        known = list(self._all())
        if folder / f"{free}-{slug}{ENDING}" in [path for *_, path in known]:
            return free
        for taken, name, _, path in known:
            if name == slug:
                again = f"--force --number {taken}" if path.parent == folder and taken else ""
                raise AlertTakenError(path, f"the slug “{slug}”", again=again)
            if taken == free:
                raise AlertTakenError(path, f"the number {free}")
        return free

    def newest(self, today: date, known: Known) -> AlertEntry | None:
        """Return the newest alert that is to be used on `today`, if there is one: whole, its date
        come and not past, no draft, and of no issue that is one."""
        usable = [
            (one.whole.date, one.number, one.slug, one)
            for one in self.entries(known)
            if one.whole and one.whole.runs_on(today) and one.whole.issue not in known.drafts
        ]
        return max(usable)[-1] if usable else None

    def twins(self, name: str = "") -> tuple[Notice, ...]:
        """Return a sentence for each slug and number that several alerts have, or for `name`."""
        named: dict[str, list[Path]] = {}
        for number, slug, _, path in self._all():
            for one in (slug, str(number)) if number else (slug,):
                if name in ("", one):
                    named.setdefault(one, []).append(path)
        same: dict[tuple[Path, ...], str] = {}
        for one, paths in named.items():
            if len(paths) > 1:
                same.setdefault(tuple(paths), one)  # of two with both in common one is enough
        return tuple(_twins(one, paths) for paths, one in same.items())

    def get(self, name: str, *, also: Sequence[str] = ()) -> Alert:
        """Return the alert of this number or slug; raises UnknownAlertError, or AlertError naming
        all that is wrong. `also` names what else the user may have meant."""
        return read_alert(self.path(name, also=also))

    def path(self, name: str, *, also: Sequence[str] = ()) -> Path:
        """Return the file of the alert of this number or slug; raises as `get` does."""
        found = list(self._found())
        meant = [one for one in found if name in (str(one[0]), one[1])]
        meant = [one for one in meant if one[0]] or meant  # a file that is misnamed is in no way
        first = [one for one in meant if one[2] == meant[0][2]]
        if len(first) > 1:
            other = "slug" if name == str(first[0][0]) else "number"
            raise AlertError(
                _several(name, [path for *_, path in first]), hint=f"Say which by its {other}."
            )
        if not first:
            known = list({*(slug for _, slug, _, _ in found), *also})
            near = _near(name, known)
            raise UnknownAlertError(name, known=sorted(known), near=near, packs=bool(also))
        return first[0][3]

    def entries(self, known: Known | None = None) -> tuple[AlertEntry, ...]:
        """Return all alerts, the newest number first; a broken one with its problems, among which
        is whatever it names that is not `known`."""
        found = sorted(self._found(), key=lambda one: -one[0])
        return tuple(_entry(*one, known) for one in found)

    def _found(self) -> Iterator[tuple[int, str, str, Path]]:
        """Yield number, slug, label and file of each alert that is not hidden."""
        first: dict[str, Path] = {}
        for number, slug, label, path in self._all():
            if first.setdefault(slug, path.parent) == path.parent:
                yield number, slug, label, path

    def _all(self) -> Iterator[tuple[int, str, str, Path]]:
        for label, folder in self._folders:
            for path in alerts_in(folder):
                number, slug = number_and_slug(path) or (0, path.stem)
                yield number, slug, label, path


def alerts_in(folder: Path) -> Iterator[Path]:
    """Yield the files inside `folder` that are meant as alerts; none if it is not there."""
    try:
        inside = sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        where = shown(str(folder), limit=200)
        raise AlertError(f"Could not look for alerts in {where}: {reason_of(error)}.") from None
    yield from (path for path in inside if path.name[0] not in "._" and path.suffix == ENDING)


def pack_alert_folders(label: str, packs: Path) -> Iterator[tuple[str, Path]]:
    """Yield where the issue packs in a folder keep their alerts: `alerts` inside each."""
    yield from ((label, pack / FOLDER) for pack in packs_in(packs))


def _entry(number: int, slug: str, label: str, path: Path, known: Known | None) -> AlertEntry:
    alert, problems = try_alert(path, known)
    return AlertEntry(number, shown(slug), label, path, alert, tuple(problems))


def _several(name: str, paths: Sequence[Path]) -> str:
    """Say which alerts have a slug or a number in common."""
    here = len({path.parent for path in paths}) == 1
    names = join_words([shown(path.name if here else str(path), limit=200) for path in paths])
    many = "Two" if len(paths) == 2 else str(len(paths))
    what = f"number {name}" if name.isdecimal() else f"slug “{shown(name)}”"
    return f"{many} alerts have the {what}: {names}."


def _twins(name: str, paths: Sequence[Path]) -> Notice:
    here = len({path.parent for path in paths}) == 1
    taken = "Give each its own." if here else "The first is taken."
    return Notice("alert-twins", f"{_several(name, paths)} {taken}")


def _near(name: str, known: list[str]) -> list[str]:
    from difflib import get_close_matches  # only when nothing is found: it costs time to load

    return get_close_matches(name.casefold(), known, n=2)
