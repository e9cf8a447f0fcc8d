"""What the first admin tells of the office: its letterhead, its courtesy and whom to call."""

from content.dialog import Dialog, Option, Pick, Text
from content.texts import office as texts
from content.texts.courtesy import Courtesy

OFFICE_SETUP = Dialog(
    key="office_setup",
    title=texts.TITLE,
    send=texts.SAVE,
    send_word=texts.SAVE_WORD,
    most=8,  # asked once of one person, who can stop and resume
    items=(
        Text(key="name", ask=texts.NAME_ASK, name=texts.NAME, hint=texts.NAME_HINT, limit=150, least=3, private=True),
        Text(
            key="superior", ask=texts.SUPERIOR_ASK, name=texts.SUPERIOR, hint=texts.SUPERIOR_HINT, limit=150,
            optional=True, private=True,
        ),
        Pick(
            key="system", ask=texts.SYSTEM_ASK, name=texts.SYSTEM, hint=texts.SYSTEM_HINT,
            choices=(Option("nha_nuoc", texts.STATE), Option("dang", texts.PARTY)),
        ),
        Pick(
            key="courtesy", ask=texts.COURTESY_ASK, name=texts.COURTESY,
            choices=tuple(Option(form.value, form.addr) for form in Courtesy),
        ),
        Text(
            key="staff", ask=texts.STAFF_ASK, name=texts.STAFF, hint=texts.STAFF_HINT, limit=150, least=3,
            private=True,
        ),
        Text(
            key="public", ask=texts.PUBLIC_ASK, name=texts.PUBLIC, hint=texts.PUBLIC_HINT, limit=150, least=3,
            private=True,
        ),
        Text(
            key="privacy", ask=texts.PRIVACY_CONTACT_ASK, name=texts.PRIVACY_CONTACT, hint=texts.PRIVACY_HINT,
            limit=150, least=3, private=True,
        ),
    ),
)  # fmt: skip
