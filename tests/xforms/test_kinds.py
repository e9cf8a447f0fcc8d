"""Each kind of question of a form: what may be typed, what is kept, how it is read back, what is said otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from content.message import Address, FileRef, Heard, Inbound
from content.sent_files import kept_name
from content.xforms.compiling import compile_form
from handlers import engine
from handlers.turn import Taken
from tests.handlers.talking import FACTS, NOW, Talk, knowing
from tests.xforms.written import form, q, repeat

LIST = {"l": [("a", "Bưởi"), ("b", "Cam"), ("c", "Na")]}
TAKEN: list[tuple[str, dict[str, Any], tuple[str, ...], Any, str]] = [
    ("integer", {}, ("1.200",), 1200, "1.200"),
    ("integer", {}, ("âm 5",), -5, "-5"),
    ("integer", {}, ("-5",), -5, "-5"),
    ("integer", {}, ("bốn mươi lăm",), 45, "45"),
    ("decimal", {}, ("1,5",), 1.5, "1,5"),
    ("decimal", {}, ("1.5",), 1.5, "1,5"),
    ("decimal", {}, ("1.234,5",), 1234.5, "1.234,5"),
    ("decimal", {}, ("-0,25",), -0.25, "-0,25"),
    ("decimal", {}, ("36",), 36, "36"),
    ("decimal", {}, ("1.234", "1"), 1234, "1.234"),
    ("decimal", {}, ("1.234", "2"), 1.234, "1,234"),
    ("range", {"parameters": {"start": "0", "end": "1", "step": "0.5"}}, ("0,5",), 0.5, "0,5"),
    ("text", {}, ("Đường điện hỏng",), "Đường điện hỏng", "Đường điện hỏng"),
    ("barcode", {}, ("8934567890123",), "8934567890123", "8934567890123"),
    ("date", {}, ("20/11",), "2026-11-20", "20/11 (thứ sáu)"),
    ("date", {}, ("25/12/2026",), "2026-12-25", "25/12 (thứ sáu)"),
    ("time", {}, ("7h30",), "07:30", "07:30"),
    ("time", {}, ("7 giờ rưỡi tối",), "19:30", "19:30"),
    ("time", {}, ("19:05",), "19:05", "19:05"),
    ("dateTime", {}, ("7h30 20/11",), "2026-11-20T07:30:00+00:00", "07:30 ngày 20/11 (thứ sáu)"),
    ("dateTime", {}, ("20/11/2026 19:00",), "2026-11-20T19:00:00+00:00", "19:00 ngày 20/11 (thứ sáu)"),
    ("select_one", {"list_name": "l"}, ("cam",), "b", "Cam"),
    ("select_multiple", {"list_name": "l"}, ("1 3 xong",), ["a", "c"], "Bưởi; Na"),
    ("rank", {"list_name": "l"}, ("3 1 2",), ["c", "a", "b"], "1) Na; 2) Bưởi; 3) Cam"),
    ("rank", {"list_name": "l"}, ("3", "1", "2"), ["c", "a", "b"], "1) Na; 2) Bưởi; 3) Cam"),
    ("acknowledge", {}, ("đã rõ",), "OK", "Đã rõ"),
    ("geopoint", {}, ("21.0285, 105.8542",), "21.0285 105.8542 0 0", "vĩ độ 21.0285, kinh độ 105.8542"),
    ("geopoint", {}, ("10,41 106,13",), "10.41 106.13 0 0", "vĩ độ 10.41, kinh độ 106.13"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "given", "words", "kept", "said"), TAKEN)
def test_an_answer_is_kept_and_read_back(
    kind: str, given: dict[str, Any], words: tuple[str, ...], kept: Any, said: str
) -> None:
    """What people write for this kind is kept as a form wants it, and read back as papers write it."""
    talk = Talk(compile_form(form(q("a", kind, **given), choices=LIST)))
    heard = talk.say(*words)
    assert talk.progress.answers == {"a": kept}
    assert type(talk.progress.answers["a"]) is type(kept)
    assert f"Đã ghi: {said}." in heard


WRONG: list[tuple[str, dict[str, Any], str, str]] = [
    ("integer", {}, "nhiều", "gõ một con số"),
    ("integer", {}, "1,5", "gõ một con số"),
    ("decimal", {}, "một ít", "gõ một con số"),
    ("range", {"parameters": {"start": "1", "end": "5", "step": "2"}}, "4", "cách nhau 2, ví dụ 3"),
    ("range", {"parameters": {"start": "1", "end": "5"}}, "6", "từ 1 đến 5"),
    ("date", {}, "hôm kia kìa", "ngày/tháng/năm"),
    ("time", {}, "25h", "ví dụ 7h30"),
    ("time", {}, "7", "ví dụ 7h30"),
    ("dateTime", {}, "sáng", "gõ giờ và ngày"),
    ("geopoint", {}, "91, 0", "vĩ độ và kinh độ"),
    ("geopoint", {}, "nhà văn hóa", "vĩ độ và kinh độ"),
    ("select_one", {"list_name": "l"}, "9", "Không có mục số 9"),
    ("rank", {"list_name": "l"}, "1 2 xong", "xếp đủ 3 mục"),
    ("image", {}, "ảnh đây", "gửi một ảnh"),
    ("audio", {}, "nghe nhé", "tệp ghi âm"),
    ("text", {"constraint": "string-length(.) > 3"}, "ab", "chưa đúng yêu cầu"),
    ("text", {"constraint": "regex(., '[A-Z]+')", "constraint_message": "Chỉ chữ hoa {A-Z}."}, "ab", "hoa {A-Z}."),
]


@pytest.mark.parametrize(("kind", "given", "word", "reason"), WRONG)
def test_a_wrong_answer_is_refused_with_its_reason(kind: str, given: dict[str, Any], word: str, reason: str) -> None:
    """Nothing is kept, and what is expected is said."""
    talk = Talk(compile_form(form(q("a", kind, **given), choices=LIST)))
    assert reason in talk.say(word)
    assert talk.progress.answers == {}


def test_a_place_may_be_sent_from_the_map() -> None:
    """A location of the channel answers a question for a point, and no other."""
    talk = Talk(compile_form(form(q("at", "geopoint"), q("b"))))
    sent = Inbound(
        Address("test", "1"), "1", Heard.OTHER, NOW, payload={"what": "location", "lat": 10.41, "lon": 106.13}
    )
    talk.take(sent)
    assert talk.progress.answers == {"at": "10.41 106.13 0 0"}
    talk.take(sent)
    assert "bằng chữ" in talk.heard.text


def test_a_file_answers_by_a_name_of_its_own() -> None:
    """A photo answers a question for one; that it came is read back, what is to be fetched is told."""
    talk = Talk(compile_form(form(q("photo", "image"))))
    ref = FileRef("file-1", name="buoi.jpg")
    turn = talk.take(Inbound(Address("test", "1"), "1", Heard.FILE, NOW, file=ref))
    assert "photo: đã nhận ảnh (1)" in turn.says[0].text
    assert talk.progress.answers == {"photo": kept_name("image", "file-1")}
    assert turn.taken == (Taken("photo", kept_name("image", "file-1"), "image", "photo", ref),)


def test_a_film_is_no_photo() -> None:
    """What is plainly of another kind is refused at the question, in words; so is a program, and what is too large."""
    refused = {
        "đoạn phim": FileRef("1", "a.mp4", "video/mp4"),
        "tệp văn bản": FileRef("2", "a.pdf"),
        "chương trình": FileRef("3", "a.jpg.exe"),
        "20 MB": FileRef("4", "a.jpg", "image/jpeg", 21 << 20),
    }
    talk = Talk(compile_form(form(q("photo", "image"))))
    for words, ref in refused.items():
        talk.take(Inbound(Address("test", "1"), "1", Heard.FILE, NOW, file=ref))
        assert words in talk.heard.text
    assert talk.progress.answers == {}


def test_a_photo_that_cannot_be_had_is_asked_again_before_sending() -> None:
    """Nobody is interrupted: the question comes when the others are done, at the check screen at once."""
    talk = Talk(compile_form(form(q("photo", "image"), q("a"), q("b"))))
    talk.take(Inbound(Address("test", "1"), "1", Heard.FILE, NOW, file=FileRef("1", "a.jpg")))
    turn = engine.take_back(talk.dialog, talk.progress, "photo", "?", FACTS)
    assert (turn.says, turn.progress and turn.progress.current) == ((), "a")
    talk.turn = turn
    talk.say("x", "y")
    assert talk.progress.current == "photo"
    talk.take(Inbound(Address("test", "1"), "1", Heard.FILE, NOW, file=FileRef("2", "a.jpg")))
    assert talk.progress.answers == {"a": "x", "b": "y", "photo": kept_name("image", "2")}
    turn = engine.take_back(talk.dialog, talk.progress, "photo", "Chưa tải được.", FACTS)
    assert turn.says[0].text.startswith("Chưa tải được.")
    assert turn.progress is not None
    assert turn.progress.current == "photo"


def test_a_recording_answers_only_a_question_for_one() -> None:
    """What a channel hears as "something else" with a file in it is taken where a file is asked for."""
    talk = Talk(compile_form(form(q("sound", "audio"), q("b"))))
    ref = FileRef("voice-1", name="v.ogg")
    sent = Inbound(Address("test", "1"), "1", Heard.OTHER, NOW, payload={"what": "voice"}, file=ref)
    talk.take(sent)
    talk.take(sent)
    assert talk.progress.answers == {"sound": kept_name("audio", "voice-1")}
    assert talk.progress.current == "b"


def test_what_is_known_of_the_filling_is_filled_in() -> None:
    """Start, end, today and the person's properties are never asked; a default from the last time is offered."""
    facts = knowing(properties={"username": "hoa"}, last_saved={"place": "Thôn 3"})
    made = compile_form(
        form(
            q("s", "start"),
            q("e", "end"),
            q("t", "today"),
            q("u", "username"),
            q("d", "deviceid"),
            q("place", default="=${last-saved#place}"),
            q("h", "hidden", default="x"),
        )
    )
    talk = Talk(made, facts)
    assert "Đang ghi: Thôn 3" in talk.heard.text
    talk.say("giữ nguyên", "gửi")
    now = "2026-11-21T02:00:00+00:00"
    sent = {"s": now, "e": now, "t": "2026-11-21", "u": "hoa", "place": "Thôn 3", "h": "x"}
    assert dict(talk.finished[0].answers) == sent


