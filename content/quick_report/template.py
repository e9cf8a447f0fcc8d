"""The template that is pasted back, and messages that tell of several sessions."""

from __future__ import annotations

from content.quick_report.colleague import is_for_other
from content.texts import quick_report as texts
from content.texts.report_for import FOR_OTHERS
from content.texts.report_for import SLASH as SLASH_FOR
from content.vietnamese import fold, nfc_clean

_LABELS = {
    fold(label): key
    for key in texts.LABELS
    for label in (texts.LABELS[key], *texts.ALSO[key])
}  # fmt: skip


def labelled(line: str) -> tuple[str, str] | None:
    """Return (key, value) of a line that begins with a label of the template."""
    label, colon, value = line.partition(":")
    key = _LABELS.get(fold(label))
    return (key, value.strip()) if colon and key and ";" not in value else None


def is_filled(text: str) -> bool:
    """Say whether *text* has lines of the template."""
    return any(labelled(line) for line in nfc_clean(text).split("\n"))


def sessions_of(text: str) -> list[str]:
    """Return the sessions that a message tells of, each as one line or one filled template, without the word "bc".

    A label that comes again, or the word "bc" on its own, begins the next filled template.
    """
    found: list[list[str]] = []
    seen: set[str] = set()
    for line in nfc_clean(text).split("\n"):
        rest, anew = _without_word(line)
        label = labelled(rest)
        if anew and not rest:
            seen = set()
            found.append([])
        elif label is None:
            if rest:
                found.append([rest])
                seen = set()
                found.append([])
        else:
            if label[0] in seen or not found:
                seen = set()
                found.append([])
            seen.add(label[0])
            found[-1].append(rest)
    return _with_names(["\n".join(lines) for lines in found if lines])


def _with_names(found: list[str]) -> list[str]:
    """Join a line that only says for whom ("bc hộ Lan") with the filled template below it."""
    joined: list[str] = []
    for session in found:
        is_name = bool(joined) and is_for_other(joined[-1]) and not any(sign.isdigit() for sign in joined[-1])
        if is_name and "\n" not in joined[-1] and is_filled(session):
            joined[-1] = f"{joined[-1]}\n{session}"
        else:
            joined.append(session)
    return joined


def begins_report(text: str) -> bool:
    """Say whether a message begins with the word "bc" and tells something behind it."""
    rest, has_word = _without_word(nfc_clean(text).split("\n")[0])
    return has_word and bool(rest or "\n" in text.strip())


def _without_word(line: str) -> tuple[str, bool]:
    words = line.strip().removeprefix("/").split()
    if words and fold(words[0]) == SLASH_FOR:  # the command's own name
        words[:1] = ["bc", FOR_OTHERS[0]]
    for length in (2, 1):
        if " ".join(fold(word) for word in words[:length]) in ("bc", "bao cao", "baocao"):
            return " ".join(words[length:]), True
    return line.strip(), False
