"""One form in several languages: what is asked for, what is said in which, and what never changes."""

from __future__ import annotations

from typing import Any

import pytest

from content.dialog import Languages, called, code_of, label_of
from content.message import Address, FileRef, Heard, Inbound
from content.xforms.compiling import compile_form
from content.xforms.definition import Definition
from content.xforms.preview import SCREEN, first_lines, preview
from tests.handlers.talking import NOW, Talk, knowing
from tests.xforms.written import form, group, q, repeat

VI, EN = "Tiếng Việt (vi)", "English (en)"
BOTH = {"languages": (EN, VI), "default_language": VI}


def said(vi: str, en: str = "") -> dict[str, str]:
    """Return a text in both languages, or in the default one alone."""
    return {VI: vi, **({EN: en} if en else {})}


def market() -> Definition:
    """Return a form with most of what is said."""
    return form(
        q("hello", "note", label=said("Chào.", "Hello.")),
        q("fruit", "select_one", list_name="fruit", label=said("Quả gì?", "Which fruit?"), hint=said("Một quả")),
        q("kind", "calculate", calculation="jr:choice-name(${fruit}, '${fruit}')"),
        q("many", "integer", label=said("Mấy ${kind}?", "How many ${kind}?"), constraint=". < 10",
          constraint_message=said("Ít hơn 10.", "Less than 10."),
          required_message=said("Cần số.", "A number, please.")),
        repeat("stall", q("seller", "select_one", list_name="places", label=said("Ở đâu?", "Where?")),
               label=said("Quầy", "Stall")),
        q("why", label=said("Vì sao?")),
        group("after", q("more", label=said("Thêm gì?", "What else?"), required="false()")),
        choices={"fruit": [("a", said("Bưởi", "Pomelo")), ("b", said("Cam"))]}, **BOTH,
    )  # fmt: skip


def test_the_language_is_asked_first_and_all_is_said_in_it() -> None:
    """Notes, labels, choices, limits, repeats; what the language lacks is said in the default one."""
    rows = [{"name": "u1", "label": "Chợ", "label::English (en)": "Market"}, {"name": "u2", "label": "Bến"}]
    talk = Talk(compile_form(market()), knowing(form_lists={"places": rows}))
    assert (talk.heard.text, talk.labels) == ("Đồng chí muốn điền bằng tiếng nào?", ["Tiếng Việt", "English"])
    assert "chọn trong danh sách" in talk.say("Pomelo")
    text = talk.say("2")
    assert text.splitlines()[1:] == ["Hello.", "Which fruit?", "Một quả"]
    assert talk.labels == ["Pomelo", "Cam", "Đổi tiếng"]
    assert "How many Pomelo?" in talk.say("pomelo")
    assert "A number, please." in talk.say("bỏ qua")
    assert "Less than 10." in talk.say("12")
    talk.say("3")
    assert talk.heard.heading.endswith("stall 1")
    assert "Đã ghi: Market." in talk.say("market")
    assert talk.say("2") == "Vì sao?"
    checked = talk.say("rẻ")
    assert "2. How many Pomelo: 3\n▸ stall 1\n3. Where: Market" in checked
    assert "Quả gì: Bưởi\n2. Mấy Bưởi: 3\n▸ quầy 1\n3. Ở đâu: Chợ" in talk.say("đổi tiếng việt")
    talk.say("gửi")
    assert talk.finished[0].answers == {"fruit": "a", "kind": "Bưởi", "many": 3, "stall/1/seller": "u1", "why": "rẻ"}
    assert "Thêm gì?" in talk.say("1")
    assert "What else?" in talk.say("doi tieng anh")
    assert talk.changed == {}, "other words amend nothing"


def test_whoever_chose_before_is_not_asked_again() -> None:
    """The language of the last form is taken where this one has it, and said; else it is asked for."""
    known = knowing(language="en")
    assert Talk(compile_form(market()), known).heard.text.splitlines()[0].startswith("Điền bằng: English.")
    assert "tiếng nào" in Talk(compile_form(market()), knowing(language="fr")).heard.text
    assert Talk(compile_form(market()), prefill={"fruit": "b"}).heard.text.endswith("Mấy Cam?"), "nobody is held up"
    assert Talk(compile_form(form(q("a"))), known).heard.text == "a?"


