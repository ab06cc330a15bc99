"""What a batch is asked to do, and what it has come to."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path

from advocate.batch.alike import Alike
from advocate.batch.making import Chunk
from advocate.batch.plan import Order
from advocate.directory.dataset import OWN_CALENDAR, OWN_OFFICES
from advocate.documents.kinds import Format
from advocate.errors import OutputError, reason_of, shown
from advocate.member_files import MemberFile
from advocate.members import Columns


@dataclass(slots=True)
class Totals:
    """What a batch has come to so far."""

    rows: int = 0
    rejected: int = 0
    files: int = 0
    states: Counter[str] = field(default_factory=Counter)
    alike: Alike = field(default_factory=Alike)

    def add(self, chunk: Chunk) -> None:
        """Add a chunk that is done."""
        self.rows += chunk.rows
        self.rejected += chunk.rejected
        self.files += len(chunk.archive.names) if chunk.archive else len(chunk.files)
        self.states.update(chunk.states)
        self.alike.add(chunk.alike)

    def told(self) -> dict[str, object]:
        """Return totals as the journal has them."""
        counts = {"rows": self.rows, "rejected": self.rejected, "files": self.files}
        return {**counts, "states": dict(self.states), "alike": asdict(self.alike)}

    @classmethod
    def read(cls, told: dict[str, object]) -> "Totals":
        """Return totals as the journal has them."""
        values = json.loads(json.dumps(told))
        alike, states = Alike(**values.pop("alike")), Counter(values.pop("states"))
        return cls(**values, states=states, alike=alike)


@dataclass(frozen=True, slots=True)
class Job:
    """A batch to run: the order, the list, and where its files go."""

    order: Order
    members: MemberFile
    columns: Columns
    forms: tuple[Format, ...]
    folder: Path
    zipped: bool
    workers: int = 1
    cluster: str = ""  # the address of a scheduler of Dask

    def identity(self) -> str:
        """Return a digest of all that the result depends on."""
        digest = sha256()
        for block in self.members.blocks():
            digest.update(block)
        told = (self.order.told(), self.order.dataset.manifest)
        columns = (self.columns.places, self.members.told)
        digest.update(repr((told, columns, self.forms, self.zipped)).encode())
        for path in self._made_from():
            try:
                digest.update(path.read_bytes())
            except OSError as error:
                where = shown(str(path), limit=200)
                raise OutputError(f"{where} cannot be read: {reason_of(error)}.") from None
        return digest.hexdigest()

    def _made_from(self) -> Iterator[Path]:
        """Yield the user's corrections, and the templates and themes of the looks.

        What else lies in those folders may change: a log, an editor's own file, the result.
        """
        own, result = self.order.dataset.own, self.folder.resolve()
        if own:
            yield from filter(Path.is_file, (own / OWN_CALENDAR, own / OWN_OFFICES))
        for folder in self.order.looks.folders:
            real = folder.resolve()
            found = {*real.rglob("*.md"), *(real / "themes").rglob("*")}
            for path in sorted(found):
                if path.is_file() and not path.is_relative_to(result):
                    yield path
