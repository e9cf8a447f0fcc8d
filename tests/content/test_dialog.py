"""Dialogs are checked when they are built, and know their questions."""

from collections.abc import Callable
from typing import Any

import pytest

from content.dialog import (
    NO,
    YES,
    Answers,
    Check,
    Condition,
    Dialog,
    Facts,
    Group,
    Mode,
    Number,
    Option,
    Pick,
    PickMany,
    Progress,
    Repeat,
    Text,
    Walk,
    answered,
    said,
    said_yes,
)
from content.dialog.values import Doubt, Way
from content.dialogs.session_report import SESSION_REPORT, duplicate_key, own_words
from content.message import Outbound
from content.texts import report
from tests.handlers.dialogs import HOUSEHOLD
from tests.handlers.talking import FACTS


def text(key: str, **more: Any) -> Text:
    """Return a plain question."""
    return Text(key=key, ask=f"{key}?", **more)


def dialog(*items: Any, **more: Any) -> Dialog:
    """Return a dialog of these."""
    return Dialog(key="d", title="Mẫu", items=items, **more)


CIRCLE = (text("a", only_if=answered("b")), text("b", only_if=answered("c")), text("c", only_if=answered("a")))
UNSOUND: dict[str, tuple[Callable[[], Dialog], str]] = {
    "two of a name": (lambda: dialog(text("a"), text("a")), "two things are"),
    "a name of a group's": (lambda: dialog(text("a"), Group(items=(text("a"),))), "two things are"),
    "unknown condition": (lambda: dialog(text("a", only_if=answered("z"))), "depends on z"),
    "a circle": (lambda: dialog(*CIRCLE), "circle: a → b → c → a"),
    "on itself": (lambda: dialog(text("a", only_if=answered("a"))), "circle: a → a"),
    "into a repeat": (
        lambda: dialog(Repeat(key="r", title="r", items=(text("a"),)), text("b", only_if=answered("a"))),
        "cannot see a",
    ),
    "nothing": (lambda: dialog(after=(text("a"),)), "asks nothing"),
    "empty repeat": (lambda: dialog(text("a"), Repeat(key="r", title="r", items=())), "repeats nothing"),
    "no key": (lambda: dialog(text("a b")), "no key"),
    "too long": (lambda: dialog(*(text(f"q{n}") for n in range(7))), "8 questions before sending"),
    "unknown check": (lambda: dialog(text("a"), checks=(Check("c", ("z",), lambda _: None),)), "check reads z"),
    "owned by two": (lambda: dialog(text("a"), checks=(Check("c", ("a",), lambda _: None, ("a",)),)), "owns what"),
    "no other": (lambda: dialog(Pick(key="a", ask="?", choices=(YES,), other="b")), "names b"),
}  # fmt: skip


@pytest.mark.parametrize("fault", UNSOUND)
def test_an_unsound_dialog_is_not_built(fault: str) -> None:
    """Each mistake is named when the dialog is written, not when a person meets it."""
    build, reason = UNSOUND[fault]
    with pytest.raises(ValueError, match=reason):
        build()


def test_a_form_may_be_long_when_it_says_so() -> None:
    """Forms of the office have no bound."""
    assert len(dialog(*(text(f"q{n}") for n in range(300)), most=None).slots) == 300


def test_conditions_compose_and_say_what_they_read() -> None:
    """And, or, not keep the union of what is read."""
    condition: Condition = (said("a", "x") & answered("b")) | ~said_yes("c")
    assert condition.reads == {"a", "b", "c"}
    form = dialog(text("a"), text("b"), Pick(key="c", ask="?", choices=(YES, NO)), text("d", only_if=condition))
    for answers, applies in (({}, True), ({"c": "yes"}, False), ({"a": "x", "b": "1", "c": "yes"}, True)):
        walk = Walk(form, answers, FACTS)
        place = walk.place("d")
        assert place is not None
        assert walk.applies(place) is applies


def test_what_does_not_apply_reads_as_nothing() -> None:
    """An answer under a condition that fell is kept, but nothing else sees it."""
    form = dialog(text("a"), text("b", only_if=said("a", "x")), text("c", only_if=answered("b")))
    walk = Walk(form, {"a": "y", "b": "1"}, FACTS)
    assert [p.path for p in walk.places(after=False)] == ["a"]


