"""Several channels: one person on two of them, the office's switch, its template, and what sending costs."""

from __future__ import annotations

import re
from datetime import timedelta

from content.message import Heard
from content.roles import Role
from handlers.world import ChannelFacts
from tests.play import Play
from tests.transcripts.content_office import answers, approve, draft, issue, people, submit

DAY = timedelta(days=1)
ZALO = ChannelFacts("Zalo OA", text=1900, can_edit=False, window=7 * DAY, free=2 * DAY, pages=True)
BOT = ChannelFacts("Zalo Bot", text=1900, can_edit=False, has_buttons=False, month_most=10, people_most=50, pages=True)


async def test_a_second_channel_by_a_code_and_the_open_report_goes_on_there(play: Play) -> None:
    """A communicator adds Zalo to Telegram by a code; what was asked on one is answered on the other."""
    await play.channel("zalo_oa", ZALO)
    await people(play)
    await answers(play, "Hoa", "thêm kênh")
    code = re.findall(r"[0-9A-Z]{5}-[0-9A-Z]{5}", play.last("Hoa").text)[0]
    await answers(play, "Hoa", "bao cao", "1")
    await play.stranger("Hoa-Zalo", "zalo_oa")
    await answers(play, "Hoa-Zalo", code, "1", "đồng ý")
    assert "Mã" not in play.last("Hoa-Zalo").text
    await play("""
        Hoa-Zalo > 1
        Hoa-Zalo < Báo cáo buổi · 3/6 / Đã ghi: thôn Mẫu Đông…
        Hoa-Zalo > /kênh
        Hoa-Zalo < Kênh của đồng chí: / • Telegram / • Zalo OA (đang nhận tin)
        Hoa-Zalo > [Nhận tin qua Telegram]
        Hoa-Zalo < …Telegram…
        Hoa-Zalo > /kenh
        Hoa-Zalo < Kênh của đồng chí: / • Telegram (đang nhận tin) / • Zalo OA
    """)


async def test_a_code_for_one_more_channel_opens_nothing_twice(play: Play) -> None:
    """The code is for its maker alone, works once, and ends after an hour."""
    await play.channel("zalo_oa", ZALO)
    await people(play)
    await answers(play, "Hoa", "thêm kênh")
    code = re.findall(r"[0-9A-Z]{5}-[0-9A-Z]{5}", play.last("Hoa").text)[0]
    await play.tick(hours=2)
    play.forget()
    await play.stranger("Lạ", "zalo_oa")
    await play.says("Lạ", code)
    assert "hết hạn" in play.last("Lạ").text
    play.forget()
    await answers(play, "Hoa", "thêm kênh")
    fresh = re.findall(r"[0-9A-Z]{5}-[0-9A-Z]{5}", play.last("Hoa").text)[0]
    await answers(play, "Lạ", fresh, "1", "đồng ý")
    await play.stranger("Khác", "zalo_oa")
    await play.says("Khác", fresh)
    assert "đã được sử dụng" in play.last("Khác").text
    play.forget()


async def test_the_office_turns_a_channel_off_and_on(play: Play) -> None:
    """Only an admin, with the whole word; a bare number never does it; each turn is in the audit trail."""
    await play.channel("zalo_bot", BOT)
    await people(play)
    await play.person("Quân", roles=[Role.ADMIN], duties=())
    await play("""
        Hoa > tắt kênh zalo bot
        Hoa < Đồng chí chưa được phân quyền cho việc này. …
        Quân > kênh cơ quan
        Quân < Kênh của cơ quan: / • Telegram: đang bật; …• Zalo Bot: đang bật; 0/50 người; tháng này 0/10 tin
        Quân > 3
        Quân < …gõ…
        Quân > tat kenh zalo bot
        Quân < Đã tắt Zalo Bot cho tin mới. …
        Quân > tắt kênh Zalo Bot
        Quân < Zalo Bot đang tắt từ trước.
        Quân > tắt kênh fax
        Quân < Chưa rõ kênh nào. …
        Quân > kênh cơ quan
        Quân < …Zalo Bot: đang tắt…
        Quân > [Bật Zalo Bot]
        Quân < Đã bật lại Zalo Bot.
    """)
    deeds = await play.storage.run(lambda uow: [row.action for row in uow.audit.recent("lane:zalo_bot")])
    assert sorted(deeds) == ["channel.off", "channel.on"]


