"""One call of a Zalo Bot method: fields in, result out, or one of three errors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from yarl import URL

from bot.http import Http, MaybeArrived, NeverLeft

JSON = {"Content-Type": "application/json; charset=utf-8"}
OK = 200


class ApiError(Exception):
    """Zalo answered no. *code* is the body's own where it has one, else HTTP's; the token is in neither."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(f"{code} {description}")
        self.code, self.description = code, description.lower()


class ZaloBotApi:
    """The methods of one bot at one API address."""

    def __init__(self, http: Http, token: str, api_url: str) -> None:
        self._http = http
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
        code = told.get("error_code")
        known = code if isinstance(code, int) and code else answer.status
        raise ApiError(500 if known == OK else known, str(told.get("description", "")))


__all__ = ["ApiError", "MaybeArrived", "NeverLeft", "ZaloBotApi"]
