"""The page of every command, from the live help: `python -m advocate.cli.reference`."""

from collections.abc import Iterator

import click

from advocate.cli.main import root

_HEAD = """# Commands

Made from the program's own help by `python -m advocate.cli.reference > docs/commands.md`; a test
fails when it is stale.

Results go to standard output, everything else to standard error. `ADVOCATE_HOME` moves the folder
in which your profile, log, packs and templates are kept; `ADVOCATE_TODAY` (YYYY-MM-DD, or
YYYY-MM-DDTHH:MM) sets the day, and the time.

| exit code | what it means |
|---|---|
| 0 | done |
| 1 | anything not named below, such as a list of members that cannot be used |
| 2 | the command's own words are off: an option, an argument |
| 3 | the profile, the settings, or a file of a story, a meeting or an event |
| 4 | a place, senator or office was not found, or is not one alone |
| 5 | the dataset |
| 6 | an issue pack or an alert |
| 7 | a template |
| 8 | a file or folder could not be written, or exists already |
| 9 | the outreach log |
| 10 | some rows of a list were left out; the others are done |
| 130 | stopped by you, with Ctrl-C or by an end of the input |
"""


def reference_page() -> str:
    """Return the page as Markdown."""
    parts = [_HEAD]
    for name, command, context in _commands(root, "advocate", None):
        text = command.get_help(context).rstrip()
        parts.append(f"## {name}\n\n```text\n{text}\n```\n")
    return "\n".join(parts)


def _commands(
    command: click.Command, name: str, parent: click.Context | None
) -> Iterator[tuple[str, click.Command, click.Context]]:
    settings = {**command.context_settings, "terminal_width": 80}
    context = click.Context(command, info_name=name.split()[-1], parent=parent, **settings)
    yield name, command, context
    if isinstance(command, click.Group):
        for sub in command.list_commands(context):
            found = command.get_command(context, sub)
            if found is not None:
                yield from _commands(found, f"{name} {sub}", context)


if __name__ == "__main__":
    click.echo(reference_page(), nl=False)
