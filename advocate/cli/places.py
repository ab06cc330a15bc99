"""Which place a command means: what was typed, else the profile; and asking where that is open."""

from typing import TYPE_CHECKING

import click

from advocate.cli import session

if TYPE_CHECKING:
    from advocate.directory.dataset import Dataset
    from advocate.settings import Constituent


def chosen_place(
    dataset: "Dataset | None",
    profile: "Constituent | None",
    place: str | None,
    state: str | None,
    *,
    senator: str = "",
    command: str,
) -> tuple[str, str | None]:
    """Return the place to look up and the state that settles it.

    With a `dataset`, a person at the terminal is asked where a ZIP code leaves the state open.
    """
    query, known = _named(profile, place, state, senator)
    if query is None:
        raise click.UsageError(
            f"Give a PLACE, for example `advocate {command} 10001`, or keep your ZIP code with "
            "`advocate me set --zip 10001`."
        )
    return query, settle_state(dataset, query, known) if dataset else known


def _named(
    profile: "Constituent | None", place: str | None, state: str | None, senator: str
) -> tuple[str | None, str | None]:
    if place is not None:
        return place, state
    if state is not None:
        return state, None
    if profile and profile.zip:
        return profile.zip, profile.state or None
    return (profile.state if profile else "") or senator or None, None


def settle_state(dataset: "Dataset", query: str, state: str | None) -> str | None:
    """Ask a person at the terminal which state it is, where a ZIP code leaves that open."""
    from advocate.directory.lookup import possible_states, zip_place

    if state is not None or not session.interactive():
        return state
    place = zip_place(dataset, query)
    if place is None:
        return None
    if place.military:
        return str(click.prompt("In which state do you vote?", err=True))
    states = possible_states(dataset, place)
    if len(states) < 2:
        return None
    click.echo(f"ZIP code {place.zip} lies in several states:", err=True)
    for found in states:
        click.echo(f"  {found.code}  {found.name}", err=True)
    codes = click.Choice([found.code for found in states], case_sensitive=False)
    return str(click.prompt("Which is yours?", type=codes, show_choices=False, err=True))
