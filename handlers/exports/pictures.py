"""Pictures: a chart that is read on a phone 360 pixels wide, and the QR code of an invitation."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from typing import Final

from content.numbers import written
from content.texts import exports as words

_INK: Final = "#1F2933"
_SOFT: Final = "#66737F"
_BAR: Final = "#2F6DB5"
_REST: Final = "#A9B8C9"
_WIDTH_INCHES: Final = 3.6  # shown 360 pixels wide, a point of type is 1.4 pixels
_DPI: Final = 300
_MOST_BARS: Final = 12
_LABEL_LENGTH: Final = 46


def stats_chart(title: str, rows: Sequence[tuple[str, int]], note: str = "") -> bytes:
    """Return a PNG of horizontal bars, the largest first; beyond twelve, the rest are one bar.

    Each name stands above its bar, so that long names of units stay readable.
    """
    import matplotlib as mpl  # noqa: PLC0415 (the QR code needs none of it)
    from matplotlib.figure import Figure  # noqa: PLC0415

    bars = _merged(rows)
    title_lines = _wrapped(title, 38)
    height = 0.42 * max(len(bars), 1) + 0.2 * len(title_lines) + (0.5 if note else 0.3)
    with mpl.rc_context({"font.family": "DejaVu Sans", "text.parse_math": False}):
        figure = Figure(figsize=(_WIDTH_INCHES, height), dpi=_DPI, facecolor="white")
        figure.text(
            0.04, 1 - 0.1 / height, "\n".join(title_lines), ha="left", va="top", fontsize=9.5, weight="bold", color=_INK
        )
        top = 1 - (0.24 + 0.17 * len(title_lines)) / height
        bottom = (0.28 if note else 0.06) / height
        axes = figure.add_axes((0.04, bottom, 0.92, top - bottom))
        axes.set_axis_off()
        if not bars:
            axes.text(0, 0.5, words.CHART_EMPTY, fontsize=8.5, color=_SOFT, va="center")
        else:
            largest = max(value for _, value, _ in bars) or 1
            axes.set_xlim(0, largest * 1.18)
            axes.set_ylim(len(bars) - 0.35, -0.65)
            for place, (name, value, is_rest) in enumerate(bars):
                axes.barh(place + 0.08, value, height=0.36, color=_REST if is_rest else _BAR)
                axes.text(0, place - 0.16, name, fontsize=7.8, color=_INK, va="bottom")
                axes.text(
                    value + largest * 0.02, place + 0.08, written(value), fontsize=8.2, color=_INK, va="center",
                    weight="bold",
                )  # fmt: skip
        if note:
            figure.text(0.04, 0.08 / height, note, ha="left", va="bottom", fontsize=6.8, color=_SOFT)
        made = io.BytesIO()
        figure.savefig(made, format="png", metadata={"Software": None})
    return made.getvalue()


def invite_qr(link: str) -> bytes:
    """Return a PNG of *link* as a QR code, large enough to be scanned from another phone or from paper."""
    import segno  # noqa: PLC0415 (the chart needs none of it)

    made = io.BytesIO()
    segno.make(link, error="m", micro=False).save(made, kind="png", scale=10, border=4)
    return made.getvalue()


def _merged(rows: Sequence[tuple[str, int]]) -> list[tuple[str, int, bool]]:
    ordered = sorted(rows, key=lambda row: -row[1])
    shown = [(_short(name), value, False) for name, value in ordered]
    if len(shown) <= _MOST_BARS:
        return shown
    rest = ordered[_MOST_BARS - 1 :]
    others = (words.CHART_OTHERS.format(n=len(rest)), sum(value for _, value in rest), True)
    return [*shown[: _MOST_BARS - 1], others]


def _short(name: str) -> str:
    return name if len(name) <= _LABEL_LENGTH else name[: _LABEL_LENGTH - 1].rstrip() + "…"


def _wrapped(text: str, most: int) -> list[str]:
    return textwrap.wrap(text, most) or [""]
