"""Whatever is answered, in whatever order: a form comes out as if all of it were worked out anew each time."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from content.dialog import Dialog, Mode, Number, Pick, PickMany, Progress, Walk
from content.dialog.settling import settle_moving
from content.xforms.compiling import compile_form
from content.xforms.definition import Definition, Field
from tests.handlers.talking import FACTS, NOW, Talk
from tests.xforms.anew import Anew, asked_answers
from tests.xforms.written import Written, form, group, q, repeat

LIST = ["a", "b", "c"]
SUBLIST = [("x", "Xê", {"k": "a"}), ("y", "Ypxilon", {"k": "b"}), ("z", "Zét", {"k": "b"}), ("t", "Tê", {"k": "c"})]
WORDS = (
    "1",
    "2",
    "3",
    "4",
    "9",
    "xong",
    "quay lại",
    "bỏ qua",
    "giữ nguyên",
    "gửi",
    "sửa 1",
    "sửa 3",
    "sửa 5",
    "lưu nháp",
    "?",
)


class Maker:
    """Writes a form by chance: every expression looks at what stands before, or at questions that always apply."""

    def __init__(self, chance: random.Random) -> None:
        self.chance, self.n = chance, 0
        self.known: list[tuple[str, str]] = []  # (name, kind) of what may be looked at from anywhere
        self.repeats: list[str] = []

    def name(self) -> str:
        self.n += 1
        return f"q{self.n}"

    def whole(self) -> Definition:
        first = [self.plain(self.name()) for _ in range(self.chance.randint(1, 2))]
        ahead = [self.plain(self.name()) for _ in range(self.chance.randint(0, 2))]  # looked at from before
        items = [self.item(2) for _ in range(self.chance.randint(2, 6))]
        return form(*first, *items, *ahead, choices={"l": LIST, "s": SUBLIST})

    def plain(self, name: str) -> Written:
        kind = self.chance.choice(["integer", "select_one", "select_multiple"])
        self.known.append((name, kind))
        more = {} if kind == "integer" else {"list_name": "l"}
        return q(name, kind, **more, **self.chance.choice([{}, {}, {"required": "false()"}]))

    def item(self, depth: int) -> Written:
        kind = self.chance.choice(["q", "q", "q", "calculate", "note", "group", "repeat", "cascade"])
        if kind in ("group", "repeat") and depth:
            return self.section(kind, depth)
        more: dict[str, Any] = {"relevant": self.truth()} if self.chance.random() < 0.5 else {}
        name = self.name()
        if kind == "calculate":
            made = q(name, "calculate", calculation=self.value(), **more)
            self.known.append((name, "calculate"))
            return made
        if kind == "note":
            return q(name, "note", label="Lưu ý ${" + self.chance.choice(self.known)[0] + "}", **more)
        if kind == "cascade":
            more["choice_filter"] = f"k = ${{{self.chance.choice(self.known)[0]}}}"
            more["required"] = "false()"
            made = q(name, self.chance.choice(["select_one", "select_multiple"]), list_name="s", **more)
            self.known.append((name, "cascade"))
            return made
        if self.chance.random() < 0.3:
            more["constraint"] = self.chance.choice(
                [". < 8", f". != ${{{self.chance.choice(self.known)[0]}}}", ". >= 2"]
            )
        made = self.plain(name)
        given = {**made.given, **more}
        if made.kind != "integer" and "constraint" in given:
            given["constraint"] = ". != 'c'"
        return Written(name, made.kind, given)

    def section(self, kind: str, depth: int) -> Written:
        more: dict[str, Any] = {"relevant": self.truth()} if self.chance.random() < 0.5 else {}
        if kind == "repeat" and self.chance.random() < 0.4:
            more["repeat_count"] = self.chance.choice(["2", f"${{{self.chance.choice(self.known)[0]}}} mod 4"])
        name, before = f"s{self.name()}", list(self.known)
        items = [self.item(depth - 1) for _ in range(self.chance.randint(1, 3))]
        if all(item.kind in ("calculate", "note") for item in items):
            items.append(self.plain(self.name()))
        if kind == "repeat":
            inside = [known for known in self.known if known not in before]
            self.known = before
            self.repeats.append(name)
            for inner, its_kind in inside:  # from outside, a question of a repeat is all of its rounds
                if its_kind == "integer" and self.chance.random() < 0.7:
                    total = self.name()
                    self.known.append((total, "calculate"))
                    return group(
                        f"w{total}", repeat(name, *items, **more),
                        q(total, "calculate", calculation=f"sum(${{{inner}}}) + count(${{{name}}})"),
                    )  # fmt: skip
            return repeat(name, *items, **more)
        return group(name, *items, **more)

    def truth(self) -> str:
        name, kind = self.chance.choice(self.known)
        if kind == "select_multiple":
            return f"selected(${{{name}}}, '{self.chance.choice(LIST)}')"
        if kind == "select_one":
            return f"${{{name}}} {self.chance.choice(['=', '!='])} '{self.chance.choice(LIST)}'"
        if self.repeats and self.chance.random() < 0.3:
            return f"count(${{{self.chance.choice(self.repeats)}}}) > 1"
        return self.chance.choice([f"${{{name}}} > 2", f"${{{name}}} != ''", f"not(${{{name}}} < 3)"])

    def value(self) -> str:
        name, _ = self.chance.choice(self.known)
        other, _ = self.chance.choice(self.known)
        return self.chance.choice(
            [f"${{{name}}} * 2 + 1", f"concat(${{{name}}}, '-', ${{{other}}})", f"if(${{{name}}} > 2, 'a', 'b')",
             f"coalesce(${{{name}}}, ${{{other}}})"]
        )  # fmt: skip


moves = st.one_of(
    st.tuples(st.just("answer"), st.integers(0, 9)),
    st.tuples(st.just("answer"), st.integers(0, 9)),
    st.tuples(st.just("answer"), st.integers(0, 9)),
    st.tuples(st.just("say"), st.sampled_from(WORDS)),
    st.tuples(st.just("press"), st.integers(0, 9)),
    st.tuples(st.just("resume"), st.just(0)),
)


def move(talk: Talk, what: tuple[str, Any]) -> None:
    """Do one thing a person can do; "answer" is one that fits the question."""
    kind, n = what
    place = Walk(talk.dialog, dict(talk.progress.answers), FACTS).place(talk.progress.current)
    if kind == "answer" and place is not None and talk.progress.doubt is None:
        step = place.slot.step
        text = str(n) if isinstance(step, Number) else str(n % 3 + 1)
        talk.say(f"{text} xong" if isinstance(step, PickMany) else text if isinstance(step, Pick | Number) else "chữ")
    elif kind == "press" and talk.heard.choices:
        talk.press_token(talk.heard.choices[n % len(talk.heard.choices)].token)
    elif kind == "resume":
        talk.resume()
    else:
        talk.say(str(n))


def walk_of(dialog: Dialog, progress: Progress) -> Walk:
    """Return the engine's view of what was kept, with what it remembers of conditions."""
    known = {n: dict(seen) for n, seen in progress.known.items()}
    walk = Walk(dialog, dict(progress.answers), FACTS, known, progress.run, proposed=set(progress.proposed))
    settle_moving(walk)
    return walk


