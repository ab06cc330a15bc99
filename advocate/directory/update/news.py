"""What newer data brings, held against the data in use."""

from dataclasses import dataclass
from datetime import date

from advocate.directory.dataset import COMMITTEES, SENATORS, Dataset
from advocate.directory.update.changes import Change, Subject, changes_between
from advocate.directory.update.compose import Candidate
from advocate.directory.update.limits import large_changes
from advocate.errors import DatasetError


@dataclass(frozen=True, slots=True)
class News:
    """What an update brings, or would bring.

    `large` says why it is not taken unseen, a sentence each; `same` that the files of senators and
    committees are the same to the byte. `gone` are the Bioguide ids of senators no longer listed.
    """

    origin: str
    before: date
    after: date
    changes: tuple[Change, ...]
    large: tuple[str, ...]
    same: bool
    gone: frozenset[str]
    warnings: int

    @property
    def offices(self) -> frozenset[str]:
        """The ids of the offices that changed, moved or closed."""
        found = (change.office for change in self.changes if change.subject is Subject.OFFICE)
        return frozenset(found) - {""}


def news_of(new: Candidate, *, origin: str, now: Dataset, shipped: Dataset) -> News:
    """Return what `new` brings to who uses `now`; raises DatasetError when it is older."""
    before, after = now.manifest.data_as_of, new.dataset.manifest.data_as_of
    if after < before:
        raise DatasetError(
            f"What comes from {origin} is of {after}, and your data is newer, of {before}. "
            "Your data is as it was.",
            hint="To go back to older data:  advocate data rollback",
        )
    listed = {senator.bioguide for senator in new.dataset.senators}
    return News(
        origin=origin,
        before=before,
        after=after,
        changes=changes_between(now.senators, new.dataset.senators, now.states),
        large=large_changes(now, new.dataset, shipped=shipped, strangers=new.strangers),
        same=all(
            new.contents[name] == (now.folder / name).read_bytes()
            for name in (SENATORS, COMMITTEES)
        ),
        gone=frozenset(s.bioguide for s in now.senators if s.bioguide not in listed),
        warnings=len(new.warnings),
    )
