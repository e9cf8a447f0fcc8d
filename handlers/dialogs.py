"""Open dialogs of people: begun, answered and resumed by the pure engine, saved after every answer."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from content.dialog import Doubt, Facts, Known, Option, Progress, code_of
from content.texts import errors
from handlers import answer_files, engine
from handlers.command import Command
from handlers.errors import NothingOpen
from handlers.office_forms import DIALOG
from handlers.outcome import Outcome
from handlers.scene import Scene
from handlers.turn import Finished
from storage.progress import OpenDialog

OWN_WORDS = frozenset({"huongdan", "huy"})  # commands whose words the open dialog itself understands
RUN_BYTES = 4
BACK = "back"  # beside the progress: the run to which it leads back


class Lazy(Mapping[str, Any]):
    """Facts that are asked of storage only when a step reads them, and once."""

    def __init__(self, sources: Mapping[str, Callable[[Scene, str], Any]], scene: Scene, subject: str) -> None:
        self._sources, self._scene, self._subject = sources, scene, subject
        self._known: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        """Ask storage, once. Raises KeyError for a fact this dialog does not have."""
        if name not in self._known:
            self._known[name] = self._sources[name](self._scene, self._subject)
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names."""
        return iter(self._sources)

    def __len__(self) -> int:
        """Return how many facts there are."""
        return len(self._sources)


def outcome_of(scene: Scene, key: str) -> Outcome:
    """Return the outcome of a dialog. Raises NothingOpen for one that is no more."""
    from handlers.outcomes import OUTCOMES, office_form  # noqa: PLC0415 (outcomes start dialogs: they import this file)

    if key.startswith(DIALOG):
        return office_form.outcome(scene, key)
    for outcome in OUTCOMES:
        if outcome.dialog.key == key:
            return outcome
    raise NothingOpen(key)


def facts(scene: Scene, outcome: Outcome, subject: str) -> Facts:
    """Return what the engine may know."""
    lookups: Mapping[str, tuple[Option, ...]] = Lazy(outcome.lookups, scene, subject)
    return Facts(
        today=scene.today,
        now=scene.local_now,
        lookups=lookups,
        values=Lazy({**outcome.values, Known.LANGUAGE: _language}, scene, subject),
        courtesy=scene.office.courtesy,
        contact=scene.office.staff_contact,
    )


def _language(scene: Scene, subject: str) -> str:
    del subject
    return scene.uow.people.get(scene.person_id).form_language


def start(
    scene: Scene, key: str, subject: str = "", prefill: Mapping[str, Any] | None = None,
    unsure: Mapping[str, Doubt] | None = None,
) -> None:  # fmt: skip
    """Begin a dialog, or offer the draft of it that waits."""
    outcome = outcome_of(scene, key)
    if outcome.needs is not None:
        scene.require(outcome.needs)
    waiting = scene.uow.progress.get(scene.person_id, key, subject)
    if waiting is not None and prefill is None:
        resume(scene, waiting)
        return
    run = secrets.token_hex(RUN_BYTES)
    turn = engine.begin(outcome.dialog_for(scene, subject), run, facts(scene, outcome, subject), prefill, unsure)
    if turn.progress is not None:
        scene.uow.progress.begin(
            scene.person_id, key, run, {"p": turn.progress.to_json()}, chat_id=scene.caller.chat_id,
            now=scene.now, subject=subject,
        )  # fmt: skip
    for said in turn.says:
        scene.send(said)


def prepare(
    scene: Scene, key: str, subject: str, prefill: Mapping[str, Any], unsure: Mapping[str, Doubt] | None = None
) -> None:
    """Make a draft that waits, filled in as far as is known; the dialog that is open stays open."""
    outcome = outcome_of(scene, key)
    run = secrets.token_hex(RUN_BYTES)
    turn = engine.begin(outcome.dialog_for(scene, subject), run, facts(scene, outcome, subject), prefill, unsure)
    opened = scene.uow.progress.open_of(scene.person_id)
    if turn.progress is not None:
        scene.uow.progress.begin(
            scene.person_id, key, run, {"p": turn.progress.to_json()}, chat_id=scene.caller.chat_id, now=scene.now,
            subject=subject,
        )  # fmt: skip
    if opened is not None:
        scene.uow.progress.save(replace(opened, is_open=False), opened.progress, chat_id=opened.chat_id, now=scene.now)


def resume(scene: Scene, draft: OpenDialog) -> None:
    """Say where a draft stands and ask the same question again."""
    outcome = outcome_of(scene, draft.dialog)
    progress = Progress.from_json(draft.progress["p"])
    turn = engine.resume(outcome.dialog_for(scene, draft.subject), progress, facts(scene, outcome, draft.subject))
    _settle(scene, draft, outcome, turn)


def pressed(scene: Scene, token: str) -> tuple[OpenDialog, str]:
    """A button of a dialog: of the open one, of one that waits, or of one long gone; return what it opens instead."""
    run = token.split(":")[1] if token.count(":") else ""
    for draft in scene.uow.progress.of(scene.person_id):
        if draft.run == run:
            return draft, answer(scene, draft)
    raise NothingOpen(scene.text(errors.BUTTON_OLD))


