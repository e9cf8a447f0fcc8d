"""Whose link opens what, and for how long; whatever opens nothing looks the same."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from content.message import Heard
from content.roles import Role
from handlers import links
from handlers.world import World
from tests.pages.office import Answer, Site
from tests.play import KEY
from tests.transcripts.content_office import answers, issue

GONE = "Liên kết không còn hiệu lực"


def is_gone(answer: Answer) -> bool:
    """Say whether this is the one page for links that open nothing."""
    return answer.status == 404 and GONE in answer.text and "0950 000 002" in answer.text


def test_a_token_is_known_again_and_nothing_else_is() -> None:
    """A token has one spelling, follows from key and delivery alone, and cannot be made from another."""
    token = links.page_token(KEY, 17)
    assert links.read_token(KEY, token) == 17
    assert len({links.page_token(KEY, n) for n in range(1000)}) == 1000
    assert links.read_token("l" * 32, token) is None
    forged = [
        token[:-1], token + "A", token + ".", token[::-1], token.swapcase(), links.page_token(KEY, 18)[:8] + token[8:],
        *(token[:n] + ("A" if token[n] != "A" else "B") + token[n + 1 :] for n in range(len(token))), "", "ẩ" * 30,
    ]  # fmt: skip
    assert [other for other in forged if links.read_token(KEY, other) is not None] == []


def test_no_link_is_written_where_nobody_could_open_it() -> None:
    """Without a public address, or outside the outbox, there is no link."""
    at_home = World(secret_key=KEY, zone=None)  # type: ignore[arg-type]  # links know no zone
    abroad = World(secret_key=KEY, zone=None, public_url="https://vidu.example/")  # type: ignore[arg-type]  # as above
    assert links.link_of(at_home, 17) == ""
    assert links.link_of(abroad, 0) == ""
    assert links.link_of(abroad, 17) == f"https://vidu.example/d/{links.page_token(KEY, 17)}"


@pytest.mark.parametrize("path", ["/d/x", "/d/" + "A" * 30, "/d/%E1%BA%A9", "/d/" + "A" * 900])
async def test_nonsense_opens_the_neutral_page(site: Site, path: str) -> None:
    """A made-up link says whom to ask and nothing else, for its files too."""
    assert all([is_gone(await site.get(path + part)) for part in ("", "/f", "/f/2", "/p")])
    assert is_gone(await site.post(path))


async def test_all_that_is_closed_looks_the_same(site: Site) -> None:
    """A link that was never sent, one that is too old and a made-up one get the very same bytes."""
    await issue(site.play)
    link = await site.link("Hoa")
    unsent = site.page(10**9)
    nonsense = await site.get("/d/" + "A" * 30)
    site.play.now += timedelta(days=91)
    for path in (link, unsent):
        answer = await site.get(path)
        assert (answer.status, answer.body) == (404, nonsense.body)
        assert {k: v for k, v in answer.headers.items() if k != "Date"} == {
            k: v for k, v in nonsense.headers.items() if k != "Date"
        }


@pytest.mark.parametrize(
    ("columns", "opens"),
    [
        ({"state": "sending", "sent_at": None}, True),  # the platform fetches while we wait for its answer
        ({"state": "uncertain", "sent_at": None, "uncertain_before": True}, True),
        ({"state": "queued", "sent_at": None, "uncertain_before": True}, True),
        ({"state": "queued", "sent_at": None}, False),
        ({"state": "failed", "sent_at": None}, False),
        ({"state": "cancelled", "sent_at": None}, False),
    ],
)
async def test_only_what_may_have_been_said_has_a_page(site: Site, columns: dict[str, Any], *, opens: bool) -> None:
    """A link opens once its message may be on a phone, and not for what was never said."""
    await issue(site.play)
    delivery = await site.delivery("Hoa")
    await site.change(delivery, **columns)
    answer = await site.get(site.page(delivery))
    assert (answer.status == 200) is opens
    assert opens or is_gone(answer)


async def test_a_notice_is_open_for_ninety_days(site: Site) -> None:
    """The page of a document lives for a quarter, counted from when it was sent."""
    await issue(site.play)
    link = await site.link("Hoa")
    site.play.now += timedelta(days=89)
    assert (await site.get(link)).status == 200
    site.play.now += timedelta(days=1)
    assert is_gone(await site.get(link))
    assert is_gone(await site.post(link))


@pytest.mark.parametrize("who", ["pause", "leave", "withdraw"])
async def test_who_takes_no_part_opens_nothing(site: Site, who: str) -> None:
    """Paused, gone or withdrawn: every link of the person is dead at once, and the links of others live."""
    play = site.play
    await play.person("Quang", roles=[Role.ADMIN], duties=())
    await issue(play)
    link, other = await site.link("Hoa"), await site.link("Tâm")
    play.now += timedelta(minutes=1)
    if who == "withdraw":
        await play.sends("Hoa", Heard.PRESS, token="md:erase")
    else:
        await play.sends("Quang", Heard.PRESS, token=f"{who}:{play.people['Hoa']}")
    assert is_gone(await site.get(link))
    assert is_gone(await site.post(link))
    assert (await site.get(other)).status == 200
    if who == "pause":  # what was closed stays closed; what is sent from now on opens
        await play.sends("Quang", Heard.PRESS, token=f"again:{play.people['Hoa']}")
        assert is_gone(await site.get(link))


async def test_a_lost_phone_opens_nothing(site: Site) -> None:
    """A new phone on the same channel closes all links that the old one has; what comes to the new one opens."""
    play = site.play
    await play.person("Quang", roles=[Role.ADMIN], duties=())
    await issue(play)
    old = await site.link("Hoa")
    play.now += timedelta(minutes=1)
    await play.says("Quang", "mời Nguyễn Thị Hoa")
    code = next(
        word.strip(".") for said in reversed(play.shown["Quang"]) if said.one_time
        for word in said.text.split() if len(word.strip(".")) == 11 and word[5:6] == "-"
    )  # fmt: skip
    await play.stranger("HoaMới")
    await answers(play, "HoaMới", code, "1", "đồng ý")
    assert is_gone(await site.get(old))
    play.now += timedelta(minutes=1)
    await site.issue(points=[{"title": "Sau", "text": "Sau khi đổi máy."}], number="16/KH-BTG")
    assert "Sau khi đổi máy." in (await site.get(await site.link("Hoa"))).text


async def test_what_waited_for_the_new_phone_opens_there(site: Site) -> None:
    """A notice that was owed before the old phone was let go, and sent after it, is open on the new one."""
    await issue(site.play)
    delivery = await site.delivery("Hoa")
    lost = site.play.now + timedelta(minutes=1)
    await site.play.storage.run(lambda uow: uow.pages.void_links(site.play.people["Hoa"], lost))
    assert is_gone(await site.get(site.page(delivery)))
    await site.change(delivery, sent_at=lost + timedelta(seconds=1))
    assert (await site.get(site.page(delivery))).status == 200
    await site.change(delivery, uncertain_before=True)  # an earlier try may be on the old phone
    assert is_gone(await site.get(site.page(delivery)))
