"""Small dialogs of the office: why it is given back, why it is withdrawn, and one point changed."""

from content.dialog import Dialog, Number, Option, Text
from content.dialogs.talking_point import MOST_POINTS, Official
from content.document import POINT_LIMIT
from content.texts import approval as texts
from content.texts import composing
from content.texts import quick_report as quick

REASON = Dialog(
    key="reason", title=texts.REASON_TITLE, confirmed=False,
    items=(Text(key="reason", ask=texts.ASK_REASON, name=texts.NAME_REASON, limit=500, least=3),),
)  # fmt: skip

ZERO_REASON = Dialog(
    key="zero_reason", title=quick.ZERO_TITLE, confirmed=False,
    items=(Text(key="reason", ask=quick.ZERO_WHY, name=quick.ZERO_NAME, limit=200, least=3),),
)  # fmt: skip

WITHDRAWAL = Dialog(
    key="withdrawal", title=texts.WITHDRAW_TITLE, send=texts.BUTTON_WITHDRAW, send_word=texts.WITHDRAW_WORD,
    items=(Text(key="reason", ask=texts.ASK_WHY_WITHDRAWN, name=texts.NAME_REASON, limit=300, least=3),),
)  # fmt: skip

ONE_POINT = Dialog(
    key="one_point", title=composing.POINT_TITLE, send=composing.SAVE, send_word=composing.SAVE_WORD,
    items=(
        Number(
            key="n", ask=composing.ASK_WHICH, hint=composing.HINT_WHICH, name=composing.NAME_WHICH,
            between=(1, 10 * MOST_POINTS), example=2,
        ),
        Official(
            key="text", ask=composing.ASK_NEW_TEXT, name=composing.NAME_NEW_TEXT, limit=POINT_LIMIT, least=10,
            quick=(Option("drop", composing.DROP_POINT),),
        ),
    ),
)  # fmt: skip
