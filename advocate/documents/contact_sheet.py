"""Pages as small pictures on one sheet, to look at many documents at a glance."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from advocate.documents.blocks import Document
from advocate.documents.write.pdf import page_pictures

_SHEET = b"""
#let pages = json(bytes(sys.inputs.pages))
#set page(width: 24in, height: auto, margin: 0.3in, fill: luma(215))
#set text(9pt, font: "Libertinus Serif")
#grid(columns: 10, gutter: 0.15in, ..pages.map(p => stack(spacing: 3pt,
  box(fill: white, stroke: 0.4pt, image(p.file, width: 100%)), p.name)))
"""


def page_files(
    named: Sequence[tuple[str, Document]], theme: Path, *, ppi: int = 50
) -> dict[str, bytes]:
    """Return every page of the documents as PNG, `ppi` dots to the inch, by "NAME-PAGE.png"."""
    return {
        f"{name}-{number}.png": picture
        for name, document in named
        for number, picture in enumerate(page_pictures(document, theme, ppi=ppi), start=1)
    }


def contact_sheet(folder: Path, files: Sequence[str]) -> bytes:
    """Return one PNG that shows the pictures of `folder`, ten to a row, with their names."""
    import typst

    pages = [{"file": f"/{name}", "name": name.removesuffix(".png")} for name in files]
    engine: Any = typst.compile  # its stub asks for one type of input and root
    compiled: bytes | list[bytes] = engine(
        _SHEET,
        root=folder,
        format="png",
        ppi=72,
        sys_inputs={"pages": json.dumps(pages)},
        ignore_system_fonts=True,
    )
    return compiled if isinstance(compiled, bytes) else compiled[0]
