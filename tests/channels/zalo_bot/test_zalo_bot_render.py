"""How messages look: plain text, numbers and words, pictures by their address."""

from __future__ import annotations

from dataclasses import replace
from unicodedata import normalize

import pytest

from bot.channel import Rejected, Template
from bot.channels.zalo_bot.render import LIMITS, render
from content.message import Attachment, Choice, Outbound
from tests.channels.zalo_bot.ear import HOA, parcel

LINK = "https://ttv.example.vn/d/x"
PHOTO = Attachment(1, "a.png", "image/png", 9, is_photo=True)
SHEET = Attachment(1, "a.xlsx", "x", 41_000)


def test_choices_are_numbers_and_words() -> None:
    """There are no buttons: everything that can be pressed elsewhere is typed here, what is decisive as a word."""
    said = Outbound(
        "Hình thức?", heading="Báo cáo",
        choices=(Choice("Trực tiếp", "a"), Choice("Trực tuyến", "b"), Choice("Gửi", "c", "gui", decisive=True)),
    )  # fmt: skip
    call = render(parcel(said))
    assert call.method == "sendMessage"
    assert call.fields == {
        "chat_id": HOA, "text": 'Báo cáo\nHình thức?\n1. Trực tiếp\n2. Trực tuyến\n• Gửi: gõ "gui"',
    }  # fmt: skip


def test_signs_of_people_stay_what_they_are() -> None:
    """Nothing is markup, so `*` and `{red}` arrive as typed, and no style is asked for."""
    said = "**Giá** {red}2.000{/red} # 1 < 2 & [a](b)"
    assert render(parcel(said)).fields == {"chat_id": HOA, "text": said}


def test_a_picture_goes_by_its_address() -> None:
    """Zalo fetches it itself; with its words and choices as the caption."""
    said = Outbound("Biểu đồ", file=PHOTO, choices=(Choice("Xong", "a"),))
    call = render(parcel(said, link=LINK))
    assert (call.method, call.fields) == (
        "sendPhoto", {"chat_id": HOA, "photo": f"{LINK}/f", "caption": "Biểu đồ\n1. Xong"},
    )  # fmt: skip
    assert render(parcel(Outbound("", file=PHOTO), link=LINK)).fields == {"chat_id": HOA, "photo": f"{LINK}/f"}


def test_what_is_not_shown_is_a_link_or_told_of() -> None:
    """A file is a link with its size, and so is a refused picture; without a link there is a line that says so."""
    call = render(parcel(Outbound("Danh sách", file=SHEET), link=LINK))
    assert (call.method, call.fields["text"]) == ("sendMessage", f"Danh sách\nTệp a.xlsx (40 KB): {LINK}")
    call = render(parcel(Outbound("Biểu đồ", file=PHOTO), link=LINK), as_link=True)
    assert (call.method, call.fields["text"]) == ("sendMessage", f"Biểu đồ\nTệp a.png (1 KB): {LINK}")
    for file in (PHOTO, SHEET):
        assert "không gửi được qua kênh này" in render(parcel(Outbound("Gửi", file=file))).fields["text"]


def test_a_recording_without_words_is_a_link() -> None:
    """What goes without a text, as the recording of a form's question does, is named beside its link."""
    sound = Attachment(1, "a.mp3", "audio/mpeg", 9)
    call = render(parcel(Outbound("", file=sound), link=LINK))
    assert (call.method, call.fields["text"]) == ("sendMessage", f"Tệp a.mp3 (1 KB): {LINK}")


def test_a_document_ends_with_its_page() -> None:
    """Where a page is offered and there is one."""
    said = Outbound("Ba điểm", page=True)
    assert render(parcel(said, link=LINK)).fields["text"] == f"Ba điểm\nXem đầy đủ: {LINK}"
    assert render(parcel(said)).fields["text"] == "Ba điểm"


@pytest.mark.parametrize("sign", ["đ", "ế", "😀", normalize("NFD", "ế")])
def test_length_is_counted_as_it_leaves(sign: str) -> None:
    """In UTF-16 units of the composed form, the most careful way: exactly 2,000 pass, one more does not."""
    units = 2 if sign == "😀" else 1
    text = sign * (2000 // units)
    assert render(parcel(text)).fields["text"] == normalize("NFC", text)
    for said in (Outbound(f"{text}!"), Outbound(f"{text}!", file=PHOTO)):
        with pytest.raises(Rejected, match="too_long"):
            render(parcel(said, link=LINK))


@pytest.mark.parametrize("said", ["", "   ", "\n"])
def test_nothing_is_not_sent(said: str) -> None:
    """What Zalo would refuse as empty is found out here."""
    with pytest.raises(Rejected, match="bad_content"):
        render(parcel(said))


def test_it_has_no_templates() -> None:
    """A template belongs to the Official Account."""
    with pytest.raises(Rejected, match="bad_content"):
        render(replace(parcel("a"), template=Template("1", {})))


@pytest.mark.parametrize("file", [PHOTO, SHEET])
def test_every_file_gets_a_link(file: Attachment) -> None:
    """The core gives a link to what a channel does not carry, and this one carries nothing by itself."""
    assert not LIMITS.carries(file)
