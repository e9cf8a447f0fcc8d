"""The card of a form of the office: which version stands where, and what may be done with it."""

from __future__ import annotations

from content import dates
from content.message import Choice, Outbound
from content.roles import May
from content.texts import office_forms as texts
from handlers import form_media, office_forms
from handlers.scene import Scene
from storage.tables import Form, FormVersion


def state_of(form: Form, version: FormVersion) -> str:
    """Return in words where the latest version of a form stands."""
    return texts.CLOSED if version.state == "published" and not form.is_open else texts.STATES[version.state]


def opening(form: Form) -> Choice:
    """Return the choice that opens the card."""
    return Choice(texts.OPEN_CARD, f"fc:{form.id}", texts.MANAGE_WORD.format(n=form.id))


def show(scene: Scene, form: Form) -> None:
    """Show the card of *form* with its latest version."""
    version = office_forms.latest(scene, form)
    in_use = scene.uow.forms.published(form.id)
    came = form_media.came(scene, version)
    tail = f"\n{came}" if came else ""
    if version.published_by is not None and version.published_at is not None:
        by = scene.uow.people.get(version.published_by).full_name
        tail += texts.CARD_PUBLISHED.format(who=by, date=dates.written(scene.world.today(version.published_at)))
    if in_use is not None and in_use.id != version.id:
        tail += texts.CARD_IN_USE.format(version=in_use.n)
    if in_use is not None and not form.is_open:
        tail += texts.CARD_CLOSED
    said = scene.text(
        texts.CARD, title=version.title, code=form.code, version=version.n, state=state_of(form, version),
        who=scene.uow.people.get(version.author_id).full_name,
        date=dates.written(scene.world.today(version.created_at)), published=tail,
    )  # fmt: skip
    scene.screen(Outbound(said, choices=_choices(scene, form, version), numbered=False), f"form:{form.id}")


def _choices(scene: Scene, form: Form, version: FormVersion) -> tuple[Choice, ...]:
    n = form.id
    choices = [
        Choice(texts.SEE, f"fq:{version.id}", texts.SEE_WORD.format(n=n)),
        Choice(texts.TRY, f"ft:{version.id}", texts.TRY_WORD.format(n=n)),
    ]
    if scene.may(May.EXPORT):
        choices.append(Choice(texts.EXPORT, f"fw:{n}", texts.EXPORT_WORD.format(n=n)))
    may_publish = scene.may(May.APPROVE, form.unit_id)
    if may_publish and version.state == "draft" and version.author_id != scene.person_id:
        choices.append(
            Choice(texts.PUBLISH, f"fp:{version.id}", texts.PUBLISH_WORD.format(n=n, version=version.n), decisive=True)
        )
    if may_publish and scene.uow.forms.published(form.id) is not None:
        label, word = (texts.CLOSE, texts.CLOSE_WORD) if form.is_open else (texts.OPEN, texts.OPEN_WORD)
        choices.append(Choice(label, f"{'fx' if form.is_open else 'fo'}:{n}", word.format(n=n), decisive=True))
    return tuple(choices)
