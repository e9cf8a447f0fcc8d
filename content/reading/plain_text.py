""".txt and .md: which encoding, then lines."""

from __future__ import annotations

import codecs
import re

from content.reading.legacy import CERTAIN, from_tcvn3, from_vni, plausible
from content.reading.shape import Line, Refuse, Sheets

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def lines_of(content: bytes, *, markdown: bool) -> Sheets:
    """Return the lines of a text file. Raises Refuse when no encoding makes it certainly Vietnamese."""
    text, converted = decode(content)
    lines = text.splitlines()
    head = [part for line in lines[:_HEAD_LINES] for part in _COLUMNS.split(line)]
    lines = [*head, *lines[_HEAD_LINES:]]
    warnings = ("legacy_converted",) if converted else ()
    return Sheets(tuple(_from_markdown(lines) if markdown else (Line(line) for line in lines)), warnings=warnings)


_HEAD_LINES = 20
_COLUMNS = re.compile(r"(?<=\S)(?:\t+| {4,})(?=\S)")  # a letterhead's two sides on one line


def decode(content: bytes) -> tuple[str, bool]:
    """Return (text, whether it was in a table older than Unicode). Raises Refuse."""
    for bom, name in _BOMS:
        if content.startswith(bom):
            return _strictly(content, name), False
    if b"\0" in content:
        little = content[1::2].count(0) >= content[::2].count(0)
        return _strictly(content, "utf-16-le" if little else "utf-16-be"), False
    try:
        return content.decode("utf-8"), False
    except UnicodeDecodeError:
        return _from_single_bytes(content)


def _from_single_bytes(content: bytes) -> tuple[str, bool]:
    """Choose the table whose words can be Vietnamese, if one is clearly better than the others."""
    western = content.decode("cp1252", "replace")
    tries = [
        (plausible(content.decode("cp1258", "replace")), content.decode("cp1258", "replace"), False),
        (plausible(from_tcvn3(western)), from_tcvn3(western), True),
        (plausible(from_vni(western)), from_vni(western), True),
    ]
    tries.sort(key=lambda t: t[0], reverse=True)
    score, text, converted = tries[0]
    if score < CERTAIN or "\ufffd" in text or score - tries[1][0] < 0.2:  # noqa: PLR2004 (clearly better)
        raise Refuse("encoding")
    return text, converted


def _strictly(content: bytes, name: str) -> str:
    try:
        text = content.decode(name)
    except UnicodeDecodeError as error:
        raise Refuse("encoding") from error
    if "\0" in text:
        raise Refuse("mismatch")
    return text


_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_BULLET = re.compile(r"(\s*)[*+-]\s+")
_MARKS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_SLANTED = re.compile(r"(?<![\w*])([*_])(?=\S)([^*_]+?)(?<=\S)\1(?![\w*])")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_RULE = re.compile(r"\s*([-*_=]\s*){3,}")


def _from_markdown(lines: list[str]) -> list[Line]:
    """Return what a reader would see: marks taken away, headings kept as headings, bullets as dashes."""
    seen = []
    for line in lines:
        if _RULE.fullmatch(line):
            continue
        text = _BULLET.sub(r"\1- ", line.lstrip("> ") if line.startswith(">") else line, count=1)
        heading = _HEADING.fullmatch(text.strip())
        level = len(heading[1]) if heading else 0
        text = heading[2] if heading else text
        seen.append(Line(_SLANTED.sub(r"\2", _MARKS.sub(r"\2", _LINK.sub(r"\1", text))), level))
    return seen
