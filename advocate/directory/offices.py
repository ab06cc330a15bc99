"""Which of a senator's offices is meant, which is taken when none is named, and what the user
said of it."""

from collections.abc import Sequence

from advocate.directory.records import Office, OfficeDistance, Senator
from advocate.errors import NoOfficeError, SeveralOfficesError, shown
from advocate.text import fold, join_words, long_date

_WASHINGTON = ("washington", "dc", "washington, dc", "washington dc")


def find_office(senator: Senator, text: str) -> Office:
    """Return the one office meant by `washington`, an id, or the beginning of a city's name.

    Raises NoOfficeError with what is on file, or SeveralOfficesError with the ids that fit.
    """
    wanted = fold(text)
    if wanted in _WASHINGTON:
        return senator.washington_office
    exact = [o for o in senator.offices if wanted in (fold(o.id), fold(o.city))]
    found = exact or [o for o in senator.offices if wanted and fold(o.city).startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        raise SeveralOfficesError(senator.last_name, text, ids=[o.id for o in found])
    cities = dict.fromkeys(o.city for o in senator.offices)
    raise NoOfficeError(senator.last_name, text, cities=list(cities))


def office_for(
    senator: Senator, near: Sequence[OfficeDistance], wanted: str, *, visit: bool
) -> Office:
    """Return the office that `wanted` names, else the nearest state office.

    `near` holds the state offices, nearest first. For a visit, one with a street address comes
    before a nearer post-office box. Without any state office it is Washington's.
    """
    if wanted:
        return find_office(senator, wanted)
    offices = [measured.office for measured in near]
    if visit:
        offices.sort(key=lambda office: not office.takes_visits)
    return offices[0] if offices else senator.washington_office


def own_notes(office: Office) -> list[str]:
    """Return what the user said of an office, a line each."""
    lines = []
    if office.is_reported_wrong and office.wrong_since:
        lines.append(f"number reported wrong on {long_date(office.wrong_since)}")
    if office.corrected:
        what = join_words(office.corrected_fields)
        lines.append(f"{what} corrected by you on {long_date(office.corrected)}")
    if office.confirmed:
        lines.append(f"number confirmed on {long_date(office.confirmed)}")
    notes = {"scheduler": office.scheduler, "access": office.access, "note": office.note}
    lines += [f"{name}: {text}" for name, text in notes.items() if text]
    return [shown(line, limit=300) for line in lines]


def calling_order(first: Office, near: Sequence[Office], washington: Office) -> list[Office]:
    """Return the offices in the order to call them: the chosen one, Washington, then the others,
    and those last whose number was reported wrong; each once."""
    each = {office.id: office for office in (first, washington, *near)}
    return sorted(each.values(), key=lambda office: office.is_reported_wrong)
