"""Reports written at once: one line, several lines or filled templates, each read back and becoming its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from content.dialog import CHECK, OTHER, Doubt, Known, Lookup, Progress, Value
from content.dialogs.report_for import REPORT_FOR
from content.dialogs.session_report import SESSION_REPORT
from content.message import Choice, Heard, Outbound
from content.quick_report import (
    Facts,
    Parsed,
    Whom,
    begins_report,
    choices_of,
    for_whom,
    is_for_other,
    parse_report,
    sessions_of,
)
from content.texts import common
from content.texts import quick_report as texts
from content.texts import report_for as behalf
from content.vietnamese import fold
from handlers import dialogs, engine, office_forms, on_behalf
from handlers.errors import NotAllowed
from handlers.outcomes.session_report import SESSION_REPORT_OUTCOME
from handlers.report_subjects import FOR, LINE, free, group_of, reporter_of, waiting
from handlers.scene import Scene
from storage.progress import OpenDialog

MOST = 10
_REQUIRED = ("session_date", "place", "form", "topics", "headcount")


@dataclass(frozen=True, slots=True)
class Written:
    """One session that was written: for whom, what was read of it, and the answers that it gives."""

    line: str
    parsed: Parsed
    answers: dict[str, Value]
    unsure: dict[str, Doubt]  # by key: what is asked as a choice among what was found
    group: str = LINE  # begins the subject: whose session it is


def take(scene: Scene, text: str) -> None:
    """Read what was written: say what was not understood, and ask only what is missing."""
    written = sessions_of(text)
    if len(written) > MOST:
        scene.say(texts.TOO_MANY, most=MOST)
    if len(written) == 1:
        _only(scene, written[0])
        return
    good = []
    for n, line in enumerate(written[:MOST], 1):
        if (read := _one_of_several(scene, n, line)) is not None:
            good.append(read)
    if good:
        _several(scene, good)


def is_report(scene: Scene, text: str) -> bool:
    """Say whether *text* tells of a session: the word "bc", how many listened, and the day or the place."""
    return begins_report(text) and any(_is_session(scene, line) for line in sessions_of(text)[:MOST])


def _is_session(scene: Scene, line: str) -> bool:
    parsed = parse_report(line, Facts(scene.today))
    if "headcount" not in parsed.answers:
        return False
    if "session_date" in parsed.answers:
        return True
    places = dialogs.facts(scene, SESSION_REPORT_OUTCOME, "").options(Lookup.MY_PLACES)
    return "place" in parse_report(line, Facts(scene.today, places)).answers


def is_only_begun(scene: Scene, draft: OpenDialog) -> bool:
    """Say whether an open draft is a session report of which nothing was answered yet: nothing is lost with it."""
    progress = Progress.from_json(draft.progress["p"])
    is_empty = not progress.answers and not progress.picks and not progress.unsure
    return is_empty and not draft.subject and office_forms.is_session(scene, draft.dialog)


def _only(scene: Scene, line: str) -> None:
    if not is_for_other(line):
        _one(scene, _read(scene, line))
        return
    whom = for_whom(line, on_behalf.options(on_behalf.colleagues(scene, line)))
    if len(whom.found) == 1:
        for_colleague(scene, int(whom.found[0].value), whom.rest)
    else:
        ask_whom(scene, whom)


def for_colleague(scene: Scene, person_id: int, text: str) -> None:
    """Begin a report that counts for a colleague, with what *text* tells of the session. Raises NotAllowed."""
    on_behalf.require(scene, person_id)
    _one(scene, _read(scene, text, group_of(person_id)))


def ask_whom(scene: Scene, whom: Whom | None = None) -> None:
    """Ask for which colleague a report is; what was written of the session is kept meanwhile."""
    if not on_behalf.colleagues(scene):
        scene.say(behalf.NOBODY)
        return
    among = ""
    if whom is not None and whom.found:
        scene.say(behalf.WHICH, n=len(whom.found), text=whom.typed)
        among = ",".join(one.value for one in whom.found)
    elif whom is not None and whom.typed:
        scene.say(behalf.NOT_FOUND, text=whom.typed)
    carried: dict[str, Value] | None = {"line": whom.rest} if whom is not None and whom.rest else None
    # What is carried must not be overwritten by the next that is carried: each has a subject of its own.
    begun = {draft.subject for draft in scene.uow.progress.of(scene.person_id) if draft.dialog == REPORT_FOR.key}
    subject = next(one for n in range(len(begun) + 1) if (one := f"{among}#{n}") not in begun) if carried else among
    dialogs.start(scene, REPORT_FOR.key, subject, carried)


def _one(scene: Scene, read: Written) -> None:
    _say_unsure(scene, read)
    dialogs.start(scene, office_forms.session_dialog(scene), free(scene, read.group), read.answers, read.unsure)


def _one_of_several(scene: Scene, n: int, line: str) -> Written | None:
    """Read one line among others; say so when it tells nothing, or not of whom."""
    group, rest = LINE, line
    if is_for_other(line):
        whom = for_whom(line, on_behalf.options(on_behalf.colleagues(scene, line)))
        if len(whom.found) != 1:
            scene.say(behalf.LINE_UNCLEAR, n=n, text=_short(line))
            return None
        group, rest = group_of(int(whom.found[0].value)), whom.rest
    read = _read(scene, rest, group)
    if not read.answers and not read.unsure:
        scene.say(texts.LINE_EMPTY, n=n, text=_short(line))
        return None
    return read


def _short(line: str) -> str:
    return line.replace("\n", ", ")[:80]


def _read(scene: Scene, line: str, group: str = LINE) -> Written:
    known = dialogs.facts(scene, SESSION_REPORT_OUTCOME, f"{group}0")
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
    asked = dialogs.outcome_of(scene, office_forms.session_dialog(scene)).dialog
    choices = {key: one for key, one in choices_of(parsed, SESSION_REPORT, known).items() if key in asked.by_path}
    return Written(line, parsed, {key: answers[key] for key in order if key in answers}, choices, group)


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


def _say_unsure(scene: Scene, read: Written) -> None:
    lines = [
        scene.text(texts.UNSURE, name=_names()[doubt.key].lower(), text=doubt.text)
        for doubt in read.parsed.doubts
        if doubt.key not in read.unsure
    ]  # fmt: skip
    if read.parsed.leftovers:
        lines.append(scene.text(texts.NOT_UNDERSTOOD, words="; ".join(read.parsed.leftovers)))
    if lines:
        scene.send(Outbound("\n".join(lines)))


def _several(scene: Scene, good: list[Written]) -> None:
    lines, is_busy = [scene.text(texts.READ, n=len(good))], scene.uow.progress.open_of(scene.person_id) is not None
    for n, read in enumerate(good, 1):
        subject = free(scene, read.group)
        asks = office_forms.session_dialog(scene)
        dialogs.prepare(scene, asks, subject, read.answers, read.unsure)
        made = scene.uow.progress.get(scene.person_id, asks, subject)
        if made is not None and not is_busy:  # the choice below is answered next, and not the question of this one
            scene.uow.progress.save(made, made.progress, chat_id=made.chat_id, now=scene.now, is_open=False)
        lines.append(texts.LINE.format(n=n, said=_said(scene, subject)))
        if read.parsed.leftovers:
            lines.append(scene.text(texts.NOT_UNDERSTOOD, words="; ".join(read.parsed.leftovers)))
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
    if subject.startswith(FOR):
        said = behalf.FOR.format(person=on_behalf.name_of(scene, reporter_of(scene, subject)), said=said)
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
    back: str | None = None
    for draft in _ready(scene):
        back = back or draft.progress.get(dialogs.BACK)
        said = replace(scene.inbound, kind=Heard.TEXT, text=common.SEND_WORD, token="")
        outcome = dialogs.outcome_of(scene, draft.dialog)
        known = dialogs.facts(scene, outcome, draft.subject)
        turn = engine.advance(outcome.dialog, Progress.from_json(draft.progress["p"]), said, known)
        if turn.finished is not None:
            try:
                dialogs.finish(scene, draft, outcome, turn.finished)
            except NotAllowed as refused:  # for a colleague who is no longer one: nothing was kept, the others go
                scene.send(Outbound(refused.words))
                continue
            scene.uow.progress.drop(draft)
        elif turn.progress is not None:  # the same session as one just sent: asked when it is looked at
            kept = {**draft.progress, "p": turn.progress.to_json()}
            scene.uow.progress.save(draft, kept, chat_id=draft.chat_id, now=scene.now, is_open=False)
    left = len(waiting(scene))
    if left:
        scene.say(texts.WAITING, n=left)
    dialogs.come_back(scene, back)
