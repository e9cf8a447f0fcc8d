"""Where messages go: the newer address, or the older one for accounts that the newer one refuses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import structlog

from bot.channels.zalo_oa.api import ApiError, ZaloApi
from bot.channels.zalo_oa.errors import V2_REFUSES, V3_REFUSES

MessageApi = Literal["v3", "v2"]
PATHS: Mapping[MessageApi, str] = {"v3": "/v3.0/oa/message/cs", "v2": "/v2.0/oa/message"}
REFUSES: Mapping[MessageApi, int] = {"v3": V3_REFUSES, "v2": V2_REFUSES}
OTHER: Mapping[MessageApi, MessageApi] = {"v3": "v2", "v2": "v3"}

_log = structlog.get_logger(__name__)


class Messages:
    """Posts messages. With *choice* `auto` an account that one address refuses is tried at the other, and stays there.

    Zalo says so for an account of a state agency (zalo.md B4); nothing was sent then, so this is no second attempt.
    """

    def __init__(self, api: ZaloApi, choice: Literal["auto", "v3", "v2"]) -> None:
        self._api = api
        self._is_auto = choice == "auto"
        self.version: MessageApi = "v2" if choice == "v2" else "v3"  # the one that is used now

    async def post(self, body: Mapping[str, Any], seconds: float) -> dict[str, Any]:
        """Send *body*; return what Zalo tells of it. Raises as `ZaloApi`."""
        version = self.version
        try:
            return await self._api.post(PATHS[version], body, seconds=seconds)
        except ApiError as error:
            if not self._is_auto or error.code != REFUSES[version]:
                raise
            refused = error
        other = OTHER[version]
        try:
            told = await self._api.post(PATHS[other], body, seconds=seconds)
        except ApiError as error:
            if error.code == REFUSES[other]:
                raise refused from None  # neither will do: the first answer says what the account lacks
            self._use(other)
            raise
        self._use(other)
        return told

    def _use(self, version: MessageApi) -> None:
        if self.version != version:
            self.version = version
            _log.warning("zalo_oa.message_api", version=version)
