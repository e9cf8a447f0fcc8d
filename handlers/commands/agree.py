"""The full words that decide: `đồng ý duyệt 17` opens the text the first time; `trả lại 17`, `từ chối 17` ask why."""

from collections.abc import Callable

from content.roles import May
from content.texts import approval as texts
from handlers import withdrawal
from handlers.arguments import number
from handlers.command import Command, Run
from handlers.commands import approve
from handlers.dossier import named
from handlers.errors import NothingOpen
from handlers.scene import Scene


def _decision(slash: str, words: tuple[str, ...], about: str, run: Run) -> Command:
    return Command(
        slash=slash, words=words, about=about, run=run, needs=May.APPROVE, in_menu=False, takes=number, numbered=True
    )


def _of_withdrawal(decide: Callable[[Scene, str], None]) -> Run:
    """Return *decide* for requests to withdraw alone: "đồng ý thu hồi 17" never approves a text."""

    def run(scene: Scene, rest: str) -> None:
        dossier = named(scene, rest, texts.NO_SUCH)
        if dossier.broadcast.kind != withdrawal.KIND:
            raise NothingOpen(scene.text(texts.NO_WITHDRAWAL, n=dossier.n))
        decide(scene, rest)

    return run


AGREE = _decision("dongyduyet", texts.WORDS_AGREE, texts.APPROVE, approve.agree)
RETURN = _decision("tralai", texts.WORDS_RETURN, texts.BUTTON_RETURN, approve.give_back)
REJECT = _decision("tuchoi", texts.WORDS_REJECT, texts.BUTTON_REJECT, approve.reject)
AGREE_WITHDRAWAL = _decision(
    "dongythuhoi", texts.WORDS_AGREE_WITHDRAWAL, texts.BUTTON_AGREE_WITHDRAWAL, _of_withdrawal(approve.agree)
)
REFUSE_WITHDRAWAL = _decision(
    "khongthuhoi", texts.WORDS_REFUSE_WITHDRAWAL, texts.BUTTON_REFUSE_WITHDRAWAL, _of_withdrawal(approve.reject)
)
