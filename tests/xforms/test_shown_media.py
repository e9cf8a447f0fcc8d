"""What a form shows beside its questions, notes and choices: sent ahead of the question, or named below it."""

from __future__ import annotations

from collections.abc import Sequence

from content.dialog import Facts
from content.message import Attachment, Outbound
from content.xforms.compiling import compile_form
from tests.handlers.talking import Talk, knowing
from tests.xforms.sheets import Row, read

ASKED: Row = {"type": "text", "name": "last", "label": "Câu cuối?"}
SIGNS: tuple[Row, ...] = (
    {"list_name": "s", "name": "a", "label": "Cấm đỗ", "media::image": "a.png"},
    {"list_name": "s", "name": "b", "label": "Cấm rẽ", "media::image": "b.png"},
)


def having(*names: str) -> Facts:
    """The facts when these files came with the form."""
    kinds = {"png": "image/png", "mp3": "audio/mpeg", "mp4": "video/mp4"}
    files = {
        name: Attachment(n, name, kinds[name.rpartition(".")[2]], 9, is_photo=name.endswith("png"))
        for n, name in enumerate(names, 1)
    }
    return knowing(media=files)


def talk(rows: Sequence[Row], *names: str, choices: Sequence[Row] = ()) -> Talk:
    """A person who is asked a form of these rows, with these files at hand."""
    return Talk(compile_form(read(rows, choices)), having(*names))


def files(says: Sequence[Outbound]) -> list[tuple[str, str]]:
    """Return the files of a turn with the words that go with each."""
    return [(said.file.name, said.text) for said in says if said.file is not None]


def test_files_go_ahead_of_their_question() -> None:
    """Each file is a message of its own, in the order of picture, recording, film; the question comes last."""
    row = {"type": "text", "name": "q", "label": "Thấy gì?", "media::image": "a.png", "media::audio": "b.mp3"}
    says = talk([row | {"media::video": "c.mp4"}], "a.png", "b.mp3", "c.mp4").turn.says
    assert files(says[:-1]) == [("a.png", ""), ("b.mp3", ""), ("c.mp4", "")]
    assert says[-1].file is None
    assert "Thấy gì?" in says[-1].text
    assert "kèm theo" not in says[-1].text
    assert all(not said.key and not said.replaces for said in says[:-1])


def test_what_is_not_there_is_named() -> None:
    """Without its files a form names them below the question, those of choices with their label."""
    row = {"type": "select_one s", "name": "q", "label": "Biển nào?", "media::image": "q.png"}
    (said,) = talk([row], choices=SIGNS).turn.says
    assert "(kèm theo: q.png; 1. Cấm đỗ: a.png; 2. Cấm rẽ: b.png)" in said.text
    mixed = talk([row], "b.png", choices=SIGNS).turn.says
    assert files(mixed) == [("b.png", "2. Cấm rẽ")]
    assert "(kèm theo: q.png; 1. Cấm đỗ: a.png)" in mixed[-1].text


def test_pictures_of_choices_have_their_numbers() -> None:
    """The picture of the question comes first, then those of its choices as they are listed."""
    row = {"type": "select_one s", "name": "q", "label": "Biển nào?", "media::image": "q.png"}
    says = talk([row], "q.png", "a.png", "b.png", choices=SIGNS).turn.says
    assert files(says) == [("q.png", ""), ("a.png", "1. Cấm đỗ"), ("b.png", "2. Cấm rẽ")]


def test_a_long_label_is_cut_below_its_picture() -> None:
    """No channel refuses a picture for the length of its choice's label."""
    row = {"type": "select_one s", "name": "q", "label": "Biển nào?"}
    says = talk([row], "a.png", choices=[{**SIGNS[0], "label": "Cấm " * 400}, SIGNS[1]]).turn.says
    ((_, caption),) = files(says)
    assert len(caption) <= 200
    assert caption.endswith("…")


