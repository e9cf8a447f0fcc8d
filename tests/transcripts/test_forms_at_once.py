"""Forms of the office while several people, or several processes, do the same thing at the same moment."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from content.message import Heard, Inbound
from content.roles import Role
from handlers.dispatcher import Dispatcher
from tests.play import Play, told
from tests.transcripts.content_office import answers
from tests.transcripts.test_office_forms import FORM, bring, people, publish, sent

LAST = ("biểu mẫu", "1", "25", "2")  # all but "gửi"


@pytest.mark.both
async def test_of_two_who_publish_one_does(play: Play) -> None:
    """Two approvers press at once: one publishes, the other hears that it was done; one version is asked."""
    await people(play)
    await play.person("Mai2", roles=[Role.APPROVER], duties=())
    await publish(play)
    await bring(play, FORM.replace("Bao nhiêu", "Mấy"))
    for name in ("Lan", "Mai2"):
        await play.says(name, "quản lý biểu mẫu 1")
    presses = []
    for name in ("Lan", "Mai2"):
        token = next(choice.token for choice in play.choices(name) if choice.label == "Công bố")
        presses.append(Inbound(play.addresses[name], f"press{name}", Heard.PRESS, play.now, token=token))
    await asyncio.gather(*(play.dispatcher.accept(press) for press in presses))
    await play.settle()
    said = sorted(told(play.last(name)) for name in ("Lan", "Mai2"))
    assert said[0].startswith("Bản này không còn chờ công bố (đang dùng).")
    assert said[1].startswith("Đã công bố Phiếu nhanh, bản 2.")
    states = await play.storage.run(lambda uow: [one.state for one in uow.forms.versions("phieu_nhanh")])
    assert states == ["published", "retired"]


@pytest.mark.both
async def test_the_last_answer_heard_twice_sends_once(play: Play) -> None:
    """Two workers get the same update, and the word comes from a second phone meanwhile: one submission is made."""
    await people(play)
    await publish(play)
    await answers(play, "Hoa", *LAST)
    other = Dispatcher(play.storage, replace(play.world, forms={}), lambda: play.now)
    word = Inbound(play.addresses["Hoa"], "last", Heard.TEXT, play.now, text="gửi")
    again = replace(word, update_key="later")
    await asyncio.gather(*(one.accept(heard) for one in (play.dispatcher, other) for heard in (word, again)))
    await play.settle()
    (made,) = await sent(play)
    assert made.answers == {"people": 25, "hot": "no"}
    assert len([said for said in play.shown["Hoa"] if told(said).startswith("✅ Đã gửi Phiếu nhanh")]) == 1


@pytest.mark.both
async def test_what_is_begun_is_sent_though_the_form_was_closed(play: Play) -> None:
    """Closing stops new ones only: what is half filled goes on, is sent, and can be corrected and withdrawn."""
    await people(play)
    await publish(play)
    await answers(play, "Hoa", *LAST)
    await answers(play, "Lan", "đóng biểu mẫu 1")
    await play("""
        Mai > biểu mẫu
        Mai < Hiện cơ quan không có biểu mẫu nào…
        Hoa > gửi
        Hoa < ✅ Đã gửi Phiếu nhanh, mã BM0001…Sửa được đến …
        Hoa > sửa bm0001
        Hoa < Sửa phiếu BM0001 …1. Bao nhiêu người dự: 25 / 2. Có câu hỏi nóng không: Không…
        Hoa > 2
        Hoa < …
        Hoa > 1
        Hoa < …Câu hỏi gì?…
        Hoa > lưu nháp
        Hoa < …
        Hoa > rút bm0001
        Hoa < Đã rút phiếu BM0001.
        Hoa > sửa bm0001
        Hoa < Phiếu BM0001 đã rút.…
    """)
    (made,) = await sent(play)
    assert (made.state, made.answers) == ("withdrawn", {"people": 25, "hot": "no"})
    assert await play.storage.run(lambda uow: uow.progress.of(made.person_id)) == []


async def test_strangers_to_a_form_that_was_sent_reach_nothing_of_it(play: Play) -> None:
    """No colleague, no office of another commune, nor its own sender decides on it; what was tried out is none."""
    await people(play)
    await play.unit("X02", "xã Khác", "xa")
    await play.person("Kha", unit="X02", roles=[Role.COORDINATOR], duties=())
    await play.person("Nga", unit="X01-T1", roles=[Role.COORDINATOR])
    await publish(play)
    await answers(play, "Nga", *LAST, "gửi")
    await answers(play, "Minh", "làm thử biểu mẫu 1", "25", "2", "gửi")
    (made,) = await sent(play)
    (tried,) = await sent(play, "phieu_nhanh:test")
    for token in (f"rep:{made.id}", f"repe:{made.id}", f"repx:{made.id}", f"rep:{tried.id}", f"repe:{tried.id}"):
        for name in ("Mai", "Kha"):
            await play.sends(name, Heard.PRESS, token=token)
            assert told(play.last(name)).startswith("Không tìm thấy báo cáo, phiếu này.")
    for token in (f"rv:{made.id}", f"rva:{made.id}:x", f"rvr:{made.id}:x", f"rvu:{made.id}"):
        for name in ("Mai", "Kha"):
            await play.sends(name, Heard.PRESS, token=token)
            assert told(play.last(name)).startswith("Đồng chí chưa được phân quyền cho việc này.")
    await play.sends("Nga", Heard.PRESS, token=f"rvr:{made.id}:x")
    assert told(play.last("Nga")) == "Đây là phiếu của đồng chí, cần người khác xem."
    await play.sends("Nga", Heard.PRESS, token=f"rv:{tried.id}")
    assert told(play.last("Nga")).startswith("Không có báo cáo này.")
    assert [one.state for one in (*await sent(play), *await sent(play, "phieu_nhanh:test"))] == ["submitted"] * 2
