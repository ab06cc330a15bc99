"""The one tree of errors: each takes facts, builds its own sentence, and knows its exit code."""

from collections.abc import Sequence
from pathlib import Path


class AdvocateError(Exception):
    """Something the user can mend. `sentence` says what; `hint` says what to do next.

    `in_list` is the hint for whoever mends a row of a list, where that is another one.
    """

    exit_code = 1

    def __init__(self, sentence: str, *, hint: str = "", in_list: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint
        self.in_list = in_list or hint

    @property
    def of_row(self) -> str:
        """Return why a row of a list is left out, and what to do about it."""
        return f"{self.sentence} {self.in_list}".strip()


class SettingsError(AdvocateError):
    """The profile or the settings hold something that cannot be used."""

    exit_code = 3


class LookupFailedError(AdvocateError):
    """A place, senator or office was not found, or is not one alone."""

    exit_code = 4


class UnknownPlaceError(LookupFailedError):
    """No ZIP, state or senator answers to this text."""

    def __init__(self, place: str, *, near: Sequence[str] = (), hint: str = "") -> None:
        meant = f" Did you mean {_either(near)}?" if near else ""
        super().__init__(
            f"No ZIP code, state or senator here matches “{shown(place)}”.{meant}",
            hint=hint
            or "Give a ZIP code (10001), a state (“New Mexico”, NM) or part of a senator's name.",
        )


class StateNeededError(LookupFailedError):
    """A place does not settle one state: the user has to say which."""

    def __init__(self, sentence: str, *, states: Sequence[str], own: bool = False) -> None:
        """Ask for the state; `own` says that the place is that of the user's profile."""
        example = states[0] if states else "NY"
        keep = f"Keep yours in your profile:  advocate me set --state {example}"
        say = f"Say which with --state, for example --state {example}."
        fill_in = f"Fill in the column “state”, for example with {example}."
        super().__init__(sentence, hint=keep if own else say, in_list=fill_in)
        self.states = tuple(states)

    def of_profile(self) -> "StateNeededError":
        """Return the same, said of the place in the user's profile."""
        return StateNeededError(self.sentence, states=self.states, own=True)


class NoSenatorsError(LookupFailedError):
    """The place is real and has no senators (DC, a territory)."""


class UnknownSenatorError(LookupFailedError):
    """No senator, or more than one, answers to this name."""

    def __init__(self, name: str, *, choices: Sequence[str] = (), several: bool = False) -> None:
        hint = f"Choose one: {', '.join(choices)}." if choices else ""
        which = "More than one senator answers" if several else "No senator here answers"
        super().__init__(f"{which} to “{shown(name)}”.", hint=hint)


class NoOfficeError(LookupFailedError):
    """A senator has no office of this kind or in this city on file."""

    def __init__(self, senator: str, wanted: str, *, cities: Sequence[str]) -> None:
        super().__init__(
            f"No office of Senator {senator} on file matches “{shown(wanted)}”.",
            hint=f"On file: {', '.join(cities)}." if cities else "No office is on file.",
        )


class UnknownOfficeError(LookupFailedError):
    """No office has this id; `there` are those in the city of this name, `near` ids like it."""

    def __init__(self, ident: str, *, near: Sequence[str], there: Sequence[str] = ()) -> None:
        hint = "Look one up:  advocate offices --json"
        if there:
            hint = f"The offices in that city: {', '.join(there)}."
        elif near:
            hint = f"Did you mean {' or '.join(near)}?"
        super().__init__(f"No office has the id “{shown(ident)}”.", hint=hint)


class SeveralOfficesError(LookupFailedError):
    """A senator has more than one office of this name."""

    def __init__(self, senator: str, wanted: str, *, ids: Sequence[str]) -> None:
        super().__init__(
            f"Senator {senator} has {len(ids)} offices that match “{shown(wanted)}”.",
            hint=f"Name one by its id: {', '.join(ids)}.",
        )


class DatasetError(AdvocateError):
    """The dataset, or the files it is built from, cannot be used."""

    exit_code = 5


class DatasetTooNewError(DatasetError):
    """The dataset was written by a newer version of this program."""

    def __init__(self, folder: str, found: int, known: int) -> None:
        super().__init__(
            f"The dataset in {folder} has layout {found}; this version knows up to {known}.",
            hint="Install the newer version of the toolkit that wrote it.",
        )


class PackError(AdvocateError):
    """An issue pack is missing or cannot be used."""

    exit_code = 6


class UnknownPackError(PackError):
    """No issue pack has this slug."""

    def __init__(self, slug: str, *, known: Sequence[str], near: Sequence[str] = ()) -> None:
        meant = f" Did you mean {_either(near)}?" if near else ""
        super().__init__(
            f"There is no issue pack named “{shown(slug)}”.{meant}",
            hint=f"Packs here: {', '.join(known)}." if known else "No issue pack is installed.",
        )


class AlertError(PackError):
    """An alert is missing or cannot be used."""


class UnknownAlertError(AlertError):
    """No alert answers to this number or slug, nor, where that may be meant, an issue pack."""

    def __init__(
        self, name: str, *, known: Sequence[str], near: Sequence[str] = (), packs: bool = False
    ) -> None:
        """Take what is known by its slug; with `packs`, issue packs are among it."""
        meant = f" Did you mean {_either(near)}?" if near else ""
        what = "no alert and no issue pack named" if packs else "no alert named"
        if name.isdecimal():
            what = "no alert with the number"
        super().__init__(
            f"There is {what} “{shown(name)}”.{meant}",
            hint=f"Alerts{' and issue packs' * packs} here: {', '.join(known)}."
            if known
            else "Write one with:  advocate alert new SLUG",
        )


class TemplateError(AdvocateError):
    """A template cannot be used as it stands."""

    exit_code = 7


class UnknownTemplateError(TemplateError):
    """No template of this name is on the search path."""

    def __init__(self, name: str, *, folders: Sequence[Path]) -> None:
        super().__init__(
            f"There is no template “{shown(name)}”.",
            hint=f"Looked in {', '.join(str(folder) for folder in folders)}.",
        )


class MissingValuesError(TemplateError):
    """A template asks for values that do not exist; all are named at once."""

    def __init__(self, template: str, names: Sequence[str], *, hint: str = "") -> None:
        values = "a value" if len(names) == 1 else "values"
        super().__init__(
            f"The template {template} asks for {values} that no document has: {', '.join(names)}.",
            hint=hint or "`advocate templates variables` lists what a template may use.",
        )


class TooLongError(TemplateError):
    """A document is over its length, and --strict was asked for."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__(
            " ".join(dict.fromkeys(sentences)),
            hint="Shorten the text, or leave --strict out to get the document as it is.",
        )


class OutputError(AdvocateError):
    """A file or folder could not be written; nothing half-written is left."""

    exit_code = 8


class OutputExistsError(OutputError):
    """The output is there already."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(
            f"{shown(str(path), limit=200)} exists already; nothing was written.",
            hint="Choose another name, or add --force to replace files of the same name.",
        )


