"""A report opened again with all its answers; and what the office and its people say to each other about it."""

from dataclasses import replace

from content.dialog import Dialog, Lookup, Pick, Text
from content.texts import corrections as texts

LINES_MOST = 40


def whole(dialog: Dialog) -> Dialog:
    """Return *dialog* as what it made is corrected: every answer, details too, is a line of one check screen."""
    if dialog.languages is None:
        return _whole(dialog)
    languages = dialog.languages.but(_whole)
    return languages.put_into(languages.spoken)


def _whole(dialog: Dialog) -> Dialog:
    items = (*dialog.items, *dialog.after)
    return replace(dialog, items=items, after=(), intro="", send=texts.SEND, most=None)


GIVE_BACK = Dialog(
    key="give_back_report", title=texts.RETURN_TITLE, confirmed=False,
    items=(
        Pick(key="field", ask=texts.ASK_FIELD, name=texts.NAME_FIELD, choices=Lookup.LINES, show=LINES_MOST),
        Text(key="reason", ask=texts.ASK_REASON, hint=texts.HINT_REASON, name=texts.NAME_REASON, least=3),
    ),
)  # fmt: skip
"""The subject names the report and what its reviewer saw of it; LINES are the lines of its check screen."""

LATE_REQUEST = Dialog(
    key="ask_report_fix", title=texts.REQUEST_TITLE, confirmed=False,
    items=(Text(key="what", ask=texts.REQUEST_ASK, hint=texts.REQUEST_HINT, name=texts.REQUEST_NAME, least=3),),
)  # fmt: skip
