"""A message as plain text, for channels that carry little else: every choice is a number or a word to type."""

from __future__ import annotations

from content.message import Attachment, Choice, Outbound
from content.texts import plain as texts

KILOBYTE = 1024
MEGABYTE = 1024 * 1024


def as_text(said: Outbound, *, link: str = "") -> str:
    """Return all of *said* but its file as text: heading, text, choices, and *link* to its light page, if any.

    A file that goes with it is named with its size: beside the link, or as something to be had elsewhere. Say
    `said.but(file=None)` for a file that the channel carries itself.
    """
    lines = [said.heading, said.text] if said.heading else [said.text]
    lines += [
        _choice(n, choice, numbered=said.numbered)
        for n, choice in enumerate(said.choices, 1)
        if not _is_said(said.text, n, choice, numbered=said.numbered)
    ]
    if said.file is not None:
        lines.append(about_file(said.file, link))
    elif link and said.page:
        lines.append(texts.PAGE.format(link=link))
    return "\n".join(line for line in lines if line)


def about_file(file: Attachment, link: str) -> str:
    """Return the line that says how to get *file* where the channel does not bring it."""
    template = texts.FILE if link else texts.FILE_ELSEWHERE
    return template.format(name=file.name, size=size_written(file.size), link=link)


def size_written(size: int) -> str:
    """Return bytes as people read them: whole KB, MB with one decimal and a comma."""
    if size < MEGABYTE:
        return texts.KILOBYTES.format(n=max(1, round(size / KILOBYTE)))
    return texts.MEGABYTES.format(n=f"{size / MEGABYTE:.1f}".replace(".", ","))


def _is_said(text: str, n: int, choice: Choice, *, numbered: bool) -> bool:
    """Say whether *text* tells how to take this choice: it lists it under its number, or says how to open points."""
    if numbered and not choice.decisive:
        return f"\n{n}. {choice.label}" in f"\n{text}"
    return choice.label.isdecimal() or (choice.word.isdecimal() and f"\n{choice.word}. " in f"\n{text}")


def _choice(n: int, choice: Choice, *, numbered: bool) -> str:
    """A numbered choice shows its number; a decisive one does not, since a bare number never takes it."""
    if numbered and not choice.decisive:
        return texts.NUMBER.format(n=n, label=choice.label)
    word = choice.word or choice.label.lower()
    same = word.casefold() == choice.label.casefold()
    return texts.SAME_WORD.format(word=word) if same else texts.WORD.format(label=choice.label, word=word)
