"""The guided script falls into its turns, for every pack and position."""

from dataclasses import replace

import pytest

from advocate.documents.blocks import Box, Document, Heading, Paragraph, Span
from advocate.documents.kinds import Kind
from advocate.documents.spoken import REPLIES, Line, Part, script_of
from advocate.errors import TemplateError
from advocate.issues.read import read_pack
from advocate.issues.records import Pack, Position
from advocate.resources import bundled
from advocate.text import word_count
from tests.documents.conftest import Ask, document

SHIPPED = sorted(path.parent for path in bundled("talking_points").glob("*/pack.toml"))


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda path: path.name)
@pytest.mark.parametrize("position", Position)
def test_every_shipped_pack_makes_a_guided_call(
    ask_for: Ask, folder: object, position: Position
) -> None:
    shipped = read_pack(folder)  # type: ignore[arg-type]
    guided = ask_for(Kind.SCRIPT, variant="guided", pack=shipped, position=position)
    script = script_of(document(guided), document(ask_for(Kind.VOICEMAIL, pack=shipped)))
    (asking,) = script.askings
    wording = shipped.asks[0].worded_for(position)
    assert any(wording.question in line.text for line in asking.lines)
    assert set(asking.replies) == set(REPLIES)
    assert all(any(line.said for line in lines) for lines in asking.replies.values())
    assert asking.answers
    assert script.close
    assert script.rude
    assert sum(word_count(line.text) for line in script.voicemail) <= 70
    assert all(line.said for line in script.voicemail)


def test_several_issues_follow_each_other(ask_for: Ask, pack: Pack) -> None:
    other = replace(pack, slug="other", title=pack.title)
    others = ((other, Position.UNKNOWN), (other, Position.UNKNOWN))
    script = script_of(document(ask_for(Kind.SCRIPT, variant="guided", others=others)))
    assert len(script.askings) == 3
    first, second, third = (asking.lines[0].text for asking in script.askings)
    assert "I'm calling about three things" in first
    assert second.startswith("Here's the next one.")
    assert third.startswith("And here's the last one.")
    assert script.askings[1].answers[-1].heard == "I don't have time for all that."
    # An objection that only a supporter raises is none for a senator of whom nothing is known.
    aimed = [o.heard for o in pack.objections if o.positions and "unknown" not in o.positions]
    assert not {answer.heard for answer in script.askings[1].answers} & set(aimed)


def test_what_is_unknown_reads_as_what_belongs_there(ask_for: Ask) -> None:
    script = script_of(document(ask_for(Kind.SCRIPT, variant="guided", blanks=True)))
    assert "my name is [your name]" in script.askings[0].lines[0].text
    assert "_" not in script.askings[0].lines[0].text


def made_of(*blocks: object) -> Document:
    return Document("script", "A script", "en", "", None, "", blocks)  # type: ignore[arg-type]


def heading(level: int, text: str) -> Heading:
    return Heading(level, (Span(text),))


def say(text: str) -> Box:
    return Box("say", "", (Paragraph((Span(text),)),))


ASK = (
    heading(2, "Ask"), say("Please act."),
    *(block for part in REPLIES for block in (heading(3, part), say(f"{part}!"))),
)  # fmt: skip
END = (heading(2, "Rude"), say("Goodbye."), heading(2, "Close"), say("Thank you."))


def test_a_script_of_ones_own_needs_only_its_parts() -> None:
    script = script_of(made_of(heading(1, "Mine"), *ASK, heading(2, "More"), say("No."), *END))
    assert script.askings[0].lines == (Line("Please act."),)
    assert script.askings[0].replies[Part.NO] == (Line("No!"),)
    assert script.askings[0].answers == ()
    assert script.voicemail == ()


@pytest.mark.parametrize(
    ("blocks", "missing"),
    [
        (END, "no part “Ask” under “the title”"),
        (ASK, "no part “Rude” under “the title”"),
        ((*ASK, *END[:2]), "no part “Close” under “the title”"),
        ((*ASK[:-2], *END), "no part “Passed on” under “Ask”"),
        ((*ASK[:2], *END), "no part “Yes” under “Ask”"),
    ],
)
def test_a_missing_part_is_named(blocks: tuple[object, ...], missing: str) -> None:
    with pytest.raises(TemplateError, match=missing):
        script_of(made_of(*blocks))
