"""Finding issue packs: the user's folder first, then the shipped one; a user's pack hides one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from advocate.errors import PackError, UnknownPackError, reason_of, shown
from advocate.issues.read import read_pack, try_pack
from advocate.issues.records import Pack
from advocate.notices import Problem, broken_words


@dataclass(frozen=True, slots=True)
class PackEntry:
    """One pack of a listing: where it comes from, and the pack or else its problems.

    `label` names the folder of the search path, `hides` those that hold a pack of the same slug.
    """

    slug: str
    label: str
    folder: Path
    hides: tuple[str, ...]
    pack: Pack | None
    problems: tuple[Problem, ...]

    @property
    def sentence(self) -> str:
        """Say in a sentence why the pack is broken, or nothing when it is whole."""
        return broken_words(self.problems)


class PackLibrary:
    """The packs on a search path of (label, folder), the first folder before the next."""

    def __init__(self, folders: Sequence[tuple[str, Path]]) -> None:
        self._folders = tuple(folders)

    def slugs(self) -> tuple[str, ...]:
        """Return every slug on the search path, sorted; no pack is read for it."""
        return tuple(sorted(self._found()))

    def get(self, slug: str) -> Pack:
        """Return one pack; raises UnknownPackError, or PackError naming all that is wrong."""
        return read_pack(self.folder(slug))

    def folder(self, slug: str) -> Path:
        """Return the folder of the pack that this slug means; raises UnknownPackError."""
        found = self._found()
        if slug not in found:
            raise UnknownPackError(slug, known=sorted(found), near=_near(slug, sorted(found)))
        return found[slug][0][1]

    def entries(self) -> tuple[PackEntry, ...]:
        """Return all packs by slug; one that is broken is listed with its problems."""
        return tuple(_entry(slug, places) for slug, places in sorted(self._found().items()))

    def drafts(self) -> frozenset[str]:
        """Return the slugs of the packs that are not to be used yet."""
        return frozenset(one.slug for one in self.entries() if one.pack and one.pack.draft)

    def _found(self) -> dict[str, list[tuple[str, Path]]]:
        found: dict[str, list[tuple[str, Path]]] = {}
        for label, folder in self._folders:
            for pack in packs_in(folder):
                found.setdefault(pack.name, []).append((label, pack))
        return found


def packs_in(folder: Path) -> Iterator[Path]:
    """Yield the folders inside `folder` that are meant as packs; none if it is not there."""
    try:
        inside = sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        where = shown(str(folder), limit=200)
        raise PackError(f"Could not look for issue packs in {where}: {reason_of(error)}.") from None
    yield from (path for path in inside if path.name[0] not in "._" and path.is_dir())


def _entry(slug: str, places: list[tuple[str, Path]]) -> PackEntry:
    (label, folder), *hidden = places
    pack, problems = try_pack(folder)
    hides = tuple(label for label, _ in hidden)
    return PackEntry(shown(slug), label, folder, hides, pack, tuple(problems))


def _near(slug: str, known: list[str]) -> list[str]:
    from difflib import get_close_matches  # only when a slug is not found: it costs time to load

    folded = "-".join(slug.casefold().replace("_", " ").replace("-", " ").split())
    inside = [name for name in known if folded and folded in name]
    return get_close_matches(folded, known, n=2) or inside[:2]
