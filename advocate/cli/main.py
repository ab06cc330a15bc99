"""The root command: knows every command by name and loads only the one that is called."""

import importlib
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from typing import Any

import click

from advocate import __version__
from advocate.errors import AdvocateError, OutputError, reason_of

# Command name → module and object, in the order in which help lists them.
COMMANDS = {
    "senators": "advocate.cli.senators:senators",
    "week": "advocate.cli.week:week",
    "offices": "advocate.cli.offices:offices",
    "office": "advocate.cli.office:office",
    "issues": "advocate.cli.issues:issues",
    "kit": "advocate.cli.kit:kit",
    "call": "advocate.cli.call:call",
    "batch": "advocate.cli.batch:batch",
    "script": "advocate.cli.documents:script",
    "voicemail": "advocate.cli.documents:voicemail",
    "webform": "advocate.cli.documents:webform",
    "letter": "advocate.cli.documents:letter",
    "envelope": "advocate.cli.documents:envelope",
    "fax-cover": "advocate.cli.documents:fax-cover",
    "postcard": "advocate.cli.documents:postcard",
    "meeting-request": "advocate.cli.documents:meeting-request",
    "brief": "advocate.cli.documents:brief",
    "leave-behind": "advocate.cli.documents:leave-behind",
    "report-back": "advocate.cli.documents:report-back",
    "thank-you": "advocate.cli.documents:thank-you",
    "event-kit": "advocate.cli.documents:event-kit",
    "cards": "advocate.cli.documents:cards",
    "alert": "advocate.cli.alert:alert",
    "story": "advocate.cli.story:story",
    "templates": "advocate.cli.templates:templates",
    "themes": "advocate.cli.themes:themes",
    "log": "advocate.cli.log:log",
    "follow-ups": "advocate.cli.follow_ups:follow_ups",
    "positions": "advocate.cli.positions:positions",
    "report": "advocate.cli.report:report",
    "meeting": "advocate.cli.meeting:meeting",
    "event": "advocate.cli.event:event",
    "calendar": "advocate.cli.calendar:calendar",
    "me": "advocate.cli.me:me",
    "settings": "advocate.cli.settings:settings",
    "gallery": "advocate.cli.gallery:gallery",
    "data": "advocate.cli.data:data",
}


class AdvocateGroup(click.Group):
    """The group that loads commands when called and turns errors into a sentence and a code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command, or None when there is none of this name."""
        target = COMMANDS.get(cmd_name)
        if target is None:
            return None
        module, name = target.split(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        """Run, and report an AdvocateError as its sentence and hint with its exit code."""
        try:
            with _output_watched():
                return super().main(args, *rest, **extra)
        except AdvocateError as error:
            click.echo(f"Error: {error.sentence}", err=True)
            if error.hint:
                click.echo(error.hint, err=True)
            sys.exit(error.exit_code)


@contextmanager
def _output_watched() -> Iterator[None]:
    """Turn an output that takes no more (a full disk behind it) into an error of this program."""
    try:
        try:
            yield
        finally:
            if sys.stdout is not None and not sys.stdout.closed:
                sys.stdout.flush()
    except BrokenPipeError:  # `| head`: the reader has what they wanted
        sys.stdout = None
        sys.exit(1)
    except OSError as error:
        if error.filename is not None:
            raise
        sys.stdout = None
        raise OutputError(
            f"The output could not be shown: {reason_of(error)}.",
            hint="What the command had done by then stays; look before you run it again.",
        ) from None


@click.group(
    cls=AdvocateGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    epilog="Start here:  advocate kit town-hall 10001 --out kit",
)
@click.version_option(__version__, prog_name="advocate")
@click.pass_context
def root(ctx: click.Context) -> None:
    """Call scripts, letters and meeting briefs for your two senators.

    Give a ZIP code and an issue; get documents to print, read aloud and hand over, and a log of
    what you did. It works offline, sends nothing, and keeps everything on this machine. Once it
    knows your ZIP code, `advocate` alone shows your day.
    """
    if ctx.invoked_subcommand:
        return
    from advocate.cli.day import show_day

    if not show_day():
        click.echo(ctx.get_help())


def run() -> None:
    """Run the program as the `advocate` command does."""
    for name in ("SIGTERM", "SIGHUP"):  # a closed window: clean up as after Ctrl-C
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _stop)
    if isinstance(sys.stdout, TextIOWrapper):  # a terminal that lacks a letter shows a mark
        sys.stdout.reconfigure(errors="replace")
    root(prog_name="advocate")


def _stop(number: int, _frame: object) -> None:
    sys.exit(128 + number)
