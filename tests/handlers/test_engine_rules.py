"""The rules of chat that the engine alone can keep: design, part 6, rules 1-4."""

import pytest

from content.dialog import Mode
from tests.handlers.talking import Talk

ANSWERS = ("hom qua", "1", "1", "1 3", "xong", "45 người")


def test_a_report_is_sent_after_five_questions_and_a_look() -> None:
    """Rule 1: one question a message, numbered out of at most seven, then it is sent."""
    talk = Talk()
    headings = [talk.heard.heading]
    for answer in ANSWERS:
        talk.say(answer)
        headings.append(talk.heard.heading)
    talk.say("gửi")
    assert [h.rsplit(" ", 1)[1] for h in headings] == ["1/6", "2/6", "3/6", "4/6", "4/6", "5/6", "6/6"]
    assert len(talk.finished) == 1
    assert dict(talk.finished[0].answers) == {
        "session_date": "2026-11-20", "place": "3", "form": "truc_tiep", "topics": ["11", "14"], "headcount": 45,
    }  # fmt: skip


def test_each_turn_says_one_thing() -> None:
    """Rule 1: never two messages for one answer."""
    talk = Talk()
    for answer in (*ANSWERS, "5", "50", "bla", "gui", "1", "bo qua"):
        talk.say(answer)
        assert len(talk.turn.says) == 1


def test_what_is_optional_comes_after_sending_and_amends() -> None:
    """Rule 1: the rest is offered after "đã gửi", each part may be skipped, and each answer amends what was sent."""
    talk = Talk()
    talk.say(*ANSWERS, "gửi")
    assert "không bắt buộc" in talk.heard.text
    talk.say("1", "60")
    assert talk.changed == {"duration": 60}
    assert talk.turn.amended
    assert talk.turn.amended.answers["headcount"] == 45
    talk.say("bỏ qua")
    assert talk.changed == {}
    talk.say("1", "Lịch thu gom rác chưa rõ")
    assert talk.changed == {"concerns": "Lịch thu gom rác chưa rõ"}
    talk.say("thôi")
    assert talk.turn.progress is None
    assert not talk.turn.cancelled


def test_who_adds_nothing_is_let_go() -> None:
    """Rule 1: the optional part is never forced."""
    talk = Talk()
    talk.say(*ANSWERS, "gửi", "2")
    assert talk.turn.progress is None


@pytest.mark.parametrize("answer", ["2", "truc tuyen", "Trực tuyến", "TRỰC TUYẾN", "truc  tuyen."])
def test_a_choice_is_named_by_number_or_label(answer: str) -> None:
    """Rule 2: numbers and labels work, with and without diacritics."""
    talk = Talk()
    talk.say("nay", "thon 13", answer)
    assert talk.progress.answers["form"] == "truc_tuyen"


def test_a_button_is_an_answer() -> None:
    """Rule 2: pressing does what typing does."""
    talk = Talk()
    talk.press("Hôm qua")
    talk.press("Thôn Đồng Mẫu")
    talk.press("Trực tiếp")
    talk.press("VNeID")
    talk.press("✓ VNeID")
    talk.press("Bảo hiểm y tế hộ gia đình")
    talk.press("Xong")
    assert talk.progress.answers == {
        "session_date": "2026-11-20", "place": "1", "form": "truc_tiep", "topics": ["12"],
    }  # fmt: skip


def test_two_quick_taps_pick_once() -> None:
    """Rule 2: a button pressed twice on a slow line is not taken back by the second press."""
    talk = Talk()
    talk.say("nay", "1", "1")
    first = talk.heard
    talk.press("VNeID", first)
    talk.press("VNeID", first)
    talk.say("xong")
    assert talk.progress.answers["topics"] == ["14"]


@pytest.mark.parametrize(
    "answer", ["1 3 xong", "1,3 xong", "1, 3 và 2 xong", "vneid xong", "VNeID, bao hiem y te ho gia dinh xong"]
)
def test_several_picks_in_one_line(answer: str) -> None:
    """Rule 2: several numbers or labels at once, "xong" in the same line."""
    talk = Talk()
    talk.say("nay", "1", "1", answer)
    assert talk.heard.heading.endswith("5/6")
    assert "14" in talk.progress.answers["topics"]  # type: ignore[operator]  # a list


