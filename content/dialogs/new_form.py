"""Bringing a form: one question, answered by a file."""

from content.dialog import Dialog, File
from content.texts import office_forms as texts

NEW_FORM = Dialog(
    key="new_form", title=texts.NEW_TITLE, confirmed=False,
    items=(File(key="file", ask=texts.ASK_FILE, name=texts.NAME_FILE, words={"need": texts.NEED_FILE}),),
)  # fmt: skip
