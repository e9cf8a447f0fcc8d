"""What the papers beside the code promise about the code."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from bot.config import setting_names

ROOT = Path(__file__).parents[2]
LAYERS = ("bot", "handlers", "storage", "content")
README = ROOT / "README.md"


@pytest.mark.parametrize("name", setting_names() if README.exists() else ())
def test_every_setting_stands_in_the_readme(name: str) -> None:
    """A setting that nobody can find is no setting."""
    assert f"`{name}`" in README.read_text(encoding="utf-8")


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_locks_have_hashes_and_no_host(lock: str) -> None:
    """Whatever registry or mirror a machine uses, it gets these very bytes, and the lock names none."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    pinned = re.split(r"\n(?=[A-Za-z0-9])", text)
    assert len(pinned) > 30
    assert [entry.splitlines()[0] for entry in pinned if "--hash=sha256:" not in entry] == []


def test_the_development_lock_agrees_with_the_other() -> None:
    """Tests run with the versions that people run with."""
    versions = [
        dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))
        for lock in ("requirements.txt", "requirements-dev.txt")
    ]
    runtime, development = versions
    assert runtime.items() <= development.items()


PART_OF = {"pydantic_core": "pydantic", "yarl": "aiohttp", "multidict": "aiohttp"}  # the words of another's API


def test_every_import_is_a_declared_dependency() -> None:
    """What comes along by chance goes away by chance: each package that the code imports is asked for by name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {
        re.split(r"[^\w-]", entry)[0].lower().replace("_", "-")
        for entry in [*project["dependencies"], *project["optional-dependencies"]["postgres"]]
    }
    owners = packages_distributions()
    unasked = set()
    for folder in LAYERS:
        for file in (ROOT / folder).rglob("*.py"):
            for top in imported(file) - sys.stdlib_module_names - {*LAYERS}:
                dists = {dist.lower().replace("_", "-") for dist in owners.get(PART_OF.get(top, top), [top])}
                if asked.isdisjoint(dists):
                    unasked.add(f"{file.relative_to(ROOT)}: {top}")
    assert unasked == set()


def imported(file: Path) -> set[str]:
    """Return the top names of all that *file* imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def test_make_help_names_every_target() -> None:
    """`make help` prints a line for each target that a person may call."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    said = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert sorted(phony.split()) == sorted(line.split()[1] for line in said.splitlines())


def test_decisions_are_numbered_pages() -> None:
    """Decisions are found by number: no gap, no number twice, a title each."""
    pages = sorted(page for page in (ROOT / "docs" / "decisions").glob("*.md") if page.stem != "template")
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    assert all(page.read_text(encoding="utf-8").startswith(f"# {page.name[:4]} ") for page in pages)