def test_controls_work_at_every_question() -> None:
    """Rule 2: back, help, skip, keep-as-draft and cancel are understood wherever one is."""
    for said in range(len(ANSWERS) + 1):
        talk = Talk()
        talk.say(*ANSWERS[:said])
        before = talk.progress.current
        talk.say("trợ giúp")
        assert talk.turn.needs_help
        assert "0950 000 001" in talk.heard.text
        assert talk.progress.current == before
        assert "không bỏ qua được" in talk.say("bỏ qua")
        assert talk.progress.current == before
        talk.say("lưu nháp")
        assert talk.turn.set_aside
        talk.resume()
        assert talk.progress.current == before
        talk.say("hủy")
        assert talk.turn.cancelled
        assert talk.turn.progress is None


def test_back_keeps_what_was_said_and_comes_forward_again() -> None:
    """Rule 2: "quay lại" loses nothing; after the correction one is where one was."""
    talk = Talk()
    talk.say(*ANSWERS[:5])
    talk.say("quay lại", "quay lại")
    assert talk.progress.current == "form"
    assert "Đang ghi: Trực tiếp." in talk.heard.text
    talk.say("trực tuyến")
    assert talk.progress.current == "headcount"
    talk.say("ql", "xong")
    assert talk.progress.current == "headcount"
    assert talk.progress.answers["topics"] == ["11", "14"]


def test_back_at_the_first_question_says_so() -> None:
    """Rule 2: there is nothing before the first question."""
    talk = Talk()
    assert "câu đầu tiên" in talk.say("quay lại")
    assert talk.progress.current == "session_date"


def test_messy_answers_are_read_back() -> None:
    """Rule 3: what was understood stands at the head of the next question."""
    talk = Talk()
    assert talk.say("thu sau").startswith("Đã ghi: 20/11 (thứ sáu).")
    assert talk.say("thon13").startswith("Đã ghi: Thôn 13.")
    talk.say("1", "1 xong")
    assert "Người nghe: 1.200 người" in (talk.say("1.200 nguoi", "1"))


def test_an_error_says_what_is_expected_and_keeps_the_rest() -> None:
    """Rule 3: what is wrong, an example, the question again; nothing is lost."""
    talk = Talk()
    talk.say("hom qua", "1", "1", "1 xong")
    said = talk.say("40-50")
    assert '"40-50" là khoảng số' in said
    assert "Có bao nhiêu người nghe?" in said
    assert len(talk.progress.answers) == 4
    assert "0950" not in said
    assert "0950 000 001" in talk.say("đông lắm")  # the second miss names a person
    talk.say("45")
    assert talk.progress.misses == 0


def test_two_misses_offer_to_skip_what_is_optional() -> None:
    """Rule 3: after two misses an optional question may be left."""
    talk = Talk()
    talk.say(*ANSWERS, "gửi", "1", "lâu")
    assert '"bỏ qua" để sang câu sau' in talk.say("rất lâu")


def test_a_line_is_changed_by_its_number_and_one_is_back() -> None:
    """Rule 4: any line of the check screen, by number, "sửa 5", its name or the button, and straight back."""
    talk = Talk()
    talk.say(*ANSWERS)
    for way in ("5", "sửa 5", "người nghe", "sửa người nghe"):
        assert "Có bao nhiêu người nghe?" in talk.say(way)
        assert "5. Người nghe: 46 người" in talk.say("46")
        assert talk.progress.mode is Mode.CHECKING
    talk.press("Sửa")
    talk.say("5", "47")
    assert talk.progress.answers["headcount"] == 47
    talk.say("2", "quay lại")
    assert talk.progress.mode is Mode.CHECKING
    assert talk.progress.answers["place"] == "3"


def test_a_bare_number_never_sends() -> None:
    """Rules 2 and 4: at the check screen numbers are lines; sending takes its word or its button."""
    for n in range(10):
        talk = Talk()
        talk.say(*ANSWERS, str(n))
        assert not talk.finished
    talk = Talk()
    talk.say(*ANSWERS)
    assert [c.label for c in talk.heard.choices if c.decisive] == ["Gửi báo cáo"]
    talk.press("Gửi báo cáo")
    assert len(talk.finished) == 1
