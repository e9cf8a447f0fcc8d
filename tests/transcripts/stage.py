"""The whole product in the test's own loop, on all its channels at once: strict fakes of the platforms, real HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path

from bot.app import App
from bot.clock import utc_now
from bot.config import load
from content.message import Address
from content.roles import Duty, Role
from storage.unit_of_work import UnitOfWork
from tests.fakes.telegram_api.client import FakeTelegram
from tests.fakes.zalo_bot_api import ZaloBotFake
from tests.fakes.zalo_oa_api.client import ZaloOA
from tests.transcripts.handsets import Cast, Handset, InBrowser, OnOA, OnTelegram, OnZaloBot

PUBLIC = "https://ttv.example.vn"
SECRET = "mot-bi-mat-dai-hon-ba-muoi-hai-ky-tu"
KEY = "k" * 32
ROOT = "T01"


@dataclass
class Stage:
    """The running product, its fakes, and people with phones."""

    app: App
    cast: Cast
    telegram: FakeTelegram
    zalo_oa: ZaloOA
    zalo_bot: ZaloBotFake
    handsets: dict[str, Handset]

    async def member(
        self, name: str, channel: str, *, unit: str = ROOT, roles: Iterable[Role] = (), duties: Iterable[Duty] = ()
    ) -> int:
        """Somebody who has signed up and uses one channel."""
        handset = self.handsets[channel]
        await self.cast.add(name, handset)
        chat = handset.chat(name)
        address = Address(channel, self.app.browser.tokens.chat(chat) if channel == "browser" else chat)

        def make(uow: UnitOfWork) -> int:
            place, now = uow.units.by_code(unit), utc_now()
            assert place is not None
            person = uow.people.put(full_name=f"Nguyễn Thị {name}", unit_id=place.id, now=now, position="Trưởng thôn")
            person.consented_at = now
            for duty in duties:
                uow.people.appoint(person.id, duty.value, "01/QĐ-MH")
            for role in roles:
                uow.people.grant(person.id, role, place.id, by=None, now=now)
            uow.chats.link(uow.chats.hear(address, now).chat_id, person.id)
            return person.id

        return await self.app.storage.run(make)


@asynccontextmanager
async def staged(database_url: str, folder: Path) -> AsyncIterator[Stage]:
    """Start everything on a SQLite file, with an office of three units; nobody is in it yet."""
    async with AsyncExitStack() as stack:
        telegram = await stack.enter_async_context(FakeTelegram.here())
        oa = await stack.enter_async_context(ZaloOA.here())
        bot = await stack.enter_async_context(ZaloBotFake.here())
        _, refresh = await oa.grant()
        settings = {
            "DATABASE_URL": database_url, "SECRET_KEY": KEY, "PORT": "0", "PUBLIC_URL": PUBLIC, "SEND_RATE": "100",
            "TELEGRAM_TOKEN": telegram.token, "TELEGRAM_API_URL": telegram.url, "ZALO_BOT_TOKEN": bot.token,
            "ZALO_BOT_API_URL": bot.url, "ZALO_BOT_MODE": "webhook", "ZALO_BOT_WEBHOOK_SECRET": SECRET,
            "ZALO_OA_APP_ID": oa.app_id, "ZALO_OA_APP_SECRET": oa.app_secret, "ZALO_OA_SECRET_KEY": oa.secret_key,
            "ZALO_OA_REFRESH_TOKEN": refresh, "ZALO_OA_API_URL": oa.url, "ZALO_OA_BUSINESS_URL": oa.business_url,
            "ZALO_OAUTH_URL": oa.url, "ZALO_OA_RATE": "6000",
        }  # fmt: skip
        app = App(load(settings, None), "run")
        stack.push_async_callback(app.stop)
        await app.start()
        await app.storage.run(_office)
        url = f"http://127.0.0.1:{app.port}"
        assert await oa.hook(f"{url}/webhooks/zalo-oa") == 200
        assert await bot.hook(f"{url}/webhooks/zalo-bot", SECRET) == "webhook.ok"
        cast = stack.enter_context(closing(Cast(Path(database_url.removeprefix("sqlite:///")))))
        handsets: dict[str, Handset] = {
            "telegram": OnTelegram(telegram), "zalo_oa": OnOA(oa), "zalo_bot": OnZaloBot(bot),
            "browser": InBrowser(url),
        }  # fmt: skip
        yield Stage(app, cast, telegram, oa, bot, handsets)
        for fake in (telegram, oa, bot):
            assert (await fake.stats())["violations"] == []


def _office(uow: UnitOfWork) -> None:
    root = uow.units.put(ROOT, "tỉnh Minh Họa", "tinh", None)
    commune = uow.units.put("X01", "xã Đồng Mẫu", "xa", root)
    uow.units.put("X01-T1", "thôn Mẫu Đông", "thon", commune)
    uow.office.put(
        name="Ban Tuyên giáo và Dân vận Minh Họa", superior="Tỉnh ủy Minh Họa", system="dang", courtesy="dong_chi",
        staff_contact="0950 000 001", public_contact="0950 000 002", privacy_contact="0950 000 003", unit_id=root.id,
        settings={},
    )  # fmt: skip
