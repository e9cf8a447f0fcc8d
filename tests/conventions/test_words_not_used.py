"""Words that the glossary bans are said nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAID = [*sorted((ROOT / "content" / "texts").glob("*.py")), *sorted((ROOT / "docs" / "guide").glob("*.md"))]
BANNED = ("đối tượng", "phóng viên")


@pytest.mark.parametrize("word", BANNED)
def test_no_text_says_a_banned_word(word: str) -> None:
    """What people read calls recipients recipients and members by their office."""
    assert [path.name for path in SAID if word in path.read_text(encoding="utf-8").lower()] == []
