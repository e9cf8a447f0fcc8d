"""A file sent again, in place of one that could not be had after its form was sent."""

from content.dialog import Dialog, File
from content.texts import sent_files as texts
from content.xforms.answering import FILES

KEY = "send_again"


def send_again(kind: str) -> Dialog:
    """Return the one question, which wants a file of *kind*: image, audio, video or file."""
    return Dialog(
        key=KEY, title=texts.SEND_AGAIN_TITLE, confirmed=False,
        items=(
            File(
                key="file", ask=texts.SEND_AGAIN_ASK, name=texts.SEND_AGAIN_NAME, words={"need": FILES[kind]}, kept=kind
            ),
        ),
    )  # fmt: skip


SEND_AGAIN = send_again("file")
