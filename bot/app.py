"""The composition root: every object of the product is made here, once."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import signal
import socket
from collections.abc import Awaitable, Callable
from datetime import date, datetime

import structlog
from aiohttp import web
from filelock import FileLock, Timeout

from bot import demo, failpoints, health, logs, menus
from bot.access_log import RouteLogger
from bot.accounts import facts_of, make_telegram, make_tokens, make_zalo_bot, make_zalo_oa
from bot.channel import Channel
from bot.channels.browser.channel import BrowserChannel
from bot.channels.zalo_oa.tokens import Tokens
from bot.chores import Chores
from bot.clock import utc_now
from bot.config import Config
from bot.credentials import StoredTokens
from bot.history import StoredHistory
from bot.pages import light_pages, plain
from bot.place import LOOPBACK, Mode, Place, StartRefused, claim_database, place_of, secret_key
from bot.sealing import Sealer
from bot.sender import Sender
from bot.supervisor import Supervisor
from bot.ticker import Ticker
from content.roles import Role
from content.texts import startup as texts
from handlers.dispatcher import Dispatcher
from handlers.world import ChannelFacts, World
from storage.engine import migrate, schema_is_current
from storage.errors import DatabaseFault, NewerSchema, Unavailable
from storage.files import FileStore
from storage.outbox import REPLY
from storage.storage import Storage
from storage.unit_of_work import UnitOfWork

GRACE_SECONDS = 20.0  # for what is claimed, of the 25 that a platform gives
BODY_BYTES = 1024 * 1024
POLL_LEASE_SECONDS = 60.0  # longer than a long poll
LOCK_SECONDS = 0.5  # a command beside us holds the lock no longer than it takes to migrate
CHORES_AT_ONCE = 2  # a document that takes a minute does not hold up everybody's files

log = structlog.get_logger()


def holidays_of(year: int) -> frozenset[date]:
    """Return Vietnam's public holidays, Tết included."""
    import holidays  # noqa: PLC0415 (slow to import, and first needed when a reminder is due)

    return frozenset(holidays.country_holidays("VN", years=year))


