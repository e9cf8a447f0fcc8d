"""A refused text comes back with a suggestion that is taken with one tap."""

from __future__ import annotations

from content.dialog import Dialog, Text
from tests.handlers.talking import Talk

ASKED = Dialog(key="mau", title="Mẫu", items=(Text(key="concerns", ask="Quan tâm gì?", name="Quan tâm", limit=60),))
TYPED = "hộ bà Sáu chưa có nước sạch"
INSTEAD = "Một hộ dân chưa có nước sạch"


def test_one_tap_takes_the_suggestion() -> None:
    """The rewritten words become the answer; the name is nowhere in what is stored."""
    talk = Talk(ASKED)
    said = talk.say(TYPED)
    assert "thông tin cá nhân (tên người)" in said
    assert f'"{INSTEAD}"' in said
    assert talk.labels == ["Dùng câu này", "Viết lại"]
    assert "Sáu" not in str(talk.progress.to_json())
    talk.press("Dùng câu này")
    assert talk.progress.answers == {"concerns": INSTEAD}


def test_a_number_takes_it_too() -> None:
    """On a channel without buttons "1" is the suggestion."""
    talk = Talk(ASKED)
    talk.say(TYPED, "1")
    assert talk.progress.answers == {"concerns": INSTEAD}


def test_it_may_be_written_anew() -> None:
    """The second way asks the question again, and other words may be typed at once as well."""
    talk = Talk(ASKED)
    assert "Quan tâm gì?" in talk.say(TYPED, "2")
    talk.say(TYPED, "Thiếu nước sạch ở thôn 3")
    assert talk.progress.answers == {"concerns": "Thiếu nước sạch ở thôn 3"}


def test_a_second_name_is_refused_as_well() -> None:
    """Another text that names somebody does not slip through while the first is in doubt."""
    talk = Talk(ASKED)
    assert '"Một người dân hỏi giá điện"' in talk.say(TYPED, "anh Tuấn hỏi giá điện")
    assert not talk.progress.answers


def test_what_is_nothing_but_a_name_has_no_suggestion() -> None:
    """Where no matter is left, or the suggestion would be too long, the words are refused as before."""
    talk = Talk(ASKED)
    for typed in ("ông Nguyễn Văn Mẫu", "chị Hoa hỏi, chị Lan hỏi, chị Mai hỏi, chị Cúc hỏi đất"):
        assert "viết lại, chỉ nêu vấn đề" in talk.say(typed)
    assert not talk.progress.answers


def test_own_words_of_a_list_have_one_as_well() -> None:
    """A place that is not on the list and names somebody: one tap keeps the general words as "something else"."""
    talk = Talk()
    said = talk.say("nay", "sân nhà bà Sáu cuối thôn")
    assert '"sân một hộ dân cuối thôn"' in said
    assert "Sáu" not in str(talk.progress.to_json())
    assert "Hình thức" in talk.say("1")
    assert (talk.progress.answers["place"], talk.progress.answers["place_other"]) == (
        "other",
        "sân một hộ dân cuối thôn",
    )
    talk.say("1")
    talk.say("bà Sáu hỏi phòng cháy chữa cháy", "1", "xong")
    assert talk.progress.answers["topics_other"] == "Một người dân hỏi phòng cháy chữa cháy"


def test_a_list_may_be_asked_again() -> None:
    """The other way asks the list, not only its own words."""
    talk = Talk()
    talk.say("nay", "sân nhà bà Sáu cuối thôn", "2")
    assert talk.progress.current == "place"
    assert not talk.progress.answers.get("place")


def test_words_about_oneself_are_let_through() -> None:
    """A private text, such as one's own name, meets no gate."""
    talk = Talk(Dialog(key="toi", title="Tôi", items=(Text(key="name", ask="Họ tên?", name="Tên", private=True),)))
    talk.say("Nguyễn Văn Mẫu")
    assert talk.progress.answers == {"name": "Nguyễn Văn Mẫu"}
