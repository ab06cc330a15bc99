"""What congressional staff say of each channel, with where it comes from and its limits."""

# Congressional Management Foundation, Citizen-Centric Advocacy (2017): shares of staff who said
# that a channel has "some" or "a lot of" influence on an undecided lawmaker.
_SHARES = {
    "meeting": ("an in-person visit", 94),
    "visit": ("an in-person visit", 94),
    "web-form": ("an individual e-mail", 92),
    "email": ("an individual e-mail", 92),
    "letter": ("an individual letter", 88),
    "fax": ("an individual letter", 88),
    "postcard": ("an individual letter", 88),
    "call": ("a phone call", 84),
}


def why_channel(channel: str) -> str:
    """Return a sentence on what staff say of a channel, with the survey's limits, or empty."""
    if channel not in _SHARES:
        return ""
    what, share = _SHARES[channel]
    return (
        f"{share} percent of congressional staff said that {what} from a constituent has some or a "
        "lot of influence on an undecided lawmaker (Congressional Management Foundation, 2017; "
        "answers of 2004 to 2016, mostly from House offices, by staff about themselves)."
    )
