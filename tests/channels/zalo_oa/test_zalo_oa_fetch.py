"""Files that people send to the account: read from Zalo's hosts alone. `tests/test_fetching_safely.py` has the rest."""

from __future__ import annotations

import socket

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.channel import NotSent, Rejected
from tests.channels.zalo_oa.ear import HOA, PDF, Ear, hooked, opened
from tests.fakes.zalo_oa_api import ZaloOA


class Inside(AbstractResolver):
    """A name service that leads every name to this machine, or into its network."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the addresses of *host*."""
        self.asked.append(host)
        return [
            {"hostname": host, "host": one, "port": port, "family": socket.AF_INET, "proto": 0, "flags": 0}
            for one in ("127.0.0.1", "10.0.0.5", "169.254.169.254")
        ]

    async def close(self) -> None:
        """Nothing to give back."""


async def test_file_that_came_is_read_within_its_limit(fake: ZaloOA, ear: Ear) -> None:
    """The address of an event brings the bytes that were sent; one byte more than allowed and it is refused."""
    async with hooked(fake, ear) as channel:
        await fake.sends_file(HOA, "báo cáo.pdf", PDF)
        (heard,) = await ear.until(bool)
        assert heard.file is not None
        assert await channel.fetch(heard.file.remote, len(PDF)) == PDF
        with pytest.raises(ValueError, match="larger"):
            await channel.fetch(heard.file.remote, len(PDF) - 1)
        with pytest.raises(Rejected):
            await channel.fetch(f"{fake.url}/cdn/none", 10)


@pytest.mark.parametrize("host", ["f1.zdn.vn", "a.b.zadn.vn", "res.zaloapp.com", "oa.zalo.me", "f5.dlfl.vn"])
async def test_name_of_zalo_that_leads_inside_is_not_followed(fake: ZaloOA, host: str) -> None:
    """Zalo's names are looked up, and one that leads to this machine or its network leads nowhere."""
    names = Inside()
    async with opened(fake, resolver=names) as channel:
        with pytest.raises(NotSent):
            await channel.fetch(f"https://{host}/a", 1000)
    assert names.asked == [host]


@pytest.mark.parametrize(
    "address",
    ["http://f1.zdn.vn/a", "https://zdn.vn.example.com/a", "https://evilzdn.vn/a", "https://localhost/a", "x", ""],
)
async def test_other_address_is_refused_unread(fake: ZaloOA, address: str) -> None:
    """Nothing but Zalo's hosts over TLS is even looked up."""
    names = Inside()
    async with opened(fake, resolver=names) as channel:
        with pytest.raises(Rejected):
            await channel.fetch(address, 1000)
    assert names.asked == []
