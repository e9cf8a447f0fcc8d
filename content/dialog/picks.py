"""Kinds of questions answered from a list: Pick one, or PickMany."""

from __future__ import annotations

from dataclasses import dataclass

from content.dialog.steps import Step
from content.dialog.values import OTHER, Doubt, Doubtful, Facts, Known, Lookup, Option, Unreadable, Value, Way, quoted
from content.texts import common
from content.texts.courtesy import fill
from content.vietnamese import fold, similar, unit_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick(Step):
    """One of a list. Words: choose, unknown.

    `choices` are options or a Lookup. `first` names a known value (or several) to offer first. `show` is how many
    are listed at once (0: none, the hint says how to find them); the rest are found by typing. `other` is the key
    of the Text step for what is not on the list, `other_label` what the choice is called.
    """

    choices: tuple[Option, ...] | Lookup
    first: Known | None = None
    show: int = 12
    other: str = ""
    other_label: str = common.OTHER

    def options(self, facts: Facts) -> tuple[Option, ...]:
        """Return the whole list, what was chosen last time first, "something else" last."""
        listed = facts.options(self.choices) if isinstance(self.choices, Lookup) else self.choices
        if self.first is not None and (known := facts.value(self.first)):
            wanted = [known] if isinstance(known, str) else [str(v) for v in known]
            head = [o for v in wanted for o in listed if o.value == v]
            tail = [o for o in listed if o.value not in wanted]
            listed = (*head, *tail)
        return (*listed, Option(OTHER, self.other_label)) if self.other else tuple(listed)

    def listed(self, facts: Facts) -> tuple[Option, ...]:
        """Return the options to show at once: the first *show*, and always "something else"."""
        everything = self.options(facts)
        if self.show and len(everything) <= self.show + 1:
            return everything
        return everything[: self.show] + (everything[-1:] if self.other else ())

    def read(self, text: str, facts: Facts) -> Value:
        """Return the value whose label *text* is; similar labels, and the words as they are, are asked about."""
        everything = self.options(facts)
        if (found := match(text, everything)) is not None:
            return found.value
        if self.other:
            raise Doubtful(self._doubt(text, everything, facts))
        near = similar(text, [o.label for o in everything], 3)
        if near:
            ways = [Way(label, self.sets(next(o.value for o in everything if o.label == label))) for label in near]
            ask = fill(common.WHICH_ONE, facts.courtesy, text=quoted(text))
            raise Doubtful(Doubt(f"{self.key}:{text}", ask, (*ways, Way(common.RETYPE, again=self.key))))
        raise Unreadable(self.word("choose", common.CHOOSE, facts))

    def sets(self, value: str) -> dict[str, Value | None]:
        """Return what choosing *value* sets."""
        return {self.key: value}

    def _doubt(self, text: str, everything: tuple[Option, ...], facts: Facts) -> Doubt:
        near = similar(text, [o.label for o in everything if o.value != OTHER], 3)
        ways = [Way(label, self.sets(next(o.value for o in everything if o.label == label))) for label in near]
        ways += [
            Way(fill(common.AS_TYPED, facts.courtesy, text=quoted(text)), self.sets(OTHER) | {self.other: text}),
            Way(common.RETYPE, again=self.key),
        ]
        return Doubt(f"{self.key}:{text}", self.word("unknown", common.IS_IT, facts, text=quoted(text)), tuple(ways))

    def admit(self, value: Value, facts: Facts) -> None:
        """Refuse what is not on the list."""
        if not any(o.value == value for o in self.options(facts)):
            raise Unreadable(self.word("choose", common.CHOOSE, facts))

    def say(self, value: Value, facts: Facts) -> str:
        """Return the label."""
        return next((o.label for o in self.options(facts) if o.value == value), str(value))


@dataclass(frozen=True, slots=True, kw_only=True)
class PickMany(Pick):
    """Several of a list, in the order they were chosen, then "xong". Words: choose, empty, unknown.

    `alone` are values that stand for none of the others, such as "Không".
    """

    alone: tuple[str, ...] = ()

    def sets(self, value: str) -> dict[str, Value | None]:
        """Return what choosing *value* sets: one more of the list (the engine adds to what is picked)."""
        return {self.key: [value]}

    def admit(self, value: Value, facts: Facts) -> None:
        """Refuse an empty list, and what is not on the list."""
        if not isinstance(value, list) or not value:
            raise Unreadable(self.word("empty", common.CHOOSE_SOME, facts))
        known = {o.value for o in self.options(facts)}
        if not known.issuperset(value):
            raise Unreadable(self.word("choose", common.CHOOSE, facts))

    def say(self, value: Value, facts: Facts) -> str:
        """Return the labels."""
        labels = {o.value: o.label for o in self.options(facts)}
        return "; ".join(labels.get(v, v) for v in value) if isinstance(value, list) else str(value)

    def with_one_more(self, picked: list[str], value: str) -> list[str]:
        """Return *picked* with *value*, once; what stands alone replaces and is replaced."""
        if value in self.alone:
            return [value]
        if value in picked:
            return list(picked)
        return [*(v for v in picked if v not in self.alone), value]

    def is_whole(self, picked: list[str], facts: Facts) -> bool:
        """Say whether nothing can be added to *picked*, so that it needs no "xong"."""
        return len(picked) == 1 and picked[0] in self.alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank(PickMany):
    """All of a list, the first first. Words: choose, empty, unknown."""

    def admit(self, value: Value, facts: Facts) -> None:
        """Refuse a row in which something of the list is missing, or stands twice."""
        known = [o.value for o in self.options(facts)]
        if not isinstance(value, list) or sorted(value) != sorted(known):
            raise Unreadable(self.word("empty", common.RANK_ALL, facts, n=len(known)))

    def say(self, value: Value, facts: Facts) -> str:
        """Return the labels with their places."""
        labels = {o.value: o.label for o in self.options(facts)}
        if not isinstance(value, list):
            return str(value)
        return "; ".join(f"{n}) {labels.get(v, v)}" for n, v in enumerate(value, 1))

    def is_whole(self, picked: list[str], facts: Facts) -> bool:
        """Say whether every one has its place."""
        return len(picked) == len(self.options(facts))


def match(text: str, options: tuple[Option, ...]) -> Option | None:
    """Return the one option whose label *text* is: letter for letter, without diacritics, or abbreviations out.

    A whole label goes before what an option is also called.
    """
    for names in ([o.label for o in options], [o.also for o in options]):
        for key in (str.casefold, fold, unit_key):
            wanted = key(text)
            found = [o for o, name in zip(options, names, strict=True) if key(name) == wanted] if wanted else []
            if found:
                return found[0] if len(found) == 1 else None
    return None
