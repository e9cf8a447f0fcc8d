"""A file that an office brings, as data: its head, its points, and why it cannot be read.

The readers of .docx and .pdf are imported when they are needed: only the short-lived process that reads pays for them.
"""

from __future__ import annotations

from dataclasses import replace

from content.reading import guards, secrecy
from content.reading.head import read_head
from content.reading.issuer import with_issuer
from content.reading.joining import clean, joined
from content.reading.legacy import to_unicode
from content.reading.outline import outline
from content.reading.references import cited
from content.reading.shape import Head, Line, Reading, Reference, Refuse, Sheets, Sure, Unreadable
from content.reading.web_page import Item, read_item

__all__ = ["Head", "Reading", "Reference", "Sure", "Unreadable", "read", "read_pasted"]


def read(name: str, content: bytes) -> Reading | Unreadable:
    """Return what the file says, or why it is not read. Never raises for what is in the file.

    *name* is the file's name as its sender called it: its ending must agree with the first bytes.
    """
    if secrecy.is_marked_name(name):
        return Unreadable("secret")
    try:
        sheets = _lines(guards.kind_of(name, content), content)
        guards.check_length([line.text for line in sheets.lines])
        sheets = _in_unicode(sheets)
        is_secret = secrecy.is_marked([*(line.text for line in sheets.lines), *sheets.margins])
        return Unreadable("secret") if is_secret else _understood(sheets)
    except Refuse as refused:
        return Unreadable(refused.reason)


def read_pasted(text: str) -> Reading | Unreadable:
    """Return what a text pasted into the chat says."""
    return read("pasted.txt", text.encode())


def _lines(suffix: str, content: bytes) -> Sheets:
    if suffix == ".docx":
        from content.reading import word_file  # noqa: PLC0415 (python-docx stays out of the serving process)

        return word_file.lines_of(content)
    if suffix == ".pdf":
        from content.reading import pdf_file  # noqa: PLC0415 (as above, pypdfium2)

        return pdf_file.lines_of(content)
    from content.reading import plain_text  # noqa: PLC0415 (one way for all readers)

    return plain_text.lines_of(content, markdown=suffix == ".md")


def _in_unicode(sheets: Sheets) -> Sheets:
    """Convert text of old fonts when that is certain, refuse it when it is not."""
    done = to_unicode("\n".join(line.text for line in sheets.lines))
    if done is None:
        raise Refuse("legacy_font")
    text, converted = done
    if not converted:
        return sheets
    lines = tuple(replace(line, text=new) for line, new in zip(sheets.lines, text.split("\n"), strict=True))
    margins = tuple((to_unicode(m) or (m, False))[0] for m in sheets.margins)
    return Sheets(lines, margins, (*sheets.warnings, "legacy_converted"))


def _understood(sheets: Sheets) -> Reading:
    lines = joined(sheets.lines)
    paragraphs = tuple(line.text for line in lines)
    if not any(any(c.isalnum() for c in p) for p in paragraphs):
        raise Refuse("empty")
    item = read_item([clean(line.text) for line in sheets.lines if line.text.strip()])
    return _news(item, paragraphs, sheets) if item else _paper(lines, paragraphs, sheets)


def _paper(lines: list[Line], paragraphs: tuple[str, ...], sheets: Sheets) -> Reading:
    found = read_head(paragraphs)
    body = lines[found.body :]
    head = with_issuer(found.head, [line.text for line in body])
    made = outline(body)
    warnings = [*head.draft_marks]
    if head.sure.get("issuer") is Sure.GUESSED:
        warnings.append("issuer_guessed")
    if not (head.symbol or head.draft_marks or head.issued_on):
        warnings.append("no_head")
    return Reading(
        head=head,
        paragraphs=paragraphs,
        points=made.points,
        summary=made.summary,
        bases=cited(paragraphs[found.body :], but=head.symbol),
        warnings=(*warnings, *made.warnings, *sheets.warnings),
    )


def _news(item: Item, paragraphs: tuple[str, ...], sheets: Sheets) -> Reading:
    made = outline([Line(text) for text in item.paragraphs])
    return Reading(
        head=Head(subject=item.title, sure={"subject": Sure.READ}),
        paragraphs=(item.title, *item.paragraphs),
        points=made.points,
        summary=made.summary,
        bases=cited(item.paragraphs),
        about=item.about,
        warnings=("web_page", *made.warnings, *sheets.warnings),
    )
