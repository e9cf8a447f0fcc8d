"""Sealing: what is kept in the database tells nothing without the key."""

from __future__ import annotations

import pytest

from bot.sealing import Sealer, WrongKey

KEY, TEXT = "k" * 32, "AT_mã truy cập"


def test_sealed_and_opened() -> None:
    """The same key opens it, also in another process; the text is not in it, and no two seals are the same."""
    one, other = Sealer(KEY).seal(TEXT), Sealer(KEY).seal(TEXT)
    assert one != other
    assert "AT_" not in one
    assert one.isascii()
    assert [Sealer(KEY).unseal(sealed) for sealed in (one, other)] == [TEXT, TEXT]


def _damaged(sealed: str) -> list[str]:
    flipped = sealed[:-6] + ("A" if sealed[-6] != "A" else "B") + sealed[-5:]
    return [flipped, sealed[:-4], sealed[:8], "s1.", "s1.ắ", "s9." + sealed[3:], "", "AT_plain"]


@pytest.mark.parametrize("n", range(8))
def test_whatever_is_not_ours_is_one_error(n: int) -> None:
    """Damaged, cut short, sealed in another way or not at all: one error, which shows nothing of it."""
    damaged = _damaged(Sealer(KEY).seal(TEXT))[n]
    with pytest.raises(WrongKey) as caught:
        Sealer(KEY).unseal(damaged)
    assert len(damaged) < 4 or damaged not in str(caught.value)


def test_another_key_opens_nothing() -> None:
    """After SECRET_KEY was changed the old seals stay shut."""
    with pytest.raises(WrongKey, match="another SECRET_KEY"):
        Sealer("n" * 32).unseal(Sealer(KEY).seal(TEXT))