def test_a_list_from_outside_is_filtered_and_searched() -> None:
    """Choices of a file come with the facts; a choice filter reads its columns, a name finds what is not shown."""
    rows = [{"name": f"u{n}", "label": f"Thôn {n}", "commune": "x" if n % 2 else "y"} for n in range(1, 60)]
    made = compile_form(
        form(q("commune", "text"), q("unit", "select_one", list_name="units.csv", choice_filter="commune = ${commune}"))
    )
    talk = Talk(made, knowing(form_lists={"units": rows}))
    assert "Còn 18 mục nữa" in talk.say("x")
    assert "Đã ghi: Thôn 57." in talk.say("thon 57")
    assert talk.progress.answers["unit"] == "u57"


def test_choices_of_a_repeat_are_what_was_answered_there() -> None:
    """`select_one ${name}` offers the names of all rounds, as they are now."""
    made = compile_form(
        form(repeat("m", q("name")), q("head", "select_one", list_name="m/name", choice_filter="name != ''"))
    )
    talk = Talk(made)
    talk.say("An", "1", "Bình", "2")
    assert talk.labels[:2] == ["An", "Bình"]
    talk.say("2", "sửa 2", "Bảo")
    assert talk.progress.current == "head"
    assert talk.labels[:2] == ["An", "Bảo"]