class AlertTakenError(OutputError):
    """Another alert has the slug or the number that a new one was to get."""

    def __init__(self, path: Path, what: str, *, again: str = "") -> None:
        """Name the other's file; `again` are the options that replace it, where that can be."""
        kind = what.split()[1]
        replace = f", or replace that file with {again}" if again else ""
        super().__init__(
            f"{shown(str(path), limit=200)} has {what} already; nothing was written.",
            hint=f"Choose another {kind}{replace}.",
        )


class StoreError(AdvocateError):
    """The outreach log could not be read or written."""

    exit_code = 9


class StoreBusyError(StoreError):
    """Another program held the log for too long."""

    def __init__(self) -> None:
        super().__init__(
            "The outreach log is busy: another program is writing to it. Nothing was changed.",
            hint="Wait a moment and run the same command again.",
        )


class StoreOutOfReachError(StoreError):
    """The server of a shared log does not answer, or lets this user not in."""

    def __init__(self) -> None:
        super().__init__(
            "The shared outreach log could not be reached.",
            hint="Check the network, and in its address the host, the user, the password and the "
            "database; then run the same command again.",
        )


class StoreTooNewError(StoreError):
    """The log was written by a newer version of this program."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(
            f"The outreach log has layout {found}; this version knows up to {known}. "
            "It was left as it is.",
            hint="Install the newer version of the toolkit that wrote it.",
        )


class ReportError(StoreError):
    """A filled-in report-back form cannot be read into the log."""


class UnknownContactError(StoreError):
    """No contact in the log has this number."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"There is no contact {number} in the log. Nothing was changed.",
            hint="See their numbers with:  advocate log list",
        )


class MembersError(AdvocateError):
    """A list of members cannot be used."""


class RowsRejectedError(MembersError):
    """Some rows of a list could not be used; the rest is done."""

    exit_code = 10

    def __init__(self, rejected: int, rows: int, *, where: Path | str) -> None:
        were = f"row{'s' * (rows > 1)} {'was' if rejected == 1 else 'were'}"
        rest = "; the rest is done" if rejected < rows else ""
        super().__init__(
            f"{rejected:,} of {rows:,} {were} left out{rest}.",
            hint=f"Each is in {shown(str(where), limit=200)}, with its reason.",
        )


def shown(text: str, *, limit: int = 60) -> str:
    """Return `text` fit to stand inside a sentence: one line, printable, at most `limit` long."""
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in text)
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def reason_of(error: OSError | ValueError) -> str:
    """Return why something could not be opened, to stand in a sentence: "permission denied"."""
    said = error.strerror if isinstance(error, OSError) else str(error)
    return (said or "the system refused").lower()


def _either(words: Sequence[str]) -> str:
    quoted = [f"“{word}”" for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