class App:
    """One process of the product."""

    def __init__(self, config: Config, mode: Mode, clock: Callable[[], datetime] = utc_now) -> None:
        self._config, self._mode, self._clock = config, mode, clock
        self.place = place_of(config, mode)
        self._me = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(3)}"
        self._key = secret_key(config, self.place.folder)
        self.storage = Storage(self.place.database_url)
        self._supervisor = Supervisor()
        self.browser = BrowserChannel(
            self._key, StoredHistory(self.storage), self.place.spool, config.public_url or "", clock=clock,
            office=self._office_name, is_demo=self.place.is_demo, zone=config.zone.key,
        )  # fmt: skip
        self.world = self._make_world()
        self.telegram = make_telegram(config, clock, self._holds("telegram"))
        self._tokens = self._make_tokens()
        zalo_oa = make_zalo_oa(config, clock, self._tokens) if self._tokens is not None else None
        zalo_bot = make_zalo_bot(config, clock, self._holds("zalo_bot"))
        self.channels: dict[str, Channel] = {self.browser.name: self.browser}
        if self.telegram is not None:
            self.channels[self.telegram.name] = self.telegram
        if zalo_bot is not None:
            self.channels[zalo_bot.name] = zalo_bot
        if zalo_oa is not None:
            self.channels[zalo_oa.name] = zalo_oa
        self.senders = [self._make_sender(channel) for channel in self.channels.values()]
        self.dispatcher = Dispatcher(self.storage, self.world, clock, self._owed, failpoints.route())
        self.chores = Chores(
            self.storage, self.channels, FileStore(self.place.files), self.dispatcher.accept, clock, self._me
        )
        self._ticker = Ticker(
            self.storage, self.dispatcher, self.world, clock, self._owed, FileStore(self.place.files)
        )  # fmt: skip
        self._runner: web.AppRunner | None = None
        self.port = config.port
        self.has_no_admin = False

    def _holds(self, lane: str) -> Callable[[], Awaitable[bool]]:
        """Return how a poller asks whether it is its turn: of several processes, one polls."""

        async def holds() -> bool:
            with contextlib.suppress(Unavailable):
                return await self.storage.run(lambda uow: uow.lanes.hold_poll(lane, self._me, POLL_LEASE_SECONDS))
            return False

        return holds

    def _make_tokens(self) -> Tokens | None:
        if not self._config.zalo_oa_app_id:
            return None
        store = StoredTokens(self.storage, Sealer(self._key), self.world, lane="zalo_oa", owed=self._owed)
        return make_tokens(self._config, self._clock, store, self._me)

    async def _office_name(self) -> str:
        with contextlib.suppress(Unavailable):
            facts = await self.storage.read(lambda uow: uow.office.facts())
            return facts.name or self._config.office_name
        return self._config.office_name

    def _make_world(self) -> World:
        facts = {"browser": ChannelFacts(texts.BROWSER_LABEL)} if self.place.is_demo else facts_of(self._config)
        return World(
            secret_key=self._key, zone=self._config.zone, public_url=self._config.public_url or "",
            is_demo=self.place.is_demo, channels=facts, invite_links=self.invite_links, holidays=holidays_of,
        )  # fmt: skip

    def invite_links(self, code: str) -> tuple[tuple[str, str], ...]:
        """Return (channel, link) for each channel on which this code can be used."""
        links = []
        if self.telegram is not None and self.telegram.username:
            links.append(("Telegram", f"https://t.me/{self.telegram.username}?start={code}"))
        if self._config.public_url or self.place.is_demo:
            links.append((texts.BROWSER_LABEL, self.browser.invite_link(code)))
        return tuple(links)

    def _make_sender(self, channel: Channel) -> Sender:
        # A web process sends the replies that it owes itself; broadcasts are the workers'.
        classes = (REPLY,) if self._mode == "web" else tuple(range(4))
        return Sender(
            self.storage, channel, self.world, self._clock, self.place.files, self._me,
            timeout=self._config.send_timeout, classes=classes,
        )  # fmt: skip

    def _owed(self) -> None:
        for sender in self.senders:
            sender.wake()
        self.chores.wake()

    async def start(self) -> None:
        """Open everything and begin. Raises StartRefused."""
        self.storage.open()
        if not await self.storage.read(lambda uow: schema_is_current(uow.connection)):
            raise StartRefused(texts.NO_SCHEMA)
        await self.storage.run(self._prepare)
        phones = await demo.phones(self.storage, self.browser, self.world, self._clock()) if self.place.is_demo else ()
        start = self._supervisor.start
        if self._tokens is not None:
            await self._tokens.open()
            start("zalo-tokens", self._tokens.run)
        for channel in self.channels.values():
            await channel.open()
        await self._listen(phones)
        for sender in self.senders:
            for job in sender.jobs():
                start(job.name, job.run)
        serves = self._mode in ("run", "web")
        for channel in self.channels.values():
            for job in channel.jobs(self.dispatcher.accept) if serves else ():
                start(job.name, job.run)
        for n in range(CHORES_AT_ONCE if self._mode in ("run", "worker") else 0):
            start(f"chores-{n}", self.chores.loop)
        if self.telegram is not None and serves:
            telegram = self.telegram
            start("menus", lambda: menus.publish_forever(self.storage, telegram))
        self._ticker.start()

    def _prepare(self, uow: UnitOfWork) -> None:
        claim_database(uow, self.place, self._key)
        for channel in self.channels.values():
            uow.lanes.ensure(channel.name, channel.limits.rate)
            uow.lanes.start(channel.name)
        self.has_no_admin = not self.place.is_demo and not uow.people.count_role(Role.ADMIN)
        if self.storage.is_sqlite:  # we hold the file: whoever was sending is dead
            uow.outbox.recover(all_of_them=True, now=self._clock())
            uow.chores.recover()

    async def _listen(self, phones: tuple[demo.Phone, ...]) -> None:
        app = web.Application(client_max_size=BODY_BYTES)
        app.add_routes(health.routes(self.storage, self.senders, self._clock))
        if self._mode in ("run", "web"):
            for channel in self.channels.values():
                app.add_routes(channel.routes(self.dispatcher.accept))
            app.add_routes(light_pages.routes(self.storage, self.world, self._clock, FileStore(self.place.files)))
            front = demo.routes(phones) if self.place.is_demo else plain.routes(self._office_name)
            app.add_routes(front)
        self._runner = web.AppRunner(app, access_log_class=RouteLogger, handle_signals=False)
        await self._runner.setup()
        host = self._config.host or ("0.0.0.0" if self._mode == "web" else "127.0.0.1")  # noqa: S104 (behind a proxy)
        if self._mode == "worker":
            return  # it is asked nothing
        site = web.TCPSite(self._runner, host, self._config.port)
        try:
            await site.start()
        except OSError as error:
            raise StartRefused(texts.PORT_TAKEN.format(port=self._config.port)) from error
        self.port = self._runner.addresses[0][1]
        if self.place.is_demo:  # it is for this machine alone
            self.browser.served_at(f"http://127.0.0.1:{self.port}")

    def heed_signals(self) -> None:
        """From now on SIGTERM and Ctrl+C end the process in order, also while it is still starting."""
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, self._supervisor.ask_to_stop)

    async def wait(self) -> int:
        """Return the exit code once the process should end: asked to by a signal, or a loop died."""
        return await self._supervisor.wait()

    async def stop(self) -> None:
        """Finish what is claimed, then close everything."""
        self._ticker.stop()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(GRACE_SECONDS):
                await asyncio.gather(*(sender.drain() for sender in self.senders))
        for channel in self.channels.values():
            await channel.close()
        if self._tokens is not None:
            await self._tokens.close()
        if self._runner is not None:
            await self._runner.cleanup()
        await self._supervisor.stop(3.0)
        with contextlib.suppress(Unavailable):  # whoever comes next need not wait for our lease to end
            await self.storage.run(lambda uow: uow.lanes.release_polls(self._me))
        self.storage.close()


