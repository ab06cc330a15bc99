"""What an editor would say of a pack that fits its form: a remark each, none of them an error."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from advocate.issues.load import BACKGROUND_FILE, PACK_FILE
from advocate.issues.read import read_values
from advocate.issues.readability import grade, hardest, own_words
from advocate.issues.records import NEAREST, Position
from advocate.issues.walk import Values
from advocate.notices import Problem, Severity
from advocate.text import join_words

PLAIN_GRADE = 9
_SAMPLE = Path(__file__).parent / "sample_pack"
_AUXILIARIES = (
    "will|would|can|could|shall|should|may|might|must|do|does|did|is|are|was|were|has|have|had"
)
# It may come after a clause: “If the bill runs out of time, will the senator …?”
_YES_OR_NO = re.compile(rf"(?:^|, )(?:{_AUXILIARIES})\b", re.IGNORECASE)
_BRACES = re.compile(r"\{\{|\{%|\{#")
_INVENTED = re.compile(r"\bexample\.(?:com|org|net)\b")
_BILL = re.compile(r"\b(?:S|H\.R)\.(?: ?(?:J|Con)\.)?(?: ?Res\.)? ?\d+|\bNo\. \d+")
_LINK_TO_HEADING = re.compile(r"\]\(#([^)\s]*)\)")
_HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t#]*$", re.MULTILINE)

Remarks = Iterator[tuple[str, str]]  # (place, what to look at)


def editor_remarks(folder: Path) -> list[Problem]:
    """Return what to look at once more in the pack in `folder`, as warnings."""
    values, background, _ = read_values(folder)
    name = folder.resolve().name
    in_pack = [
        *_questions(values),
        *_positions(values),
        *_unsourced(values),
        *_unfinished(values),
        *_sample_text(values),
        *_invented_addresses(values),
        *_braces(values),
        *_hard_to_read(values),
    ]
    in_background = [*_background(str(background), values)]
    found = [(f"{name}/{PACK_FILE}: {place}", text) for place, text in in_pack]
    found += [(f"{name}/{BACKGROUND_FILE}", text) for text in in_background]
    return [Problem(Severity.WARNING, where, text) for where, text in found]


def _wordings(values: Values) -> Iterator[tuple[str, Values]]:
    for number, ask in enumerate(values.get("asks", ()), 1):
        for position, wording in ask.get("wording", {}).items():
            yield f"asks[{number}].wording.{position}", wording


def _questions(values: Values) -> Remarks:
    """An office answers yes or no; “what does the senator think” belongs in `questions`."""
    for place, wording in _wordings(values) if _english(values) else ():
        question = wording.get("question", "")
        if question and not _YES_OR_NO.search(question):
            yield (
                f"{place}.question",
                "cannot be answered with yes or no; begin with “Will the senator …”.",
            )


def _positions(values: Values) -> Remarks:
    for number, ask in enumerate(values.get("asks", ()), 1):
        own = ask.get("wording", {})
        instead: dict[str, list[str]] = {}
        for position in Position:
            if position.value in own:
                continue
            used = next((near.value for near in NEAREST[position] if near.value in own), "")
            instead.setdefault(used, []).append(position.value)
        for used, missing in instead.items():
            if used:
                text = f"has no words of its own for {join_words(missing)}; {used}'s are used."
                yield f"asks[{number}].wording", text


def _unsourced(values: Values) -> Remarks:
    for number, objection in enumerate(values.get("objections", ()), 1):
        answer = _BILL.sub("", objection.get("answer", ""))
        if not objection.get("source") and re.search(r"\d", answer):
            yield f"objections[{number}]", "answers with a number, and names no source for it."


def _unfinished(values: Values) -> Remarks:
    if values.get("draft"):
        yield "draft", "is true: the week's plan leaves the pack out, and batch --go refuses it."


def _sample_text(values: Values) -> Remarks:
    sample = _sample_texts()
    yield from _together(
        [place for place, text in _texts(values) if text in sample],
        "as in the sample; write your own words.",
    )


def _invented_addresses(values: Values) -> Remarks:
    yield from _together(
        [place for place, text in _texts(values) if _INVENTED.search(text)],
        "an example.org address, which does not exist; put in the real one.",
    )


def _braces(values: Values) -> Remarks:
    for place, text in _texts(values):
        if found := _BRACES.search(text):
            yield place, _PRINTED.format(found[0])


_PRINTED = "holds “{}”, which is printed as it stands: a pack's text is no template."


def _hard_to_read(values: Values) -> Remarks:
    own = _own_words(values)
    spoken = [point.get("spoken", "") for point in values.get("talking_points", ())]
    asked = [
        f"{wording.get('lead', '')} I am asking the senator to {wording.get('ask', '')}. "
        f"{wording.get('question', '')}"
        for _, wording in _wordings(values)
    ]
    answers = [
        f"{objection.get('answer', '')} {objection.get('back', '')}"
        for objection in values.get("objections", ())
    ]
    told = [str(values.get(key, "")) for key in ("summary", "problem", "thanks")]
    parts = {
        "talking_points.spoken": spoken,
        "asks.wording": asked,
        "objections": answers,
        "summary, problem and thanks": told,
    }
    for place, texts in parts.items() if _english(values) else ():
        for remark in _grade_remarks(" ".join(texts), own):
            yield place, remark


def _background(text: str, values: Values) -> Iterator[str]:
    headings = {_anchor(heading) for heading in _HEADING.findall(text)}
    for anchor in dict.fromkeys(_LINK_TO_HEADING.findall(text)):
        if anchor not in headings:
            yield f"links to “#{anchor}”, and has no heading of that name."
    if found := _BRACES.search(text):
        yield _PRINTED.format(found[0])
    if text and text.strip() == (_SAMPLE / BACKGROUND_FILE).read_text(encoding="utf-8").strip():
        yield "is still the sample's text: write your own."
    elif _english(values):
        yield from _grade_remarks(text, _own_words(values))


def _grade_remarks(text: str, own: frozenset[str]) -> Iterator[str]:
    level = round(grade(text, own))
    if level > PLAIN_GRADE:
        yield (
            f"about grade {level} to read; {PLAIN_GRADE} is plain (Flesch-Kincaid). Shorten first: "
            f"“{hardest(text, own)}”"
        )


def _english(values: Values) -> bool:
    return str(values.get("language", "en")).split("-")[0] == "en"


def _own_words(values: Values) -> frozenset[str]:
    return own_words(" ".join(str(values.get(key, "")) for key in ("title", "short", "subject")))


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


def _together(places: list[str], text: str) -> Remarks:
    """One remark for many places: forty lines would hide the others."""
    if places:
        more = f", and {len(places) - 3} more places" if len(places) > 3 else ""
        yield f"{', '.join(places[:3])}{more}", text


def _texts(value: object, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield each text of a pack with its place, lists counted from one."""
    if isinstance(value, str):
        yield place, str(value)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, f"{place}.{key}" if place else key)
    elif isinstance(value, tuple | list):
        for number, item in enumerate(value, 1):
            yield from _texts(item, f"{place}[{number}]")


@cache
def _sample_texts() -> frozenset[str]:
    """The sample's sentences; its short words (kinds, codes) are anybody's."""
    tables = tomllib.loads((_SAMPLE / PACK_FILE).read_text(encoding="utf-8"))
    texts = {" ".join(text.split()) for _, text in _texts(tables)}
    return frozenset(text for text in texts if text.count(" ") >= 2)
