"""What the first page and the lists of commands name, and to whom."""

from __future__ import annotations

import pytest

from content.roles import GRANTS, Role
from content.texts import menu as texts
from handlers import menu
from handlers.commands import BOOK, COMMANDS, menu_of


@pytest.mark.parametrize("slash", [*menu.FOR_ALL, *menu.FOR_OFFICE, *texts.LABELS])
def test_the_first_page_names_only_commands_that_exist(slash: str) -> None:
    """A command that was renamed would silently vanish from the page."""
    assert [c.slash for c in BOOK.commands if c.slash == slash] == [slash]


def test_what_commands_do_is_said_in_one_style() -> None:
    """Every description begins with a capital letter and ends without a full stop."""
    assert [c.about for c in COMMANDS if not c.about[:1].isupper() or c.about.endswith(".")] == []


@pytest.mark.parametrize("role", [None, *Role])
def test_nobody_is_shown_what_they_may_not_do(role: Role | None) -> None:
    """The menu of a role holds what needs one of its rights, and all that needs none."""
    grants = GRANTS[role] if role else frozenset()
    shown = {slash for slash, _ in menu_of({role: {1}} if role else {})}
    assert shown == {c.slash for c in COMMANDS if c.in_menu and (c.needs is None or c.needs in grants)}
    assert ("thuhoi" in shown) == (role in (Role.EDITOR, Role.APPROVER))
