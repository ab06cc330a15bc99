"""How complete the dataset is, senator by senator, and how old."""

from collections.abc import Iterable
from dataclasses import dataclass

from advocate.directory.dataset import Dataset
from advocate.directory.records import Senator


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is missing for one senator: counts of state offices, and whether a form is on file."""

    senator: Senator
    offices: int
    without_phone: int
    without_hours: int
    has_form: bool

    @property
    def words(self) -> tuple[str, ...]:
        """What is missing, in a few words each; hours are missing for most, and are not named."""
        found = []
        if self.offices == 0:
            found.append("no state office on file")
        elif self.offices == 1:
            found.append("one state office on file")
        if self.without_phone:
            count = "one office" if self.without_phone == 1 else f"{self.without_phone} offices"
            found.append(f"{count} without a phone")
        if not self.has_form:
            found.append("no contact form on file")
        return tuple(found)


def gaps_of(dataset: Dataset, senators: Iterable[Senator]) -> tuple[Gaps, ...]:
    """Return what is missing for each of these senators."""
    return tuple(
        Gaps(
            senator,
            offices=len(senator.state_offices),
            without_phone=sum(not office.phone for office in senator.offices),
            without_hours=sum(not office.hours for office in senator.state_offices),
            has_form=bool(senator.contact_form or dataset.web_form(senator.bioguide)),
        )
        for senator in senators
    )
