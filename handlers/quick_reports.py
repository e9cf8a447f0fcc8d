"""Reports written at once: one line, several lines or filled templates, each read back and becoming its own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from content.dialog import CHECK, OTHER, Known, Lookup, Progress, Value
from content.dialogs.session_report import SESSION_REPORT
from content.message import Choice, Heard, Outbound
from content.quick_report import Facts, Parsed, parse_report, sessions_of
from content.texts import common
from content.texts import quick_report as texts
from content.vietnamese import fold
from handlers import dialogs, engine, office_forms
from handlers.outcomes.session_report import SESSION_REPORT_OUTCOME
from handlers.scene import Scene
from storage.progress import OpenDialog

LINE = "line:"  # begins the subject of a report that was written at once
MOST = 10
_REQUIRED = ("session_date", "place", "form", "topics", "headcount")


def waiting(scene: Scene) -> list[OpenDialog]:
    """Return the reports written at once that are not sent yet, in the order they were written."""
    drafts = [
        draft
        for draft in scene.uow.progress.of(scene.person_id)
        if draft.subject.startswith(LINE) and office_forms.is_session(scene, draft.dialog)
    ]
    left = [draft for draft in drafts if not Progress.from_json(draft.progress["p"]).is_sent]
    return sorted(left, key=lambda draft: int(draft.subject.removeprefix(LINE)))


def take(scene: Scene, text: str) -> None:
    """Read what was written: say what was not understood, and ask only what is missing."""
    written = sessions_of(text)
    if any(fold(line).split()[:1] == [fold(word)] for line in written for word in texts.FOR_OTHERS):
        scene.say(texts.NO_BEHALF)  # never counted for the wrong person
        return
    if len(written) > MOST:
        scene.say(texts.TOO_MANY, most=MOST)
    read = [(n, line, *_read(scene, line)) for n, line in enumerate(written[:MOST], 1)]
    if len(read) == 1:
        _, _, parsed, answers = read[0]
        _say_unsure(scene, parsed)
        dialogs.start(scene, office_forms.session_dialog(scene), _free(scene), answers)
        return
    good = [(parsed, answers) for _, _, parsed, answers in read if answers]
    for n, line, _, answers in read:
        if not answers:
            scene.say(texts.LINE_EMPTY, n=n, text=line.replace("\n", ", ")[:80])
    if good:
        _several(scene, good)


def _read(scene: Scene, line: str) -> tuple[Parsed, dict[str, Value]]:
    known = dialogs.facts(scene, SESSION_REPORT_OUTCOME, "")
    as_before, rest = _as_before(line)
    parsed = parse_report(rest, Facts(scene.today, known.options(Lookup.MY_PLACES), known.options(Lookup.POINTS)))
    answers = dict(parsed.answers)
    if as_before:
        place, points = known.value(Known.LAST_PLACE), list(known.value(Known.LAST_POINTS) or ())
        if not place:
            scene.say(texts.NO_LAST)
        last: dict[str, Any] = {"place": place if place != OTHER else None, "topics": points}
        unsure = {doubt.key for doubt in parsed.doubts}
        answers |= {key: value for key, value in last.items() if value and key not in answers and key not in unsure}
    order = [slot.step.key for slot in SESSION_REPORT.slots]
    return parsed, {key: answers[key] for key in order if key in answers}


def _as_before(line: str) -> tuple[bool, str]:
    words = line.split(" ")
    for phrase in map(fold, texts.AS_BEFORE):
        size = len(phrase.split())
        for start in range(len(words) - size + 1):
            if fold(" ".join(words[start : start + size])) == phrase:
                return True, " ".join([*words[:start], *words[start + size :]])
    return False, line


def _names() -> dict[str, str]:
    return {slot.step.key: slot.step.name for slot in SESSION_REPORT.slots}


def _say_unsure(scene: Scene, parsed: Parsed) -> None:
    lines = [
        scene.text(texts.UNSURE, name=_names()[doubt.key].lower(), text=doubt.text)
        for doubt in parsed.doubts
    ]  # fmt: skip
    if parsed.leftovers:
        lines.append(scene.text(texts.NOT_UNDERSTOOD, words="; ".join(parsed.leftovers)))
    if lines:
        scene.send(Outbound("\n".join(lines)))


def _free(scene: Scene) -> str:
    """Return a subject of no other draft: what was begun before is never lost."""
    taken = {draft.subject for draft in waiting(scene)}
    return next(f"{LINE}{n}" for n in range(1, len(taken) + 2) if f"{LINE}{n}" not in taken)


def _several(scene: Scene, good: list[tuple[Parsed, dict[str, Value]]]) -> None:
    lines, is_busy = [scene.text(texts.READ, n=len(good))], scene.uow.progress.open_of(scene.person_id) is not None
    for n, (parsed, answers) in enumerate(good, 1):
        subject = _free(scene)
        asks = office_forms.session_dialog(scene)
        dialogs.prepare(scene, asks, subject, answers)
        made = scene.uow.progress.get(scene.person_id, asks, subject)
        if made is not None and not is_busy:  # the choice below is answered next, and not the question of this one
            scene.uow.progress.save(made, made.progress, chat_id=made.chat_id, now=scene.now, is_open=False)
        lines.append(texts.LINE.format(n=n, said=_said(scene, subject)))
        if parsed.leftovers:
            lines.append(scene.text(texts.NOT_UNDERSTOOD, words="; ".join(parsed.leftovers)))
    lines.append(scene.text(texts.NEXT_BY_WORD))
    choices = [Choice(texts.ONE_BY_ONE, "report:on")]
    ready = len(_ready(scene))
    if ready > 1:
        choices.append(
            Choice(texts.SEND_ALL.format(n=ready), "report:all", texts.SEND_ALL_WORD, decisive=True)
        )  # fmt: skip
    scene.send(Outbound("\n".join(lines), choices=tuple(choices)))


def _said(scene: Scene, subject: str) -> str:
    draft = scene.uow.progress.get(scene.person_id, office_forms.session_dialog(scene), subject)
    if draft is None:
        return ""
    progress = Progress.from_json(draft.progress["p"])
    said = "; ".join(progress.said.values())
    missing = [_names()[key].lower() for key in _REQUIRED if key not in progress.answers]
    return texts.MISSING.format(said=said, names=", ".join(missing)) if missing else said


def _ready(scene: Scene) -> list[OpenDialog]:
    """Return those that stand at the last look, with nothing in doubt."""
    found = []
    for draft in waiting(scene):
        progress = Progress.from_json(draft.progress["p"])
        if progress.current == CHECK and progress.doubt is None:
            found.append(draft)
    return found


def send_all(scene: Scene) -> None:
    """Send all that are complete and still in no doubt, each looked at after those before it; the others wait."""
    for draft in _ready(scene):
        said = replace(scene.inbound, kind=Heard.TEXT, text=common.SEND_WORD, token="")
        outcome = dialogs.outcome_of(scene, draft.dialog)
        known = dialogs.facts(scene, outcome, draft.subject)
        turn = engine.advance(outcome.dialog, Progress.from_json(draft.progress["p"]), said, known)
        if turn.finished is not None:
            scene.uow.progress.drop(draft)
            outcome.finish(scene, draft.subject, turn.finished)
        elif turn.progress is not None:  # the same session as one just sent: asked when it is looked at
            kept = {**draft.progress, "p": turn.progress.to_json()}
            scene.uow.progress.save(draft, kept, chat_id=draft.chat_id, now=scene.now, is_open=False)
    left = len(waiting(scene))
    if left:
        scene.say(texts.WAITING, n=left)
