"""`tin mẫu`: which approved template of Zalo speaks for the office when a chat's window is shut."""

from __future__ import annotations

import re

from content.roles import May
from content.texts import channels as texts
from content.vietnamese import fold
from handlers import templates
from handlers.command import Command
from handlers.errors import Refused
from handlers.reach import TEMPLATE as DEFAULT_PRICE
from handlers.scene import Scene

_FIELD = re.compile(r"(\S+?)\s*=\s*(.+?)(?=\s+\S+?\s*=|$)")
MOST_PRICE = 10_000


def _run(scene: Scene, rest: str) -> None:
    scene.require_whole_office()
    typed = rest.strip()
    if not typed:
        _show(scene)
    elif fold(typed) in texts.OFF_WORDS:
        _keep(scene, None)
        scene.say(texts.TEMPLATE_OFF)
    else:
        _set(scene, typed)


def _show(scene: Scene) -> None:
    template = templates.mapped(scene.uow)
    if template is None:
        scene.say(texts.TEMPLATE_NONE)
        return
    fields = [texts.TEMPLATE_FIELD.format(name=n, fact=texts.FACTS[f]) for n, f in template["fields"].items()]
    scene.say(
        texts.TEMPLATE_NOW, id=template["id"], fields=", ".join(fields), price=template.get("price", DEFAULT_PRICE)
    )


def _set(scene: Scene, typed: str) -> None:
    """Take "300001 ho_ten=tên ngay=ngày giá=200". Raises Refused, saying what cannot be read."""
    number, _, given = typed.partition(" ")
    if not number.isascii() or not number.isalnum() or "=" not in given:
        raise Refused(scene.text(texts.TEMPLATE_BAD, what=typed))
    fields, price = {}, DEFAULT_PRICE
    for name, value in _FIELD.findall(given):
        if fold(name) in texts.PRICE_WORDS:
            price = _price(scene, value)
        elif fact := templates.fact_of(value):
            fields[name] = fact
        else:
            raise Refused(scene.text(texts.TEMPLATE_BAD, what=f"{name}={value}"))
    _keep(scene, {"id": number, "fields": fields, "price": price})
    scene.say(texts.TEMPLATE_SET, id=number)


def _price(scene: Scene, value: str) -> int:
    digits = value.replace(".", "").strip()
    if not digits.isdecimal() or int(digits) > MOST_PRICE:
        raise Refused(scene.text(texts.TEMPLATE_BAD, what=value))
    return int(digits)


def _keep(scene: Scene, template: dict[str, object] | None) -> None:
    before = scene.office.settings
    scene.uow.office.put(settings=before | {templates.SETTING: template})
    scene.note("office.template", "office:1", {"template": before.get(templates.SETTING)}, {"template": template})


TEMPLATE_MESSAGE = Command(
    slash="tinmau", words=texts.WORDS_TEMPLATE, about=texts.ABOUT_TEMPLATE, run=_run, needs=May.ADMINISTER
)
