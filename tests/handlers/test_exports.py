"""Files that the office takes out, opened again."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from PIL import Image

from content.texts import exports as words
from content.texts.reasons import REASONS
from handlers.exports.pictures import invite_qr, stats_chart
from handlers.exports.rows import InviteRow, RecipientRow
from handlers.exports.sheets import invites_sheet, my_data, my_data_text, recipients_sheet

HOSTILE = (
    "=1+1",
    "=cmd|'/c calc'!A0",
    "+84950000001",
    "-2+3",
    "@SUM(A1)",
    "http://example.test/x",
    "0950",
    "\t=1",
    "＝1",
)


def cells(content: bytes) -> list[list[Any]]:
    """Return the values of the first sheet."""
    page = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [[cell.value for cell in row] for row in page.iter_rows()]


def test_the_invites_name_person_unit_code_and_link() -> None:
    """One line each, in the given order, with the warning below."""
    rows = [
        InviteRow(
            "Nguyễn Thị Hoa", "Thôn 3", "MAU7K-2QDTE", "https://t.me/mau?start=MAU7K2QDTE", "Trưởng thôn", "30/11/2026"
        )
    ]
    table = cells(invites_sheet(rows))
    assert list(words.INVITES_COLUMNS) == table[0]
    assert table[1] == [1, "Nguyễn Thị Hoa", "Trưởng thôn", "Thôn 3", "MAU7K-2QDTE", rows[0].link, "30/11/2026"]
    assert table[-1][0] == words.INVITES_NOTE


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_becomes_a_formula_a_link_or_a_number(text: str) -> None:
    """What people typed is shown, never run: it stays text in every sheet."""
    for content in (
        invites_sheet([InviteRow(text, text, text, text)]),
        recipients_sheet([RecipientRow(text, text, "sent", text)]),
        my_data([(text, text)]),
    ):
        page = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
        found = [cell for row in page.iter_rows() for cell in row if cell.value == text]
        assert len(found) >= 2
        assert {cell.data_type for cell in found} == {"s"}
        assert [cell.hyperlink for cell in found if cell.hyperlink] == []


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (RecipientRow("A", "B", "sent"), ["Đã gửi", None, None, None, None]),
        (RecipientRow("A", "B", "sent", read_at="8:00 5/2"), ["Đã nắm", None, "8:00 5/2", None, None]),
        (
            RecipientRow("A", "B", "failed", reason="blocked"),
            ["Chưa nhận được", None, None, REASONS["blocked"].what, REASONS["blocked"].do],
        ),
        (
            RecipientRow("A", "B", "unreached", reason="no_chat"),
            ["Chưa nhận được", None, None, REASONS["no_chat"].what, REASONS["no_chat"].do],
        ),
    ],
)
def test_each_recipient_has_a_state_and_a_reason_in_words(row: RecipientRow, said: list[str | None]) -> None:
    """Who could not be reached, why, and what to do: in plain Vietnamese."""
    line = cells(recipients_sheet([row]))[1]
    assert said == [value or None for value in line[4:]]


def test_every_state_of_a_delivery_has_its_words() -> None:
    """A state without words would be shown as a key."""
    states = {"queued", "sending", "sent", "failed", "uncertain", "cancelled", "expired"}
    assert states <= set(words.DELIVERY_STATES)


def test_my_data_as_sheet_and_as_text() -> None:
    """The same lines in both, the text marked so that old Windows shows its Vietnamese."""
    rows = [("Họ và tên", "Nguyễn Thị Hoa"), ("Đơn vị", "Thôn 3")]
    assert cells(my_data(rows))[1:] == [list(row) for row in rows]
    text = my_data_text(rows)
    assert text.startswith(b"\xef\xbb\xbf")
    assert "Họ và tên: Nguyễn Thị Hoa\r\nĐơn vị: Thôn 3" in text.decode("utf-8-sig")


def test_a_cell_longer_than_excel_allows_is_cut() -> None:
    """Excel refuses to open a file with a longer cell."""
    assert len(cells(my_data([("x", "a" * 40_000)]))[1][1]) == 32_767


def picture(content: bytes) -> Image.Image:
    """Open a PNG."""
    opened = Image.open(io.BytesIO(content))
    assert opened.format == "PNG"
    return opened


@pytest.mark.parametrize("count", [0, 1, 5, 12, 40])
def test_a_chart_fits_a_phone(count: int) -> None:
    """Three pixels for each of 360, never endless, never empty, whatever the names."""
    rows = [(f"Xã $Mẫu$ {n} " + "rất dài " * (n % 9), n * n) for n in range(count)]
    chart = picture(stats_chart("Số buổi tuyên truyền theo đơn vị, quý IV năm 2026", rows, "Số liệu minh họa."))
    assert chart.width == 1080
    assert chart.height < 2000
    assert len(chart.convert("L").getcolors() or []) > 10  # letters have soft edges; a blank sheet has none


def test_many_units_are_merged_into_the_rest() -> None:
    """A chart of forty units is as high as one of twelve."""

    def height(count: int) -> int:
        return picture(stats_chart("Số buổi", [(f"Xã {n}", n) for n in range(count)])).height

    assert height(12) == height(40) > height(11)


def test_a_qr_code_is_black_on_white_with_a_margin() -> None:
    """Large enough to be scanned from paper; the quiet zone around it is four modules."""
    code = picture(invite_qr("https://t.me/mau_bot?start=MAU7K2QDTE")).convert("L")
    assert code.width == code.height >= 300
    assert code.crop((0, 0, code.width, 40)).getextrema() == (255, 255)
    assert code.crop((40, 40, 110, 110)).getextrema() == (0, 255)
