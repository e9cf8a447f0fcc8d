"""Pictures, recordings and films that a form shows ahead of a question: its own, its choices' and its notes'."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from content.dialog.steps import Step
from content.dialog.values import Facts, Known, Option
from content.message import Attachment, Outbound
from content.texts import common, filling

MOST = 10  # files ahead of one question; the rest is named


def with_files(facts: Facts, steps: Sequence[Step], options: Sequence[Option]) -> tuple[tuple[Outbound, ...], str]:
    """Return a message for each file of *steps* (notes, then the question) and of *options*, and a line for the rest.

    What did not come with the form, and what would be too many, is named.
    """
    wanted = list(_wanted(steps, options))
    here: Mapping[str, Attachment] = (facts.value(Known.MEDIA) or {}) if wanted else {}
    ahead: list[Outbound] = []
    named: list[str] = []
    for label, name in wanted:
        file = here.get(name)
        if file is None or len(ahead) == MOST:
            named.append(f"{label}: {name}" if label else name)
        else:
            family = file.mime.partition("/")[0]
            ahead.append(Outbound(label or common.SHOWN_ABOVE.get(family, common.SHOWN_FILE), file=file))
    return tuple(ahead), filling.MEDIA.format(names=", ".join(named)) if named else ""


def _wanted(steps: Sequence[Step], options: Sequence[Option]) -> Iterator[tuple[str, str]]:
    """Iterate over what belongs to a choice as ("2. Nhãn", name), over all else as ("", name)."""
    for step in steps:
        yield from (("", name) for name in step.shows)
    for n, option in enumerate(options, 1):
        yield from ((f"{n}. {option.label}", name) for name in option.shows)
