"""Make templates/themes/default/reference.docx: the Word look, with only the styles in use.

Run from the checkout: python .ci/make-reference-docx.py templates/themes/default/reference.docx
The result is committed, and may as well be opened and changed in Word.
"""

import io
import sys
import zipfile
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Inches, Pt, RGBColor

BODY, HEAD = "Times New Roman", "Arial"
ACCENT, SOFT, INK = RGBColor(0x1F, 0x4E, 0x79), RGBColor(0x55, 0x55, 0x55), RGBColor(0, 0, 0)
KEEP = {
    "Normal",
    "Heading 1",
    "Heading 2",
    "Heading 3",
    "List Bullet",
    "List Number",
    "Footer",
    "Default Paragraph Font",
    "Normal Table",
    "No List",
}
UNUSED_PARTS = (
    "docProps/thumbnail.jpeg",
    "word/stylesWithEffects.xml",
    "word/webSettings.xml",
    "customXml/",
)
STAMP = (2026, 1, 1, 0, 0, 0)  # a fixed time, so that the same script makes the same file


def font(style: Any, name: str, size: float, color: RGBColor = INK, *, bold: bool = False) -> None:
    style.font.name, style.font.size, style.font.bold = name, Pt(size), bold
    style.font.color.rgb = color
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name_of in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name_of), name)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(theme), None)


def size_alone(style: Any, size: float, *, bold: bool = False) -> None:
    """What is based on Normal takes its font and colour from there: one change, and all have it."""
    style.font.size, style.font.bold = Pt(size), bold or None


def spacing(style: Any, before: float, after: float, line: float = 1.1) -> None:
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.MULTIPLE, line
    form.widow_control = True


def border(
    style: Any, sides: str, *, color: str, size: int, kind: str = "single", space: int = 6
) -> None:
    borders = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        if side in sides.split():
            edge = OxmlElement(f"w:{side}")
            for key, value in (
                ("val", kind),
                ("sz", str(size)),
                ("space", str(space)),
                ("color", color),
            ):
                edge.set(qn(f"w:{key}"), value)
            borders.append(edge)
    properties = style.element.get_or_add_pPr()
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
    properties.insert_element_before(
        borders,
        "w:shd",
        "w:tabs",
        "w:suppressAutoHyphens",
        "w:spacing",
        "w:ind",
        "w:contextualSpacing",
        "w:jc",
        "w:outlineLvl",
    )


def shade(style: Any, fill: str) -> None:
    shading = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
        shading.set(qn(f"w:{key}"), value)
    style.element.get_or_add_pPr().insert_element_before(
        shading,
        "w:tabs",
        "w:suppressAutoHyphens",
        "w:spacing",
        "w:ind",
        "w:contextualSpacing",
        "w:jc",
        "w:outlineLvl",
    )


def add(styles: Any, name: str, base: str = "Normal", kind: Any = WD_STYLE_TYPE.PARAGRAPH) -> Any:
    style = styles.add_style(name, kind)
    if kind == WD_STYLE_TYPE.PARAGRAPH:
        style.base_style, style.next_paragraph_style = styles[base], styles[name]
    style.quick_style = True
    return style


def body_styles(styles: Any) -> None:
    font(styles["Normal"], BODY, 11)
    spacing(styles["Normal"], 0, 6, 1.05)
    for name, size, before, after in (
        ("Heading 1", 17, 0, 8),
        ("Heading 2", 12, 12, 4),
        ("Heading 3", 11.5, 10, 4),
    ):
        font(styles[name], HEAD, size, ACCENT, bold=True)
        spacing(styles[name], before, after, 1.0)
        styles[name].paragraph_format.keep_with_next = True
    border(styles["Heading 2"], "bottom", color="8A8A8A", size=4, space=2)
    for name in ("List Bullet", "List Number"):
        spacing(styles[name], 0, 3, 1.05)
    size_alone(styles["Footer"], 8.5)
    styles["Footer"].font.color.rgb = SOFT
    spacing(styles["Footer"], 0, 0, 1.0)


