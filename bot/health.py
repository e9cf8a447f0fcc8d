"""Whether this process lives, whether it can serve, and its figures for Prometheus."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from aiohttp import web
from prometheus_client import CollectorRegistry, Gauge, generate_latest

from bot.sender import Sender
from storage.engine import ping, schema_is_current
from storage.errors import DatabaseFault, Unavailable
from storage.storage import Storage
from storage.unit_of_work import UnitOfWork

BACKLOG_SECONDS = 60.0  # a reply that waits longer means that nobody sends


def routes(storage: Storage, senders: Sequence[Sender], clock: Callable[[], datetime]) -> list[web.RouteDef]:
    """Return `/healthz`, `/readyz` and `/metrics`."""
    registry = CollectorRegistry()
    sent = Gauge("ttv_sent", "Messages sent since start", ["lane"], registry=registry)
    backlog = Gauge("ttv_backlog_seconds", "Age of the oldest reply that waits", registry=registry)
    up = Gauge("ttv_database_up", "1 while the database takes work", registry=registry)

    async def healthz(_: web.Request) -> web.Response:
        return web.json_response({"alive": True})

    async def readyz(_: web.Request) -> web.Response:
        faults = await _faults(storage, clock())
        return web.json_response({"ready": not faults, "faults": faults}, status=503 if faults else 200)

    async def metrics(_: web.Request) -> web.Response:
        for sender in senders:
            sent.labels(sender.lane).set(sender.sent)
        try:
            backlog.set(await storage.read(lambda uow: uow.outbox.backlog_seconds(clock())))
            up.set(1)
        except (Unavailable, DatabaseFault):
            up.set(0)
        return web.Response(body=generate_latest(registry), content_type="text/plain", charset="utf-8")

    return [web.get("/healthz", healthz), web.get("/readyz", readyz), web.get("/metrics", metrics)]


async def _faults(storage: Storage, now: datetime) -> list[str]:
    def look(uow: UnitOfWork) -> list[str]:
        ping(uow.connection)
        if not schema_is_current(uow.connection):
            return ["migrations"]  # further questions might not even be understood
        return ["backlog"] if uow.outbox.backlog_seconds(now) > BACKLOG_SECONDS else []

    try:
        return await storage.read(look)
    except (Unavailable, DatabaseFault):
        return ["database"]
