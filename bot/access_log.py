"""The access log: which route was asked, never the path or query, since those carry tokens and codes."""

from __future__ import annotations

from aiohttp import web
from aiohttp.abc import AbstractAccessLogger


class RouteLogger(AbstractAccessLogger):
    """Logs the route's pattern (`/chat/{token}`), status, size and time of each request."""

    def log(self, request: web.BaseRequest, response: web.StreamResponse, time: float) -> None:
        """Write one line at INFO."""
        route = "-"
        if isinstance(request, web.Request) and (resource := request.match_info.route.resource):
            route = resource.canonical
        self.logger.info(
            "request", extra={"route": route, "method": request.method, "status": response.status,
                              "bytes": response.body_length, "seconds": round(time, 3)},
        )  # fmt: skip
