"""QR codes: as modules to draw, as SVG, as PNG."""

from functools import lru_cache
from html import escape
from io import BytesIO

from advocate.documents.blocks import Qr


@lru_cache(maxsize=64)  # cards are measured before they are drawn, with the same codes
def qr_rows(data: str) -> tuple[tuple[int, ...], ...]:
    """Return the code's modules, 1 for dark, without the quiet zone around them."""
    import segno

    return tuple(tuple(row) for row in segno.make(data, error="m", micro=False).matrix)


def qr_png(data: str) -> bytes:
    """Return the code as PNG, with its quiet zone."""
    import segno

    out = BytesIO()
    segno.make(data, error="m", micro=False).save(out, kind="png", scale=8, border=2)
    return out.getvalue()


def qr_svg(code: Qr) -> str:
    """Return the code as an inline SVG that says what it does."""
    rows = qr_rows(code.data)
    size = len(rows) + 4
    path = "".join(
        f"M{x + 2} {y + 2}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    )
    return (
        f'<svg class="qr" viewBox="0 0 {size} {size}" role="img" aria-label="{escape(code.alt)}">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{path}"/></svg>'
    )