async def serve(config: Config, mode: Mode, told: Callable[[App], None]) -> int:
    """Run one process until it is told to stop; return its exit code. Raises StartRefused."""
    if mode != "run" and config.is_sqlite:
        raise StartRefused(texts.NOT_ON_SQLITE)
    if mode != "run" and config.secret_key is None:
        raise StartRefused(texts.NEEDS_KEY)
    place = place_of(config, mode)
    if place.is_demo and config.host not in (None, *LOOPBACK):
        raise StartRefused(texts.DEMO_BEYOND)
    logs.configure(config.log_level, config.secrets)
    failpoints.arm(config.app_failpoint)
    try:
        with _alone(place) if mode == "run" else contextlib.nullcontext():
            return await _serve(config, mode, place, told)
    except NewerSchema as error:
        raise StartRefused(texts.NEWER_SCHEMA) from error


async def _serve(config: Config, mode: Mode, place: Place, told: Callable[[App], None]) -> int:
    try:
        if mode == "run":
            await asyncio.to_thread(migrate, place.database_url)
        app = App(config, mode)
        app.heed_signals()
        try:
            await app.start()
            told(app)
        except BaseException:
            await app.stop()
            raise
    except (Unavailable, DatabaseFault) as error:
        raise StartRefused(texts.NO_DATABASE.format(why=str(error).splitlines()[0])) from error
    try:
        return await app.wait()
    finally:
        await app.stop()


def _alone(place: Place) -> contextlib.AbstractContextManager[object]:
    """Return the held lock of the folder. Raises StartRefused while another process serves from it."""
    try:
        place.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FileLock(place.lock).acquire(timeout=LOCK_SECONDS)
        for part in ("", "-wal", "-shm"):  # made before, perhaps copied here with wider rights
            if place.database_file is not None:
                with contextlib.suppress(OSError):
                    place.database_file.with_name(place.database_file.name + part).chmod(0o600)
        return lock
    except Timeout as error:
        raise StartRefused(texts.LOCKED.format(path=place.folder)) from error
    except OSError as error:
        raise StartRefused(texts.NO_FOLDER.format(path=place.folder)) from error
