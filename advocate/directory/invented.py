"""Two invented senators, to try documents on: no such people, 555 numbers, example.org."""

from datetime import date

from advocate.directory.records import CommitteeSeat, Office, OfficeKind, Senator, WebForm

STATE = "NY"
INVENTED = "X90"  # how the Bioguide ids of invented senators begin; real ones have A0, B0, …


def _office(owner: str, city: str, kind: OfficeKind, street: str, phone: str) -> Office:
    home = kind is OfficeKind.STATE
    return Office(
        id=f"{owner}-{city.lower().replace(' ', '_')}",
        kind=kind,
        address=street,
        suite="Suite 400" if home else "",
        building="",
        city=city,
        state=STATE if home else "DC",
        zip="12207" if home else "20510",
        phone=phone,
        fax="518-555-0190" if home else "",
        hours="Monday-Friday, 9am-5pm" if home else "",
        latitude=42.65 if home else None,
        longitude=-73.75 if home else None,
    )


def _offices(owner: str, number: int) -> tuple[Office, ...]:
    hart = "901 Hart Senate Office Building"
    return (
        _office(owner, "Washington", OfficeKind.WASHINGTON, hart, f"202-555-010{number}"),
        _office(owner, "Albany", OfficeKind.STATE, "1 Quill Street", f"518-555-011{number}"),
        _office(owner, "Buffalo", OfficeKind.STATE, "1 Lantern Square", f"716-555-011{number}"),
    )


def _senator(
    number: int, first: str, last: str, party: str, seats: tuple[CommitteeSeat, ...]
) -> Senator:
    owner = f"{INVENTED}000{number}"
    return Senator(
        bioguide=owner,
        full_name=f"{first} {last}",
        first_name=first,
        last_name=last,
        suffix="",
        party=party,
        caucus="",
        state=STATE,
        state_rank="senior" if number == 1 else "junior",
        senate_class=number,
        term_start=date(2025, 1, 3),
        term_end=date(2031, 1, 3),
        how_seated="election",
        leadership="",
        website=f"https://{last.lower()}.example.org",
        contact_form=f"https://{last.lower()}.example.org/contact",
        social=(),
        committees=seats,
        offices=_offices(owner, number),
    )


def invented_senators() -> tuple[Senator, Senator]:
    """Return a senator on the Judiciary Committee and one without a committee."""
    seat = CommitteeSeat("SSJU", "Senate Committee on the Judiciary", 4, "")
    return (
        _senator(1, "Beatrix", "Hollowell", "Democrat", (seat,)),
        _senator(2, "Casper", "Thornquist", "Republican", ()),
    )


def invented_form(bioguide: str) -> WebForm:
    """Return a web form as most senators have one."""
    return WebForm(
        bioguide=bioguide,
        url="https://hollowell.example.org/contact",
        required=("name_first", "name_last", "address_street", "address_city", "address_zip5",
                  "email", "topic", "message"),
        optional=("phone",),
        topics=("Education", "Immigration", "Government Reform", "Other"),
        message_max_chars=None,
        captcha=True,
    )  # fmt: skip
