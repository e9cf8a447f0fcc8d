"""The account: its token, the address that takes its messages, who it is, and templates."""

from __future__ import annotations

import asyncio

import pytest

from bot.channel import Gone, Misconfigured, NotNow, NotSent, Rejected, Template
from bot.channels.zalo_oa.profile import Account
from content.message import Heard
from tests.channels.zalo_oa.ear import HOA, MINH, Ear, Granted, hooked, opened, parcel
from tests.fakes.zalo_oa_api import ZaloOA

V3, V2 = "/v3.0/oa/message/cs", "/v2.0/oa/message"
BY_ID, BY_PHONE = "/v3.0/oa/message/template", "/business/message/template"
STATE_AGENCY = 4


async def test_refused_token_is_replaced_within_the_send(fake: ZaloOA) -> None:
    """A token that ended before its time costs one more request, and nobody's message."""
    tokens = Granted(fake)
    async with opened(fake, tokens=tokens) as channel:
        await channel.send(parcel("một"))
        await fake.grant()  # somebody else refreshed: the token in hand is worth nothing
        await channel.send(parcel("hai"))
    assert ([one.text for one in await fake.sees(HOA)], tokens.refusals) == (["một", "hai"], 1)


async def test_expired_token_is_replaced_too(fake: ZaloOA) -> None:
    """Zalo says "expired" with another number than "wrong"; both mean the same to us."""
    await fake.oauth(access_seconds=0)
    tokens = Granted(fake)
    async with opened(fake, tokens=tokens) as channel:
        await tokens.current()
        await fake.oauth(access_seconds=90_000)
        await channel.send(parcel("một"))
    assert (tokens.refusals, (await fake.stats())["answers"]) == (1, {"-220": 1, "0": 1})


async def test_new_token_that_is_refused_stops_the_account(fake: ZaloOA) -> None:
    """When the new token is refused as well nothing more is tried: an admin must look."""
    await fake.oauth(access_seconds=0)
    async with opened(fake) as channel:
        with pytest.raises(Misconfigured, match="-220"):
            await channel.send(parcel("một"))
        with pytest.raises(Misconfigured):
            await channel.identify()
    assert (await fake.stats())["calls"][V3] == 2


@pytest.mark.parametrize("problem", [Misconfigured("never authorised"), NotSent("no answer")])
async def test_without_a_token_nothing_is_asked(fake: ZaloOA, problem: Misconfigured | NotSent) -> None:
    """What the keeper of tokens says is what the sender hears."""

    class NoToken:
        """Has none."""

        async def current(self) -> str:
            """Raise why."""
            raise problem

        async def refused(self, token: str) -> None:
            """Never come here."""
            raise AssertionError(token)

    async with opened(fake, tokens=NoToken()) as channel:
        for ask in (channel.send(parcel("x")), channel.identify()):
            with pytest.raises(type(problem)):
                await ask
    assert (await fake.stats())["calls"] == {}


async def test_account_says_who_it_is(fake: ZaloOA) -> None:
    """The doctor learns the account's name and kind."""
    async with opened(fake) as channel:
        assert await channel.identify() == Account(fake.oa_id, "Trợ lý tuyên truyền", 2)
        await fake.rules(oa_type=STATE_AGENCY)
        assert (await channel.identify()).is_state_agency
        await fake.script({"do": "cut_after", "paths": ["getoa"]})
        with pytest.raises(NotSent):
            await channel.identify()


async def test_business_account_speaks_through_v3(fake: ZaloOA) -> None:
    """The newer address is tried first and kept."""
    async with opened(fake) as channel:
        await channel.send(parcel("một"))
        assert channel.message_api == "v3"
    assert (await fake.stats())["calls"] == {V3: 1}


async def test_state_agency_speaks_through_v2(fake: ZaloOA) -> None:
    """An account that v3 refuses is tried at v2 within the same send, and stays there."""
    await fake.rules(oa_type=STATE_AGENCY)
    async with opened(fake) as channel:
        for text in ("một", "hai", "ba"):
            await channel.send(parcel(text))
        assert channel.message_api == "v2"
    assert (await fake.stats())["calls"] == {V3: 1, V2: 3}
    assert [one.text for one in await fake.sees(HOA)] == ["một", "hai", "ba"]


