"""Long messages go in parts that any channel takes."""

from __future__ import annotations

import pytest

from content.message import Choice, Outbound
from content.parts import in_parts
from content.plain import as_text
from content.vietnamese import utf16_len

SENTENCE = "Nhà nhà kiểm tra bếp trước khi đi ngủ. "
CHOICES = tuple(Choice(f"Mục thứ {n}", f"x:{n}") for n in range(1, 6))


@pytest.mark.parametrize("count", [1, 60, 120, 300])
@pytest.mark.parametrize("choices", [(), CHOICES])
@pytest.mark.parametrize("heading", ["", "Định hướng tháng 11/2026"])
def test_every_part_fits_and_nothing_is_lost(count: int, choices: tuple[Choice, ...], heading: str) -> None:
    """Each part is short enough with its words, numbered, and together they say all that was said."""
    said = Outbound((SENTENCE * count).strip(), heading=heading, choices=choices, key="k", protect=True)
    parts = in_parts(said, 1900)
    assert all(utf16_len(as_text(part)) <= 1900 for part in parts)
    texts = [part.text for part in parts]
    if len(parts) > 1:
        assert [text.splitlines()[-1] for text in texts] == [f"({n}/{len(parts)})" for n in range(1, len(parts) + 1)]
        texts = [text.rpartition("\n")[0] for text in texts]
        assert all(text.endswith(".") for text in texts)
    assert " ".join(texts) == said.text
    assert (parts[0].heading, parts[-1].choices, parts[-1].key) == (heading, choices, "k")
    assert all(part.protect for part in parts)
    assert not any(part.choices for part in parts[:-1])


def test_what_fits_is_left_alone() -> None:
    """A short message is the very message."""
    said = Outbound("Đã ghi nhận.", choices=CHOICES)
    assert in_parts(said, 1900) == (said,)