def test_random_order_stays_the_same_for_one_filling() -> None:
    """Choices are shuffled by the run, and by a seed the same for all."""
    listed = {"l": [f"c{n}" for n in range(9)]}
    made = compile_form(
        form(q("a", "select_one", list_name="l", parameters={"randomize": "true", "seed": "7"}), choices=listed)
    )
    one, two = Talk(made), Talk(made)
    assert one.labels == two.labels
    assert sorted(one.labels[:9]) == listed["l"] != one.labels[:9]
    one.say("?")
    assert one.labels == two.labels


def test_a_form_speaks_the_language_it_is_compiled_for() -> None:
    """Labels, hints and choices in the language asked for; what it lacks is said in the default one."""
    definition = form(
        q("a", "select_one", list_name="l", label={"vi": "Quả gì?", "en": "Which fruit?"}, hint={"vi": "Một quả"}),
        choices={"l": [("a", {"vi": "Bưởi", "en": "Pomelo"})]}, languages=("vi", "en"), default_language="vi",
    )  # fmt: skip
    assert Talk(compile_form(definition, "en")).heard.text.splitlines() == ["Which fruit?", "Một quả"]
    assert Talk(compile_form(definition, "en")).labels == ["Pomelo"]
    assert Talk(compile_form(definition, "vi")).labels == ["Bưởi"]
