"""A kit's index page: what is there, in the order of use, one click from each format."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from advocate.directory.records import Office, Senator
from advocate.documents.kinds import KINDS, Format, Piece
from advocate.documents.write.html import html_page
from advocate.documents.write.theme import read_css

FORMAT_NAMES = {
    Format.PDF: "PDF to print",
    Format.DOCX: "Word to change",
    Format.HTML: "web page",
    Format.TXT: "text",
    Format.MD: "Markdown",
}


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One document of a kit; `links` are its files relative to the index."""

    piece: Piece
    senator: Senator
    office: Office
    links: Mapping[Format, str]
    shared: bool = False


@dataclass(frozen=True, slots=True)
class IndexTexts:
    """What the index says around the documents; `notes` are whole sentences."""

    issue: str
    footer: str
    language: str
    log_command: str
    notes: Sequence[str]


def kit_index(entries: Sequence[IndexEntry], texts: IndexTexts, theme: Path) -> str:
    """Return the index as one HTML page in the theme's look; entries come senator by senator."""
    senators = list(dict.fromkeys(entry.senator for entry in entries if not entry.shared))
    names = " and ".join(senator.full_name for senator in senators)
    parts = [
        f"<h1>{escape(texts.issue)}</h1>",
        f"<p>Everything you need to reach <strong>{escape(names)}</strong>, in the order to use "
        "it. Start at the top; you can stop after any step.</p>",
        *(f"<p><strong>Please note:</strong> {escape(note)}</p>" for note in texts.notes),
    ]
    for senator in senators:
        parts += _section(senator, [e for e in entries if e.senator is senator and not e.shared])
    shared = [entry for entry in entries if entry.shared]
    if shared:
        parts += ["<h2>For everyone</h2>", "<ol>", *(_entry(entry) for entry in shared), "</ol>"]
    parts += [
        "<h2>Afterwards</h2>",
        "<p>Write down who you spoke with and what they said, and keep it in your log:</p>",
        f"<p><code>{escape(texts.log_command)}</code></p>",
        f'<footer><p class="foot">{escape(texts.footer)}</p></footer>',
    ]
    return html_page(
        title=f"Kit: {texts.issue}",
        language=texts.language,
        author="",
        css=read_css(theme),
        body='<main class="kit">\n' + "\n".join(parts) + "\n</main>",
    )


def _section(senator: Senator, entries: Sequence[IndexEntry]) -> list[str]:
    office = entries[0].office
    phone = f", {escape(office.phone)}" if office.phone else ""
    return [
        f"<h2>Senator {escape(senator.full_name)}</h2>",
        f"<p>{escape(office.city)} office{phone}</p>",
        "<ol>",
        *(_entry(entry) for entry in entries),
        "</ol>",
    ]


def _entry(entry: IndexEntry) -> str:
    use = KINDS[entry.piece.kind].use if entry.piece.variant == "default" else ""
    order = [form for form in FORMAT_NAMES if form in entry.links]
    label = entry.piece.label
    if not entry.shared:
        label += f", Senator {entry.senator.last_name}"
    links = " · ".join(
        f'<a href="{escape(entry.links[form])}" aria-label="{escape(label)}: {FORMAT_NAMES[form]}">'
        f"{FORMAT_NAMES[form]}</a>"
        for form in order
    )
    return f"<li><strong>{entry.piece.label}.</strong> {use}<br>{links}</li>"
