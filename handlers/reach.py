"""By which channels an audience would be reached, and what that would cost: shown before anything is sent."""

from __future__ import annotations

from content.numbers import written
from content.texts import channels as texts
from handlers import templates
from handlers.scene import Scene
from storage.broadcasts import Audience
from storage.outbox import BULK_OF_MONTH
from storage.reach import Reached

PAID = 55  # dong for a message outside the free time. Source: Zalo's own price pages, see docs/guide
TEMPLATE = 200  # dong for a template, until the office says what its own costs


def lines(scene: Scene, audience: Audience) -> list[str]:
    """Return what an officer should know of channels before sending; nothing where no channel limits or costs."""
    world = scene.world
    limited = {name: f for name, f in world.channels.items() if f.window or f.month_most}
    if not limited:
        return []
    times = {name: (f.free or f.window, f.window) for name, f in limited.items() if f.window}
    template = templates.mapped(scene.uow)
    found = [r for r in scene.uow.broadcasts.reached(audience, times, scene.now) if r.channel in world.channels]
    said = [texts.REACH, *(_line(scene, r, has_template=template is not None) for r in found)]
    price = int(template.get("price", TEMPLATE)) if template else 0
    cost = sum(r.paid * PAID + (r.shut * price if template else 0) for r in found)
    if cost:
        said.append(scene.text(texts.REACH_COST, cost=written(cost)))
    return said


def _line(scene: Scene, reach: Reached, *, has_template: bool) -> str:
    facts = scene.world.channels[reach.channel]
    said = scene.text(texts.REACH_LINE, channel=facts.label, people=reach.people)
    if reach.paid:
        said += scene.text(texts.REACH_PAID, n=reach.paid)
    if reach.shut:
        said += scene.text(texts.REACH_TEMPLATE if has_template else texts.REACH_SHUT, n=reach.shut)
    if facts.month_most is not None:
        used = scene.uow.lanes.use(reach.channel, scene.world.month(scene.now)).sent
        left = max(0, int(facts.month_most * BULK_OF_MONTH) - used)
        said += scene.text(texts.REACH_LEFT if reach.people <= left else texts.REACH_OVER, n=left)
    return said
