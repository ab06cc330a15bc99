"""Composing an alert's file for one reader, with senators or without."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from advocate.documents.alert_views import alert_view
from advocate.documents.blocks import Block, Document
from advocate.documents.compose import Composed, laid_out
from advocate.documents.environment import render
from advocate.documents.kinds import KINDS, Kind
from advocate.documents.plain import plain_line
from advocate.documents.views import Me, me_for
from advocate.issues.alerts.filled import Around, Reader
from advocate.issues.alerts.records import Alert
from advocate.settings import Constituent
from advocate.stories import Story
from advocate.text import long_date, strip_controls

VARIANT = "file"
TEMPLATE = f"{Kind.ALERT.value}/{VARIANT}.md"


@dataclass(frozen=True, slots=True)
class AlertRequest:
    """Everything an alert is made from."""

    alert: Alert
    reader: Reader
    around: Around
    constituent: Constituent
    data_as_of: date
    story: Story = field(default_factory=Story)
    blanks: bool = False
    military: bool = False
    large_print: bool = False
    paper: str = "letter"


def compose_alert(request: AlertRequest, folders: Sequence[Path]) -> Composed:
    """Return the document for a request; `folders` is the template search path, shipped last."""
    values = shared_values(request) | {"me": me_of(request)}
    blocks, notices = laid_out(TEMPLATE, lambda: strip_controls(render(TEMPLATE, folders, values)))
    return Composed(finished(request, blocks), tuple(notices))


def finished(request: AlertRequest, blocks: tuple[Block, ...]) -> Document:
    """Return the document of a request whose template has become these blocks."""
    alert = request.alert
    number = f" {alert.number}" if alert.number else ""
    return Document(
        kind=Kind.ALERT.value,
        title=f"Alert{number}: {plain_line(alert.title)}",
        language=alert.language,
        author="",
        made=request.around.today,
        footer=_footer(request),
        blocks=blocks,
        large_print=request.large_print,
        paper=request.paper,
    )


def shared_values(request: AlertRequest) -> dict[str, object]:
    """Return what the template sees that is the same for all readers at one place."""
    return {
        "kind": Kind.ALERT.value,
        "variant": VARIANT,
        "channel": KINDS[Kind.ALERT].channel,
        "today": request.around.today,
        "data_as_of": request.data_as_of,
        "state_name": request.reader.state.name,
        "alert": alert_view(request.alert, request.reader, request.around),
    }


def me_of(request: AlertRequest) -> Me:
    """Return the reader as the template sees them."""
    return me_for(
        request.constituent,
        request.reader.state.name,
        blanks=request.blanks,
        military=request.military,
        story=request.story,
    )


def _footer(request: AlertRequest) -> str:
    alert = request.alert
    past = " and past its date" if alert.expires < request.around.today else ""
    written = "Alert of" if alert.number else "Issue reviewed"
    return (
        f"Addresses and numbers as of {long_date(request.data_as_of)}. "
        f"{written} {long_date(alert.date)}{past}."
    )