def judge(definition: Definition, dialog: Dialog, progress: Progress) -> None:
    """Hold what the engine remembers against a form worked out anew."""
    anew = Anew(definition, asked_answers(definition, progress.answers), NOW, progress.run)
    walk = walk_of(dialog, progress)
    mine = {place.path for place in walk.places(after=False) if not place.slot.more}
    assert mine == {path for _, path in anew.places() if anew.applies[path]}
    for asked, path in anew.places():
        if asked.kind == "calculate" and anew.applies[path]:
            assert progress.answers.get(path) == anew.answers.get(path), path


def judge_sent(definition: Definition, before: Progress, answers: dict[str, Any]) -> None:
    """Hold what was sent: all that applies, nothing else, nothing against a constraint or off its list."""
    anew = Anew(definition, asked_answers(definition, before.answers), NOW, before.run)
    expected = {path: anew.answers[path] for _, path in anew.places() if anew.applies[path] and path in anew.answers}
    assert answers == expected
    for asked, path in anew.places():
        if not anew.applies[path] or asked.kind in ("note", "calculate"):
            continue
        assert path in answers or asked.required == ["call", "false"] or _is_empty(definition, asked)
        if path in answers:
            assert anew.holds(asked, path), path


def _is_empty(definition: Definition, asked: Field) -> bool:
    return bool(asked.list_name) and not definition.choices[asked.list_name]


@settings(max_examples=400, deadline=None)
@given(st.integers(0, 10**9), st.lists(moves, max_size=45))
def test_the_engine_agrees_with_a_form_worked_out_anew(seed: int, sequence: list[tuple[str, Any]]) -> None:
    """Back, skip, change and restart between any two steps: what applies, is computed and sent is what it must be."""
    definition = Maker(random.Random(seed)).whole()
    dialog = compile_form(definition)
    choosy = {slot.plain for slot in dialog.slots if slot.step.live is not None and slot.step.live.choosy}
    computed = {slot.plain for slot in dialog.slots if not slot.step.asks}
    talk = Talk(dialog)
    for step in sequence:
        before = talk.progress
        move(talk, step)
        if talk.turn.finished is not None:
            assert before.mode is Mode.CHECKING
            judge_sent(definition, before, dict(talk.turn.finished.answers))
        if talk.turn.progress is None:
            break
        after = talk.progress
        assert Progress.from_json(after.to_json()) == after
        judge(definition, dialog, after)
        lost = {path for path in before.answers.keys() - after.answers.keys() if _plain(path) not in choosy | computed}
        assert lost <= {before.current}, "only the question that was skipped loses its answer"
        changed = {
            p for p, v in after.answers.items() if before.answers.get(p) != v and _plain(p) not in choosy | computed
        }
        assert len(changed) <= 1, "one thing said changes one answer"
        assert all(len(set(v)) == len(v) for v in after.answers.values() if isinstance(v, list))
    assert len(talk.finished) <= 1


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9))
def test_a_form_played_to_its_end_is_what_it_would_be_anew(seed: int) -> None:
    """Long fillings, with lines changed again and again before sending, agree after every turn."""
    chance = random.Random(seed)
    definition = Maker(chance).whole()
    dialog = compile_form(definition)
    talk = Talk(dialog)
    for _ in range(80):
        before = talk.progress
        what = (chance.choice(["answer"] * 8 + ["press", "resume"]), chance.randint(0, 9))
        if before.mode is Mode.CHECKING:
            move(talk, ("say", chance.choice(["gửi", f"sửa {chance.randint(1, 9)}", f"sửa {chance.randint(1, 9)}"])))
        else:
            move(talk, what)
        if talk.turn.finished is not None:
            judge_sent(definition, before, dict(talk.turn.finished.answers))
        if talk.turn.progress is None:
            break
        judge(definition, dialog, talk.progress)


def _plain(path: str) -> str:
    return "/".join(part for part in path.split("/") if not part.isdigit())
