"""Every shape of an Outbound, as a person sees it on the strict fake."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.channel import Rejected, Template, Upload
from bot.channels.zalo_oa.render import LIMITS, plan, template_by_phone
from content.message import Attachment, Choice, Outbound
from tests.channels.zalo_oa.ear import HOA, opened, parcel
from tests.fakes.zalo_oa_api import Shown, ZaloOA

YES_NO = (Choice("Có", "v:yes"), Choice("Không", "v:no"))
LINK = "https://vd.vn/d/abc"


async def shown(fake: ZaloOA, said: Outbound, link: str = "") -> Shown:
    """Send *said* to Hoa and return what she sees."""
    async with opened(fake) as channel:
        sent = await channel.send(parcel(said, link=link))
    (seen,) = await fake.sees(HOA)
    assert sent.message_key == seen.id
    assert (await fake.stats())["violations"] == []
    return seen


SHAPES = [
    (Outbound("Xin chào."), "Xin chào.", []),
    (Outbound("Ba điểm.", heading="Nội dung"), "Nội dung\nBa điểm.", []),
    (Outbound("", heading="Chỉ có đầu đề"), "Chỉ có đầu đề", []),
    (Outbound("A <b>B</b> & *C*"), "A <b>B</b> & *C*", []),
    (Outbound("Chọn:", choices=YES_NO), "Chọn:\n1. Có\n2. Không", ["1. Có", "2. Không"]),
    (
        Outbound("Chọn:", choices=YES_NO, numbered=False),
        'Chọn:\n• Gõ "có"\n• Gõ "không"',
        ["Có", "Không"],
    ),
    (
        Outbound("Duyệt?", choices=(Choice("Xem", "a"), Choice("Duyệt", "b", word="duyệt 17", decisive=True))),
        'Duyệt?\n1. Xem\n• Duyệt: gõ "duyệt 17"',
        ["1. Xem", "Duyệt"],
    ),
    (Outbound("Nút lạ", choices=(Choice("Nút", "ư" * 33, word="nút"),)), "Nút lạ\n1. Nút", []),
    (
        Outbound("Nhiều", choices=tuple(Choice(f"Xã {n}", f"t:{n}") for n in range(1, 9))),
        "\n".join(["Nhiều", *(f"{n}. Xã {n}" for n in range(1, 9))]),
        [f"{n}. Xã {n}" for n in range(1, 6)],
    ),
    (Outbound("ă" * LIMITS.text), "ă" * LIMITS.text, []),
    (Outbound("😀" * (LIMITS.text // 2)), "😀" * (LIMITS.text // 2), []),
]


@pytest.mark.parametrize(("said", "text", "buttons"), SHAPES)
async def test_outbound_is_shown_as(fake: ZaloOA, said: Outbound, text: str, buttons: list[str]) -> None:
    """Each shape passes the strict API and shows exactly this text and these buttons; every choice is in the text."""
    seen = await shown(fake, said)
    assert (seen.text, seen.buttons) == (text, buttons)


async def test_long_label_is_cut_to_fit(fake: ZaloOA) -> None:
    """A label beyond a hundred units is cut on its button, never in the text, whatever signs it has."""
    label = "😀" * 40 + " xã Tân An, huyện Châu Thành, tỉnh Tây Ninh"
    seen = await shown(fake, Outbound("Chọn:", choices=(Choice(label, "v:1"),)))
    assert label in seen.text
    assert (seen.buttons[0][:4], seen.buttons[0][-1]) == ("1. 😀", "…")


@pytest.mark.parametrize("kind", ["button", "list"])
async def test_buttons_take_the_shape_of_the_setting(fake: ZaloOA, kind: str) -> None:
    """Where Zalo asks for a `template_type` the setting gives it, and Zalo takes the buttons."""
    await fake.rules(button_types=[kind])
    async with opened(fake, button_type=kind) as channel:
        await channel.send(parcel(Outbound("Chọn:", choices=YES_NO)))
    assert [one.buttons for one in await fake.sees(HOA)] == [["1. Có", "2. Không"]]
    assert (await fake.stats())["sends"] == 1


async def test_refused_buttons_leave_the_words(fake: ZaloOA) -> None:
    """Where Zalo does not take our buttons the same message goes without, at once: its text names every choice."""
    await fake.rules(button_types=["button"])
    async with opened(fake) as channel:
        await channel.send(parcel(Outbound("Chọn:", choices=YES_NO)))
    assert [(one.text, one.buttons) for one in await fake.sees(HOA)] == [("Chọn:\n1. Có\n2. Không", [])]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (Outbound("ă" * (LIMITS.text + 1)), "too_long"),
        (Outbound("😀" * (LIMITS.text // 2 + 1)), "too_long"),
        (Outbound("a" * LIMITS.text, heading="b"), "too_long"),
        (Outbound("a" * LIMITS.text, choices=YES_NO), "too_long"),
        (Outbound(" \n"), "bad_content"),
    ],
)
def test_what_cannot_fit_is_refused_before_it_leaves(said: Outbound, reason: str) -> None:
    """Text over the limit or empty text never reaches the API."""
    with pytest.raises(Rejected) as caught:
        plan(parcel(said))
    assert caught.value.reason == reason


def file(name: str, size: int = 2_500_000, *, photo: bool = False) -> Attachment:
    """An attachment of the office's."""
    return Attachment(1, name, "application/octet-stream", size, is_photo=photo)


