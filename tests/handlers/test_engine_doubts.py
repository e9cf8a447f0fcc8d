"""What the engine is sure of besides: stale buttons, resuming, defaults, duplicates, doubts, own words, commands."""

import pytest

from content.dialog import Dialog, Mode, Option, PickMany
from content.message import Address, Heard, Inbound
from tests.handlers.talking import NOW, Talk, knowing

ANSWERS = ("hom qua", "1", "1", "1 3", "xong", "45 người")


def test_an_old_send_button_sends_nothing_its_reader_did_not_see() -> None:
    """Rule 6: the check screen of before a change is stale."""
    talk = Talk()
    talk.say(*ANSWERS)
    old = talk.heard
    talk.say("5", "50")
    assert talk.press("Gửi báo cáo", old).startswith("Nút này đã cũ")
    assert not talk.finished


def test_a_stale_button_has_no_effect() -> None:
    """Rule 6: buttons of earlier questions, other runs and nonsense change nothing and repeat the question."""
    talk = Talk()
    first = talk.heard
    talk.say("nay", "1")
    before = talk.progress.answers
    for token in (first.choices[0].token, "a:zzzz:1:2", "a:r7k2", "a:r7k2:1:2:3", "", "x"):
        said = talk.press_token(token)
        assert said.startswith("Nút này đã cũ")
        assert "Hình thức tuyên truyền?" in said
        assert talk.progress.answers == before


def test_tokens_fit_into_every_channel() -> None:
    """Tokens are ASCII and at most 64 bytes, wherever one is."""
    talk = Talk()
    talk.say(*ANSWERS, "gửi", "1", "bo qua", "1 2", "xong")
    for message in talk.messages:
        for choice in message.choices:
            assert choice.token.isascii()
            assert len(choice.token) <= 64


def test_resuming_asks_the_same_question() -> None:
    """Rule 5: coming back says where one stands and asks the same, with picks made so far."""
    talk = Talk()
    talk.say("nay", "1", "1", "2")
    said = talk.resume()
    assert "câu 4/6" in said
    assert "Đã chọn: Bảo hiểm y tế hộ gia đình." in said
    talk.say("xong")
    assert talk.progress.answers["topics"] == ["12"]


def test_a_number_means_what_the_person_saw() -> None:
    """Rule 5: a list that changed since it was shown does not change what "2" means."""
    talk = Talk()
    talk.say("nay")
    talk.facts = knowing(last_place="13")
    talk.say("2")
    assert talk.progress.answers["place"] == "1"


def test_the_last_place_comes_first() -> None:
    """Rule 7: "1" is where the last session was."""
    talk = Talk()
    talk.say("nay")
    assert talk.labels[0] == "Thôn 3 (lần trước)"
    talk.say("1")
    assert talk.progress.answers["place"] == "3"


def test_what_is_known_is_not_asked() -> None:
    """Rule 7 and 10: a one-line report asks only what is missing."""
    talk = Talk(prefill={"session_date": "2026-11-21", "place": "3", "headcount": 45, "nonsense": "1"})
    assert "Đã ghi: 21/11 (thứ bảy); Thôn 3; 45 người." in talk.heard.text
    assert talk.progress.current == "form"
    talk.say("1", "1 xong")
    assert talk.progress.mode is Mode.CHECKING


def test_what_is_known_but_wrong_is_asked() -> None:
    """A day in the future is not taken over from elsewhere either."""
    talk = Talk(prefill={"session_date": "2026-12-21", "place": "3"})
    assert "chưa đến" in talk.heard.text
    assert talk.progress.current == "session_date"


DUPLICATES = {"2026-11-20|3|11": "BC0017"}


def test_the_same_session_again_is_asked_about() -> None:
    """Rule 8: same place, date and point: add to the first, or another session; the first is shown."""
    talk = Talk(facts=knowing(duplicates=DUPLICATES))
    said = talk.say(*ANSWERS[:5])
    assert "Đã có báo cáo ngày 20/11/2026 tại Thôn 3 (mã BC0017)." in said
    assert talk.labels == ["Bổ sung buổi này", "Buổi khác"]
    talk.say("1", "45", "gửi")
    assert talk.finished[0].answers["same_as"] == "BC0017"


def test_another_session_of_the_same_day_is_believed_once() -> None:
    """Rule 8: "Buổi khác" is not asked twice, and leaves no trace of the first."""
    talk = Talk(facts=knowing(duplicates=DUPLICATES))
    talk.say(*ANSWERS[:5], "2")
    assert talk.progress.current == "headcount"
    talk.say("45", "gửi")
    assert "same_as" not in talk.finished[0].answers


def test_a_duplicate_that_is_changed_away_is_forgotten() -> None:
    """Rule 8: another day is another session, and going back to the first asks again."""
    talk = Talk(facts=knowing(duplicates=DUPLICATES))
    talk.say(*ANSWERS[:5], "1", "45", "1", "hôm nay")
    assert "same_as" not in talk.progress.answers
    assert "mã BC0017" in talk.say("1", "hôm qua")
    talk.say("1", "gửi")
    assert talk.finished[0].answers["same_as"] == "BC0017"


