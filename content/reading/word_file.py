""".docx: paragraphs and tables in the order they are read, with printed numbers and text boxes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any, Final

import docx
from docx.oxml.ns import qn

from content.reading.guards import check_zip, is_out_of_memory
from content.reading.legacy import by_font
from content.reading.numbering import Numbering
from content.reading.shape import Line, Refuse, Sheets

_P, _TBL, _TR, _TC, _R, _T = (qn(f"w:{tag}") for tag in ("p", "tbl", "tr", "tc", "r", "t"))
_BREAKS: Final = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}
_GONE: Final = {qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), qn("w:instrText"), qn("w:txbxContent")}
_BOX = qn("w:txbxContent")
_CHOICE_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LETTERHEAD = re.compile(r"CỘNG\s+H[ÒO][AÀ]\s+XÃ\s+HỘI|ĐẢNG\s+CỘNG\s+SẢN|^\s*Số\s*:|Nơi\s+nhận", re.MULTILINE)
_LETTERHEAD_ROWS = 4
_LETTERHEAD_COLUMNS = 3
_HEADING = re.compile(r"(?:heading|title|đề mục|tiêu đề)\s*(\d?)", re.IGNORECASE)
_MOST_DEEP = 12


def lines_of(content: bytes) -> Sheets:
    """Return the lines of a .docx. Raises Refuse."""
    check_zip(content, "word/document.xml")
    try:
        document = docx.Document(io.BytesIO(content))
        walk = _Walk(document)
    except MemoryError:
        raise
    except Exception as error:  # a damaged package fails in zipfile, zlib, lxml and python-docx, in any way
        raise Refuse("too_big" if is_out_of_memory(error) else "broken") from error
    return walk.sheets()


class _Walk:
    """One way through one document."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._numbers = Numbering.of(document)
        self._headings, self._fonts, self._default_font = _styles(document.styles.element)
        self._legacy = False
        self._tables = False

    def sheets(self) -> Sheets:
        body = self._document.element.body
        lines = tuple(self._block(body, 0))
        margins = [line.text for part in self._margin_parts() for line in self._block(part, 0)]
        margins += [line.text for box in body.iter(_BOX) for line in self._block(box, 0)]
        warnings = [
            *(["legacy_converted"] if self._legacy else []),
            *(["tables"] if self._tables else []),
            *(["changes"] if next(body.iter(qn("w:ins"), qn("w:del")), None) is not None else []),
        ]
        return Sheets(lines, tuple(margins), tuple(warnings))

    def _margin_parts(self) -> Iterator[Any]:
        for part in self._document.part.package.iter_parts():
            name = str(part.partname)
            if re.fullmatch(r"/word/(?:header|footer)\d*\.xml", name) and hasattr(part, "element"):
                yield part.element

    def _block(self, holder: Any, deep: int) -> Iterator[Line]:
        """Yield what stands in a body, a cell, a box or a content control."""
        if deep > _MOST_DEEP:
            raise Refuse("broken")
        for child in holder:
            if child.tag == _P:
                yield from self._paragraph(child, deep)
            elif child.tag == _TBL:
                yield from self._table(child, deep)
            elif child.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml"), qn("w:smartTag")}:
                yield from self._block(child, deep + 1)

    def _paragraph(self, paragraph: Any, deep: int) -> Iterator[Line]:
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        name = style.get(qn("w:val"), "") if style is not None else ""
        text = "".join(self._texts(paragraph, name))
        if text.strip():
            # Asked only for what is seen: Word counts an empty numbered line too, but offices leave them by mistake.
            label = self._numbers.label(paragraph)
            text = f"{label} {text.strip()}" if label else text
            for line in text.split("\n"):
                if line.strip():
                    yield Line(line, self._headings.get(name, 0))
        for box in paragraph.iter(_BOX):
            if not any(up.tag == _CHOICE_FALLBACK for up in box.iterancestors()):
                yield from self._block(box, deep + 1)

    def _texts(self, element: Any, style: str) -> Iterator[str]:
        """Yield the text that stands on paper: what was inserted, not what was struck out."""
        for child in element:
            if child.tag in _GONE or child.tag == _CHOICE_FALLBACK:
                continue
            if child.tag == _R:
                yield self._run(child, style)
            elif isinstance(child.tag, str):
                yield from self._texts(child, style)

    def _run(self, run: Any, style: str) -> str:
        text = "".join((child.text or "") if child.tag == _T else _BREAKS.get(child.tag, "") for child in run)
        if text and not text.isascii():
            fonts = run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
            font = _font(fonts) or self._fonts.get(style) or self._default_font
            converted = by_font(text, font) if font else None
            if converted is not None:
                self._legacy = True
                return converted
        elif text and (fonts := run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")) is not None:
            # Plain letters in a font of capitals print as capitals.
            font = _font(fonts).casefold()
            if font.startswith(".vn") and font.endswith("h"):
                return text.upper()
        return text

    def _table(self, table: Any, deep: int) -> Iterator[Line]:
        rows = [[cell for cell in row.iter(_TC) if _owner(cell, _TBL) is table] for row in table.findall(_TR)]
        cells = [[list(self._block(cell, deep + 1)) for cell in row] for row in rows]
        everything = "\n".join(line.text for row in cells for cell in row for line in cell)
        columns = max((len(row) for row in cells), default=0)
        is_letterhead = _LETTERHEAD.search(everything) is not None
        if columns <= 1 or (is_letterhead and columns <= _LETTERHEAD_COLUMNS and len(rows) <= _LETTERHEAD_ROWS):
            for row in cells:
                for cell in row:
                    yield from cell
            return
        self._tables = True
        for row in cells:
            said = [" ".join(line.text.strip() for line in cell) for cell in row]
            if any(said):
                yield Line(" | ".join(said))


def _owner(element: Any, tag: str) -> Any:
    return next((up for up in element.iterancestors() if up.tag == tag), None)


def _font(fonts: Any) -> str:
    return str(fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi")) or "") if fonts is not None else ""


def _styles(root: Any) -> tuple[dict[str, int], dict[str, str], str]:
    """Return heading levels and fonts by style id, and the font of everything else."""
    headings: dict[str, int] = {}
    fonts: dict[str, str] = {}
    for style in root.findall(qn("w:style")):
        key = style.get(qn("w:styleId"), "")
        name = style.find(qn("w:name"))
        found = _HEADING.match(name.get(qn("w:val"), "")) if name is not None else None
        if found:
            headings[key] = int(found[1] or 1)
        font = _font(style.find(f"{qn('w:rPr')}/{qn('w:rFonts')}"))
        if font:
            fonts[key] = font
            if style.get(qn("w:default")) == "1" and style.get(qn("w:type")) == "paragraph":
                fonts[""] = font
    default = _font(root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:rFonts')}"))
    return headings, fonts, fonts.get("", default)
