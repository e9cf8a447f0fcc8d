"""The empty roster that an office fills in."""

from __future__ import annotations

import io

from content.texts import roster as words

_WIDTHS = {"full_name": 26, "position": 22, "unit_name": 24, "parent_unit": 22, "decision_number": 22}


def template_xlsx() -> bytes:
    """Return an .xlsx with the columns `read_roster` knows, one example row that it skips, and a guide."""
    import xlsxwriter  # noqa: PLC0415 (stays out of the serving process)

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True, "bg_color": "#DDE7F3", "border": 1, "text_wrap": True, "valign": "top"})
    grey = book.add_format({"italic": True, "font_color": "#777777", "num_format": "@"})
    text = book.add_format({"num_format": "@"})
    sheet = book.add_worksheet(words.SHEET)
    for column, (key, title) in enumerate(words.COLUMNS.items()):
        # As text, so that Excel keeps the 0 of a phone number and the form of a date.
        sheet.set_column(column, column, _WIDTHS.get(key, 16), text)
        sheet.write_string(0, column, title, bold)
        sheet.write_string(1, column, words.EXAMPLE[key], grey)
    sheet.freeze_panes(1, 2)
    guide = book.add_worksheet(words.GUIDE_SHEET)
    guide.set_column(0, 0, 110)
    for row, line in enumerate(words.GUIDE):
        guide.write_string(row, 0, line)
    book.close()
    return made.getvalue()