def test_a_doubt_is_not_mistaken_for_its_question() -> None:
    """Rule 8: what is neither a way out nor clearly another answer asks the doubt again."""
    talk = Talk(facts=knowing(duplicates=DUPLICATES))
    talk.say(*ANSWERS[:5], "1", "45", "2", "thôn 13", "2", "thôn 3")
    assert "BC0017" in talk.say("gui")
    assert talk.labels == ["Bổ sung buổi này", "Buổi khác"]
    talk.say("thôn 13")
    assert talk.progress.answers["place"] == "13"


def test_far_more_listeners_than_usual_are_asked_about() -> None:
    """A slip of the finger is caught; a new number may be typed at once."""
    talk = Talk()
    assert "Con số 450 khá lớn" in talk.say(*ANSWERS[:5], "450")
    talk.say("45")
    assert talk.progress.answers["headcount"] == 45
    talk.say("5", "450", "1")
    assert talk.progress.mode is Mode.CHECKING
    talk.say("gửi")
    assert talk.finished[0].answers["headcount"] == 450


def test_a_point_for_speaking_in_person_is_not_put_online_by_mistake() -> None:
    """A direct-only point with another form warns, and leads to either answer."""
    talk = Talk(facts=knowing(direct_only={"11"}))
    said = talk.say("nay", "1", "2", "1 xong")
    assert "chỉ được tuyên truyền trực tiếp" in said
    talk.say("1", "1")
    assert talk.progress.answers["form"] == "truc_tiep"
    assert talk.progress.current == "headcount"


@pytest.mark.parametrize(("typed", "offered"), [("dong mau", "Thôn Đồng Mẫu"), ("Thôn Đòng Mẫu", "Thôn Đồng Mẫu")])
def test_a_misspelt_place_is_guessed_and_asked(typed: str, offered: str) -> None:
    """What is nearly a name on the list is offered, never assumed."""
    talk = Talk()
    talk.say("nay", typed)
    if "place" not in talk.progress.answers:
        assert talk.labels[0] == offered
        talk.say("1")
    assert talk.progress.answers["place"] == "1"


def test_an_unknown_place_is_kept_in_its_own_words() -> None:
    """A place outside the list is recorded when the person says so, as one line of the check screen."""
    talk = Talk()
    talk.say("nay", "xóm Chài")
    assert talk.labels[0] == 'Ghi "xóm Chài"'
    talk.say("1", "1", "1 xong", "45")
    assert "2. Nơi: xóm Chài" in talk.heard.text
    assert talk.heard.heading.endswith("6/6")
    talk.say("2", "nơi khác")
    assert "Đang ghi: xóm Chài." in talk.heard.text
    assert "2. Nơi: xóm Bến" in talk.say("xóm Bến")


@pytest.mark.parametrize("secret", ["nhà ông Nguyễn Văn Mẫu", "gọi 0950 000 012", "số nhà 12"])
def test_personal_data_is_refused_wherever_words_are_free(secret: str) -> None:
    """A place or topic of own words passes the privacy gate before anything is kept."""
    talk = Talk()
    assert "thông tin cá nhân" in talk.say("nay", secret)
    assert "place" not in talk.progress.answers
    assert secret not in str(talk.progress.to_json())


def test_a_command_word_inside_a_form_asks_which_is_meant() -> None:
    """Rule 6: the word is the answer, or opens what it names; the draft is kept either way."""
    talk = Talk()
    talk.say("nay")
    assert "Tài liệu" in talk.command("tài liệu", "Tài liệu")
    talk.say("2")
    assert talk.turn.open_command == "tài liệu"
    assert talk.turn.set_aside
    assert talk.progress.answers == {"session_date": "2026-11-21"}


def test_a_command_word_may_be_the_answer() -> None:
    """Rule 6: recorded as it was typed; and another answer instead is simply taken."""
    talk = Talk()
    talk.say("nay")
    talk.command("hỏi đáp", "Hỏi đáp")
    talk.press("Ghi làm câu trả lời")
    assert talk.labels[0] == 'Ghi "hỏi đáp"'
    talk.command("tài liệu", "Tài liệu")
    talk.say("thôn 13")
    assert talk.progress.answers["place"] == "13"


def test_after_sending_a_command_word_is_not_held_up() -> None:
    """Rule 6: the optional part stands in nobody's way."""
    talk = Talk()
    talk.say(*ANSWERS, "gửi")
    talk.command("tài liệu", "Tài liệu")
    assert talk.turn.open_command == "tài liệu"


@pytest.mark.parametrize("kind", [Heard.OTHER, Heard.FILE, Heard.CONTACT, Heard.START])
def test_what_is_no_text_is_answered_in_words(kind: Heard) -> None:
    """A voice message or a file in mid-question loses nothing."""
    talk = Talk()
    talk.say("nay")
    talk.take(Inbound(Address("test", "1"), "1", kind, NOW))
    assert "gõ câu trả lời bằng chữ" in talk.heard.text
    assert talk.progress.current == "place"
    assert talk.progress.misses == 0


def test_a_suggested_entry_joins_what_was_picked() -> None:
    """Where several may be picked, a suggestion that is chosen is one more of them."""
    dialog = Dialog(
        key="units",
        title="Đơn vị",
        items=(
            PickMany(key="units", ask="Đơn vị nào?", choices=(Option("7", "thôn Mẫu Đông"), Option("8", "xã Mẫu"))),
        ),
    )
    talk = Talk(dialog)
    talk.say("2")
    assert talk.say("thon mau dong x").startswith('Chưa tìm thấy "thon mau dong x"')
    assert "Đã chọn: xã Mẫu; thôn Mẫu Đông." in talk.say("1")
