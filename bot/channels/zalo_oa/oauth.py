"""Zalo's token endpoint: one request, and what its answer means. Nothing here tries twice.

Source: zalo.md B2. A refusal comes with HTTP 200 and a number; the number for a used token is not documented.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import orjson
from yarl import URL

from bot.http import Answer, Http, MaybeArrived, NeverLeft

SECONDS = 20.0  # the most one request may take
REFRESH_DAYS = 90  # "three months"
ACCESS_SECONDS = 90_000  # when the answer does not say, or what cannot be
MOST_SECONDS = REFRESH_DAYS * 86_400
EARLY = 0.8  # of a token's life: at 20 h of 25 h, which leaves 5 h to mend what goes wrong
SPARE = timedelta(seconds=60)  # a token that ends sooner might end on the way
TOO_MANY = -32
LIMIT_SECONDS = 60.0  # the limit is a count for each minute


@dataclass(frozen=True, slots=True)
class Pair:
    """An access token with the refresh token that will replace it, once. No text of it shows either."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    access_until: datetime
    refresh_until: datetime
    since: datetime

    def lives(self, now: datetime) -> bool:
        """Say whether the access token holds at *now* and long enough for a request on its way."""
        return now < self.access_until - min(SPARE, (self.access_until - self.since) / 10)

    def is_due(self, now: datetime) -> bool:
        """Say whether it is time to replace the pair, well before the access token ends."""
        return now >= self.since + (self.access_until - self.since) * EARLY


class Declined(Exception):
    """Zalo says no: what was presented is worth nothing. *code* is Zalo's number, 0 when it gave none."""

    def __init__(self, code: int) -> None:
        super().__init__(f"declined with {code}")
        self.code = code


class Unanswered(Exception):
    """Zalo said neither yes nor no.

    *lost*: it may have been a yes, and what was presented is then used up. *seconds*: what Zalo asks to wait.
    """

    def __init__(self, why: str, *, lost: bool, seconds: float = 0.0) -> None:
        super().__init__(why)
        self.lost = lost
        self.seconds = seconds


class TokenEndpoint:
    """Asks for a pair: with the code of an authorisation, or with a refresh token. Both can be presented once."""

    def __init__(self, http: Http, oauth_url: str, app_id: str, app_secret: str) -> None:
        self._http = http
        self._url = URL(f"{oauth_url.rstrip('/')}/v4/oa/access_token")
        self._app_id, self._app_secret = app_id, app_secret

    async def redeem(self, code: str, verifier: str, now: datetime) -> Pair:
        """Return the pair for an authorisation's *code*. Raises Declined or Unanswered."""
        return await self._ask({"grant_type": "authorization_code", "code": code, "code_verifier": verifier}, now)

    async def refresh(self, token: str, now: datetime) -> Pair:
        """Return the pair that replaces the one of this refresh *token*. Raises Declined or Unanswered."""
        return await self._ask({"grant_type": "refresh_token", "refresh_token": token}, now)

    async def _ask(self, form: Mapping[str, str], now: datetime) -> Pair:
        body = aiohttp.FormData({**form, "app_id": self._app_id})
        try:
            answer = await self._http.exchange(
                self._url, body, headers={"secret_key": self._app_secret}, seconds=SECONDS
            )
        except NeverLeft as error:
            raise Unanswered(str(error), lost=False) from None
        except MaybeArrived as error:
            raise Unanswered(str(error), lost=True) from None
        return _read(answer, now)


def _read(answer: Answer, now: datetime) -> Pair:
    told = _json(answer.body)
    code = _number(told.get("error"))
    if code == TOO_MANY or answer.status == 429:  # noqa: PLR2004 (how a proxy says the same)
        raise Unanswered("too many requests", lost=False, seconds=LIMIT_SECONDS)
    if answer.status >= 500:  # noqa: PLR2004 (a server's own fault)
        raise Unanswered(f"HTTP {answer.status}", lost=False)
    access, refresh = told.get("access_token"), told.get("refresh_token")
    if isinstance(access, str) and access and isinstance(refresh, str) and refresh:
        seconds = _number(told.get("expires_in"))
        lives = timedelta(seconds=seconds if 0 < seconds <= MOST_SECONDS else ACCESS_SECONDS)
        return Pair(access, refresh, now + lives, now + timedelta(days=REFRESH_DAYS), now)
    if code or told.get("error") not in (None, "", 0, "0"):
        raise Declined(code)
    raise Unanswered(f"HTTP {answer.status} without tokens", lost=True)


def _json(body: bytes) -> dict[str, Any]:
    try:
        told = orjson.loads(body)
    except orjson.JSONDecodeError:
        return {}
    return told if isinstance(told, dict) else {}


def _number(given: object) -> int:
    """Return a number that comes as a number or as text; 0 for anything else."""
    try:
        return int(given) if isinstance(given, int | float | str) else 0
    except ValueError:
        return 0
