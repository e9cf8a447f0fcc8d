"""Invented dialogs that use what the session report does not: groups, repeats, forward conditions, files."""

from content.dialog import (
    NO,
    YES,
    Day,
    Dialog,
    File,
    Group,
    Number,
    Option,
    Pick,
    PickMany,
    Repeat,
    Text,
    answered,
    said,
    said_yes,
)

HOUSEHOLD = Dialog(
    key="household",
    title="Phiếu mẫu",
    most=None,
    items=(
        Text(key="reason", ask="Vì sao đến lần nữa?", name="Lý do", only_if=said_yes("again")),  # reads forwards
        Pick(key="kind", ask="Loại nào?", name="Loại", choices=(Option("a", "Nhà riêng"), Option("b", "Tập thể"))),
        Group(
            title="Tập thể",
            only_if=said("kind", "b"),
            items=(
                Number(key="rooms", ask="Mấy phòng?", name="Số phòng", between=(1, 99), unit="phòng"),
                Text(key="note", ask="Ghi chú?", name="Ghi chú", optional=True),
            ),
        ),
        Repeat(
            key="visits",
            title="lần đến",
            most=3,
            items=(
                Day(key="day", ask="Ngày nào?", name="Ngày"),
                Number(key="people", ask="Mấy người?", name="Số người", between=(1, 500)),
                Text(key="why_many", ask="Vì sao đông?", name="Vì sao đông", only_if=said("people", 500)),
            ),
        ),
        Pick(key="again", ask="Đã từng đến chưa?", name="Từng đến", choices=(YES, NO)),
        PickMany(
            key="tools", ask="Dùng gì?", name="Dụng cụ", alone=("none",),
            choices=(Option("none", "Không"), Option("loa", "Loa"), Option("to_roi", "Tờ rơi")),
        ),
        File(key="photo", ask="Gửi một ảnh.", name="Ảnh", optional=True),
    ),
    after=(Text(key="more", ask="Gì nữa không?", optional=True, only_if=answered("again")),),
)  # fmt: skip
"""A form with all kinds of items."""
