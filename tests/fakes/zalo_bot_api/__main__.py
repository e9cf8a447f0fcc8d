"""`python -m tests.fakes.zalo_bot_api --port N`: prints its address, then serves until told to stop."""

from __future__ import annotations

import argparse
import asyncio
import signal

import uvloop

from tests.fakes.zalo_bot_api.server import Server


async def _serve(port: int) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    server = Server()
    print(f"http://127.0.0.1:{await server.start(port)}", flush=True)  # noqa: T201 (the one thing it says)
    await stop.wait()
    await server.stop()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    uvloop.run(_serve(parser.parse_args().port))
