"""What one reader gets of an alert: their own senators' words, and what is passed on."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from advocate.directory.dataset import Dataset
from advocate.issues.alerts.filled import Around, ReaderAction
from advocate.issues.alerts.of_pack import alert_of
from advocate.issues.alerts.read import read_alert
from advocate.issues.alerts.reader import for_reader
from advocate.issues.alerts.records import Alert, AlertAction, NamedSenator, Whom
from advocate.issues.read import read_pack
from advocate.issues.records import Pack, Position, Prose
from tests.issues.alerts.conftest import FIXTURES, Read
from tests.issues.conftest import FIXTURES as PACKS

Beside = Callable[..., Around]


@pytest.fixture
def alert(sample: Path) -> Alert:
    """The sample alert."""
    return read_alert(sample)


@pytest.fixture
def pack() -> Pack:
    """The invented issue pack."""
    return read_pack(PACKS / "sample-issue")


def changed(alert: Alert, number: int, **fields: Any) -> Alert:
    """Return the alert with some fields of one action replaced."""
    actions = [replace(one, **fields) if one.number == number else one for one in alert.actions]
    return replace(alert, actions=tuple(actions))


def numbered(actions: tuple[ReaderAction, ...], number: int) -> list[ReaderAction]:
    return [one for one in actions if one.number == number]


def listed(action: ReaderAction) -> dict[str, list[str]]:
    """Return the senators whose numbers an action needs, by their state's name."""
    return {group.state_name: [one.last_name for one in group.senators] for group in action.listed}


def own(alert: Alert) -> AlertAction:
    return alert.actions[0]


def test_own_senators_get_the_words_of_their_state(
    alert: Alert, reader_in: Read, around: Beside
) -> None:
    (action,) = numbered(for_reader(alert, reader_in("NY"), around()), 1)
    (said,) = action.said
    assert said.to == "Senators Hollowell and Thornquist"
    assert said.several
    assert said.as_constituent
    assert said.text.startswith("Later library hours work in our state.")
    assert action.body.startswith("Our state has later hours already.")
    assert not action.forward


def test_words_depend_on_each_senators_party(alert: Alert, reader_in: Read, around: Beside) -> None:
    (action,) = numbered(for_reader(alert, reader_in("NM"), around()), 1)
    told = {said.to: said.text for said in action.said}
    assert set(told) == {"Senator Peña Marlowe", "Senator Underhill"}
    assert "Each town can decide" in told["Senator Peña Marlowe"]
    assert "Our library closes at five" in told["Senator Underhill"]


def test_words_depend_on_each_senators_position(
    alert: Alert, reader_in: Read, around: Beside, pack: Pack
) -> None:
    variant = replace(own(alert).variants[0], parties=(), positions=("opposes",))
    one = changed(alert, 1, variants=(variant,))
    reader = reader_in("NM", Position.OPPOSES, Position.SUPPORTS)
    (action,) = numbered(for_reader(one, reader, around(pack)), 1)
    words = {said.to.removeprefix("Senator "): said.text for said in action.said}
    against, for_it = (one.senator.last_name for one in reader.addressees)
    assert "Each town can decide" in words[against]
    assert "Each town can decide" not in words[for_it]


def test_the_issues_ask_is_put_to_each_position(
    alert: Alert, reader_in: Read, around: Beside, pack: Pack
) -> None:
    one = changed(alert, 1, ask=True, scripts=(), variants=())
    reader = reader_in("NM", Position.SUPPORTS, Position.OPPOSES)
    (action,) = numbered(for_reader(one, reader, around(pack)), 1)
    texts = [said.text for said in action.said]
    assert "move S. 9901 forward" in texts[0]
    assert "reconsider S. 9901" in texts[1]


@pytest.mark.parametrize("place", ["DC", "PR", "GU"])
def test_without_senators_the_call_is_passed_on(
    alert: Alert, reader_in: Read, around: Beside, place: str
) -> None:
    actions = for_reader(alert, reader_in(place), around())
    (action,) = numbered(actions, 1)
    assert action.forward == "the states"
    assert [said.kind for said in action.said] == ["friend"]
    assert action.said[0].text.startswith("Would you call your senators")
    assert not action.body
    assert [one.number for one in actions] == [1, 2, 3, 5]  # 4 is for New York and New Jersey


def test_senators_elsewhere_are_for_a_friend_there(
    alert: Alert, reader_in: Read, around: Beside
) -> None:
    (action,) = numbered(for_reader(alert, reader_in("NY"), around()), 2)
    assert action.forward == "New Mexico"
    assert listed(action) == {"New Mexico": ["Peña Marlowe"]}
    (said,) = action.said
    assert not said.as_constituent
    assert "You are a constituent of Senator Peña Marlowe, and I am not" in said.text


