"""An answer in a long form of the office, beside working every expression out anew after each answer."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime

from content.dialog import Dialog, Facts, Progress, Walk
from content.dialog.settling import settle_all
from content.message import Address, Heard, Inbound
from content.xforms.compiling import compile_form
from content.xforms.definition import Definition
from handlers import engine
from tests.xforms.written import Written, form, q

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
FACTS = Facts(today=date(2026, 11, 20), now=NOW)
ADDRESS = Address("bench", "1")
LENGTHS = (30, 100, 300)
RUNS = 5


@dataclass(frozen=True, slots=True)
class Answered:
    """Milliseconds of CPU for one answer in a form of so many questions: ours, and with every expression anew."""

    questions: int
    expressions: int
    ours: float
    anew: float


def long_form(count: int) -> Definition:
    """Return a form of *count* questions; every third has an expression: a condition, a limit or a sum."""
    items: list[Written] = []
    for n in range(count):
        more = {}
        if n % 9 == 3:
            more["relevant"] = f"${{q{n - 1}}} >= 0 and ${{q{n - 3}}} != ''"
        elif n % 9 == 6:
            more["constraint"] = f". < 100 + ${{q{n - 1}}}"
        items.append(q(f"q{n}", "integer", **more))
        if n % 9 == 8:
            items.append(q(f"c{n}", "calculate", calculation=f"${{q{n}}} + ${{q{n - 1}}} * 2"))
    return form(*items)


def _answered(dialog: Dialog, count: int, *, anew: bool) -> list[float]:
    """Answer every question once; each turn the progress is read from JSON, and written to it."""
    turn = engine.begin(dialog, "r7k2", FACTS)
    took = []
    for n in range(count):
        heard = Inbound(ADDRESS, str(n), Heard.TEXT, NOW, text="45")
        assert turn.progress is not None
        kept = json.dumps(turn.progress.to_json())
        began = time.process_time()
        progress = Progress.from_json(json.loads(kept))
        turn = engine.advance(dialog, progress, heard, FACTS)
        if anew and turn.progress is not None:
            _work_all_out(dialog, turn.progress)
        assert turn.progress is not None
        kept = json.dumps(turn.progress.to_json())
        took.append(time.process_time() - began)
    return took


def _work_all_out(dialog: Dialog, progress: Progress) -> None:
    """Work out every condition, calculation and limit, as one does who keeps no account of what reads what."""
    walk = Walk(dialog, dict(progress.answers), FACTS, run=progress.run)
    settle_all(walk)
    for place in walk.places(after=False):
        step = walk.step(place)
        if step.guard is not None and place.path in walk.answers:
            step.guard(walk.answers[place.path])


def measure() -> list[Answered]:
    """Return one figure for each length: the middle of several runs."""
    found = []
    for count in LENGTHS:
        dialog = compile_form(long_form(count))
        runs = {anew: sorted(sum(_answered(dialog, count, anew=anew)) for _ in range(RUNS)) for anew in (False, True)}
        ours, anew = (runs[kind][RUNS // 2] / count * 1_000 for kind in (False, True))
        found.append(Answered(count, count // 3, ours, anew))
    return found
