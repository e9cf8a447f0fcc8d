"""Whole forms played through the engine, as a person on a phone sees them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from content.parts import in_parts
from content.plain import as_text
from content.xforms.compiling import compile_form
from content.xforms.definition import Definition
from tests.handlers.talking import FACTS, Talk
from tests.xforms.written import form, group, q, repeat

PLACES: dict[str, list[Any]] = {
    "province": [("a", "Tỉnh A"), ("b", "Tỉnh B")],
    "commune": [("a1", "Xã Một", {"p": "a"}), ("a2", "Xã Hai", {"p": "a"}), ("b1", "Xã Ba", {"p": "b"})],
    "yn": [("co", "Có"), ("khong", "Không")],
}
PHONE = 1_900  # characters that a message may have


def visit() -> Definition:
    """Return a form that uses most of what there is."""
    return form(
        q("hello", "note", label="Phiếu dùng cho một chuyến đi."),
        q("name", label="Tên chuyến đi?"),
        q("province", "select_one", list_name="province", label="Tỉnh nào?"),
        q("commune", "select_one", list_name="commune", choice_filter="p = ${province}", label="Xã nào?"),
        q("planned", "integer", label="Dự kiến mấy người?", constraint=". > 0", constraint_message="Ít nhất 1 người."),
        q("came", "integer", label="Mấy người đến, trong ${planned}?", constraint=". <= ${planned}",
          constraint_message="Không quá ${planned} người."),
        q("share", "calculate", calculation="round(${came} div ${planned} * 100, 0)"),
        q("why", label="Vì sao chỉ ${share}%?", relevant="${share} < 50", required="${share} < 20",
          required_message="Dưới 20% thì cần nói rõ lý do."),
        group("more", q("any", "select_one", list_name="yn", label="Có hộ khó khăn không?"),
              repeat("homes", q("what", label="Khó khăn gì?"), q("size", "integer", label="Mấy người?"), label="Hộ",
                     relevant="${any} = 'co'"),
              q("people", "calculate", calculation="sum(${size})"), label="Hộ khó khăn"),
        q("days", "integer", label="Mấy ngày?", default="1"),
        repeat("day", q("done", label="Ngày ấy làm gì?"), repeat_count="${days}"),
        q("bye", "note", label="Tổng cộng ${people} người trong hộ khó khăn."),
        choices=PLACES, title="Chuyến đi", instance_name="concat(${name}, ' - ', ${commune})",
    )  # fmt: skip


def test_a_form_is_asked_checked_changed_and_sent() -> None:
    """Notes, cascades, limits that read other answers, repeats, defaults; what a change undoes is asked again."""
    talk = Talk(compile_form(visit()))
    assert talk.heard.text.startswith("Phiếu dùng cho một chuyến đi.\nTên chuyến đi?")
    talk.say("Đồng Mẫu", "1", "2")
    assert "Ít nhất 1 người." in talk.say("0")
    assert "Mấy người đến, trong 40?" in talk.say("40")
    assert "Không quá 40 người." in talk.say("41")
    assert "Vì sao chỉ 10%?" in talk.say("4")
    assert "cần nói rõ lý do" in talk.say("bỏ qua")
    assert talk.say("mưa").endswith("Hộ khó khăn\nCó hộ khó khăn không?")
    talk.say("1", "Nhà dột", "3", "1", "Thiếu việc", "2")
    assert talk.heard.heading == "Chuyến đi · 8/11 · hộ 2"
    assert "Đang ghi: 1." in talk.say("2")
    talk.say("2", "Đi", "Về")
    checked = talk.heard.text
    assert checked.startswith("Đã ghi: Về.\nTổng cộng 5 người trong hộ khó khăn.\nĐề nghị")
    assert "\n▸ hộ 2\n10. Khó khăn gì: Thiếu việc\n11. Mấy người: 2" in checked
    talk.say("sửa 2")
    assert "Xã nào?" in talk.say("2"), "the commune is of another province now"
    assert talk.labels[0] == "Xã Ba"
    talk.say("1", "sửa 4", "3")
    assert "Không quá 3 người." in talk.heard.text, "an answer that was right is not any more"
    assert "Dự kiến mấy người" in talk.say("3"), "all three came: nobody is asked why not"
    assert "Vì sao" not in talk.heard.text
    talk.say("sửa 6", "không")
    assert "Tổng cộng 0 người" in talk.heard.text
    talk.say("gửi")
    sent = talk.finished[0]
    assert sent.name == "Đồng Mẫu - b1"
    assert dict(sent.answers) == {
        "name": "Đồng Mẫu", "province": "b", "commune": "b1", "planned": 3, "came": 3, "share": 100,
        "more/any": "khong", "more/people": 0, "days": 2, "day/1/done": "Đi", "day/2/done": "Về",
    }  # fmt: skip


def test_what_does_not_apply_comes_back_as_it_was() -> None:
    """Answers under a condition that fell are put aside, and stand again when it holds again."""
    made = compile_form(
        form(q("a", "select_one", list_name="yn"), q("b", relevant="${a} = 'co'"), q("c"), choices=PLACES)
    )
    talk = Talk(made)
    talk.say("có", "một", "hai", "sửa 1", "không")
    assert "một" not in talk.heard.text
    talk.say("sửa 1", "có")
    assert "2. b: một" in talk.heard.text
    talk.say("gửi")
    assert talk.finished[0].answers == {"a": "co", "b": "một", "c": "hai"}


def test_a_question_that_opens_before_is_asked_at_once() -> None:
    """A condition may look forwards, through a value that is worked out."""
    talk = Talk(
        compile_form(form(q("why", relevant="${big} = 'yes'"), q("n", "integer"), q("z"),
                          q("big", "calculate", calculation="if(${n} > 9, 'yes', '')")))
    )  # fmt: skip
    assert talk.progress.current == "n"
    talk.say("12")
    assert talk.progress.current == "why"
    talk.say("đông")
    assert talk.progress.current == "z"


def test_once_random_and_own_calculations_stay() -> None:
    """once() and random() give one value for a filling; a calculation over an answer is offered, and may be changed."""
    made = compile_form(
        form(q("r", "calculate", calculation="once(random())"), q("n", "integer"),
             q("double", "integer", calculation="${n} * 2"))
    )  # fmt: skip
    talk = Talk(made)
    drawn = talk.progress.answers["r"]
    assert "Đang ghi: 10." in talk.say("5")
    talk.say("11")
    talk.resume()
    assert talk.progress.answers == {"r": drawn, "n": 5, "double": 11}
    assert "Đang ghi: 12." in talk.say("sửa 1", "6")


def test_what_was_remembered_of_another_row_is_not_believed() -> None:
    """A form laid out anew under an open filling (a newer program) works everything out again, and keeps answers."""
    talk = Talk(compile_form(form(q("a", "integer"), q("b", relevant="${a} > 1"), q("c", relevant="${a} > 5"), q("d"))))
    talk.say("3")
    assert talk.progress.current == "b"
    talk.dialog = compile_form(
        form(q("a", "integer"), q("c", relevant="${a} > 5"), q("b", relevant="${a} > 1"), q("d"))
    )
    talk.say("x")
    assert talk.progress.answers == {"a": 3, "b": "x"}
    assert talk.progress.current == "d"


def test_a_long_chain_is_no_deep_one() -> None:
    """Five hundred conditions, each of which looks at the next question, are worked out without deep recursion."""
    items = [q(f"q{n}", relevant=f"${{q{n + 1}}} != ''") for n in range(500)]
    talk = Talk(compile_form(form(*items, q("q500"))))
    assert talk.progress.current == "q500"
    talk.say("x")
    assert talk.progress.current == "q499"


def test_names_are_their_groups_own() -> None:
    """Two questions of one name in two groups have keys and paths of their own."""
    made = compile_form(form(group("a", q("x")), group("b", q("x")), q("a__y")))
    assert [slot.step.key for slot in made.slots] == ["a__x", "b__x", "a__y"]
    assert [slot.plain for slot in made.slots] == ["a/x", "b/x", "a__y"]


def test_nested_repeats_have_paths_of_their_own() -> None:
    """Rounds within rounds: each has its own answers, conditions and count."""
    made = compile_form(
        form(repeat("m", q("n", "integer"), repeat("t", q("w", relevant="${n} > 1"), q("v"), repeat_count="${n}")),
             q("all", "calculate", calculation="count(${t})"))
    )  # fmt: skip
    talk = Talk(made)
    talk.say("1", "x", "1", "2", "a", "b", "c", "d", "2", "gửi")
    assert dict(talk.finished[0].answers) == {
        "m/1/n": 1, "m/1/t/1/v": "x",
        "m/2/n": 2, "m/2/t/1/w": "a", "m/2/t/1/v": "b", "m/2/t/2/w": "c", "m/2/t/2/v": "d", "all": 3,
    }  # fmt: skip


@pytest.mark.parametrize("count", [5, 60, 300])
def test_the_check_screen_of_a_long_form_is_in_pages(count: int) -> None:
    """Each page is one message a phone can hold; lines are numbered through, and any of them can be changed."""
    talk = Talk(compile_form(form(*(q(f"q{n}", label=f"Câu hỏi thứ {n} của một phiếu dài?") for n in range(count)))))
    talk.say(*(f"Trả lời {n} " + "dài " * (n % 30) for n in range(count)))
    pages = talk.turn.says
    assert all(len(as_text(page)) <= PHONE and len(in_parts(page, 2_000)) == 1 for page in pages)
    numbers = [line.partition(".")[0] for page in pages for line in page.text.splitlines() if line[:1].isdigit()]
    assert numbers == [str(n) for n in range(1, count + 1)]
    assert [bool(page.choices) for page in pages] == [False] * (len(pages) - 1) + [True]
    assert f"Câu hỏi thứ {min(27, count) - 1} " in talk.say(f"sửa {min(27, count)}")
    talk.say("Khác hẳn")
    assert any(f"{min(27, count)}. Câu hỏi thứ {min(27, count) - 1} của một phiếu dài: Khác hẳn" in page.text
               for page in talk.turn.says)  # fmt: skip
    talk.say("sửa")
    assert f"Câu hỏi thứ {count - 1} " in talk.say(str(count))
    talk.say("quay lại", "gửi")
    assert len(talk.finished[0].answers) == count


def test_an_unclear_decimal_may_be_typed_again() -> None:
    """What a number may mean is asked, and another number is taken instead."""
    talk = Talk(compile_form(form(q("kg", "decimal"))))
    assert talk.say("1.500") == "Đồng chí muốn nói 1500 hay 1,5?"
    talk.say("2,5")
    assert talk.progress.answers == {"kg": 2.5}


def test_a_list_of_nothing_holds_nobody_up() -> None:
    """A question whose filter leaves no choice says so, and may be left out."""
    made = compile_form(
        form(q("a"), q("c", "select_one", list_name="commune", choice_filter="p = ${a}"), choices=PLACES)
    )
    talk = Talk(made)
    assert "chưa có mục nào" in talk.say("không có tỉnh này")
    talk.say("bỏ qua", "gửi")
    assert talk.finished[0].answers == {"a": "không có tỉnh này"}


def test_something_else_has_its_words() -> None:
    """or_other adds a choice and asks for its words, once it applies."""
    made = compile_form(form(q("a", "select_one", list_name="yn", or_other=True), choices=PLACES))
    talk = Talk(made)
    talk.say("3", "Chưa rõ lắm")
    assert "a: Chưa rõ lắm" in talk.heard.text
    talk.say("gửi")
    assert talk.finished[0].answers == {"a": "other", "a_other": "Chưa rõ lắm"}


def test_the_clock_alone_amends_nothing() -> None:
    """After sending, what is worked out of the moment is no addition to what was sent."""
    made = compile_form(form(q("e", "end"), q("a"), group("after", q("more", required="false()"))))
    talk = Talk(made)
    talk.say("x", "gửi", "1")
    assert talk.turn.amended is None
    talk.facts = replace(FACTS, now=FACTS.now + timedelta(minutes=5))
    talk.say("?!")
    assert talk.changed == {"after/more": "?!"}


def test_a_trial_of_an_answer_leaves_nothing_behind() -> None:
    """What is worked out while a limit is held against a refused answer is forgotten with it."""
    made = compile_form(
        form(q("a", "integer", constraint="count-non-empty(../b) = 0 or . < 5"), q("b", relevant="${a} > 3"), q("c"))
    )
    talk = Talk(made)
    talk.say("4", "x", "y", "sửa 1")
    assert "chưa đúng yêu cầu" in talk.say("9")
    talk.say("2", "gửi")
    assert talk.finished[0].answers == {"a": 2, "c": "y"}