def test_a_named_senator_of_ones_own_is_thanked(
    alert: Alert, reader_in: Read, around: Beside
) -> None:
    (action,) = numbered(for_reader(alert, reader_in("NM"), around()), 2)
    assert not action.forward
    assert [said.to for said in action.said] == ["Senator Peña Marlowe"]
    assert action.said[0].kind == "thank-you"


def test_one_named_senator_of_two_is_ones_own(reader_in: Read, around: Beside) -> None:
    alert = read_alert(FIXTURES / "2-thank-two-senators.toml")
    mine, theirs = numbered(for_reader(alert, reader_in("VT"), around()), 1)
    assert [said.to for said in mine.said] == ["Senator Oakenshaw"]
    assert listed(mine) == {"Vermont": ["Oakenshaw"]}
    assert theirs.forward == "New York"
    assert listed(theirs) == {"New York": ["Hollowell"]}


@pytest.fixture
def thanks() -> Alert:
    """Thanks to a senator of New York and one of Vermont, with no script for a friend."""
    alert = read_alert(FIXTURES / "2-thank-two-senators.toml")
    return changed(alert, 1, scripts=alert.actions[0].scripts[:1])


def to_friends(action: ReaderAction) -> dict[str, str]:
    """Return what is sent to whom."""
    assert {said.kind for said in action.said} == {"friend"}
    assert not any(said.as_constituent for said in action.said)
    return {said.to.removeprefix("your friend in "): str(said.text) for said in action.said}


@pytest.mark.parametrize("place", ["OH", "DC"])
def test_a_friend_in_each_state_is_asked_about_their_own(
    thanks: Alert, reader_in: Read, around: Beside, place: str
) -> None:
    (action,) = numbered(for_reader(thanks, reader_in(place), around()), 1)
    assert action.forward == "New York or Vermont"
    assert to_friends(action) == {
        state: f"You are a constituent of Senator {name}, and I am not: offices count their own. "
        f"Would you thank Senator {name}? It is part of “Thank two senators who stood up for "
        "libraries”. Call the state office, not Washington: it is nearer, and it has more time "
        "for you."
        for state, name in (("New York", "Hollowell"), ("Vermont", "Oakenshaw"))
    }
    assert listed(action) == {"New York": ["Hollowell"], "Vermont": ["Oakenshaw"]}


@pytest.mark.parametrize(
    ("place", "own_name", "there", "name"),
    [("NY", "Hollowell", "Vermont", "Oakenshaw"), ("VT", "Oakenshaw", "New York", "Hollowell")],
)
def test_who_lives_in_one_of_the_states_passes_on_the_other(
    thanks: Alert, reader_in: Read, around: Beside, place: str, own_name: str, there: str, name: str
) -> None:
    mine, theirs = numbered(for_reader(thanks, reader_in(place), around()), 1)
    assert [said.to for said in mine.said] == [f"Senator {own_name}"]
    assert theirs.forward == there
    (text,) = to_friends(theirs).values()
    assert f"Would you thank Senator {name}?" in text
    assert own_name not in text
    assert listed(theirs) == {there: [name]}


def test_the_authors_words_for_a_friend_are_one_text(reader_in: Read, around: Beside) -> None:
    alert = read_alert(FIXTURES / "2-thank-two-senators.toml")
    (action,) = numbered(for_reader(alert, reader_in("OH"), around()), 1)
    (text,) = to_friends(action).values()
    assert text == alert.actions[0].scripts[1].text
    assert listed(action) == {"New York": ["Hollowell"], "Vermont": ["Oakenshaw"]}


def test_both_senators_of_one_state_are_for_one_friend(
    thanks: Alert, reader_in: Read, around: Beside, dataset: Dataset
) -> None:
    named = [NamedSenator(one.bioguide, Prose("x")) for one in dataset.senators_of("NY")]
    one = changed(thanks, 1, senators=tuple(named))
    (action,) = numbered(for_reader(one, reader_in("OH"), around()), 1)
    (text,) = to_friends(action).values()
    both = "Senator Hollowell and Senator Thornquist"
    assert text.startswith(f"You are a constituent of {both}, and I am not")
    assert "Would you do this one? Thank Senators Hollowell and Oakenshaw: Call" in text
    assert list(listed(action)) == ["New York"]


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        ("call", "Would you call Senator Oakenshaw?"),
        ("write", "Would you write to Senator Oakenshaw?"),
        ("rally", "Would you do this one for Senator Oakenshaw?"),
    ],
)
def test_a_friend_is_asked_for_what_the_action_is(
    thanks: Alert, reader_in: Read, around: Beside, kind: str, asked: str
) -> None:
    (action,) = numbered(for_reader(changed(thanks, 1, kind=kind), reader_in("OH"), around()), 1)
    assert asked in to_friends(action)["Vermont"]