def answer(scene: Scene, draft: OpenDialog, word: str = "") -> str:
    """Hand what was said to the engine; return the command that the person chose to open instead, if any.

    *word* is taken in place of what was typed: "hủy" for "/huy".
    """
    outcome = outcome_of(scene, draft.dialog)
    if outcome.needs is not None:
        scene.require(outcome.needs)
    progress = Progress.from_json(draft.progress["p"])
    heard = replace(scene.inbound, text=word) if word else scene.inbound
    turn = engine.advance(
        outcome.dialog_for(scene, draft.subject), progress, heard, facts(scene, outcome, draft.subject)
    )
    _settle(scene, draft, outcome, turn)
    return turn.open_command


def ask_command(scene: Scene, draft: OpenDialog, text: str, command: Command | None) -> str:
    """The whole message is a command word inside an open form: ask which is meant, or return it to be opened.

    Without a command it is a whole report.
    """
    outcome = outcome_of(scene, draft.dialog)
    turn = engine.ask_command(
        Progress.from_json(draft.progress["p"]), text, command.about if command is not None else ""
    )
    _settle(scene, draft, outcome, turn)
    return turn.open_command


def stays_aside(scene: Scene, draft: OpenDialog, text: str) -> bool:
    """Say whether the open question is none that *text* could answer, and may be left."""
    return engine.stays_aside(outcome_of(scene, draft.dialog).dialog, Progress.from_json(draft.progress["p"]), text)


def wants_file(scene: Scene, draft: OpenDialog) -> bool:
    """Say whether the open question is answered by a file."""
    outcome = outcome_of(scene, draft.dialog)
    return engine.wants_file(outcome.dialog, Progress.from_json(draft.progress["p"]))


def wants_place(scene: Scene, draft: OpenDialog) -> bool:
    """Say whether the open question is answered by a place on the map."""
    outcome = outcome_of(scene, draft.dialog)
    return engine.wants_place(outcome.dialog, Progress.from_json(draft.progress["p"]))


def take_back(scene: Scene, draft: OpenDialog, path: str, template: str, **fields: object) -> bool:
    """Drop an answer that turned out to be none, to be asked again; say whether it is asked now, under *template*."""
    outcome = outcome_of(scene, draft.dialog)
    progress = Progress.from_json(draft.progress["p"])
    known = facts(scene, outcome, draft.subject)
    turn = engine.take_back(
        outcome.dialog_for(scene, draft.subject), progress, path, scene.text(template, **fields), known
    )
    says = turn.says if draft.is_open else ()
    for said in says:
        scene.send(said)
    if turn.progress is not None:
        kept = draft.progress | {"p": turn.progress.to_json()}
        scene.uow.progress.save(draft, kept, chat_id=draft.chat_id, now=scene.now, is_open=draft.is_open)
    return bool(says)


def finish(scene: Scene, draft: OpenDialog, outcome: Outcome, sent: Finished) -> str | None:
    """Let a draft become what its dialog makes, with the files that were sent in it; return what `amended` is told."""
    made = outcome.finish(scene, draft.subject, sent)
    _link_files(scene, draft, made, sent.answers)
    return made


def _link_files(scene: Scene, draft: OpenDialog, made: str | None, answers: Mapping[str, Any]) -> None:
    if draft.dialog.startswith(DIALOG) and made:
        scene.uow.submission_files.settle(draft.run, int(made), answers)


def _settle(scene: Scene, draft: OpenDialog, outcome: Outcome, turn: engine.Turn) -> None:
    made, back = draft.progress.get("made"), draft.progress.get(BACK)
    for taken in turn.taken:
        answer_files.owe(scene, draft.run, taken)
    if turn.finished is not None:
        made = finish(scene, draft, outcome, turn.finished)
    if turn.amended is not None and outcome.amended is not None and made:
        outcome.amended(scene, made, turn.amended.answers)
        _link_files(scene, draft, made, turn.amended.answers)
    for said in turn.says:
        scene.send(said)
    if turn.progress is None:
        if turn.cancelled:
            scene.uow.submission_files.forget_run(draft.run)
        scene.uow.progress.drop(draft)
        come_back(scene, back)
        return
    language = turn.progress.language
    if language and language != draft.progress["p"].get("language", ""):
        scene.uow.people.prefer_language(scene.person_id, code_of(language))
    # A draft that is only put aside stays, but the person's next words no longer belong to it.
    scene.uow.progress.save(
        draft, {"p": turn.progress.to_json(), "made": made} | ({BACK: back} if back else {}),
        chat_id=scene.caller.chat_id, now=scene.now, is_open=not turn.set_aside,
    )  # fmt: skip


def lead_back(scene: Scene, left: OpenDialog) -> None:
    """Let whatever was begun just now lead back to the draft that was left for it, once it is over."""
    for begun in scene.uow.progress.of(scene.person_id):
        if begun.started_at == scene.now and begun.run != left.run:
            kept = {**begun.progress, BACK: left.run}
            scene.uow.progress.save(begun, kept, chat_id=begun.chat_id, now=scene.now, is_open=begun.is_open)


def come_back(scene: Scene, back: str | None) -> None:
    """Ask on where the person was before, unless something that leads there too is still to be done."""
    if not back:
        return
    drafts = scene.uow.progress.of(scene.person_id)
    held = next((draft for draft in drafts if draft.run == back), None)
    if held is None:
        return
    if scene.uow.progress.open_of(scene.person_id) is not None:
        lead_back(scene, held)  # what is over has begun another
        return
    others = (draft for draft in drafts if draft.progress.get(BACK) == back)
    if all(Progress.from_json(draft.progress["p"]).is_sent for draft in others):
        resume(scene, held)
