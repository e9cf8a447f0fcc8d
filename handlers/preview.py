"""A version as its recipients will see it, on each channel; and sent to oneself for trial."""

from __future__ import annotations

from dataclasses import replace

from content.document import State, shortened
from content.message import Outbound
from content.texts import composing as texts
from handlers import issue_text, reading_room, withdrawal
from handlers.dossier import Dossier
from handlers.scene import Scene


def show(scene: Scene, dossier: Dossier, approver: str = "") -> None:
    """Say the message as recipients will get it, for each group of channels that show the same.

    *approver*: whose name will stand under it, when it is approved by who looks at it.
    """
    groups: dict[str, tuple[Outbound, list[str]]] = {}
    for name, facts in scene.world.channels.items():
        said = rendered(scene, dossier, name, approver)
        kind = f"{facts.has_buttons}{said.to_json()}"
        groups.setdefault(kind, (said, []))[1].append(name)
    for said, names in groups.values():
        facts = scene.world.channels[names[0]]
        labels = ", ".join(c.label if facts.has_buttons else f'"{c.word}"' for c in said.choices)
        channels = ", ".join(scene.world.channels[c].label for c in names)
        lines = [texts.PREVIEW_HEAD, scene.text(texts.PREVIEW_CHANNELS, channels=channels)]
        if labels:
            lines.append(scene.text(texts.PREVIEW_BUTTONS if facts.has_buttons else texts.PREVIEW_WORDS, labels=labels))
        scene.send(Outbound("\n".join(lines)))
        # Shown, not offered: a preview acknowledges nothing. By its key its light page knows the version.
        scene.send(said.but(choices=(), key=f"{reading_room.READ}:{dossier.version.id}" if said.page else ""))


def whole(scene: Scene, dossier: Dossier) -> None:
    """Say all points in full where the message shortens them, and bring the file: nobody approves unread text."""
    issue = issue_text.issue_of(scene.uow, dossier.document, dossier.version, demo=scene.world.is_demo)
    if shortened(issue):
        points = [
            f"{p.n}. {p.title}" + (f"\n{p.text}" if p.text.strip() and p.text != p.title else "") for p in issue.points
        ]
        scene.send(Outbound("\n\n".join(points), heading=texts.PREVIEW_WHOLE))
    if issue.short_message:
        scene.say(texts.CARD_SHORT, text=issue.short_message)
    if (file := issue_text.file_of(scene.uow, dossier.document, dossier.version, texts.PREVIEW_FILE)) is not None:
        scene.send(file)


def try_out(scene: Scene, dossier: Dossier) -> None:
    """Send the real message to the speaker alone."""
    scene.send(rendered(scene, dossier, scene.caller.channel))
    # Words and no choices: the numbers of the trial's points stay what a bare number means.
    is_draft = dossier.version.state == State.DRAFT
    scene.say(texts.TESTED_DRAFT if is_draft else texts.TESTED, word=texts.WORD_DRAFT.format(n=dossier.n))
    scene.note("test_send", f"version:{dossier.version.id}")


def rendered(scene: Scene, dossier: Dossier, channel: str, approver: str = "") -> Outbound:
    """Return the message of a dossier on *channel*: as frozen once approved, before that as it would be now."""
    frozen = scene.uow.broadcasts.rendering(dossier.n, channel)
    if frozen is not None:
        return frozen
    if dossier.broadcast.kind == withdrawal.KIND:
        return withdrawal.recalled(scene, dossier)
    issue = issue_text.issue_of(scene.uow, dossier.document, dossier.version, demo=scene.world.is_demo)
    if approver and not issue.approver_name:
        issue = replace(issue, approver_name=approver)
    said = issue_text.notice(issue, dossier.version.id, f"ack:{dossier.n}")
    return issue_text.on(scene.world.channels[channel], said)
