"""What the office issues: its kinds and states, what may become of a version, and how a phone shows it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from content.message import Outbound
from content.texts import documents as words
from content.vietnamese import fold, nfc_clean, split_text, utf16_len


class Kind(StrEnum):
    """What a document is to those who receive it."""

    ORIENTATION = "orientation"
    TALKING_POINT = "talking_point"
    URGENT_NOTICE = "urgent_notice"
    ANSWER = "answer"
    DRAFT_POLICY = "draft_policy"
    CORRECTION = "correction"


class Scope(StrEnum):
    """How far a document may go; anything more closed has no place in this product."""

    PUBLIC = "cong_khai"
    INTERNAL = "luu_hanh_noi_bo"


class State(StrEnum):
    """Where a version stands. Approved is in force between its two dates; the day decides, not a state."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"  # with a reason; the author writes the next version
    REJECTED = "rejected"  # with a reason; the end
    APPROVED = "approved"
    SUPERSEDED = "superseded"  # a later version took its place
    WITHDRAWN = "withdrawn"  # not to be used any more
    EXPIRED = "expired"


MOVES: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SUBMITTED}),
    State.SUBMITTED: frozenset({State.APPROVED, State.RETURNED, State.REJECTED}),
    State.RETURNED: frozenset(),
    State.REJECTED: frozenset(),
    State.APPROVED: frozenset({State.SUPERSEDED, State.WITHDRAWN, State.EXPIRED}),
    State.SUPERSEDED: frozenset({State.WITHDRAWN}),
    State.EXPIRED: frozenset({State.WITHDRAWN}),
    State.WITHDRAWN: frozenset(),
}


def may_move(now: State, then: State) -> bool:
    """Say whether a version in state *now* may become *then*."""
    return then in MOVES[now]


class Missing(StrEnum):
    """What a document lacks before it may be sent."""

    ISSUER = "issuer"
    NUMBER = "number"
    ISSUED_ON = "issued_on"
    APPROVER = "approver"


def missing_to_send(
    number: str | None, issued_on: date | None, approver: str | int | None, issuer: str | None
) -> list[Missing]:
    """Return what is missing, in the order in which a paper names it; empty when it may be sent."""
    given = {
        Missing.ISSUER: issuer and issuer.strip(),
        Missing.NUMBER: number and number.strip(),
        Missing.ISSUED_ON: issued_on,
        Missing.APPROVER: approver,
    }
    return [what for what, value in given.items() if not value]


# Letters first, digits last, no I, L, O: so each look-alike can mean one thing only, and is read as that.
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_DIGITS = "0123456789"
_CODE = re.compile(rf"(?:KT[ :.-]*)?([{CODE_LETTERS}]{{3}})[ .-]?([0-9OIL]{{3}})")
_AS_DIGITS = str.maketrans("OIL", "011")


def new_check_code(pick: Callable[[str], str]) -> str:
    """Return a code such as ABC123; *pick* chooses one character (`secrets.choice`)."""
    return "".join(pick(CODE_LETTERS) for _ in range(3)) + "".join(pick(CODE_DIGITS) for _ in range(3))


def read_check_code(text: str) -> str | None:
    """Return the code in "KT ABC123", "kt abc-123" or "abc123"; None for anything else."""
    found = _CODE.fullmatch(nfc_clean(text).upper())
    return found[1] + found[2].translate(_AS_DIGITS) if found else None


TITLE_LIMIT = 120
"""Most characters of a point's title: one glance on a phone."""
POINT_LIMIT = 1300
"""Most UTF-16 units of a point's text, so that with heading and source it stays one message."""
NOTICE_AIM = 900
"""A notice is made this short where its points allow (UTF-16 units)."""
NOTICE_LIMIT = 1700
"""No notice is longer, heading included: with the words to type and a link it stays below 1,900 (UTF-16 units)."""
MESSAGE_LIMIT = 1900
"""No other text about a document is longer, heading included (UTF-16 units)."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to say: *n* counts from 1 and is what people type to open it."""

    n: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Issue:
    """One version as its recipients get it, all of it fixed when it was approved."""

    title: str
    kind: Kind
    issuer: str
    number: str
    issued_on: date | None
    approver_name: str
    scope: Scope
    points: tuple[Point, ...]
    check_code: str
    doc_kind: str = ""  # "Kế hoạch": as the source names itself
    summary: str = ""
    short_message: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    direct_only: bool = False
    has_file: bool = False
    demo: bool = False


def source_line(issue: Issue) -> str:
    """Return the line that stands under everything we send: who issued it, under which number, when."""
    return words.source(clip(issue.issuer, 160), issue.doc_kind, clip(issue.number, 60), issue.issued_on)


def foot(issue: Issue) -> str:
    """Return what stands under whatever is said of *issue* without its notice: source, check code, what it is not."""
    return words.foot(source_line(issue), issue.check_code, demo=issue.demo, internal=issue.scope is Scope.INTERNAL)


def phone_text(issue: Issue) -> Outbound:
    """Return the notice of *issue*: summary, points, source, approver, validity, check code, how to go on.

    At most NOTICE_LIMIT units with its heading, NOTICE_AIM where the points can be that short: each in
    full, else their titles, else as many titles as fit and the number of the rest. The caller adds
    buttons and the key; `protect` is set for what stays inside.
    """
    return _laid_out(issue)[0]


