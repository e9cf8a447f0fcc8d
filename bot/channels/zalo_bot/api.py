"""One call of a Zalo Bot method: fields in, result out, or one of three errors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from yarl import URL

from bot.http import Http, MaybeArrived, NeverLeft

JSON = {"Content-Type": "application/json; charset=utf-8"}
OK, FAULT = 200, 500
HIDDEN = "***"


class ApiError(Exception):
    """Zalo answered no. *code* is the body's own where it has one, else HTTP's; the token is in neither."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(f"{code} {description}")
        self.code, self.description = code, description.lower()


class ZaloBotApi:
    """The methods of one bot at one API address."""

    def __init__(self, http: Http, token: str, api_url: str) -> None:
        self._http = http
        self._secrets = [part for part in (token, token.partition(":")[2]) if part]
        self._base = f"{api_url.rstrip('/')}/bot{token}/"

    async def call(self, method: str, fields: Mapping[str, Any], *, seconds: float | None = None) -> Any:
        """Return the `result` of *method*, None where it has none. Raises ApiError, NeverLeft or MaybeArrived.

        The sources disagree on the HTTP status of refusals, so the body decides wherever it can be read (zalo.md A2).
        """
        url = URL(self._base + method, encoded=True)
        answer = await self._http.exchange(url, orjson.dumps(fields), headers=JSON, seconds=seconds)
        try:
            told = orjson.loads(answer.body)
        except orjson.JSONDecodeError:
            told = None
        if not isinstance(told, dict):
            if answer.status == OK:  # it was taken, but what it became is lost
                raise MaybeArrived("unreadable answer")
            raise ApiError(answer.status, "")
        if told.get("ok") is True:
            return told.get("result")
        raise ApiError(_code(told.get("error_code"), answer.status), self._unsaid(str(told.get("description") or "")))

    def _unsaid(self, description: str) -> str:
        """Return *description* without the token, since an answer may repeat the address that was asked."""
        for secret in self._secrets:
            description = description.replace(secret, HIDDEN)
        return description


def _code(told: Any, status: int) -> int:
    """Return the number of a refusal. One without a number came with a success's status: a fault of theirs."""
    if isinstance(told, str) and told.isdecimal():
        told = int(told)
    if isinstance(told, int) and not isinstance(told, bool) and told:
        return told
    return FAULT if status == OK else status


__all__ = ["ApiError", "MaybeArrived", "NeverLeft", "ZaloBotApi"]
