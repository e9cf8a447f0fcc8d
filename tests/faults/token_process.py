"""`python -m tests.faults.token_process`: one process that shares an account's tokens; a line in, a line out.

`current` prints the token that it would use, `refused TOKEN` tells it that the API refused one, `look` lets its job
look once. What goes wrong is printed by its name. Its settings are the first argument, as JSON.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from bot import failpoints, logs
from bot.channel import SendError
from bot.channels.zalo_oa.tokens import Tokens
from bot.credentials import StoredTokens
from bot.http import Http
from bot.sealing import Sealer
from handlers.world import ChannelFacts, World
from storage.storage import Storage


async def _serve(given: dict[str, Any]) -> None:
    logs.configure("INFO", ())
    failpoints.arm(given["failpoint"])
    ahead = timedelta(seconds=given["ahead"])
    storage, http = Storage(given["database"]), Http(5.0)
    storage.open()
    await http.open()
    channels = {name: ChannelFacts(name) for name in ("telegram", "zalo_oa")}
    world = World(given["key"], ZoneInfo("UTC"), channels=channels)
    store = StoredTokens(storage, Sealer(given["key"]), world, lane="zalo_oa")
    tokens = Tokens(
        store=store, app_id=given["app_id"], app_secret=given["app_secret"], oauth_url=given["url"],
        first_refresh_token="", clock=lambda: datetime.now(UTC) + ahead, me=given["me"], http=http,
    )  # fmt: skip
    print("ready", flush=True)
    while line := await asyncio.to_thread(sys.stdin.readline):
        word, _, token = line.strip().partition(" ")
        try:
            match word:
                case "current":
                    print(await tokens.current(), flush=True)
                case "refused":
                    await tokens.refused(token)
                    print("ok", flush=True)
                case "look":
                    await tokens.look()
                    print("ok", flush=True)
        except SendError as error:
            print(f"{type(error).__name__} {error}", flush=True)
    await http.close()
    storage.close()


if __name__ == "__main__":
    asyncio.run(_serve(orjson.loads(sys.argv[1])))
