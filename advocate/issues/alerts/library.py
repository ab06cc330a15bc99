"""Finding alerts: the user's folder first, then the shipped ones; by number or by slug."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from advocate.errors import AlertError, UnknownAlertError, reason_of, shown
from advocate.issues.alerts.read import ENDING, number_and_slug, read_alert, try_alert
from advocate.issues.alerts.records import Alert
from advocate.issues.library import packs_in
from advocate.notices import Problem, broken_words

FOLDER = "alerts"


@dataclass(frozen=True, slots=True)
class AlertEntry:
    """One alert of a listing: its file, where it comes from, and the alert or its problems."""

    number: int
    slug: str
    label: str
    path: Path
    alert: Alert | None
    problems: tuple[Problem, ...]

    @property
    def sentence(self) -> str:
        """Say in a sentence why the alert is broken, or nothing when it is whole."""
        return broken_words(self.problems)


class AlertLibrary:
    """The alerts on a search path of (label, folder); of two of one slug the first is taken."""

    def __init__(self, folders: Sequence[tuple[str, Path]]) -> None:
        self._folders = tuple(folders)

    def slugs(self) -> tuple[str, ...]:
        """Return every slug on the search path, sorted; no alert is read for it."""
        return tuple(sorted(slug for _, slug, _, _ in self._found()))

    def numbers(self) -> tuple[int, ...]:
        """Return every number in use, sorted."""
        return tuple(sorted({number for number, _, _, _ in self._found()}))

    def get(self, name: str, *, also: Sequence[str] = ()) -> Alert:
        """Return the alert of this number or slug; raises UnknownAlertError, or AlertError naming
        all that is wrong. `also` names what else the user may have meant."""
        return read_alert(self.path(name, also=also))

    def path(self, name: str, *, also: Sequence[str] = ()) -> Path:
        """Return the file of the alert of this number or slug; raises as `get` does."""
        found = list(self._found())
        meant = [one for one in found if name in (str(one[0]), one[1])]
        first = [one for one in meant if one[2] == meant[0][2]]
        if len(first) > 1:
            names = " and ".join(path.name for *_, path in first)
            raise AlertError(
                f"Two alerts have the number {shown(name)}: {names}.", hint="Say which by its slug."
            )
        if not first:
            known = [*(slug for _, slug, _, _ in found), *also]
            raise UnknownAlertError(name, known=sorted(known), near=_near(name, known))
        return first[0][3]

    def entries(self) -> tuple[AlertEntry, ...]:
        """Return all alerts, the newest number first; a broken one with its problems."""
        return tuple(_entry(*one) for one in sorted(self._found(), key=lambda one: -one[0]))

    def _found(self) -> Iterator[tuple[int, str, str, Path]]:
        """Yield number, slug, label and file of each alert that is not hidden."""
        seen: set[str] = set()
        for label, folder in self._folders:
            for path in alerts_in(folder):
                number, slug = number_and_slug(path) or (0, path.stem)
                if slug not in seen:
                    yield number, slug, label, path
                seen.add(slug)


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


def _entry(number: int, slug: str, label: str, path: Path) -> AlertEntry:
    alert, problems = try_alert(path)
    return AlertEntry(number, shown(slug), label, path, alert, tuple(problems))


def _near(name: str, known: list[str]) -> list[str]:
    from difflib import get_close_matches  # only when nothing is found: it costs time to load

    return get_close_matches(name.casefold(), known, n=2)
