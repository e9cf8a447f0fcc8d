"""What a form shows ahead of its questions: when, in which language, how much of it."""

from __future__ import annotations

from content.dialog import Facts
from content.dialog.shown_files import MOST
from content.message import Attachment, Outbound
from content.xforms.compiling import compile_form
from tests.handlers.talking import Talk, knowing
from tests.xforms.sheets import Row, read

VI, EN = "label::Tiếng Việt (vi)", "label::English (en)"
CHOICES: list[Row] = [
    {"list_name": "sign", "name": "stop", "label": "Dừng", "media::image": "dung.png"},
    {"list_name": "sign", "name": "go", "label": "Đi", "media::image": "di.png"},
]


def here(*names: str, **values: object) -> Facts:
    """Return facts in which files of these names came with the form."""
    mimes = {"png": "image/png", "mp3": "audio/mpeg", "mp4": "video/mp4", "pdf": "application/pdf"}
    files = {name: Attachment(n, name, mimes[name[-3:]], 100) for n, name in enumerate(names, 1)}
    return knowing(media=files, **values)


def ahead(talk: Talk) -> list[tuple[str, str]]:
    """Return caption and name of each file that the last turn said, all of them before the question."""
    *files, question = talk.turn.says
    assert question.file is None
    return [_shown(said) for said in files]


def _shown(said: Outbound) -> tuple[str, str]:
    assert said.file is not None
    return said.text, said.file.name


def test_files_come_once_for_each_time_the_question_is_come_to() -> None:
    """Not after an answer that cannot be taken; again after going back, and where help was asked for not."""
    rows: list[Row] = [
        {"type": "select_one sign", "name": "seen", "label": "Biển nào?", "media::audio": "doc.mp3"},
        {"type": "text", "name": "why", "label": "Vì sao?"},
    ]
    talk = Talk(compile_form(read(rows, CHOICES)), here("doc.mp3", "dung.png", "di.png"))
    all_of_it = [("Bản ghi âm kèm theo:", "doc.mp3"), ("1. Dừng", "dung.png"), ("2. Đi", "di.png")]
    assert ahead(talk) == all_of_it
    assert "kèm theo" not in talk.heard.text
    talk.say("9")
    assert ahead(talk) == []
    talk.say("trợ giúp")
    assert ahead(talk) == []
    talk.say("2")
    assert ahead(talk) == []
    talk.say("quay lại")
    assert ahead(talk) == all_of_it


def test_what_is_not_here_is_named_in_its_place() -> None:
    """Below the question, a choice's with its number."""
    rows: list[Row] = [{"type": "select_one sign", "name": "seen", "label": "Biển nào?", "media::video": "phim.mp4"}]
    talk = Talk(compile_form(read(rows, CHOICES)), here("di.png"))
    assert ahead(talk) == [("2. Đi", "di.png")]
    assert talk.heard.text.endswith("(kèm theo: phim.mp4, 1. Dừng: dung.png)")


def test_a_question_brings_no_more_files_than_a_phone_bears() -> None:
    """What is too much is named."""
    names = [f"a{n}.png" for n in range(MOST + 2)]
    rows: list[Row] = [{"type": "select_one many", "name": "seen", "label": "Ảnh nào?"}]
    choices: list[Row] = [
        {"list_name": "many", "name": f"c{n}", "label": f"Ảnh {n}", "media::image": name}
        for n, name in enumerate(names)
    ]
    talk = Talk(compile_form(read(rows, choices)), here(*names))
    assert len(ahead(talk)) == MOST
    assert talk.heard.text.endswith("(kèm theo: 11. Ảnh 10: a10.png, 12. Ảnh 11: a11.png)")


def test_the_large_picture_takes_the_place_of_the_small_one() -> None:
    """One picture is sent, not two of the same."""
    rows: list[Row] = [
        {"type": "text", "name": "q", "label": "Gì?", "media::image": "nho.png", "media::big-image": "to.png"}
    ]
    assert ahead(Talk(compile_form(read(rows)), here("nho.png", "to.png"))) == [("Ảnh kèm theo:", "to.png")]


def test_each_language_shows_its_own_file() -> None:
    """A language without one shows that of the default language."""
    rows: list[Row] = [
        {"type": "text", "name": "a", VI: "Gì?", EN: "What?", "media::image::Tiếng Việt (vi)": "vi.png",
         "media::image::English (en)": "en.png"},
        {"type": "text", "name": "b", VI: "Sao?", EN: "Why?", "media::image::Tiếng Việt (vi)": "chung.png"},
    ]  # fmt: skip
    form = compile_form(read(rows, (), {"default_language": "Tiếng Việt (vi)"}))
    talk = Talk(form, here("vi.png", "en.png", "chung.png", language="en"))
    assert ahead(talk) == [("Ảnh kèm theo:", "en.png")]
    talk.say("x")
    assert ahead(talk) == [("Ảnh kèm theo:", "chung.png")]
    talk.say("đổi tiếng việt")
    talk.say("quay lại")
    assert ahead(talk) == [("Ảnh kèm theo:", "vi.png")]


def test_notes_show_theirs_also_above_the_answers() -> None:
    """A note without words is its file alone."""
    rows: list[Row] = [
        {"type": "note", "name": "n", "media::image": "a.png"},
        {"type": "text", "name": "q", "label": "Gì?"},
        {"type": "note", "name": "m", "label": "Xem lại", "media::image": "b.png"},
    ]
    talk = Talk(compile_form(read(rows)), here("a.png", "b.png"))
    assert ahead(talk) == [("Ảnh kèm theo:", "a.png")]
    assert talk.heard.text == "Gì?"
    talk.say("x")
    assert ahead(talk) == [("Ảnh kèm theo:", "b.png")]
    assert "\nXem lại\n" in talk.heard.text
