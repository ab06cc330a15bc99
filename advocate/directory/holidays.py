"""Federal holidays (5 U.S.C. 6103): the days on which no Senate office answers."""

from datetime import date


def holidays_between(first: date, last: date) -> dict[date, str]:
    """Return the federal holidays of a span by day, in order, with those that are observed on
    another day than their own."""
    # The package takes 40 ms to load: a lookup does without it.
    from holidays import country_holidays

    found = country_holidays("US", years=range(first.year, last.year + 1), language="en_US")
    return {day: found[day] for day in sorted(found) if first <= day <= last}
