"""Telegram's menu: what each role sees, and that the platform has it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.accounts import make_telegram
from bot.config import load
from bot.menus import menus, publish
from content.roles import Role
from handlers.commands import menu_of
from storage.storage import Storage
from tests.fakes.telegram_api.client import FakeTelegram
from tests.operations.shell import SECONDS, Shell
from tests.play import Play


@pytest.fixture
async def play(database_url: str, tmp_path: Path) -> AsyncIterator[Play]:
    """An office with nobody in it."""
    storage = Storage(database_url)
    storage.open()
    stage = Play(storage, tmp_path)
    await stage.office()
    yield stage
    storage.close()


async def test_each_role_sees_its_own_commands(play: Play) -> None:
    """Members share one menu; who has an office role sees what it lets them do, on each Telegram chat of theirs."""
    await play.person("Hoa")
    for role in Role:
        await play.person(role.value, roles=[role])
    await play.person("Bình", roles=[Role.ADMIN], channel="browser")
    await play.person("Cúc", roles=[Role.EDITOR, Role.COORDINATOR])
    common, own = await play.storage.run(lambda uow: menus(uow, "telegram"))
    words = {address: {command for command, _ in menu} for address, menu in own.items()}
    base = {command for command, _ in common}
    of = {name: words.get(play.addresses[name].chat, set()) for name in play.addresses}
    assert {"baocao", "menu"} <= base
    assert base.isdisjoint({"moi", "phanquyen", "soan", "phat"})
    assert play.addresses["Hoa"].chat not in own
    assert play.addresses["Bình"].chat not in own
    assert all(base <= of[role.value] for role in Role)
    assert "phanquyen" in of["admin"]
    assert all("phanquyen" not in of[role.value] for role in Role if role is not Role.ADMIN)
    assert "soan" in of["editor"]
    assert "soan" not in of["approver"]
    assert of["Cúc"] == of["editor"] | of["coordinator"]
    assert all(command.islower() and command.isascii() for commands in words.values() for command in commands)


async def test_the_platform_has_the_menus_of_now(play: Play) -> None:
    """Published on a real API: the members' menu, that of a coordinator, and theirs no more when the role is gone."""
    lan = await play.person("Lan", roles=[Role.COORDINATOR])
    async with FakeTelegram.here() as fake:
        await fake.person(int(play.addresses["Lan"].chat))
        env = {"TELEGRAM_TOKEN": fake.token, "TELEGRAM_API_URL": fake.url}

        async def published() -> dict[str, list[str]]:
            telegram = make_telegram(load(env, None), lambda: play.now)  # as after a restart: it remembers nothing
            assert telegram is not None
            await telegram.open()
            await publish(play.storage, telegram)
            await telegram.close()
            found = await fake.commands()
            return {json.loads(scope)["type"]: [c["command"] for c in menu] for scope, menu in found.items()}

        everybody = [word for word, _ in menu_of({})]
        coordinator = [word for word, _ in menu_of({Role.COORDINATOR: {1}})]
        assert await published() == {"all_private_chats": everybody, "chat": coordinator}
        await play.storage.run(lambda uow: uow.people.revoke(lan, Role.COORDINATOR))
        assert await published() == {"all_private_chats": everybody}
        assert await published() == {"all_private_chats": everybody}


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_a_running_process_publishes(office_shell: Shell) -> None:
    """`run` with an account publishes the members' menu by itself."""
    async with FakeTelegram.process() as fake:
        settings = {"TELEGRAM_TOKEN": fake.token, "TELEGRAM_API_URL": fake.url}
        async with office_shell.serving(**settings) as run:
            async with asyncio.timeout(SECONDS):
                while not (published := await fake.commands()):  # noqa: ASYNC110 (a process is watched)
                    await asyncio.sleep(0.1)
            assert [[c["command"] for c in menu] for menu in published.values()] == [[w for w, _ in menu_of({})]]
            assert await run.end() == 0
