"""What a member wants corrected about themselves."""

from content.dialog import Dialog, Text
from content.texts import my_data as texts

FIX_MY_DATA = Dialog(
    key="fix_my_data",
    title=texts.FIX_TITLE,
    confirmed=False,
    items=(Text(key="what", ask=texts.FIX_ASK, name=texts.FIX_NAME, hint=texts.FIX_HINT, least=3, private=True),),
)
