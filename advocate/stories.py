"""A person's own story: its worksheet in the user's folder, and whether it may be retold."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from advocate.errors import OutputExistsError, SettingsError, reason_of, shown
from advocate.reading import UnreadableError, read_ordinary, tables_of, text_of
from advocate.settings import (
    LINE_LIMIT,
    MOST_BYTES,
    PATH_LIMIT,
    STORY_LIMIT,
    Constituent,
    is_slug,
    named_file,
    own_folder,
)
from advocate.text import clean_line, clean_paragraphs, word_count

FOLDER = "stories"
REASON_WORDS = 25


class Consent(StrEnum):
    """What the story's owner agreed to."""

    NAMED = "named"  # the office may retell it, with the name
    UNNAMED = "unnamed"  # the office may retell it, without the name
    NONE = "none"  # it is not to be retold


@dataclass(frozen=True, slots=True)
class Story:
    """A story for one issue, or for any; empty text where nothing is told.

    `reason` is the story in one spoken sentence (at most 25 words). `who`, `happened`, `touches`
    and `ask` are the answers of its worksheet; `consented_on` is the day of a consent.
    """

    slug: str = ""
    issue: str = ""
    text: str = ""
    reason: str = ""
    consent: Consent = Consent.NONE
    consented_on: date | None = None
    who: str = ""
    happened: str = ""
    touches: str = ""
    ask: str = ""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The story as paragraphs; none when there is no story."""
        return tuple(self.text.split("\n\n")) if self.text else ()

    @property
    def may_retell(self) -> bool:
        """Say whether a leave-behind may carry it."""
        return bool(self.text) and self.consent is not Consent.NONE

    @property
    def may_name(self) -> bool:
        """Say whether it may be told with the name."""
        return bool(self.text) and self.consent is Consent.NAMED


# The keys of a worksheet, in its order, each with what the person is asked.
QUESTIONS: dict[str, str] = {
    "issue": "Which issue is it for? An issue pack's slug; empty for none in particular.",
    "who": "Who is it about? One sentence: I drive a school bus in Albany.",
    "happened": "What happened? Two or three sentences, as you would tell a neighbor.",
    "touches": "How does the policy touch it? One sentence.",
    "ask": "What should the senator do, in your words? Empty: the letter has asked already.",
    "text": "The paragraph of the letter. Empty: it is put together from the answers above.",
    "reason": f"The story in one sentence that you would say on the phone, {REASON_WORDS} words at "
    "most.",
    "consent": "May the office retell it? named: yes, with the name; unnamed: yes, without; none: "
    "no.\n# Ask whoever it is about.",
    "consented_on": "The day on which they said yes, without quotes: 2026-11-24. It goes with "
    "named and unnamed.",
}
_LONG = frozenset({"happened", "text"})
_HINT = "Mend that line in the file, or move the file away."


def story_of(profile: Constituent) -> Story:
    """Return the story kept in the profile; consent was not asked for there."""
    return Story(text=profile.story)


def story_path(home: Path, slug: str) -> Path:
    """Return where a story is kept; raises SettingsError for a slug of the wrong form."""
    return named_file(home / FOLDER, slug, what="a story", example="late-shift")


def story_slugs(home: Path) -> tuple[str, ...]:
    """Return the slugs of the stories kept, the one saved last first; none is read for it."""
    try:
        saved = [
            (-path.stat().st_mtime, path.stem)
            for path in (home / FOLDER).glob("*.toml")
            if is_slug(path.stem)
        ]
    except OSError as error:
        raise SettingsError(f"Could not look for stories: {reason_of(error)}.") from None
    return tuple(slug for _, slug in sorted(saved))


def load_story(home: Path, slug: str) -> Story:
    """Return one story; raises SettingsError naming file and key, and never what was typed."""
    path = story_path(home, slug)
    if slug not in (known := story_slugs(home)):
        raise SettingsError(
            f"There is no story named “{slug}”.",
            hint=f"Stories here: {', '.join(sorted(known))}."
            if known
            else f"Write it down with:  advocate story new {slug}",
        )
    try:
        return made_story(slug, _tables(path))
    except SettingsError as error:
        where = shown(str(path), limit=PATH_LIMIT)
        raise SettingsError(f"{where}: {error.sentence}", hint=_HINT) from None


def made_story(slug: str, answers: Mapping[str, object]) -> Story:
    """Return the story that answers make, cleaned and checked.

    Without a text, the letter's paragraph is put together from the answers; without a reason, the
    sentence on the policy is it, if it is short enough. Raises SettingsError naming the key.
    """
    for key in answers:
        if key not in QUESTIONS:
            raise SettingsError(f"{_key(key)} is not a known key; known: {', '.join(QUESTIONS)}.")
    said = {key: _text(key, answers.get(key, "")) for key in QUESTIONS if key not in _CONSENT}
    consent, day = _consent(answers)
    if issue := said["issue"]:
        _require_slug(issue)
    touches = _sentence(said["touches"])
    said["text"] = said["text"] or _paragraph(said)
    said["reason"] = said["reason"] or (touches if word_count(touches) <= REASON_WORDS else "")
    require_short(said["reason"])
    return Story(slug=slug, consent=consent, consented_on=day, **said)


def require_short(reason: str) -> None:
    """Raise SettingsError, with the count, for a spoken reason of too many words."""
    if (words := word_count(reason)) > REASON_WORDS:
        raise SettingsError(
            f"The reason has {words} words; at most {REASON_WORDS} are heard out on the phone.",
            hint="Keep the one thing that happened, and what it has to do with the ask.",
        )


def save_story(home: Path, slug: str, answers: Mapping[str, object]) -> Path:
    """Write a new worksheet, readable by this user alone, and return its path.

    Raises SettingsError for answers that cannot be used, OutputExistsError, OutputError.
    """
    from advocate.files import PRIVATE, unwritable, write_file

    path = story_path(home, slug)
    made_story(slug, answers)
    clean = {key: _text(key, value) for key, value in answers.items() if key not in _CONSENT}
    clean_answers = {**answers, **clean}
    try:
        own_folder(path.parent)
    except OSError as error:
        raise unwritable(path.parent, error) from None
    try:
        write_file(path, worksheet(slug, clean_answers).encode(), mode=PRIVATE)
    except OutputExistsError as error:
        error.hint = f"Choose another name, or see it with:  advocate story show {slug}"
        raise
    return path


def worksheet(slug: str, answers: Mapping[str, object]) -> str:
    """Return the text of a story's file: each question as a comment, with the answer below it."""
    import tomli_w

    lines = [
        f"# The story “{slug}”. It stays on this machine. Write between the quotes; see how it",
        f"# reads with:  advocate story show {slug}",
    ]
    for key, question in QUESTIONS.items():
        lines += ["", f"# {question}"]
        value = answers.get(key, "")
        if key == "consent":
            value = str(value or Consent.NONE)
        if key == "consented_on" and not value:
            lines.append("# consented_on = 2026-11-24")
        elif key in _LONG and not value:
            lines.append(f'{key} = """\n"""')
        else:
            lines.append(tomli_w.dumps({key: value}, multiline_strings=True).rstrip("\n"))
    return "\n".join(lines) + "\n"