def test_a_title_with_the_names_of_others_is_not_for_a_friend(
    thanks: Alert, reader_in: Read, around: Beside
) -> None:
    one = replace(thanks, title=Prose("Thank Hollowell, and Oakenshaw, too"))
    (action,) = numbered(for_reader(one, reader_in("OH"), around()), 1)
    assert "Hollowell" not in to_friends(action)["Vermont"]


def test_senators_of_many_states_are_for_whoever_has_one_of_them(
    thanks: Alert, reader_in: Read, around: Beside, dataset: Dataset
) -> None:
    states = ("NY", "VT", "NM", "KY")
    people = [replace(dataset.senators[n], state=state) for n, state in enumerate(states)]
    named = tuple(NamedSenator(one.bioguide, Prose("x")) for one in people)
    one = changed(thanks, 1, senators=named)
    beside = replace(around(), senators={one.bioguide: one for one in people})
    (action,) = numbered(for_reader(one, reader_in("DC"), beside), 1)
    ((where, text),) = to_friends(action).items()
    assert where == "one of 4 states (NY, VT, NM, KY)"
    assert text.startswith("This is about a senator of yours, and I live elsewhere: offices count")
    assert "Would you thank your senator?" in text
    assert list(listed(action)) == ["New York", "Vermont", "New Mexico", "Kentucky"]


def test_no_constituents_words_are_made_for_anyone_elsewhere(
    dataset: Dataset, alert: Alert, reader_in: Read, around: Beside
) -> None:
    for state in dataset.states:
        reader = reader_in(state)
        own_names = {one.senator.last_name for one in reader.addressees}
        for action in for_reader(alert, reader, around()):
            for said in action.said:
                if said.as_constituent:
                    named = said.to.split(maxsplit=1)[1].split(" and ")
                    assert set(named) <= own_names


def test_a_senator_who_is_not_on_file_is_left_out(
    alert: Alert, reader_in: Read, around: Beside
) -> None:
    gone = replace(around(), senators={})
    (action,) = numbered(for_reader(alert, reader_in("NY"), gone), 2)
    assert action.forward == "the senator's state"
    assert action.listed == ()


@pytest.mark.parametrize(
    ("fields", "place", "forward"),
    [
        ({"states": ("OH",)}, "NY", "Ohio"),
        ({"states": ("OH", "VT")}, "NY", "Ohio or Vermont"),
        ({"states": ("OH", "VT", "NM", "KY")}, "NY", "one of 4 states (OH, VT, NM, KY)"),
        ({"states": ("OH",)}, "OH", ""),
        ({"attribute": "late-hours"}, "OH", None),
        ({"attribute": "late-hours"}, "DC", "one of the states that pay for later library hours"),
        ({"without": "late-hours"}, "NY", None),
        ({"without": "late-hours"}, "OH", ""),
        ({"without": "late-hours"}, "PR",
         "a state not among those that pay for later library hours"),
    ],
)  # fmt: skip
def test_an_action_for_some_states(
    alert: Alert,
    reader_in: Read,
    around: Beside,
    fields: dict[str, Any],
    place: str,
    forward: str | None,
) -> None:
    one = changed(alert, 1, variants=(), **fields)
    found = numbered(for_reader(one, reader_in(place), around()), 1)
    assert [action.forward for action in found] == ([] if forward is None else [forward])


BOTH = "New York or Vermont"


