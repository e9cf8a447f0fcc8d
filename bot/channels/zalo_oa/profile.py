"""Who the account is, as Zalo knows it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.channels.zalo_oa.api import ZaloApi
from bot.channels.zalo_oa.parse import number, string

PATH = "/v2.0/oa/getoa"
BUSINESS, STATE_AGENCY = 2, 4


@dataclass(frozen=True, slots=True)
class Account:
    """An Official Account. *kind* is Zalo's number for what sort it is, 0 when it does not say."""

    id: str
    name: str
    kind: int

    @property
    def is_state_agency(self) -> bool:
        """Say whether it is an account of a state agency, which some of Zalo's calls refuse."""
        return self.kind == STATE_AGENCY


async def read_account(api: ZaloApi) -> Account:
    """Return the account of the access token. Raises as `ZaloApi`."""
    told = await api.ask(PATH)
    oa_id = string(told.get("oa_id")) or string(told.get("oaid"))
    return Account(oa_id, string(told.get("name")), number(told.get("oa_type")) or 0)
