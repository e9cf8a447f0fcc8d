"""The questions of a form as a Word file, to be read, printed and signed off."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

import docx
from docx.shared import Cm, Pt

_INDENT = 3  # blanks of one level, as the preview writes it
_BEGINS = re.compile(r"(?:\d+\. |▸ )")


def questions_paper(title: str, lines: Sequence[str]) -> bytes:
    """Return the file: *title*, then each line at its depth, those that begin a question or a part in bold."""
    paper = docx.Document()
    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(13)
    paper.add_heading(title, level=1)
    for line in lines:
        text = line.strip()
        if not text:
            continue
        paragraph = paper.add_paragraph()
        shape = paragraph.paragraph_format
        shape.left_indent = Cm(0.6 * ((len(line) - len(line.lstrip(" "))) // _INDENT))
        shape.space_after = Pt(2)
        begins = _BEGINS.match(text) is not None
        shape.space_before = Pt(8) if begins else Pt(0)
        shape.keep_with_next = begins
        paragraph.add_run(text).bold = begins
    made = io.BytesIO()
    paper.save(made)
    return made.getvalue()
