"""Rules of the code that no linter knows. Each says its reason when it fails."""

from __future__ import annotations

import ast
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LAYERS = ("bot", "handlers", "storage", "content")
LONGEST = 300  # lines of a file
ELSEWHERE = {"tests", "docs", "demo"}  # folders that may hold Python besides the layers
BANNED_NAMES = {"utils", "helpers", "common", "services", "misc", "managers"}
ONLY_VIETNAMESE = set("ăâđêôơưĂÂĐÊÔƠƯ")  # and every letter with a tone: see is_vietnamese
TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
MARKS = TONES | {"\u0302", "\u0306", "\u031b"}


def files(*folders: str) -> list[Path]:
    """Return the Python files of *folders*, and fail if there are none to look at."""
    found = sorted(file for folder in folders for file in (ROOT / folder).rglob("*.py"))
    assert found
    return found


def is_vietnamese(text: str) -> bool:
    """Say whether *text* has a letter that English has not, in either Unicode form."""
    spread = unicodedata.normalize("NFD", text)
    return any(mark in MARKS for mark in spread) or not ONLY_VIETNAMESE.isdisjoint(text)


def strings(file: Path) -> Iterator[tuple[int, str]]:
    """Yield each string literal with its line, docstrings left out."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    docstrings = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


def test_files_are_short() -> None:
    """A file that passes the limit is two things: give it a wall."""
    long = {
        str(file.relative_to(ROOT)): count
        for file in files(*LAYERS)
        if "versions" not in file.parts  # a migration is history: one schema change, however long
        and (count := len(file.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert long == {}


def test_sentences_live_in_content() -> None:
    """Vietnamese text outside content/ escapes the review of its wording: move it to content/texts/."""
    found = [
        f"{file.relative_to(ROOT)}:{line}: {text[:60]!r}"
        for file in files("bot", "handlers", "storage")
        for line, text in strings(file)
        if is_vietnamese(text)
    ]
    assert found == []


def test_sentences_are_nfc() -> None:
    """Two spellings of one letter break search, limits and equality."""
    found = [
        f"{file.relative_to(ROOT)}:{line}"
        for file in files(*LAYERS)
        for line, text in strings(file)
        if not unicodedata.is_normalized("NFC", text) and not TONES.issuperset(text)
    ]
    assert found == []


def test_no_vague_names() -> None:
    """A file that is named for nothing collects everything."""
    found = [
        str(path.relative_to(ROOT))
        for folder in LAYERS
        for path in (ROOT / folder).rglob("*")
        if path.suffix in ("", ".py")
        and path.stem in BANNED_NAMES
        and path.parent != ROOT / "content" / "texts"  # named after the sections of the reviewed wording
    ]
    assert found == []


def test_the_root_has_no_other_code_folder() -> None:
    """The four folders are the four layers; code elsewhere would be under no contract."""
    tracked = subprocess.run(["git", "ls-files", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    tops = {line.partition("/")[0] for line in tracked.splitlines()}
    assert tops <= {*LAYERS, *ELSEWHERE}


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Đã nắm", True), ("hoa\u0300", True), ("ưu", True), ("plain – “text” ×", False), ("", False)],
)
def test_vietnamese_is_recognised(text: str, *, expected: bool) -> None:
    """The rule above sees both Unicode forms and is not alarmed by signs."""
    assert is_vietnamese(text) is expected
