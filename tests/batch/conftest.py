"""A batch over the invented dataset and pack."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from advocate.batch.job import Job, Totals
from advocate.batch.plan import DocumentOrder
from advocate.batch.running import run
from advocate.desk import Looks, Wishes
from advocate.directory.dataset import Dataset
from advocate.documents.kinds import Format, Kind, Piece
from advocate.issues.read import read_pack
from advocate.member_files import MemberFile
from advocate.members import Columns
from advocate.resources import bundled

PACK = Path(__file__).parents[1] / "fixtures" / "packs" / "sample-issue"
MakeJob = Callable[..., Job]


def member_list(count: int) -> str:
    """Return a list in which every tenth row is broken."""
    rows = ["name,street,city,zip,state,email,story"]
    for number in range(count):
        code = ("10001", "87501", "12207")[number % 3]
        if number % 10 == 9:
            code = ("", "20001", "12057", "00000", "1000A")[number // 10 % 5]
        story = f"The library shut at {number}." if number % 2 else ""
        rows.append(f"Ana {number} & <Co>,{number} Elm Street,,{code},,ana@example.org,{story}")
    return "\n".join(rows) + "\n"


@pytest.fixture
def job(dataset: Dataset, today: date, tmp_path: Path) -> MakeJob:
    """Return a function that makes a job for a list of so many members."""

    def made(
        count: int = 25, *, folder: str = "out", zipped: bool = True, kind: Kind = Kind.LETTER
    ) -> Job:
        path = tmp_path / f"members-{count}.csv"
        path.write_text(member_list(count))
        listed = MemberFile(path)
        columns = Columns(listed.headings, name=listed.name)
        looks = Looks((bundled("templates"),))
        pieces = (Piece(kind),)
        order = DocumentOrder(dataset, looks, today, read_pack(PACK), pieces, Wishes())
        return Job(order, listed, columns, (Format.DOCX,), tmp_path / folder, zipped)

    return made


class StopError(Exception):
    """An end at any moment."""


def run_until(job: Job, after: int) -> None:
    """Run a batch that ends after so many chunks."""
    count = 0

    def stop(_: Totals) -> None:
        nonlocal count
        count += 1
        if count == after:
            raise StopError

    with pytest.raises(StopError):
        run(job, resume=False, force=False, told=stop)


def documents_of(job: Job) -> DocumentOrder:
    """Return the order of a job that is for documents."""
    assert isinstance(job.order, DocumentOrder)
    return job.order