def test_a_note_brings_its_files() -> None:
    """The file of a note goes ahead, once, also where it has no words; a closing note's ahead of the check screen."""
    picture = {"type": "note", "name": "n", "label": "", "media::image": "a.png"}
    asked = talk([picture, ASKED], "a.png")
    assert files(asked.turn.says) == [("a.png", "")]
    assert len(asked.turn.says) == 2
    asked = talk([ASKED, {**picture, "label": "Xin cảm ơn"}], "a.png")
    assert asked.turn.says[0].file is None
    asked.say("xong việc")
    assert files(asked.turn.says) == [("a.png", "")]
    assert "Xin cảm ơn\nĐề nghị" in asked.turn.says[-1].text
    asked.say("không rõ")
    assert files(asked.turn.says) == [], "a slip brings nothing again"
    assert "Xin cảm ơn" in talk([ASKED, {**picture, "label": "Xin cảm ơn"}]).say("x")
    assert "(kèm theo: a.png)" in talk([ASKED, picture]).say("x")


def test_a_group_brings_its_files_with_its_title() -> None:
    """They go ahead of the first question in it."""
    rows: list[Row] = [
        {"type": "begin_group", "name": "g", "label": "Nhóm một", "media::image": "a.png"}, ASKED,
        {"type": "end_group"},
    ]  # fmt: skip
    asked = talk(rows, "a.png")
    assert files(asked.turn.says) == [("a.png", "")]
    assert asked.heard.text.splitlines() == ["Nhóm một", "Câu cuối?"]


def test_files_are_not_sent_again_to_the_same_question() -> None:
    """What is missed, picked or asked for help brings none again; coming back and taking up again do."""
    row = {"type": "select_multiple s", "name": "q", "label": "Biển nào?", "required": "yes"}
    asked = talk([ASKED, row], "a.png", "b.png", choices=SIGNS)
    asked.say("có")
    assert len(files(asked.turn.says)) == 2
    for words in ("không rõ lắm", "9", "trợ giúp"):
        asked.say(words)
        assert files(asked.turn.says) == []
    asked.press("Cấm rẽ")
    (said,) = asked.turn.says
    assert said.replaces
    asked.say("quay lại")
    assert files(asked.turn.says) == []
    asked.say("giữ nguyên")
    assert files(asked.turn.says) == [("a.png", "1. Cấm đỗ"), ("b.png", "2. ✓ Cấm rẽ")]
    asked.resume()
    assert len(files(asked.turn.says)) == 2


def test_at_most_ten_files_for_one_question() -> None:
    """Of twelve pictures ten are sent, and the others are named."""
    many = [{"list_name": "s", "name": f"c{n}", "label": f"Hình {n}", "media::image": f"{n}.png"} for n in range(12)]
    row = {"type": "select_one s", "name": "q", "label": "Hình nào?"}
    says = talk([row], *(f"{n}.png" for n in range(12)), choices=many).turn.says
    assert len(files(says)) == 10
    assert "(kèm theo: 11. Hình 10: 10.png; 12. Hình 11: 11.png)" in says[-1].text


def test_files_differ_by_language() -> None:
    """Each language has its own files; a change of language brings those of the new one."""
    row = {"type": "text", "name": "q", "label": "Thấy gì?", "label::English (en)": "What?", "media::image": "vi.png"}
    asked = talk([row | {"media::image::English (en)": "en.png"}], "vi.png", "en.png")
    assert files(asked.turn.says) == []
    asked.say("1")
    assert files(asked.turn.says) == [("vi.png", "")]
    asked.say("đổi tiếng", "2")
    assert files(asked.turn.says) == [("en.png", "")]
    assert "What?" in asked.turn.says[-1].text


def test_the_large_picture_is_sent() -> None:
    """Of a picture with a large one the large one is sent, and the small one where that did not come."""
    row = {"type": "text", "name": "q", "label": "Thấy gì?", "media::image": "s.png", "media::big-image": "l.png"}
    assert files(talk([row], "s.png", "l.png").turn.says) == [("l.png", "")]
    assert files(talk([row], "s.png").turn.says) == [("s.png", "")]
    assert "(kèm theo: s.png)" in talk([row]).turn.says[0].text