def shortened(issue: Issue) -> frozenset[int]:
    """Return which points the notice of *issue* does not show in full: those have more to open."""
    return _laid_out(issue)[1]


def _laid_out(issue: Issue) -> tuple[Outbound, frozenset[int]]:
    heading = words.heading(issue.kind, clip(issue.title, 240))
    protect = issue.scope is Scope.INTERNAL
    whole = [f"{p.n}. {_whole(p)}" for p in issue.points]  # folding a long text takes longer than all the rest
    head = words.INTERNAL_ONLY if protect else ""
    summaries = {most: _summary(issue, most) for most in (_SUMMARY, _SUMMARY // 2)}
    facts = {opens: _facts(issue, opens=opens) for opens in (True, False)}
    best, cut = "", frozenset[int]()
    for limit, summary, listed in _ways(issue.points, whole):
        shown = frozenset(listed)
        cut = frozenset(p.n for p, line in zip(issue.points, whole, strict=True) if line not in shown)
        parts = (head, summaries[summary], "\n".join(listed), facts[bool(cut)])
        best = "\n\n".join(p for p in parts if p)
        if utf16_len(heading) + 1 + utf16_len(best) <= limit:
            return Outbound(text=best, heading=heading, protect=protect), cut
    best = split_text(best, NOTICE_LIMIT - utf16_len(heading) - 1)[0]
    return Outbound(text=best, heading=heading, protect=protect), cut


def point_text(issue: Issue, n: int) -> Outbound:
    """Return point *n* in full with its source. Raises LookupError when there is none."""
    point = next((p for p in issue.points if p.n == n), None)
    if point is None:
        raise LookupError(n)
    # A point that is its own title is said once, as the text.
    title = clip(point.title, TITLE_LIMIT) if fold(point.text) not in ("", fold(point.title)) else ""
    heading = words.point_heading(n, len(issue.points), title)
    below = foot(issue)
    room = MESSAGE_LIMIT - utf16_len(heading) - utf16_len(below) - 3
    body = clip(point.text.strip() or point.title, room)
    return Outbound(text=f"{body}\n\n{below}", heading=heading, protect=issue.scope is Scope.INTERNAL)


def _ways(points: tuple[Point, ...], whole: list[str]) -> Iterator[tuple[int, int, list[str]]]:
    """Yield (limit, length of the summary, lines of points), the fullest way first; *whole*: the points in full."""
    yield NOTICE_AIM, _SUMMARY, whole
    for most, summary in ((TITLE_LIMIT, _SUMMARY), (90, _SUMMARY), (70, _SUMMARY // 2), (50, _SUMMARY // 2)):
        yield NOTICE_AIM, summary, _titles(points, most)
    yield NOTICE_LIMIT, _SUMMARY, _titles(points, 70)
    shortest = _titles(points, 50)
    for kept in range(len(points), -1, -1):
        more = [words.more_points(len(points) - kept)] if kept < len(points) else []
        yield NOTICE_LIMIT, _SUMMARY, shortest[:kept] + more


_SUMMARY = 300
_PART = re.compile(r"\s\(\d+/\d+\)$")


def _titles(points: tuple[Point, ...], most: int) -> list[str]:
    """Return the titles, each on one line; "(1/2)" stays at the end of a shortened one."""
    lines = []
    for point in points:
        part = _PART.search(point.title)
        end = part[0] if part else ""
        lines.append(f"{point.n}. {clip(point.title.removesuffix(end), most - len(end))}{end}")
    return lines


def _whole(point: Point) -> str:
    """Return title and text once: many points are one sentence that is both."""
    text = point.text.strip()
    if not text:
        return point.title
    key = fold(text)
    if key == fold(point.title) or key.startswith(fold(point.title.rstrip("…"))):
        return text
    return f"{point.title}: {text}"


def _summary(issue: Issue, most: int) -> str:
    """Return the summary on at most *most* units; nothing when it only says the title again."""
    summary = clip(issue.summary, most)
    return "" if fold(summary) == fold(issue.title) else summary


def _facts(issue: Issue, *, opens: bool) -> str:
    """Return what stands below the points; *opens*: some have more to open."""
    facts = (
        source_line(issue),
        words.approved_by(clip(issue.approver_name, 80)),
        words.validity(issue.valid_from, issue.valid_to),
        words.DIRECT_ONLY if issue.direct_only else "",
        words.check(issue.check_code),
        words.how_to_open(points=opens, file=issue.has_file),
        words.DEMO_LINE if issue.demo else "",
    )
    return "\n".join(f for f in facts if f)


_CLAUSE = re.compile(r"[;:,.](?=\s)|\s[–-](?=\s)")


def clip(text: str, most: int) -> str:
    """Return *text* on at most *most* UTF-16 units, cut at the end of a clause or word and then marked "…"."""
    text = text.strip()
    if utf16_len(text) <= most:
        return text
    part = text[: most - 1]
    while utf16_len(part) > most - 1:
        part = part[:-1]
    if not (text[len(part)].isspace() or part[-1].isspace()):
        part = part.rsplit(None, 1)[0] if re.search(r"\s", part) else part
    clauses = [found.start() for found in _CLAUSE.finditer(part)]
    if clauses and clauses[-1] >= len(part) * 2 // 3:
        part = part[: clauses[-1]]
    return part.rstrip(" ,;:.-–\n") + "…"
