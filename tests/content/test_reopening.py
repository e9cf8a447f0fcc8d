"""What was sent, opened again: answers, rounds, what was left out, and what no longer applies."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from content.dialog import Dialog, Facts, Known, Number, Repeat, Text, Walk
from content.dialog.reopening import line_name, lines_of, reopened
from content.dialogs.correction import whole
from content.xforms.compiling import compile_form
from tests.xforms.sheets import read

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
FACTS = Facts(today=NOW.date(), now=NOW)
NESTED = Dialog(
    key="nested", title="Lồng nhau", confirmed=True,
    items=(
        Number(key="count", ask="Bao nhiêu?", name="Số"),
        Text(key="note", ask="Ghi chú?", name="Ghi chú", optional=True),
        Repeat(
            key="team", title="tổ",
            items=(
                Text(key="lead", ask="Ai?", name="Tổ trưởng"),
                Repeat(key="task", title="việc", items=(Text(key="what", ask="Gì?", name="Việc"),)),
            ),
        ),
    ),
    after=(Text(key="more", ask="Thêm?", name="Thêm", optional=True),),
)  # fmt: skip
SENT = {
    "count": 3, "team/1/lead": "An", "team/1/task/1/what": "loa", "team/2/lead": "Bình", "team/2/task/1/what": "ghế",
    "team/2/task/2/what": "đèn",
}  # fmt: skip


def test_rounds_are_known_from_the_answers() -> None:
    """As many rounds as were answered, each Repeat by itself, and none is asked for again."""
    dialog = whole(NESTED)
    found = reopened(dialog, "r", SENT, FACTS)
    more = {path: value for path, value in found.answers.items() if "_more" in path}
    assert more == {
        "team/1/team_more": "yes", "team/2/team_more": "no", "team/1/task/1/task_more": "no",
        "team/2/task/1/task_more": "yes", "team/2/task/2/task_more": "no",
    }  # fmt: skip
    assert found.skipped == ("note", "more")
    walk = Walk(dialog, found.answers, FACTS)
    assert walk.next_open(None, frozenset(found.skipped), after=False) is None
    assert [said for _, _, said in lines_of(dialog, SENT, FACTS)] == [
        "3", "(không có)", "An", "loa", "Bình", "ghế", "đèn", "(không có)",
    ]  # fmt: skip
    assert line_name(dialog, "team/2/task/2/what", SENT, FACTS) == "tổ 2 - việc 2 - Việc"
    assert line_name(dialog, "gone", SENT, FACTS) == ""


def test_nothing_that_was_answered_is_hidden() -> None:
    """A condition that no longer holds hides no answer that was given; another list keeps the words of then."""
    form = [
        {"type": "select_one_from_file units.csv", "name": "where", "label": "Ở đâu?", "required": "yes"},
        {"type": "date", "name": "day", "label": "Ngày nào?", "required": "yes"},
        {"type": "text", "name": "why", "label": "Vì sao?", "required": "yes", "relevant": "${day} = today()"},
        {"type": "calculate", "name": "twice", "calculation": "1 + 1"},
    ]
    dialog = whole(compile_form(read(form)))
    rows = {"units": [{"name": "7", "label": "Thôn Cũ"}]}
    known = Facts(today=NOW.date(), now=NOW, values={Known.FORM_LISTS: rows})
    told = {"where": "7", "day": "2026-11-19", "why": "mưa", "twice": 2}
    assert [(path, said) for path, _, said in lines_of(dialog, told, known)] == [
        ("where", "Thôn Cũ"), ("day", "19/11 (thứ năm)"), ("why", "mưa"),
    ]  # fmt: skip


@pytest.mark.parametrize("title", ["Sửa phiếu BM0001", ""])
def test_another_title_changes_nothing_else(title: str) -> None:
    """The row is the same one, so that nothing of it is worked out again."""
    other = NESTED.titled(title)
    assert (other.title, other.slots is NESTED.slots, NESTED.title) == (title, True, "Lồng nhau")
