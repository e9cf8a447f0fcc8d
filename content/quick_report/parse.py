"""From a line to answers: fixed rules in a fixed order, what is sure first."""

from __future__ import annotations

from content.dialog import Value
from content.quick_report.day import read_day
from content.quick_report.figures import bare_number, read_duration, read_headcount
from content.quick_report.matter import read_form, read_points
from content.quick_report.place import read_place
from content.quick_report.sentence import Facts, InDoubt, Parsed, Sentence, Span
from content.quick_report.template import is_filled, labelled
from content.texts.quick_report import UNIT_WORDS

_SAYS_NOTHING = frozenset(
    [
        "bc",
        "bao",
        "cao",
        "buoi",
        "tai",
        "o",
        "ve",
        "co",
        "la",
        "ngay",
        "va",
        "voi",
        "da",
        "tuyen",
        "truyen",
        "tt",
        "noi",
        "dung",
        "nd",
        "em",
        "chi",
        "anh",
        "dong",
        "xin",
        "a",
        "hom",
        "vao",
        "duoc",
        "trong",
        "gom",
        "hinh",
        "thuc",
        "-",
        "+",
        "nghe",
        "du",
        "tham",
        "gia",
        "nhe",
        "roi",
        "cho",
        "thoi",
        "luong",
        "chu",
        "de",
        "dia",
        "diem",
        "&",
        "qua",
        "bang",
    ]
)


def parse_report(text: str, facts: Facts) -> Parsed:
    """Return what one line says of one session; its parts may stand in any order, with or without diacritics.

    Nothing is guessed: what may mean two things, a number without its unit, or two different days are in
    `doubts`, and every word that was not understood is in `leftovers`.
    """
    return _filled(text, facts) if is_filled(text) else _line(text, facts)


def _filled(text: str, facts: Facts) -> Parsed:
    """Read each line of a filled template for its own label only."""
    answers: dict[str, Value] = {}
    spans: list[Span] = []
    doubts: list[InDoubt] = []
    leftovers: list[str] = []
    partly: dict[str, Value] = {}
    for line in text.split("\n"):
        key, value = labelled(line) or ("", line)
        if not value:
            continue
        whole = f"{value} {UNIT_WORDS[key]}" if key in UNIT_WORDS and value.isdigit() else value
        parsed = _line(whole, facts)
        if key in parsed.answers and key not in answers:
            answers[key] = parsed.answers[key]
            spans.append(Span(key, value))
            leftovers += parsed.leftovers
        elif key:
            guesses = next((doubt.guesses for doubt in parsed.doubts if doubt.key == key), ())
            doubts.append(InDoubt(key, value, guesses))
            partly |= {name: sure for name, sure in parsed.partly.items() if name == key}
        else:
            leftovers.append(value)
    return Parsed(answers, tuple(spans), tuple(doubts), tuple(leftovers), partly)


def _line(text: str, facts: Facts) -> Parsed:
    sentence = Sentence.of(text)
    read_duration(sentence)
    read_headcount(sentence)
    read_day(sentence, facts)
    read_place(sentence, facts)
    read_form(sentence)
    read_points(sentence, facts)
    bare_number(sentence)
    return _parsed(sentence)


def _parsed(sentence: Sentence) -> Parsed:
    answers: dict[str, Value] = {}
    spans, doubts = [], list(sentence.doubts)
    for key, found in sentence.found.items():
        if key == "topics":
            answers[key] = list(dict.fromkeys(v for value, _ in found if isinstance(value, list) for v in value))
        else:
            values = list(dict.fromkeys(str(value) for value, _ in found))
            if len(values) > 1:  # said twice, differently: none is believed
                doubts.append(InDoubt(key, ", ".join(text for _, text in found), tuple(value for value, _ in found)))
                continue
            answers[key] = found[0][0]
        spans += [Span(key, text) for _, text in found]
    unsure = {doubt.key for doubt in doubts}
    if "headcount" in answers:  # a number beside it without a unit is only a word that was not understood
        doubts = [doubt for doubt in doubts if doubt.key != "headcount" or not doubt.text.isdigit()]
        unsure = {doubt.key for doubt in doubts}
    kept = {key: value for key, value in answers.items() if key not in unsure}
    bare = [doubt.text for doubt in sentence.doubts if doubt not in doubts]
    partly = {"topics": answers["topics"]} if "topics" in answers and "topics" in unsure else {}
    spans = [span for span in spans if span.key in kept]
    return Parsed(kept, tuple(spans), tuple(doubts), (*_leftovers(sentence), *bare), partly)


def _leftovers(sentence: Sentence) -> tuple[str, ...]:
    runs: list[list[str]] = [[]]
    for word, key, taken in zip(sentence.words, sentence.keys, sentence.taken, strict=True):
        if taken or key in _SAYS_NOTHING:
            if runs[-1]:
                runs.append([])
        else:
            runs[-1].append(word)
    return tuple(" ".join(run) for run in runs if run)