def test_words_beside_the_question_of_the_language_work() -> None:
    """Help, back, cancel and what is no language; a doubt, picks and an old button outlive the change."""
    talk = Talk(compile_form(market()))
    assert "muốn điền bằng tiếng nào?" in talk.say("trợ giúp")
    photo = FileRef("f", "a.jpg", "image/jpeg", 1)
    talk.take(Inbound(Address("test", "1"), "1", Heard.FILE, NOW, file=photo))
    assert "muốn điền bằng tiếng nào?" in talk.heard.text
    assert "Quả gì?" in talk.say("quay lại")
    first = talk.heard
    talk.press("Đổi tiếng")
    talk.press("English")
    assert "Mấy" not in talk.press("Pomelo")
    talk.press("Bưởi", first)
    assert "cũ" in talk.heard.text
    assert talk.progress.answers["fruit"] == "a"
    talk.say("tiếng việt", "đổi tiếng")
    assert talk.resume().endswith("Đang điền bằng: English.")
    assert 'gõ "đổi tiếng"' in talk.say("1", "trợ giúp")
    assert talk.command("menu", "Về trang chính").startswith("Ghi")
    talk.say("đổi tiếng", "hủy")
    assert talk.turn.cancelled


def test_a_doubt_outlives_a_change_of_language() -> None:
    """What was asked back about an answer is asked still."""
    talk = Talk(compile_form(form(q("b", "select_one", list_name="l", label=said("Ai?", "Who?"), or_other=True),
                                  choices={"l": [("x", said("Hội Nông dân", "Farmers"))]}, **BOTH)))  # fmt: skip
    talk.say("1", "Hội Phụ nữ")
    doubt = talk.progress.doubt
    assert doubt is not None
    talk.say("đổi tiếng anh")
    assert talk.progress.doubt == doubt
    talk.press(next(label for label in talk.labels if label.startswith("Ghi")))
    assert talk.progress.answers == {"b": "other", "b_other": "Hội Phụ nữ"}


@pytest.mark.parametrize(
    ("name", "typed"),
    [(VI, "tiếng Việt"), (VI, "viet"), (VI, "vi"), (EN, "English"), (EN, "tieng anh"), (EN, "en"),
     ("H'Mông (hmn)", "tiếng mông"), ("Tày", "tieng tay"), ("default", "tieng viet"), (EN, "tiếng English (en)")],
)  # fmt: skip
def test_a_language_is_called_by_many_names(name: str, typed: str) -> None:
    """With and without its code, "tiếng" and diacritics."""
    assert Languages((name, "Khác (xx)"), name, lambda _: compile_form(form(q("a")))).known(typed) == name
    assert label_of(name)
    assert code_of(name) in called(name)


def test_the_preview_has_all_languages_for_who_publishes() -> None:
    """Each question in each language, choices side by side; a single language when that is asked for."""
    lines = preview(market())
    assert lines[lines.index("1. Quả gì? (bắt buộc)") + 1 :][:2] == ["   English: Which fruit?", "   Gợi ý: Một quả"]
    assert "   1 Bưởi / Pomelo" in lines
    assert "   Báo khi sai: Ít hơn 10. / Less than 10." in lines


def test_a_long_preview_is_cut_before_a_question() -> None:
    """A screenful, then the rest; a short one is whole."""
    many: list[Any] = [q(f"q{n}", label=f"Câu hỏi thứ {n} của một biểu mẫu dài?") for n in range(300)]
    lines = preview(form(*many))
    shown, rest = first_lines(lines)
    assert shown + rest == lines
    assert SCREEN - 150 < len("\n".join(shown)) <= SCREEN
    assert rest[0].startswith(f"{len([line for line in shown if line[:1].isdigit() and '. ' in line]) + 1}. ")
    assert first_lines(lines[:9]) == (lines[:9], [])


def test_values_of_lists_follow_the_language() -> None:
    """`pulldata` and columns of choices give the words of the language where a list has them."""
    choices = {"fruit": [("a", said("Bưởi", "Pomelo"), {"taste": "chua", "taste::English (en)": "sour"})]}
    made = compile_form(
        form(
            q("fruit", "select_one", list_name="fruit", label=said("Quả gì?", "Which fruit?")),
            q("place", "calculate", calculation="pulldata('places', 'label', 'name', 'u1')"),
            q("taste", "calculate", calculation="pulldata('fruit', 'taste', 'name', ${fruit})"),
            q("ok", label=said("${place}: ${taste}?", "${place}: ${taste}?")),
            choices=choices,
            **BOTH,
        )
    )
    rows = [{"name": "u1", "label": "Chợ", "label::en (en)": "Market"}, {"name": "u2", "label": "Bến"}]
    talk = Talk(made, knowing(form_lists={"places": rows}, language="en"))
    assert talk.say("1").endswith("Market: sour?")
    assert talk.say("đổi tiếng việt").endswith("Chợ: chua?")
