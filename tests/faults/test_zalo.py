"""Zalo's events under faults: delivered thrice, out of order; a window and an allowance that end in mid-broadcast."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import orjson
from sqlalchemy import select, update

from bot.channels.zalo_oa.webhook import PATH, SIGNATURE, mac
from content.message import Outbound
from storage.tables import Chat, Delivery
from storage.unit_of_work import UnitOfWork
from tests.fakes.zalo_oa_api.client import ZaloOA
from tests.faults.product import Product, broadcast, installed, populate
from tests.faults.test_webhook import drafts, heard, replies, web

FIRST = 5_551_000_000_000_000_000


@asynccontextmanager
async def account(product: Product, people: int) -> AsyncIterator[ZaloOA]:
    """A fake Official Account that the product may speak for, and that *people* (1, 2, 3 …) have just written to."""
    async with ZaloOA.process() as oa:
        _, refresh = await oa.grant()
        product.more |= {
            "PUBLIC_URL": "https://ttv.example.vn", "ZALO_OA_APP_ID": oa.app_id, "ZALO_OA_APP_SECRET": oa.app_secret,
            "ZALO_OA_SECRET_KEY": oa.secret_key, "ZALO_OA_REFRESH_TOKEN": refresh, "ZALO_OA_API_URL": oa.url,
            "ZALO_OA_BUSINESS_URL": oa.business_url, "ZALO_OAUTH_URL": oa.url, "ZALO_OA_RATE": "6000",
        }  # fmt: skip
        await populate(product, people)
        now = datetime.now(UTC)

        def move(uow: UnitOfWork) -> None:
            uow.session.execute(update(Chat).values(channel="zalo_oa"))
            for chat in uow.session.query(Chat):
                chat.address = str(FIRST + (chat.person_id or 0))
                chat.heard_at = now

        await product.ask(move)
        for n in range(1, people + 1):
            await oa.person(str(FIRST + n), f"Người {n}")
        yield oa


class Poster:
    """Posts signed events of our own making, as Zalo would."""

    def __init__(self, oa: ZaloOA, http: aiohttp.ClientSession, *urls: str) -> None:
        self._oa, self._http, self._urls, self._said = oa, http, urls, 0

    def text(self, person: int, text: str) -> tuple[bytes, str]:
        """Return an event and its signature."""
        self._said += 1
        stamp = str(int(time.time() * 1000))
        body = orjson.dumps(
            {
                "app_id": self._oa.app_id, "user_id_by_app": f"7{person}", "event_name": "user_send_text",
                "timestamp": stamp, "sender": {"id": str(FIRST + person)}, "recipient": {"id": self._oa.oa_id},
                "message": {"msg_id": f"own-{self._said}", "text": text},
            }
        )  # fmt: skip
        return body, mac(self._oa.app_id, body, stamp, self._oa.secret_key)

    async def post(self, event: tuple[bytes, str], to: int = 0) -> int:
        """Post until it is taken, as Zalo does; return the last status."""
        body, signature = event
        url = self._urls[to % len(self._urls)] + PATH
        async with asyncio.timeout(30):
            while True:
                headers = {SIGNATURE: f"mac={signature}", "Content-Type": "application/json"}
                async with self._http.post(url, data=body, headers=headers) as answer:
                    if answer.status != 503:
                        return int(answer.status)
                await asyncio.sleep(0.2)


async def test_one_event_thrice_at_once_has_one_effect(database_url: str, tmp_path: Path) -> None:
    """Delivered three times at the same moment, to two processes on PostgreSQL: one dialog, one reply."""
    people = 10
    async with installed(database_url, tmp_path) as product, account(product, people) as oa:
        processes = [await product.start(web(product)) for _ in range(1 if product.is_sqlite else 2)]
        async with aiohttp.ClientSession() as http:
            poster = Poster(oa, http, *(product.addresses[one.pid] for one in processes))
            said = [poster.text(n, "bao cao") for n in range(1, people + 1)]
            statuses = await asyncio.gather(*(poster.post(one, to) for one in said for to in range(3)))
        assert set(statuses) == {200}
        for n in range(1, people + 1):
            await oa.waits(str(FIRST + n), "ngày nào?")
        assert await heard(product) == people
        assert len(await drafts(product)) == people
        assert Counter(chat for chat, _ in await replies(product)) == dict.fromkeys(range(1, people + 1), 1)
        for n in range(1, people + 1):
            assert len([one for one in await oa.sees(str(FIRST + n)) if one.by_oa]) == 1


async def test_events_out_of_order_leave_one_conversation(database_url: str, tmp_path: Path) -> None:
    """A press that comes twice, and again when its question is closed: one answer counts, the stale one is told."""
    async with installed(database_url, tmp_path) as product, account(product, 1) as oa:
        process = await product.start(web(product))
        async with aiohttp.ClientSession() as http:
            poster = Poster(oa, http, product.addresses[process.pid])
            assert await poster.post(poster.text(1, "bao cao")) == 200
            today = await product.ask(_first_token)
            press = poster.text(1, f"#{today}")
            await asyncio.gather(*(poster.post(press) for _ in range(2)))
            await oa.waits(str(FIRST + 1), "2/")
            assert await poster.post(poster.text(1, f"#{today}")) == 200
            await oa.waits(str(FIRST + 1), "Nút này")
        (draft,) = await drafts(product)
        assert len(draft.progress["p"]["answers"]) == 1


def _first_token(uow: UnitOfWork) -> str:
    message = uow.session.scalars(select(Delivery.message).order_by(Delivery.id)).first()
    return Outbound.from_json(message or {}).choices[0].token


async def test_a_window_that_shuts_in_mid_broadcast(database_url: str, tmp_path: Path) -> None:
    """Zalo's clock runs ahead of ours: half get it, the rest end with the reason, and the sums hold."""
    people = 40
    async with installed(database_url, tmp_path) as product, account(product, people) as oa:
        for n in range(1, people // 2 + 1):
            await oa.person(str(FIRST + n), f"Người {n}", wrote_days_ago=8)
        made = await broadcast(product, list(range(1, people + 1)))
        await product.ask(
            lambda uow: uow.broadcasts.render(made, "zalo_oa", Outbound("Nội dung tuyên truyền", heading="Phòng cháy"))
        )
        await product.start()
        await product.until_done(made)
        assert await product.audit(made) == {"sent": people // 2, "failed": people // 2}
        reasons = await product.ask(
            lambda uow: {row.reason for row in uow.recipients.page(made, 10_000, states=("failed",))}
        )
        assert reasons == {"window_closed"}
