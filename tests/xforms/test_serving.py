"""What a process that serves needs of a form's library: nothing that reads sheets or expressions."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("elementpath", "pyxform", "openpyxl", "lxml")


def test_a_compiled_form_needs_no_reader_of_sheets() -> None:
    """Compiling and asking import neither elementpath nor pyxform nor openpyxl."""
    code = f"import sys, content.xforms.compiling, handlers.engine; print([m for m in {HEAVY} if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
