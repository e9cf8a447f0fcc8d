"""Roles given and taken back in chat."""

from __future__ import annotations

import asyncio

from content.message import Heard, Inbound
from content.roles import Role
from tests.play import Play


async def test_granting_and_taking_back(play: Play) -> None:
    """The role is read back before it is given, the person is told, the trail has it; the last admin stays."""
    await play.person("Minh", roles=[Role.ADMIN])
    await play.person("Hoa", unit="X01-T1")
    await play("""
        Minh > phan quyen nguyen thi hoa dieu phoi xa dong mau
        Minh < Giao quyền điều phối tại xã Đồng Mẫu và các đơn vị trực thuộc cho Nguyễn Thị Hoa, Trưởng thôn, thôn
        Minh > 1
        Minh < Việc này không nhận số.
        Minh > phân quyền Nguyễn Thị Hoa điều phối xã Đồng Mẫu
        Minh < Giao quyền điều phối
        Minh > dong y giao quyen
        Hoa < Đồng chí vừa được giao quyền điều phối tại xã Đồng Mẫu.
        Minh < Đã giao quyền điều phối tại xã Đồng Mẫu cho Nguyễn Thị Hoa.
        Hoa > danh sách
        Hoa < Đội ngũ trong phạm vi của đồng chí: 1 người. / Đã đăng ký: 1.
        Minh > danh sách quyền
        Minh < Người có quyền: / • Nguyễn Thị Minh: quản trị - tỉnh Minh Họa / • Nguyễn Thị Hoa: điều phối - xã Đồng Mẫu
        Minh > thu quyền Nguyễn Thị Hoa điều phối
        Minh < Thu quyền điều phối của Nguyễn Thị Hoa
        Minh > [Thu quyền]
        Hoa < Quyền điều phối của đồng chí đã được thu lại.
        Minh < Đã thu quyền điều phối của Nguyễn Thị Hoa.
        Hoa > danh sách
        Hoa < Đồng chí chưa được phân quyền cho việc này.
        Minh > thu quyền Nguyễn Thị Minh quản trị
        Minh < Thu quyền quản trị của Nguyễn Thị Minh
        Minh > [Thu quyền]
        Minh < Đây là quản trị viên duy nhất.
    """)
    hoa = play.people["Hoa"]
    trail = await play.storage.run(lambda uow: [row.action for row in uow.audit.recent(f"person:{hoa}")])
    assert trail == ["role.revoke", "role.grant"]


async def test_two_admins_who_remove_each_other(play: Play) -> None:
    """At the same moment, each takes the other's role: one of them stays."""
    minh = await play.person("Minh", roles=[Role.ADMIN])
    bac = await play.person("Bac", roles=[Role.ADMIN])
    presses = (("Minh", bac), ("Bac", minh))
    await asyncio.gather(
        *(
            play.dispatcher.accept(
                Inbound(play.addresses[name], f"r{other}", Heard.PRESS, play.now, token=f"revokeyes:{other}:admin")
            )
            for name, other in presses
        )
    )
    assert await play.storage.run(lambda uow: uow.people.count_role(Role.ADMIN)) == 1


async def test_nobody_grants_beyond_their_own(play: Play) -> None:
    """An admin of a commune finds neither the province nor its neighbours, and a forged button is refused."""
    await play.person("Lan", unit="X01", roles=[Role.ADMIN])
    await play.person("Hoa", unit="X01-T1")
    neighbour = await play.person("Xa", unit="X02")
    await play("""
        Lan > phân quyền Nguyễn Thị Hoa biên tập tỉnh Minh Họa
        Lan < Chưa tìm thấy đơn vị "tỉnh Minh Họa" trong phạm vi của đồng chí.
        Lan > phân quyền Nguyễn Thị Xa biên tập
        Lan < Chưa tìm thấy ai là "Nguyễn Thị Xa"
    """)
    root = await play.storage.run(lambda uow: uow.units.by_code("T01").id)  # type: ignore[union-attr]  # it is there
    for token in (f"grantyes:{neighbour}:editor:{root}", f"grantyes:{play.people['Hoa']}:admin:{root}"):
        await play.sends("Lan", Heard.PRESS, token=token)
        await play("Lan < Đồng chí chưa được phân quyền cho việc này.")


async def test_a_second_yes_for_an_admin(play: Play) -> None:
    """The first admin alone makes the second; from then on two are needed."""
    await play.person("Minh", roles=[Role.ADMIN])
    await play.person("Bac", unit="T01")
    await play.person("Cuc", unit="T01")
    await play("""
        Minh > phân quyền Nguyễn Thị Bac quản trị
        Minh < Giao quyền quản trị tại tỉnh Minh Họa
        Minh > [Giao quyền]
        Bac < Đồng chí vừa được giao quyền quản trị
        Minh < Đã giao quyền quản trị
        Minh > phân quyền Nguyễn Thị Cuc duyệt
        Minh < Giao quyền duyệt tại tỉnh Minh Họa
        Minh > [Giao quyền]
        Bac < Yêu cầu số 1: Nguyễn Thị Minh đề nghị giao quyền duyệt tại tỉnh Minh Họa cho Nguyễn Thị Cuc
        Minh < Việc này cần một quản trị viên khác đồng ý.
        Bac > cho phep 1
        Cuc < Đồng chí vừa được giao quyền duyệt tại tỉnh Minh Họa.
        Minh < Nguyễn Thị Bac đã cho phép yêu cầu số 1.
        Bac < Đã cho phép yêu cầu số 1.
    """)