async def test_file_that_zalo_does_not_take_is_a_link(fake: ZaloOA) -> None:
    """A spreadsheet is named with its size beside the link to its light page."""
    seen = await shown(fake, Outbound("Biểu mẫu.", file=file("bieu.xlsx")), LINK)
    assert seen.text == f"Biểu mẫu.\nTệp bieu.xlsx (2,4 MB): {LINK}"


async def test_file_without_a_link_is_to_be_had_elsewhere(fake: ZaloOA) -> None:
    """Where no link can be written the text says that there is a file, so nobody thinks they have it all."""
    seen = await shown(fake, Outbound("Biểu mẫu.", file=file("bieu.xlsx")))
    assert seen.text.startswith("Biểu mẫu.\nTệp bieu.xlsx (2,4 MB) không gửi được qua kênh này.")


async def test_page_is_linked(fake: ZaloOA) -> None:
    """A document ends with the link to its page; any other message does not."""
    assert (await shown(fake, Outbound("Ba điểm.", page=True), LINK)).text == f"Ba điểm.\nXem đầy đủ: {LINK}"
    assert plan(parcel("Ba điểm.", link=LINK)).text == "Ba điểm."


@pytest.mark.parametrize(
    ("name", "photo", "kind"),
    [
        ("a.pdf", False, "file"),
        ("a.PDF", False, "file"),
        ("a.docx", False, "file"),
        ("a.csv", False, "file"),
        ("a.xlsx", False, ""),
        ("a", False, ""),
        ("a.jpg", True, "image"),
        ("a.png", True, "image"),
        ("a.webp", True, ""),
    ],
)
def test_file_goes_along_as(name: str, photo: bool, kind: str) -> None:
    """Only what Zalo takes is uploaded; a picture of another kind is named in the text, not lost."""
    said = Outbound("Kèm tệp.", file=file(name, 10, photo=photo))
    found = plan(parcel(said, upload=Upload(name, "application/octet-stream", Path(name), photo, None)))
    assert found.kind == kind
    assert (name in found.text) == (kind == "")


def test_limits_say_what_is_carried() -> None:
    """What the sender hands over as a file is what Zalo takes: few kinds, small ones."""
    names = ["a.pdf", "a.doc", "a.docx", "a.csv", "a.xls", "a.xlsx", "a.zip", "a.mp4"]
    assert [name for name in names if LIMITS.carries(file(name, 1000))] == names[:4]
    assert not LIMITS.carries(file("a.pdf", 5_000_001))
    assert LIMITS.carries(file("a.jpg", 1_000_000, photo=True))
    assert not LIMITS.carries(file("a.jpg", 1_000_001, photo=True))
    assert not LIMITS.carries(file("a.webp", 1000, photo=True))  # Zalo takes none: it is a link
    assert LIMITS.carries(Attachment(1, "anh", "image/jpeg", 1000, is_photo=True))


def test_template_by_phone_can_be_tracked() -> None:
    """A number goes without its plus, and the reports about the message name our delivery."""
    body = template_by_phone(Template("300001", {"ho_ten": "Hoa"}, "+84901234567"), 17)
    assert (body["phone"], body["tracking_id"]) == ("84901234567", "d17")