async def test_refusal_of_a_person_at_v2_still_shows_the_way(fake: ZaloOA) -> None:
    """That v2 speaks for this account is learned from any of its answers."""
    await fake.rules(oa_type=STATE_AGENCY)
    await fake.person(MINH, wrote_days_ago=8)
    async with opened(fake) as channel:
        for _ in range(2):
            with pytest.raises(NotNow):
                await channel.send(parcel("x", MINH))
        assert channel.message_api == "v2"
    assert (await fake.stats())["calls"] == {V3: 1, V2: 2}


async def test_account_that_v2_no_longer_takes_goes_back(fake: ZaloOA) -> None:
    """When Zalo shuts v2 for an account that used it, v3 is tried again."""
    await fake.rules(oa_type=STATE_AGENCY)
    async with opened(fake) as channel:
        await channel.send(parcel("một"))
        await fake.rules(oa_type=2)
        await channel.send(parcel("hai"))
        assert channel.message_api == "v3"
    assert [one.text for one in await fake.sees(HOA)] == ["một", "hai"]


@pytest.mark.parametrize(("chosen", "kind", "code"), [("v3", STATE_AGENCY, "-235"), ("v2", 2, "-240")])
async def test_chosen_address_is_kept_to(fake: ZaloOA, chosen: str, kind: int, code: str) -> None:
    """Who sets the address gets no other; that it is refused is said with the setting's name."""
    await fake.rules(oa_type=kind)
    async with opened(fake, message_api=chosen) as channel:
        assert channel.message_api == chosen
        with pytest.raises(Misconfigured, match=f"ZALO_OA_MESSAGE_API.*{code}"):
            await channel.send(parcel("x"))
    assert (await fake.stats())["sends"] == 1


async def test_account_that_neither_address_takes_is_stopped(fake: ZaloOA) -> None:
    """Two refusals end it: no third request, and the first answer is the one told."""
    await fake.script({"do": "error", "code": -235, "paths": [V3]}, {"do": "error", "code": -240, "paths": [V2]})
    async with opened(fake) as channel:
        with pytest.raises(Misconfigured, match="-235"):
            await channel.send(parcel("x"))
        assert channel.message_api == "v3"
    assert (await fake.stats())["sends"] == 2


FIELDS = {"ho_ten": "Nguyễn Thị Hoa", "ngay": "26/11/2026"}


async def test_template_goes_by_user_id(fake: ZaloOA) -> None:
    """Whose window is shut gets the approved text, by the id that costs less."""
    await fake.template("300001", list(FIELDS))
    await fake.person(HOA, wrote_days_ago=30)
    async with opened(fake) as channel:
        sent = await channel.send(parcel("", template=Template("300001", FIELDS, "+84901234567"), delivery_id=17))
    (seen,) = await fake.sees(HOA)
    assert (seen.text, seen.id) == ("[300001] ho_ten: Nguyễn Thị Hoa; ngay: 26/11/2026", sent.message_key)
    assert (await fake.stats())["calls"] == {BY_ID: 1}


async def test_template_goes_by_phone_where_ids_do_not_do(fake: ZaloOA, ear: Ear) -> None:
    """A template that Zalo does not send by id goes to the number, later ones at once; reports name the delivery."""
    await fake.template("300001", list(FIELDS), by_uid=False)
    async with hooked(fake, ear) as channel:
        template = Template("300001", FIELDS, "+84901234567")
        sent = {
            (await channel.send(parcel("", template=template, delivery_id=delivery))).message_key
            for delivery in (17, 18)
        }
        arrived = await ear.until(lambda heard: len(heard) == 2)
    stats = await fake.stats()
    assert (stats["calls"], stats["tracked"], stats["violations"]) == ({BY_ID: 1, BY_PHONE: 2}, ["d17", "d18"], [])
    assert {one.kind for one in arrived} == {Heard.ARRIVED}
    assert {one.message_key for one in arrived} == sent
    assert {one.payload["tracking_id"] for one in arrived} == {"d17", "d18"}


