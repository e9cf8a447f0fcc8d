"""One call of Zalo's Open API: what is asked goes out under the access token, what comes back is data or an error.

Errors come with HTTP 200 and a number that is not 0; a server in trouble, or a proxy before it, answers in HTML.
Source: zalo.md B1.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from io import BytesIO
from typing import Any, Protocol

import aiohttp
import orjson
from yarl import URL

from bot.channel import Misconfigured
from bot.http import Answer, Http, MaybeArrived, NeverLeft
from content.texts import zalo_oa as texts

TOKEN_CODES = frozenset({-216, -220, -124})  # not valid, expired or removed; the last one where phones are written to
JSON = {"Content-Type": "application/json"}
MESSAGE_SIGNS = 200  # of Zalo's own words that are kept


class AccessTokens(Protocol):
    """Where the access token of the account comes from."""

    async def current(self) -> str:
        """Return the token to use now.

        Raises Misconfigured when an admin must authorise again, NotSent when there is none at this moment.
        """
        ...

    async def refused(self, token: str) -> None:
        """The API refused *token*: see that `current` gives another one. Raises as `current`."""
        ...


class ApiError(Exception):
    """Zalo answered no.

    *code* is its own number, 0 when the answer had none. *said* are its words in lower case; they hold no token.
    """

    def __init__(self, code: int, said: str = "", *, status: int = 200) -> None:
        super().__init__(f"{code or f'HTTP {status}'} {said}".strip())
        self.code = code
        self.said = said
        self.status = status


class ZaloApi:
    """The calls of one account. A refused token is replaced and the call made again, once: it had no effect.

    All raise ApiError, NeverLeft or MaybeArrived, and what the tokens raise.
    """

    def __init__(self, http: Http, tokens: AccessTokens, api_url: str, business_url: str) -> None:
        self._http = http
        self._tokens = tokens
        self._base = api_url.rstrip("/")
        self._business = business_url.rstrip("/")

    async def ask(self, path: str, given: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """GET *path*, with *given* as the one parameter `data`; return the answer's `data`."""
        url = URL(self._base + path)
        if given is not None:
            url = url.with_query(data=orjson.dumps(given).decode())

        async def once(headers: Mapping[str, str]) -> Answer:
            return await self._http.exchange(url, method="GET", headers=headers)

        return await self._with_token(once)

    async def post(self, path: str, body: Mapping[str, Any], *, seconds: float | None = None) -> dict[str, Any]:
        """POST *body* as JSON; return the answer's `data`."""
        return await self._post(URL(self._base + path), body, seconds)

    async def post_business(self, path: str, body: Mapping[str, Any], seconds: float) -> dict[str, Any]:
        """As `post`, to the host that writes to phone numbers."""
        return await self._post(URL(self._business + path), body, seconds)

    async def upload(self, path: str, content: bytes, name: str, mime: str, seconds: float) -> dict[str, Any]:
        """POST *content* as the file *name*; return the answer's `data`."""
        url = URL(self._base + path)

        async def once(headers: Mapping[str, str]) -> Answer:
            form = aiohttp.FormData(quote_fields=False)  # a form can be sent only once
            form.add_field("file", BytesIO(content), filename=name, content_type=mime)
            return await self._http.exchange(url, form, headers=headers, seconds=seconds)

        return await self._with_token(once)

    async def _post(self, url: URL, body: Mapping[str, Any], seconds: float | None) -> dict[str, Any]:
        written = orjson.dumps(body)

        async def once(headers: Mapping[str, str]) -> Answer:
            return await self._http.exchange(url, written, headers={**headers, **JSON}, seconds=seconds)

        return await self._with_token(once)

    async def _with_token(self, once: Callable[[Mapping[str, str]], Awaitable[Answer]]) -> dict[str, Any]:
        token = await self._tokens.current()
        try:
            return _data(await once({"access_token": token}))
        except ApiError as error:
            if error.code not in TOKEN_CODES:
                raise
        await self._tokens.refused(token)
        try:
            return _data(await once({"access_token": await self._tokens.current()}))
        except ApiError as error:
            if error.code not in TOKEN_CODES:
                raise
            raise Misconfigured(texts.TOKEN_REFUSED.format(code=error.code)) from None


def _data(answer: Answer) -> dict[str, Any]:
    try:
        told = orjson.loads(answer.body)
    except orjson.JSONDecodeError:
        told = None
    if not isinstance(told, dict) or not ("error" in told or "data" in told):
        if answer.status < 300:  # noqa: PLR2004 (it was taken, but what it became is lost)
            raise MaybeArrived("unreadable answer")
        raise ApiError(0, status=answer.status)
    code = _number(told.get("error", 0))
    if code or answer.status >= 400:  # noqa: PLR2004 (HTTP)
        raise ApiError(code, str(told.get("message", "")).lower()[:MESSAGE_SIGNS], status=answer.status)
    data = told.get("data")
    return data if isinstance(data, dict) else {}


def _number(given: object) -> int:
    """Return an error's number, which may come as text; -1 for what is none, since it is no success."""
    try:
        return int(given) if isinstance(given, int | str) else -1
    except ValueError:
        return -1


__all__ = ["AccessTokens", "ApiError", "MaybeArrived", "NeverLeft", "ZaloApi"]