def own_styles(styles: Any) -> None:
    address = add(styles, "Address Lines")
    spacing(address, 6, 12, 1.0)
    address.paragraph_format.keep_together = True
    check = add(styles, "Check Item")
    spacing(check, 0, 3, 1.05)
    check.paragraph_format.left_indent, check.paragraph_format.first_line_indent = (
        Inches(0.25),
        Inches(-0.25),
    )
    line = add(styles, "Fill Line")
    spacing(line, 0, 0, 1.0)
    line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    line.paragraph_format.line_spacing = Pt(22)
    # "between" makes each of several bordered paragraphs draw its own line.
    border(line, "bottom", color="8A8A8A", size=4, space=1)
    between = OxmlElement("w:between")
    for key, value in (("val", "single"), ("sz", "4"), ("space", "1"), ("color", "8A8A8A")):
        between.set(qn(f"w:{key}"), value)
    line.element.pPr.find(qn("w:pBdr")).append(between)
    for name, size in (("Say", 12), ("Note", 10.5), ("Frame", 11)):
        style = add(styles, name)
        size_alone(style, size)
        style.paragraph_format.left_indent = style.paragraph_format.right_indent = Inches(0.15)
        style.paragraph_format.keep_together = True
        spacing(style, 0, 4, 1.05)
    border(styles["Say"], "left", color="1F4E79", size=24, space=8)
    shade(styles["Say"], "F2F5F8")
    border(styles["Note"], "top left bottom right", color="8A8A8A", size=4, kind="dashed")
    border(styles["Frame"], "top left bottom right", color="1F4E79", size=8)
    for name in ("Say", "Note", "Frame"):
        title = add(styles, f"{name} Title", base=name)
        font(title, HEAD, 9.5, SOFT, bold=True)
        title.paragraph_format.keep_with_next = True
        title.next_paragraph_style = styles[name]
    spacer = add(styles, "Spacer")
    spacing(spacer, 0, 0)
    spacer.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    spacer.paragraph_format.line_spacing = Pt(7)
    cell = add(styles, "Table Text")
    spacing(cell, 2, 2, 1.0)
    size_alone(cell, 10.5)
    head = add(styles, "Table Head", base="Table Text")
    size_alone(head, 10.5, bold=True)


def character_styles(styles: Any) -> None:
    add(styles, "Blank", kind=WD_STYLE_TYPE.CHARACTER).font.underline = True
    label = add(styles, "Blank Label", kind=WD_STYLE_TYPE.CHARACTER)
    label.font.size, label.font.color.rgb = Pt(8.5), SOFT
    link = add(styles, "Hyperlink", kind=WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb = ACCENT


def drop_unused(document: Any) -> None:
    styles = document.styles.element
    for style in list(styles.findall(qn("w:style"))):
        name = style.find(qn("w:name")).get(qn("w:val"))
        known = {kept.lower() for kept in KEEP}
        if name.lower() not in known:
            styles.remove(style)
        else:
            for tag in ("w:link", "w:next"):
                for reference in style.findall(qn(tag)):
                    style.remove(reference)
    for latent in styles.findall(qn("w:latentStyles")):
        styles.remove(latent)


def page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin = section.right_margin = Inches(1)
    section.top_margin, section.bottom_margin = Inches(0.7), Inches(0.8)
    section.footer_distance, section.header_distance, section.gutter = (
        Inches(0.45),
        Inches(0.3),
        Emu(0),
    )
    section.footer.paragraphs[0].style = document.styles["Footer"]


def repack(data: bytes) -> bytes:
    source = zipfile.ZipFile(io.BytesIO(data))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for name in source.namelist():
            if name.startswith(UNUSED_PARTS):
                continue
            target.writestr(
                zipfile.ZipInfo(name, STAMP),
                source.read(name),
                zipfile.ZIP_DEFLATED,
                compresslevel=9,
            )
    return out.getvalue()


def drop_unused_relations(document: Any) -> None:
    for part in (document.part, document.part.package):
        for key, relation in list(part.rels.items()):
            if not relation.is_external and str(relation.target_part.partname).lstrip(
                "/"
            ).startswith(UNUSED_PARTS):
                del part.rels[key]


def main(target: Path) -> None:
    document = Document()
    drop_unused(document)
    body_styles(document.styles)
    own_styles(document.styles)
    character_styles(document.styles)
    page(document)
    drop_unused_relations(document)
    core = document.core_properties
    core.author = core.title = core.comments = core.keywords = ""
    out = io.BytesIO()
    document.save(out)
    target.write_bytes(repack(out.getvalue()))


main(Path(sys.argv[1]))
