"""Memory and start of the serving process, as a real process."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil


@dataclass(frozen=True, slots=True)
class Footprint:
    """Seconds until it serves, and resident megabytes then."""

    start_seconds: float
    megabytes: float


def measure() -> Footprint:
    """Start the demo office twice (the second time its database is there) and look at the second."""
    root = Path(__file__).parents[2]
    with tempfile.TemporaryDirectory() as folder:
        env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(root), "PORT": "0"}
        took = megabytes = 0.0
        for _ in range(2):
            began = time.perf_counter()
            process = subprocess.Popen(
                [sys.executable, "-m", "bot", "run"], cwd=folder, env=env, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )  # fmt: skip
            assert process.stdout is not None
            process.stdout.readline()
            took = time.perf_counter() - began
            time.sleep(1)
            megabytes = psutil.Process(process.pid).memory_info().rss / 1e6
            process.terminate()
            process.wait(30)
        return Footprint(took, megabytes)
