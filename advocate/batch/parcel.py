"""What a worker on another machine needs to make documents: all of it, in one parcel of bytes.

It holds the dataset, the issue pack, the templates and the theme, and no member.
"""

import pickle
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from advocate.batch.making import Maker, maker_of
from advocate.batch.plan import Order
from advocate.desk import Looks
from advocate.directory.dataset import OWN_CALENDAR, OWN_OFFICES, PARTS, Dataset
from advocate.documents.kinds import Format
from advocate.errors import OutputError, TemplateError, reason_of, shown
from advocate.members import Columns
from advocate.reading import is_inside

if TYPE_CHECKING:
    from advocate.batch.job import Job

MOST_BYTES = 20_000_000  # of a folder of templates and looks
Files = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Parcel:
    """An order with the files that it is made from; folders are (where it lies at home, files)."""

    order: Order  # its dataset and looks are empty until it is opened
    columns: Columns
    forms: tuple[Format, ...]
    zipped: bool
    data: Files
    own: Files | None  # what the user corrects of the dataset
    looks: tuple[tuple[str, Files], ...]


def packed(job: "Job") -> bytes:
    """Return all that a worker needs for a job.

    Raises OutputError where it cannot be sent, TemplateError for a link out of a folder.
    """
    order, folders = job.order, job.order.looks.folders
    dataset = order.dataset
    own = None
    if dataset.own is not None:
        own = _some(dataset.own, (OWN_CALENDAR, OWN_OFFICES))
    parcel = Parcel(
        replace(order, dataset=Dataset(Path()), looks=Looks(())),
        job.columns,
        job.forms,
        job.zipped,
        _some(dataset.folder, PARTS),
        own,
        tuple((str(folder), _all(folder)) for folder in folders),
    )
    return zlib.compress(pickle.dumps(parcel))


def unpacked(data: bytes, folder: Path) -> Maker:
    """Lay a parcel's files out in a new folder, and return a maker that works from them."""
    parcel: Parcel = pickle.loads(zlib.decompress(data))  # noqa: S301 - from who asks for the work
    _lay_out(folder / "data", parcel.data)
    if parcel.own is not None:
        _lay_out(folder / "own", parcel.own)
    homes = {}
    for number, (home, files) in enumerate(parcel.looks):
        place = folder / f"looks{number}"
        homes[str(place)] = home
        _lay_out(place, files)
    dataset = Dataset(folder / "data", own=None if parcel.own is None else folder / "own")
    looks = Looks(tuple(map(Path, homes)))
    order = replace(parcel.order, dataset=dataset, looks=looks)
    maker = maker_of(order, parcel.columns, parcel.forms, zipped=parcel.zipped)
    maker.homes = homes
    return maker


def _some(folder: Path, names: Sequence[str]) -> Files:
    paths = ((name, folder / name) for name in names)
    return {name: path.read_bytes() for name, path in paths if path.is_file()}


def _all(folder: Path) -> Files:
    files, size = {}, 0
    try:
        for path in _ordinary(folder):
            size += path.stat().st_size
            if size > MOST_BYTES:
                raise OutputError(
                    f"The folder {shown(str(folder), limit=200)} holds more than "
                    f"{MOST_BYTES // 1_000_000} MB: too much to send to workers.",
                    hint="Keep templates and themes alone in it.",
                )
            files[path.relative_to(folder).as_posix()] = path.read_bytes()
    except OSError as error:
        where = shown(str(folder), limit=200)
        raise OutputError(f"The folder {where} cannot be read: {reason_of(error)}.") from None
    return files


def _ordinary(folder: Path) -> Iterator[Path]:
    for path in _entries(folder, ()):
        # Here no template may be one and no theme may hold one: there it would be a file like any.
        if not is_inside(path, folder):
            name = shown(path.relative_to(folder).as_posix())
            raise TemplateError(
                f"{name} in {shown(str(folder), limit=200)} is a link out of this folder.",
                hint="Put the file itself into the folder.",
            )
        if path.is_file():
            yield path


def _entries(folder: Path, above: tuple[Path, ...]) -> Iterator[Path]:
    """Yield all in a folder, also through links to folders, but for one that leads back up."""
    if not folder.is_dir() or (real := folder.resolve()) in above:
        return
    for path in sorted(folder.iterdir()):
        yield path
        yield from _entries(path, (*above, real))


def _lay_out(folder: Path, files: Files) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