def test_only_what_depends_is_looked_at_again() -> None:
    """An answer to one question does not evaluate the conditions of three hundred others."""
    looked: list[int] = []

    def watched(n: int) -> Condition:
        def holds(answers: Answers) -> bool:
            looked.append(n)
            return answers[f"q{n}"] is not None

        return Condition(frozenset({f"q{n}"}), holds)

    form = dialog(*(item for n in range(300) for item in (text(f"q{n}"), text(f"r{n}", only_if=watched(n)))), most=None)
    walk = Walk(form, {}, FACTS)
    walk.number(walk.place("q0"), after=False)
    looked.clear()
    walk.forget("q7")
    walk.number(walk.place("q7"), after=False)
    assert looked == [7]


def test_paths_and_order_of_a_repeat() -> None:
    """Rounds have numbers; going back and forth visits the same places."""
    answers = {"kind": "a", "visits/1/visits_more": "yes", "visits/2/visits_more": "no", "again": "no"}
    walk = Walk(HOUSEHOLD, answers, FACTS)
    forth = [p.path for p in walk.places(after=False)]
    assert forth == [
        "kind", "visits/1/day", "visits/1/people", "visits/1/visits_more",
        "visits/2/day", "visits/2/people", "visits/2/visits_more", "again", "tools", "photo",
    ]  # fmt: skip
    back, place = [], walk.previous(None)
    while place is not None:
        back.append(place.path)
        place = walk.previous(place)
    assert back[::-1] == forth
    for bad in ("visits/0/day", "visits/x/day", "day", "visits/1/kind", "", "=", "other/1/day"):
        assert walk.place(bad) is None


def test_progress_survives_json() -> None:
    """Every part of a progress comes back as it was."""
    progress = Progress(
        run="r", dialog="d", version=3, answers={"a": 1, "b": ["x"]}, said={"a": "1 người"}, skipped=("c",),
        current="b",
        mode=Mode.CHANGING, shown=(Option("x", "X"),), picks={"b": ["x", "y"]},
        misses=2, settled=("k|1",), command=("w", "W"),
        doubt=Doubt("k", "Đúng không?", (Way("Đúng", {"a": 1, "z": None}), Way("Sai", again="a"))),
    )  # fmt: skip
    assert Progress.from_json(progress.to_json()) == progress
    assert Progress.from_json(Progress("r", "d", 1).to_json()) == Progress("r", "d", 1)


def test_the_session_report_asks_what_the_wording_says() -> None:
    """Required ones first: day, place, form, topics, listeners; eight optional ones after."""
    asked = [s.step.key for s in SESSION_REPORT.slots if SESSION_REPORT.is_counted(s)]
    assert asked[:5] == ["session_date", "place", "form", "topics", "headcount"]
    after = {"duration", "audience", "questions", "concerns", "embedded_in", "speaker", "media", "proposals"}
    assert set(asked[5:]) == after
    assert not any(s.step.optional for s in SESSION_REPORT.slots if not s.after)


def test_labels_fit_a_button() -> None:
    """Labels of fixed choices have at most 24 characters, but for those the reviewed wording has."""
    for slot in SESSION_REPORT.slots:
        if isinstance(slot.step, Pick) and isinstance(slot.step.choices, tuple):
            assert all(len(o.label) <= 26 for o in slot.step.choices), slot.step.key


def test_own_words_compare_alike() -> None:
    """A place of own words is the same in either spelling."""
    assert own_words("Xóm Hoà") == own_words("xom hòa ")
    assert duplicate_key("2026-11-20", own_words("Xóm Hoà"), "11") == "2026-11-20|=xom hoa|11"


def test_what_stands_alone() -> None:
    """What says none, and the others, exclude each other, whichever comes last."""
    step = PickMany(key="a", ask="?", choices=(Option("no", "Không"), Option("x", "X")), alone=("no",))
    assert step.with_one_more(["x"], "no") == ["no"]
    assert step.with_one_more(["no"], "x") == ["x"]
    assert step.with_one_more(["x"], "x") == ["x"]


def test_numbers_read_back() -> None:
    """Thousands have a point, the unit stands behind."""
    step = Number(key="n", ask="?", unit="người")
    assert step.say(1200, Facts(FACTS.today, FACTS.now)) == "1.200 người"
    assert report.COUNT_UNIT == "người"


def test_messages_are_short_enough() -> None:
    """No question of the report is longer than a phone can hold."""
    assert len(report.INTRO) + len(report.DATE_ASK) < 900
    assert Outbound(report.INTRO).text