# Who gets what of the thanks to a senator of New York and one of Vermont, where it is for some.
@pytest.mark.parametrize(
    ("states", "gets"),
    [
        # For neither: those on the list pass it on, and nobody else has anything to do.
        (("OH",), {"OH": [BOTH], "NY": [], "VT": [], "NM": [], "DC": []}),
        (("DC",), {"DC": [BOTH], "NY": [], "VT": [], "OH": [], "PR": []}),
        # For one of the two: there it is one's own; elsewhere it is for a friend there alone.
        (("VT",), {"VT": ["", "New York"], "NY": ["Vermont"], "OH": ["Vermont"]}),
        (("VT",), {"DC": ["Vermont"], "PR": ["Vermont"]}),
        (("VT", "OH"), {"VT": ["", "New York"], "OH": [BOTH], "NY": ["Vermont"]}),
        (("NY", "VT"), {"NY": ["", "Vermont"], "OH": [BOTH], "PR": [BOTH]}),
    ],
)
def test_named_senators_for_some_states(
    thanks: Alert,
    reader_in: Read,
    around: Beside,
    states: tuple[str, ...],
    gets: dict[str, list[str]],
) -> None:
    one = changed(thanks, 1, states=states)
    for place, forwards in gets.items():
        found = numbered(for_reader(one, reader_in(place), around()), 1)
        assert [action.forward for action in found] == forwards, place
        for action in found:
            named = {"New York": ["Hollowell"], "Vermont": ["Oakenshaw"]}
            where = action.forward or {"NY": "New York", "VT": "Vermont"}[place]
            assert listed(action) == {key: named[key] for key in named if key in where}


@pytest.mark.parametrize(
    ("fields", "gets"),
    [
        ({"attribute": "late-hours"}, {"NY": ["New Mexico"], "NM": [], "OH": [], "DC": []}),
        ({"without": "late-hours"}, {"NY": ["New Mexico"], "NM": [""], "PR": ["New Mexico"]}),
    ],
)
def test_a_named_senator_on_a_list_of_states(
    alert: Alert, reader_in: Read, around: Beside, fields: dict[str, Any], gets: dict[str, Any]
) -> None:
    one = changed(alert, 2, **fields)
    for place, forwards in gets.items():
        found = numbered(for_reader(one, reader_in(place), around()), 2)
        assert [action.forward for action in found] == forwards, place


def test_the_alerts_states_are_those_of_its_actions(
    sample: Path, reader_in: Read, around: Beside
) -> None:
    text = sample.read_text(encoding="utf-8")
    sample.write_text(text.replace("# states = ", "states = "), encoding="utf-8")
    alert = read_alert(sample)
    there = for_reader(alert, reader_in("NY"), around())
    elsewhere = for_reader(alert, reader_in("OH"), around())
    assert [(one.number, one.forward) for one in there] == [
        (1, ""), (2, "New Mexico"), (3, ""), (4, ""), (5, ""),
    ]  # fmt: skip
    assert [(one.number, one.forward) for one in elsewhere] == [(1, "New York")]


@pytest.mark.parametrize(
    ("place", "there"), [("OH", True), ("NY", False), ("DC", True), ("PR", False)]
)
def test_a_list_of_states_says_nothing_of_a_territory(
    alert: Alert, reader_in: Read, around: Beside, place: str, there: bool
) -> None:
    one = changed(alert, 3, without="late-hours")
    assert bool(numbered(for_reader(one, reader_in(place), around()), 3)) is there


def test_a_friends_script_alone_is_for_everyone(
    alert: Alert, reader_in: Read, around: Beside
) -> None:
    friend = (own(alert).scripts[1],)
    one = changed(alert, 1, whom=Whom.NONE, kind="forward", scripts=friend, variants=())
    for place in ("NY", "DC"):
        (action,) = numbered(for_reader(one, reader_in(place), around()), 1)
        assert [(said.kind, said.to) for said in action.said] == [("friend", "a friend")]
        assert not action.forward


def test_own_words_come_with_questions_and_no_script(reader_in: Read, around: Beside) -> None:
    alert = read_alert(FIXTURES / "4-do-not-call-them-all.toml")
    (action,) = numbered(for_reader(alert, reader_in("NY"), around()), 3)
    assert action.said == ()
    assert len(action.prompts) == 3


def test_how_an_action_is_done_in_words(alert: Alert, reader_in: Read, around: Beside) -> None:
    actions = for_reader(alert, reader_in("NY"), around())
    assert [one.how for one in actions] == [
        "5 minutes, by Friday, November 27, 2026, every day",
        "",
        "30 minutes, a bonus if you have time left",
        "on Saturday, December 5, 2026",
        "",
    ]


def test_a_packs_actions_are_an_alert(pack: Pack, reader_in: Read, around: Beside) -> None:
    alert = alert_of(pack)
    assert any(one.ask for one in alert.actions)
    assert len({one.number for one in alert.actions}) == len(alert.actions)
    with_, without = (for_reader(alert, reader_in(place), around(pack)) for place in ("NY", "DC"))
    assert any(said.as_constituent for one in with_ for said in one.said)
    assert not any(said.as_constituent for one in without for said in one.said)
