"""What documents are made from in tests: the invented dataset, the invented pack, one day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from advocate.directory.dataset import Dataset
from advocate.directory.holidays import holidays_between
from advocate.directory.lookup import nearest_first, zip_place
from advocate.directory.offices import office_for
from advocate.documents.blocks import Document
from advocate.documents.compose import Composed, compose
from advocate.documents.context import Request
from advocate.documents.kinds import Kind
from advocate.documents.views import Addressee
from advocate.issues.read import read_pack
from advocate.issues.records import Pack, Position
from advocate.outreach.memory import newest_position
from advocate.planning.windows import asking_for
from advocate.resources import bundled
from advocate.settings import Constituent
from advocate.stories import Consent, Story, story_of

PACKS = Path(__file__).parents[1] / "fixtures" / "packs"
TEMPLATES = bundled("templates")
THEME = TEMPLATES / "themes" / "default"
ANA = Constituent(
    name="Ana Ruiz",
    street="12 Elm Street, Apt 3",
    city="New York",
    state="NY",
    zip="10001",
    phone="212-555-0199",
    email="ana@example.org",
    story="I work until six. My daughter reads at the library on Elm Street, and when it closed at "
    "five last winter she waited on its steps for me.",
)
NOBODY = Constituent(city="New York", state="NY", zip="10001")

Ask = Callable[..., Request]


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The invented issue pack."""
    return read_pack(PACKS / "sample-issue")


@pytest.fixture
def ask_for(dataset: Dataset, pack: Pack, today: date) -> Ask:
    """Return a function that makes a request, for Senator Hollowell of New York unless told."""

    def request(
        kind: Kind, *, senator: str = "X000001", zip_code: str = "10001", **other: Any
    ) -> Request:
        who = dataset.senator(senator)
        place = zip_place(dataset, zip_code)
        near = nearest_first(who.state_offices, place)
        known = newest_position(pack, who, ())
        default = Request(
            kind=kind,
            pack=pack,
            senator=who,
            state_name=dataset.states[who.state].name,
            office=office_for(who, near, "", visit=kind is Kind.BRIEF),
            offices=near,
            constituent=ANA,
            position=known.position if known else Position.UNKNOWN,
            evidence=known,
            today=today,
            data_as_of=dataset.manifest.data_as_of,
            story=Story(text=ANA.story, consent=Consent.NAMED),
            addressees=tuple(
                Addressee(
                    one, office_for(one, nearest_first(one.state_offices, place), "", visit=False)
                )
                for one in dataset.senators_of(who.state)
            ),
            asking=asking_for(today, holidays_between(today, today + timedelta(weeks=6)), None),
            form=dataset.web_form(who.bioguide),
        )
        if "constituent" in other and "story" not in other:
            other["story"] = story_of(other["constituent"])
        return replace(default, **other)

    return request


def composed(request: Request) -> Composed:
    """Compose over the shipped templates."""
    return compose(request, (TEMPLATES,))


def document(request: Request) -> Document:
    """Compose and return the document alone."""
    return composed(request).document


def written(path: Path, data: bytes | str) -> Path:
    """Write a file, and the folders above it, and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path