_CONSENT = ("consent", "consented_on")


def _text(key: str, value: object) -> str:
    if not isinstance(value, str):
        raise SettingsError(f"{key} must be text in quotes.")
    clean = clean_paragraphs(value) if key in _LONG else clean_line(value)
    limit = STORY_LIMIT if key in _LONG else LINE_LIMIT * 5
    if len(clean) > limit:
        raise SettingsError(f"{key} has {len(clean):,} characters; at most {limit:,} fit.")
    return clean


def _require_slug(issue: str) -> None:
    if not is_slug(issue):
        raise SettingsError(
            "issue is no issue pack's slug, such as town-hall.",
            hint="`advocate issues list` shows them.",
        )


def _consent(answers: Mapping[str, object]) -> tuple[Consent, date | None]:
    given, day = answers.get("consent") or "none", answers.get("consented_on") or None
    if given not in tuple(Consent):
        raise SettingsError("consent must be one of “named”, “unnamed”, “none”.")
    consent = Consent(str(given))
    if day is not None and (isinstance(day, datetime) or not isinstance(day, date)):
        raise SettingsError("consented_on must be a date without quotes: 2026-11-24.")
    if consent is not Consent.NONE and day is None:
        raise SettingsError(
            f"consented_on is missing: the day on which they agreed to “{consent}”."
        )
    if consent is Consent.NONE and day is not None:
        raise SettingsError("consented_on goes with consent “named” or “unnamed” alone.")
    return consent, day


def _paragraph(said: Mapping[str, str]) -> str:
    """The answers as one paragraph; what happened may bring paragraphs of its own."""
    return " ".join(
        sentence
        for key in ("who", "happened", "touches", "ask")
        if (sentence := _sentence(said[key]))
    )


def _sentence(text: str) -> str:
    closed = text.rstrip("”\"')’").endswith((".", "!", "?", "…"))
    raised = text[:1].upper() + text[1:]
    return raised if closed or not text else f"{raised}."


def _tables(path: Path) -> dict[str, object]:
    try:
        text = text_of(read_ordinary(path, MOST_BYTES + 1), most=MOST_BYTES, what="story")
        return tables_of(text, most_dots=STORY_LIMIT, what="story", private=True)
    except (OSError, ValueError) as error:
        raise SettingsError(f"It could not be read: {reason_of(error)}.") from None
    except UnreadableError as wrong:
        raise SettingsError(f"It {wrong}") from None


def _key(key: str) -> str:
    # It may be the story itself in the wrong place.
    return f"“{key}”" if re.fullmatch(r"[A-Za-z_-]{1,30}", key) else "Something in it"
