"""`make bench`: every bar of the design as a ratio within this run. Exits 1 when a bar is missed."""

from __future__ import annotations

import sys

import uvloop

from tests.bench import exporting, fan_out, footprint, forms, handling, replies, sending, slow_disk
from tests.quick_report import accuracy

SYNC_SECONDS = 0.0005
ROWS: list[tuple[str, str, str, bool]] = []


def row(what: str, measured: str, bar: str, *, met: bool) -> None:
    """Print and keep one line of the table."""
    ROWS.append((what, measured, bar, met))
    print(f"| {what} | {measured} | {bar} | {('yes' if met else 'NO') if bar else ''} |", flush=True)


def _answers() -> None:
    """Judge the answers on a disk of a known pace: one that takes no time tells how fast Python is (decision 0018)."""
    print(f"| this disk keeps 4 kB in | {slow_disk.sync_ms():.2f} ms | | |", flush=True)
    conversation = handling.conversation()
    print(f"| {conversation.name} | {conversation.rate:,.0f}/s | | |", flush=True)
    for sync_seconds, where in ((0.0, "this disk"), (SYNC_SECONDS, f"a disk {SYNC_SECONDS * 1000:g} ms slower")):
        forty, one, sqlite = handling.measure(sync_seconds=sync_seconds)
        for handled in (forty, one, sqlite):
            print(f"| {handled.name}, on {where} | {handled.rate:,.0f}/s | | |", flush=True)
        of_many, of_one, is_judged = forty.rate / sqlite.rate, one.rate / sqlite.rate, sync_seconds > 0
        row(f"answers, 40 callers / sqlite3, on {where}", f"{of_many:.2f}", ">= 0.5" if is_judged else "",
            met=of_many >= 0.5 or not is_judged)  # fmt: skip
        row(f"answers, one caller / sqlite3, on {where}", f"{of_one:.2f}", ">= 0.25" if is_judged else "",
            met=of_one >= 0.25 or not is_judged)  # fmt: skip
        ratio = one.rate / conversation.rate
        row(f"answers, one caller / ConversationHandler, on {where}", f"{ratio:.0f}", ">= 10", met=ratio >= 10)


def main() -> int:
    """Measure everything; return the exit code."""
    print("| what | measured | bar | met |\n| --- | --- | --- | --- |", flush=True)
    bare, aiogram, ours, ptb = uvloop.run(sending.measure())
    for rate in (bare, aiogram, ours, ptb):
        print(f"| {rate.name} | {rate.rate:,.0f}/s, {rate.cpu_ms:.2f} ms CPU | | |", flush=True)
    row("sending / aiogram", f"{ours.rate / aiogram.rate:.2f}", ">= 1", met=ours.rate >= aiogram.rate)
    row("sending / python-telegram-bot", f"{ours.rate / ptb.rate:.1f}", ">= 5", met=ours.rate >= 5 * ptb.rate)
    row("sending / bare aiohttp", f"{ours.rate / bare.rate:.2f}", "", met=True)
    row("CPU a message", f"{ours.cpu_ms:.2f} ms", "<= 1 ms", met=ours.cpu_ms <= 1)
    _answers()
    fanned = fan_out.on_sqlite(1_000_000)
    row(
        "fan-out of 1,000,000 / INSERT … SELECT", f"{fanned.ours / fanned.bare:.2f}", ">= 0.8",
        met=fanned.ours >= 0.8 * fanned.bare,
    )  # fmt: skip
    row("longest write of it", f"{fanned.longest_ms:.0f} ms", "<= 100 ms", met=fanned.longest_ms <= 100)
    drained = uvloop.run(replies.measure())
    row("a reply behind 1,000,000 notices, p95", f"{drained.p95:.2f} s", "<= 0.5 s", met=drained.p95 <= 0.5)
    grown = drained.megabytes_after - drained.megabytes_before
    row("memory for a million queued", f"{grown:+.0f} MB", "flat (<= 20)", met=grown <= 20)
    answered = forms.measure()
    for form in answered:
        ratio = form.anew / form.ours
        what = f"an answer in a form of {form.questions} questions, {form.expressions} expressions"
        print(f"| {what} | {form.ours:.2f} ms; all anew {form.anew:.2f} ms, {ratio:.1f} times | | |", flush=True)
    short, *_, long = answered
    row("all expressions anew / only what reads the answer", f"{long.anew / long.ours:.1f}", ">= 2",
        met=long.anew >= 2 * long.ours)  # fmt: skip
    row("an answer in a form ten times as long", f"{long.ours / short.ours:.1f} times", "<= 5",
        met=long.ours <= 5 * short.ours)  # fmt: skip
    few, many = exporting.measure(1_000), exporting.measure(30_000)
    print(f"| an .xlsx of 30,000 reports | {many.seconds:.0f} s, {many.size:.0f} MB | | |", flush=True)
    more = many.peak - few.peak
    row("memory for 30,000 reports / 1,000", f"{more:+.0f} MB", "flat (<= 20)", met=more <= 20)
    small = footprint.measure()
    row("start", f"{small.start_seconds:.1f} s", "<= 2 s", met=small.start_seconds <= 2)
    row("memory", f"{small.megabytes:.0f} MB", "<= 150 MB", met=small.megabytes <= 150)
    lines = accuracy.measure()
    share = f"{lines.share:.3f} of {lines.lines} lines"
    row("one-line reports, fields read right", share, ">= 0.95", met=lines.share >= 0.95)
    unsure = [text for name, text in lines.silent if name in ("headcount", "session_date")]
    row("day or head-count wrong unasked", str(len(unsure)), "0", met=not unsure)
    return 0 if all(met for *_, met in ROWS) else 1


if __name__ == "__main__":
    sys.exit(main())
