"""`python -m bot zalo login`: an admin authorises the Official Account, at the machine or with its console beside."""

from __future__ import annotations

import asyncio
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.channels.zalo_oa.login import CODE_SECONDS, Authorisation, NoCode, OtherState
from bot.channels.zalo_oa.oauth import Declined, Pair, TokenEndpoint, Unanswered
from bot.clock import utc_now
from bot.config import Config
from bot.credentials import put
from bot.http import Http
from bot.place import Place, StartRefused, claim_database, place_of, secret_key
from bot.sealing import Sealer
from content.texts import startup
from content.texts import zalo_login as texts
from storage.engine import schema_is_current
from storage.storage import Storage
from storage.unit_of_work import UnitOfWork

LANE = "zalo_oa"
MINUTES = int(CODE_SECONDS // 60)


class LoginError(StartRefused):
    """The account cannot be authorised so; the text is one sentence."""


class Login:
    """One run of the command. *redirect* is by default the front page; *verifier* is made when none is given."""

    def __init__(self, redirect: str, verifier: str) -> None:
        self._redirect, self._verifier = redirect, verifier
        self._asked: Authorisation | None = None
        self._heard = ""

    @property
    def must_paste(self) -> bool:
        """Say whether a person must bring what came back: the redirect is not this machine."""
        return not self._heard

    async def begin(self, config: Config) -> None:
        """Check that all is ready, say what to do, and wait where the redirect is this machine. Raises LoginError."""
        if not config.zalo_oa_app_id:
            raise LoginError(texts.NO_APP)
        try:
            asked = self._asked = Authorisation(self._redirect or f"{config.public_url}/", self._verifier)
        except ValueError as error:
            raise LoginError(texts.BAD_VERIFIER if str(error) == "verifier" else texts.BAD_REDIRECT) from None
        storage, place, key = _opened(config)
        try:
            await storage.run(lambda uow: _is_ready(uow, place, key))
        finally:
            storage.close()
        if asked.local is None:
            self._show(config, asked)
            print(texts.STEP_PASTE, flush=True)
        else:
            self._heard = await self._called_back(config, asked, *asked.local)

    async def finish(self, config: Config, pasted: str) -> None:
        """Change the code for a pair of tokens and store it. Raises LoginError."""
        if self._asked is None:
            raise LoginError(texts.NO_CODE)
        try:
            code = self._asked.code_in(self._heard or pasted)
        except NoCode:
            raise LoginError(texts.NO_CODE) from None
        except OtherState:
            raise LoginError(texts.OTHER_STATE) from None
        pair = await _redeemed(config, code, self._asked.verifier)
        storage, place, key = _opened(config)

        def store(uow: UnitOfWork) -> None:
            _is_ready(uow, place, key)
            put(uow, Sealer(key), LANE, pair, None)
            uow.audit.note("zalo.authorise", f"lane:{LANE}", by=None, at=pair.since, origin="command line")

        try:
            await storage.run(store)
        finally:
            storage.close()
        if self._asked.oa_id.isdecimal():
            print(texts.ACCOUNT.format(oa=self._asked.oa_id))
        zone = ZoneInfo(config.timezone)
        access, refresh = pair.access_until.astimezone(zone), pair.refresh_until.astimezone(zone)
        print(texts.DONE.format(access=f"{access:%H:%M, %d/%m/%Y}", refresh=f"{refresh:%d/%m/%Y}"))

    def _show(self, config: Config, asked: Authorisation) -> None:
        print(
            texts.STEPS.format(redirect=asked.redirect, link=asked.link(config.zalo_oauth_url, config.zalo_oa_app_id))
        )
        print(texts.STEP_CHALLENGE.format(challenge=asked.challenge))

    async def _called_back(self, config: Config, asked: Authorisation, port: int, path: str) -> str:
        """Wait on this machine until the browser comes back with a code of ours, and return the query it brought."""
        came: asyncio.Future[str] = asyncio.get_running_loop().create_future()

        async def hear(request: web.Request) -> web.Response:
            brought = f"?{request.rel_url.raw_query_string}"
            try:
                asked.code_in(brought)
            except ValueError:
                return web.Response(status=400, text=texts.PAGE_WRONG)
            if not came.done():
                came.set_result(brought)
            return web.Response(text=texts.PAGE_DONE)

        app = web.Application()
        app.router.add_get(path, hear)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        try:
            try:
                await web.TCPSite(runner, "127.0.0.1", port).start()
            except OSError:
                raise LoginError(texts.NOT_LISTENING.format(port=port)) from None
            self._show(config, asked)
            print(texts.STEP_WAIT.format(redirect=asked.redirect, minutes=MINUTES), flush=True)
            return await asyncio.wait_for(came, CODE_SECONDS)
        except TimeoutError:
            raise LoginError(texts.NO_CALL.format(minutes=MINUTES)) from None
        finally:
            await runner.cleanup()


def _opened(config: Config) -> tuple[Storage, Place, str]:
    place = place_of(config, "web")
    if place.database_file is not None and not place.database_file.exists():
        raise LoginError(startup.NO_SCHEMA)
    storage = Storage(place.database_url, threads=1)
    storage.open()
    return storage, place, secret_key(config, place.folder)


def _is_ready(uow: UnitOfWork, place: Place, key: str) -> None:
    if not schema_is_current(uow.connection):
        raise LoginError(startup.NO_SCHEMA)
    claim_database(uow, place, key)


async def _redeemed(config: Config, code: str, verifier: str) -> Pair:
    secret = config.zalo_oa_app_secret
    http = Http()
    await http.open()
    endpoint = TokenEndpoint(
        http, config.zalo_oauth_url, config.zalo_oa_app_id, secret.get_secret_value() if secret else ""
    )
    try:
        return await endpoint.redeem(code, verifier, utc_now())
    except Declined as error:
        raise LoginError(texts.REFUSED.format(why=texts.explain(f"declined {error.code}"))) from None
    except Unanswered as error:
        raise LoginError(texts.AWAY.format(why=error)) from None
    finally:
        await http.close()
