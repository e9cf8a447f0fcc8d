"""An office for the transcripts of content: who is there, and a talking point brought as far as is wanted."""

from __future__ import annotations

from content.roles import Duty, Role
from tests.play import Play

TITLE = "Phòng cháy mùa khô"
POINTS = "Tắt bếp khi ra khỏi nhà. / Gọi 114 khi có cháy. / Để lối thoát thông thoáng."


async def people(play: Play) -> None:
    """An editor, two approvers, and three communicators on two channels."""
    await play.person("Minh", roles=[Role.EDITOR], duties=(), full_name="Trần Văn Minh")
    await play.person("Lan", roles=[Role.APPROVER], duties=(), full_name="Lê Thị Lan")
    await play.person("Đức", roles=[Role.APPROVER], duties=(), full_name="Phan Anh Đức", channel="browser")
    await play.person("Hoa", unit="X01-T1", full_name="Nguyễn Thị Hoa")
    await play.person("Tâm", unit="X01-T2", channel="browser", full_name="Phạm Văn Tâm")
    await play.person("Bình", unit="X02", duties=[Duty.BCV], full_name="Hồ Thị Bình")


async def answers(play: Play, name: str, *words: str) -> None:
    """Let somebody say one thing after another, whatever is answered."""
    for said in words:
        await play.says(name, said)
        play.forget()


async def draft(
    play: Play, *, title: str = TITLE, scope: str = "1", number: str = "15/KH-BTG", who: str = "Minh"
) -> None:
    """Compose a draft whose source is complete, or (empty *number*) is not."""
    source = (number, "18/11/2026", "1") if number else ("bo qua",)
    await answers(play, who, "soan", title, POINTS, scope, *source, "luu")
    await answers(play, who, "bo sung", "31/12/2026", "bo qua", "bo qua", "luu")


async def submit(play: Play, *, duty: str = "2", urgency: str = "1", when: str = "1", unit: str = "1") -> None:
    """Submit the draft whose card was shown last: to communicators of the whole province, at once, by default."""
    more = () if when in ("1", "3") else ("20:00",)
    whom = (duty,) if duty == "1" else (duty, "xong")
    await answers(play, "Minh", "trinh", unit, "xong", *whom, "bo qua", urgency, when, *more, "trinh")


async def approve(play: Play, n: int, who: str = "Lan") -> None:
    """Read and approve number *n*."""
    await answers(play, who, f"duyệt {n}", f"đồng ý duyệt {n}")


async def issue(play: Play, **how: str) -> None:
    """Compose, submit and approve number 1."""
    await draft(play, **how)
    await submit(play)
    await approve(play, 1)
