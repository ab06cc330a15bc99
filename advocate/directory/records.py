"""Records of the directory: states, ZIP places, senators, offices, committees, work periods."""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum


class StateKind(StrEnum):
    """What a postal abbreviation stands for: only a state has senators."""

    STATE = "state"
    DISTRICT = "district"
    TERRITORY = "territory"
    ASSOCIATED = "associated"  # a country in free association: US ZIP codes, no seat in Congress


@dataclass(frozen=True, slots=True)
class State:
    """A state, DC, a territory or an associated state. `fips` is two digits."""

    code: str
    name: str
    fips: str
    kind: StateKind


@dataclass(frozen=True, slots=True)
class ZipPlace:
    """Where a five-digit ZIP code lies; several states, likeliest first, when it crosses a line.

    `inferred` marks a ZIP on no list, placed by its first three digits; `military` one that names
    no state (APO, FPO, DPO). Coordinates are degrees, None where the source has none.
    """

    zip: str
    city: str
    states: tuple[str, ...]
    latitude: float | None
    longitude: float | None
    inferred: bool = False
    military: bool = False


class OfficeKind(StrEnum):
    """Which of a senator's offices it is."""

    WASHINGTON = "washington"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Office:
    """A place with an address and, mostly, a phone. Empty text: not on file. Degrees or None."""

    id: str
    kind: OfficeKind
    address: str
    suite: str
    building: str
    city: str
    state: str
    zip: str
    phone: str
    fax: str
    hours: str
    latitude: float | None
    longitude: float | None
    timezone: str = ""  # an IANA name such as America/Chicago
    wrong_since: date | None = None  # the day on which the user reported its phone wrong
    corrected: date | None = None  # the day of the user's own correction of `corrected_fields`
    corrected_fields: tuple[str, ...] = ()
    confirmed: date | None = None  # the day on which the user found the number right
    scheduler: str = ""  # the user's own notes, as the next two
    access: str = ""
    note: str = ""

    @property
    def is_reported_wrong(self) -> bool:
        """Say whether its number was reported wrong, and not found right since."""
        wrong, right = self.wrong_since, self.confirmed
        return wrong is not None and not (right and right > wrong)

    @property
    def label(self) -> str:
        """How it is named in a list: its city and state."""
        return f"{self.city}, {self.state}"

    @property
    def takes_visits(self) -> bool:
        """False for a post-office box: mail reaches it, a visitor does not."""
        return not self.address.upper().replace(".", "").startswith("PO BOX")

    @property
    def lines(self) -> tuple[str, ...]:
        """The postal address below the name: building, street and suite, city line."""
        street = ", ".join(part for part in (self.address, self.suite) if part)
        city = f"{self.city}, {self.state} {self.zip}"
        return tuple(line for line in (self.building, street, city) if line)

    @property
    def street_lines(self) -> tuple[str, ...]:
        """The same without the suite: where one stands outside."""
        return replace(self, suite="").lines


@dataclass(frozen=True, slots=True)
class Committee:
    """A committee by its code; `parent` is the full committee's name for a subcommittee."""

    code: str
    name: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class CommitteeSeat:
    """A senator's seat; `rank` counts from 1 within the party's side; `title` may be empty.

    `parent` is the full committee's name when this is a subcommittee, else empty.
    """

    code: str
    name: str
    rank: int
    title: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Senator:
    """A senator and their current term, with the Washington office first among `offices`.

    `nickname` is what they are also called ("Chuck"), for finding them; it may be empty.
    """

    bioguide: str
    full_name: str
    first_name: str
    last_name: str
    suffix: str
    party: str
    caucus: str
    state: str
    state_rank: str
    senate_class: int
    term_start: date
    term_end: date
    how_seated: str  # "election", "special-election" or "appointment"
    leadership: str  # a current leadership role, or empty
    website: str
    contact_form: str
    social: tuple[tuple[str, str], ...]
    committees: tuple[CommitteeSeat, ...]
    offices: tuple[Office, ...]
    nickname: str = ""

    @property
    def washington_office(self) -> Office:
        """The office in Washington; the dataset check makes sure that there is one."""
        return next(o for o in self.offices if o.kind is OfficeKind.WASHINGTON)

    @property
    def state_offices(self) -> tuple[Office, ...]:
        """The offices at home."""
        return tuple(o for o in self.offices if o.kind is OfficeKind.STATE)


@dataclass(frozen=True, slots=True)
class WebForm:
    """A senator's web form: fields in upstream's names, topics as printed, limit or None."""

    bioguide: str
    url: str
    required: tuple[str, ...]
    optional: tuple[str, ...]
    topics: tuple[str, ...]
    message_max_chars: int | None
    captcha: bool


# What a line of the schedule can be, and how it is said.
CALENDAR_KINDS = {
    "convenes": "session begins",
    "work_period": "state work period",
    "holiday": "holiday",
    "last_day": "last scheduled day of session",
    "congress_ends": "one Congress ends, the next convenes",
    "deadline": "deadline",
}


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A dated line of the Senate's schedule; `end` equals `start` for a single day.

    `kind` is one of CALENDAR_KINDS; `own` marks what the user added.
    """

    start: date
    end: date
    kind: str
    note: str
    source: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class OfficeDistance:
    """A state office with the miles from the user's ZIP, None where either has no coordinates."""

    office: Office
    miles: float | None


@dataclass(frozen=True, slots=True)
class SourceFile:
    """Where a part of the dataset came from; `as_of` is as much of a date as is known ("2025")."""

    name: str
    source: str
    version: str
    as_of: str
    licence: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the dataset is: its layout's number, its date, its sources, how many of each record.

    `covers` names the states that it holds; empty means all fifty.
    """

    schema: int
    data_as_of: date
    sources: tuple[SourceFile, ...]
    counts: dict[str, int] = field(default_factory=dict)
    covers: tuple[str, ...] = ()