async def test_template_without_a_number_cannot_go_by_phone(fake: ZaloOA) -> None:
    """Without a number the window stays shut for this person; others are not concerned."""
    await fake.template("300001", list(FIELDS), by_uid=False)
    async with opened(fake) as channel:
        for _ in range(2):
            with pytest.raises(NotNow) as caught:
                await channel.send(parcel("", template=Template("300001", FIELDS)))
            assert caught.value.until is None
        await channel.send(parcel("", template=Template("300001", FIELDS, "+84901234567")))


@pytest.mark.parametrize("by_phone", [False, True])
async def test_wrong_template_fails_its_own_messages(fake: ZaloOA, by_phone: bool) -> None:
    """A field that is missing is refused as what it is, whichever way it went."""
    await fake.template("300001", list(FIELDS), by_uid=not by_phone)
    async with opened(fake) as channel:
        with pytest.raises(Rejected, match="template_refused"):
            await channel.send(parcel("", template=Template("300001", {}, "+84901234567")))
        with pytest.raises(NotNow if by_phone else Rejected):
            await channel.send(
                parcel("", MINH, template=Template("300001" if by_phone else "1", FIELDS, "+84999999999"))
            )


async def test_receipts_name_what_was_sent(fake: ZaloOA, ear: Ear) -> None:
    """That a message arrived and was seen is heard under the id that the send returned; echoes are not heard."""
    async with hooked(fake, ear) as channel:
        sent = await channel.send(parcel("x"))
        await fake.settled()
    assert sorted((one.kind, one.message_key, one.address.chat) for one in ear.heard) == [
        (Heard.ARRIVED, sent.message_key, HOA),
        (Heard.SEEN, sent.message_key, HOA),
    ]


async def test_press_comes_back_as_a_press(fake: ZaloOA, ear: Ear) -> None:
    """A button's token returns as a press; the same words typed do as well, so they are worth no more."""
    from content.message import Choice, Outbound  # noqa: PLC0415 (only here is a button needed)

    async with hooked(fake, ear) as channel:
        await fake.rules(echoes=False)
        await channel.send(parcel(Outbound("Chọn:", choices=(Choice("Có", "a:r7:ok:yes"), Choice("Danh mục", "menu")))))
        await fake.presses(HOA, "Có")
        await fake.presses(HOA, "Danh mục")
        await fake.says(HOA, "#a:r7:ok:yes")
        await fake.settled()
    assert sorted((one.kind, one.token) for one in ear.heard) == [
        (Heard.PRESS, "a:r7:ok:yes"),
        (Heard.PRESS, "a:r7:ok:yes"),
        (Heard.PRESS, "menu"),
    ]


async def test_who_unfollows_is_heard_and_refused(fake: ZaloOA, ear: Ear) -> None:
    """Someone who leaves the account is known to be gone, by the event and by what a send gets."""
    async with hooked(fake, ear) as channel:
        await fake.follows(HOA, follows=False)
        assert [one.kind for one in await ear.until(bool)] == [Heard.BLOCKED]
        with pytest.raises(Gone, match="not_follower"):
            await channel.send(parcel("x"))


async def test_many_sends_at_once(fake: ZaloOA) -> None:
    """Sends do not wait for each other, and a token that ends in their midst is replaced for all."""
    await fake.rules(echoes=False)
    for n in range(50):
        await fake.person(f"777{n}")

    class OneAtATime(Granted):
        """As the real keeper: who comes second finds the new token there."""

        async def refused(self, token: str) -> None:
            """Get another one, unless that was done."""
            if token == self._token:
                self._token = ""
                await self.current()

    async with opened(fake, tokens=OneAtATime(fake)) as channel:
        await fake.script({"do": "latency", "seconds": 0.2})
        sends = [asyncio.ensure_future(channel.send(parcel("x", f"777{n}"))) for n in range(50)]
        sent = await asyncio.gather(*sends)
    assert len({one.message_key for one in sent}) == 50


async def test_account_has_no_loops_and_forgets_nothing(fake: ZaloOA, ear: Ear) -> None:
    """It is only called; its limits follow the plan's requests a minute."""
    async with opened(fake, rate_per_minute=1200.0) as channel:
        assert (list(channel.jobs(ear.accept)), channel.limits.rate) == ([], 20.0)
        await channel.forget("https://photo.zdn.vn/a")
