"""What a batch is asked to do, and what it has come to."""

import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path

from advocate.batch.alike import Alike
from advocate.batch.making import Chunk
from advocate.batch.plan import Order
from advocate.documents.kinds import Format
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
        with self.members.path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
        order = self.order
        how = (order.strict, order.per_file)
        told = (order.pack, order.pieces, order.wishes, how, order.dataset.manifest)
        digest.update(repr((told, self.columns.places, self.forms, self.zipped)).encode())
        for folder in order.looks.folders:
            for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
                if path.is_file():
                    digest.update(path.read_bytes())
        return digest.hexdigest()