async def test_what_sending_costs_is_seen_before_it_is_sent(play: Play) -> None:
    """Author and approver read by which channels people are reached, who is outside which time, and the cost."""
    await play.channel("zalo_oa", ZALO)
    await people(play)
    for name, days in (("An", 0), ("Ba", 3), ("Tư", 10)):
        await play.person(name, unit="X01-T1", channel="zalo_oa")
        address, at = play.addresses[name], play.now - days * DAY
        await play.storage.run(lambda uow: uow.chats.heard(uow.chats.hear(address, at).chat_id, at))
    await draft(play)
    await submit(play)
    told = [said.text for said in play.shown["Minh"] if "Qua kênh" in said.text]
    assert len(told) == 1
    assert "• Zalo OA: 3 người, 1 người quá 48 giờ (tin tính phí), 1 người quá 7 ngày không nhắn" in told[0]
    assert "Chi phí ước tính: 55 đồng" in told[0]
    await play.person("Quân", roles=[Role.ADMIN], duties=())
    await play("""
        Quân > tin mẫu 300001 ho_ten=tên van_ban=trích yếu giá=200
        Quân < Đã dùng tin mẫu 300001 …
        Quân > tin mẫu
        Quân < Tin mẫu đang dùng: 300001; ho_ten = tên, van_ban = trích yếu; giá ước tính 200 đồng. …
        Quân > tin mẫu 300002 ho_ten=tuổi
        Quân < Chưa đọc được: ho_ten=tuổi. …
    """)
    await answers(play, "Lan", "duyệt 1")
    card = play.last("Lan").text
    assert "1 người quá 7 ngày (gửi tin mẫu)" in card
    assert "Chi phí ước tính: 255 đồng" in card


async def test_a_month_that_is_nearly_spent_is_told_before(play: Play) -> None:
    """With fewer messages left than people, the rest waits for the next month, and the office knows."""
    await play.channel("zalo_bot", BOT)
    await people(play)
    for n in range(12):
        await play.person(f"Người{n}", unit="X01-T1", channel="zalo_bot")
    await draft(play)
    await submit(play)
    told = next(said.text for said in play.shown["Minh"] if "Qua kênh" in said.text)
    assert "• Zalo Bot: 12 người; tháng này chỉ còn 9 tin, phần còn lại chờ sang tháng" in told


async def test_the_story_on_a_channel_without_buttons(play: Play) -> None:
    """Compose, approve, read, acknowledge, report: all by typing, on Zalo Bot alone."""
    await play.channel("zalo_bot", ChannelFacts("Zalo Bot", text=1900, can_edit=False, has_buttons=False, pages=True))
    await play.person("Minh", roles=[Role.EDITOR], duties=(), channel="zalo_bot")
    await play.person("Lan", roles=[Role.APPROVER], duties=(), channel="zalo_bot")
    await play.person("Hoa", unit="X01-T1", channel="zalo_bot")
    await issue(play)
    assert play.last("Hoa").page
    await play("""
        Hoa > da nam
        Hoa < …
    """)
    assert (await play.storage.run(lambda uow: uow.broadcasts.get(1))).acked == 1
    await answers(play, "Hoa", "báo cáo", "hôm nay", "1", "1", "1", "xong", "45", "gửi")
    assert await play.storage.run(lambda uow: len(uow.submissions.of_person(play.people["Hoa"], most=5))) == 1


async def test_a_blocked_channel_moves_what_waits(play: Play) -> None:
    """A person who unfollows on one channel goes on getting notices on the other."""
    await play.channel("zalo_oa", ZALO)
    await people(play)
    await answers(play, "Hoa", "thêm kênh")
    code = re.findall(r"[0-9A-Z]{5}-[0-9A-Z]{5}", play.last("Hoa").text)[0]
    await play.stranger("Hoa-Zalo", "zalo_oa")
    await answers(play, "Hoa-Zalo", code, "1", "đồng ý")
    await play.sends("Hoa-Zalo", Heard.BLOCKED)
    await draft(play)
    await submit(play)
    before = len(play.shown["Hoa"])
    await approve(play, 1)
    assert len(play.shown["Hoa"]) == before + 1


async def test_a_second_channel_by_the_own_number(play: Play) -> None:
    """A number that the channel has checked opens one more channel, and the first chat hears of it; no office role."""
    await play.channel("zalo_oa", ZALO)
    await play.person("Hoa", unit="X01-T1", channel="zalo_oa")
    await play.person("Lan", roles=[Role.APPROVER], duties=(), channel="zalo_oa")
    for name, number in (("Hoa", "+84950000011"), ("Lan", "+84950000012")):
        person = play.people[name]
        await play.storage.run(lambda uow: setattr(uow.people.get(person), "phone", number))
    await play.stranger("Hoa-Tele")
    await play.sends("Hoa-Tele", Heard.CONTACT, phone="0950000011")
    assert "xác nhận thông tin" in play.last("Hoa-Tele").text
    play.forget()
    await answers(play, "Hoa-Tele", "1", "đồng ý")
    assert "vừa dùng thêm kênh Telegram" in play.last("Hoa").text
    await play.stranger("Kẻ lạ")
    await play.sends("Kẻ lạ", Heard.CONTACT, phone="0950000012")
    assert "Chưa đăng ký được" in play.last("Kẻ lạ").text
    play.forget()
