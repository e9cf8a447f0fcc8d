"""A small real core behind the channel: takes each update once, and answers through `channel.send`."""

from __future__ import annotations

import asyncio
import itertools
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import web

from bot.access_log import RouteLogger
from bot.channel import Busy, Parcel, Upload
from bot.channels.browser.channel import BrowserChannel
from bot.pages.demo import Phone
from bot.pages.demo import routes as demo_routes
from bot.pages.plain import routes as plain_routes
from content.message import Address, Attachment, Choice, Heard, Inbound, Outbound
from tests.browser.store import SqliteHistory

SECRET = "a secret key only for tests, long enough to be one"
OFFICE = "Ban Tuyên giáo xã Mẫu"
MIMES = {
    ".png": "image/png", ".html": "text/html", ".pdf": "application/pdf", ".mp3": "audio/mpeg", ".mp4": "video/mp4",
}  # fmt: skip
HOSTILE = "<img src=x onerror=\"document.title='hacked'\"><script>document.title='hacked'</script>"
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360f8cf50000003010180a4a5f1170000000049454e44ae426082",
)


def now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


async def _office() -> str:
    return OFFICE


class Echo:
    """Answers by what was heard; remembers keys as the dispatcher does."""

    def __init__(self, folder: Path, *, public_url: str = "", is_demo: bool = False) -> None:
        self.folder = folder
        self.history = SqliteHistory(folder / "chat.db")
        self.channel = BrowserChannel(
            SECRET, self.history, folder / "spool", public_url, clock=now, office=_office, is_demo=is_demo,
        )  # fmt: skip
        self.heard: list[Inbound] = []
        self.busy = 0  # so many updates are refused first
        self._delivery = itertools.count(time.time_ns())  # the outbox of a later process continues, never repeats

    async def accept(self, inbound: Inbound) -> None:
        """Take an update once and answer it."""
        if self.busy:
            self.busy -= 1
            raise Busy(1)
        if not self.history.first_time(inbound.update_key):
            return
        self.heard.append(inbound)
        if answer := self.answer(inbound):
            await self.say(inbound.address.chat, answer)

    def answer(self, inbound: Inbound) -> Outbound | None:
        """Return what is said back."""
        match inbound.kind:
            case Heard.START:
                return Outbound(text=f"Mã mời: {inbound.text or 'chưa có'}", heading="Xin chào")
            case Heard.PRESS:
                return Outbound(text=f"Đã nhận lựa chọn {inbound.token}")
            case Heard.FILE:
                return Outbound(text=f"Đã nhận tệp {inbound.file.name if inbound.file else ''}")
            case _ if inbound.text == "chọn":
                labels = ("Sinh hoạt thôn, tổ dân phố", "Hội nghị cán bộ chủ chốt", "Loa truyền thanh")
                choices = tuple(Choice(label, f"pick:{n}") for n, label in enumerate(labels))
                last = Choice("Duyệt", "approve:17", word="duyệt 17", decisive=True)
                return Outbound(text="Hình thức tuyên truyền?", heading="Báo cáo buổi · 3/7", choices=(*choices, last))
            case _ if inbound.text == "độc":
                return Outbound(text=HOSTILE, heading=HOSTILE, choices=(Choice(HOSTILE, "x"),))
            case _ if inbound.text == "im":
                return None
            case _:
                return Outbound(text=f"Đã nghe: {inbound.text}")

    async def say(self, chat: str, said: Outbound, *, edits: str | None = None, file: Path | None = None) -> str:
        """Send one message and return its key."""
        upload = None
        if file:
            mime = MIMES[file.suffix]
            upload = Upload(file.name, mime, file, is_photo=file.suffix == ".png", remote=None)
            said = said.but(file=Attachment(1, file.name, mime, os.path.getsize(file)))  # noqa: ASYNC240, PTH202
        parcel = Parcel(Address("browser", chat), said, edits=edits, upload=upload, delivery_id=next(self._delivery))
        return (await self.channel.send(parcel)).message_key

    def app(self) -> web.Application:
        """Return the web app, as the product builds it."""
        app = web.Application()
        app.add_routes(self.channel.routes(self.accept))
        tokens = self.channel.tokens
        phones = [
            Phone(
                "Nguyễn Thị Mẫu", "Biên tập", f"/chat/{tokens.derive('a')}", "Nhân vật hư cấu, soạn và gửi nội dung."
            ),
            Phone("Trần Văn Ví Dụ", "Người duyệt", f"/chat/{tokens.derive('b')}"),
            Phone("Lê Thị Minh Họa", "Tuyên truyền viên", f"/chat/{tokens.derive('c')}"),
            Phone("Phạm Văn Thử", "Đầu mối xã", f"/chat/{tokens.derive('d')}"),
        ]
        app.add_routes(demo_routes(phones))
        app.on_startup.append(self._open)
        app.on_shutdown.append(self._close)
        return app

    def plain_app(self) -> web.Application:
        """Return an app with the one-line page alone."""
        app = web.Application()
        app.add_routes(plain_routes(self._name))
        return app

    async def _name(self) -> str:
        return OFFICE

    async def _open(self, _: web.Application) -> None:
        await self.channel.open()

    async def _close(self, _: web.Application) -> None:
        await self.channel.close()
        self.history.close()


async def _run(port: int, folder: Path) -> None:
    echo = Echo(folder, is_demo=True)
    runner = web.AppRunner(echo.app(), access_log_class=RouteLogger)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_run(int(sys.argv[1]), Path(sys.argv[2])))
