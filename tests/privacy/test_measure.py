"""How well the privacy gate tells who said it from what was said: recall and precision on labelled lines."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from content.privacy import personal_data, rewritten
from content.texts import privacy as texts

LINES = tomllib.loads((Path(__file__).parent / "lines.toml").read_text(encoding="utf-8"))
RECALL, PRECISION = 0.97, 0.95  # below them, people are named in reports, or the gate is talked around
KIND_RECALL = 0.9
UNSEEN = 0.93
KINDS = {
    "phone": texts.PHONE, "id_number": texts.ID_NUMBER, "account": texts.ACCOUNT, "card": texts.CARD,
    "plate": texts.PLATE, "email": texts.EMAIL, "profile": texts.PROFILE, "house": texts.HOUSE,
    "person": texts.PERSON, "person_bare": texts.PERSON,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measured:
    """What the gate made of the lines of one label."""

    label: str
    lines: int
    refused: int
    wrong: tuple[str, ...]


def gathered(label: str) -> dict[str, list[str]]:
    """Return all lines that are `personal` or `innocent`, by kind: those of before the gate and those of after."""
    return {kind: [*lines, *LINES["later"][label].get(kind, ())] for kind, lines in LINES[label].items()}


def measured(label: str) -> list[Measured]:
    """Return how many lines of each kind are refused, and which are judged wrongly."""
    found = []
    for kind, lines in gathered(label).items():
        refused = [line for line in lines if personal_data(line)]
        wrong = [line for line in lines if (line in refused) is (label == "innocent")]
        found.append(Measured(kind, len(lines), len(refused), tuple(wrong)))
    return found


def test_recall_and_precision_hold(capsys: pytest.CaptureFixture[str]) -> None:
    """Of what names people nearly all is refused, and what is refused nearly always names people."""
    personal, innocent = measured("personal"), measured("innocent")
    held, lines = sum(row.refused for row in personal), sum(row.lines for row in personal)
    mistaken, others = sum(row.refused for row in innocent), sum(row.lines for row in innocent)
    recall, precision = held / lines, held / (held + mistaken)
    with capsys.disabled():
        print(f"\nprivacy gate: {lines} + {others} lines, recall {recall:.3f}, precision {precision:.3f}")
        for row in personal:
            print(f"  {row.label:<12} recall {row.refused / row.lines:.2f} of {row.lines}")
        for row in innocent:
            print(f"  {row.label:<12} passed {1 - row.refused / row.lines:.2f} of {row.lines}")
        for row in (*personal, *innocent):
            for line in row.wrong:
                print(f"  wrong: {row.label}: {line}")
    assert lines + others >= 200
    assert recall >= RECALL
    assert precision >= PRECISION
    assert all(row.refused / row.lines >= KIND_RECALL for row in personal)


def test_lines_that_the_gate_was_not_made_for(capsys: pytest.CaptureFixture[str]) -> None:
    """A gate that only knew its own list would fail on the lines written after it."""
    personal, innocent = (
        [line for lines in LINES["unseen"][label].values() for line in lines] for label in ("personal", "innocent")
    )
    held, mistaken = (sum(bool(personal_data(line)) for line in lines) for lines in (personal, innocent))
    with capsys.disabled():
        print(
            f"\nprivacy gate, unseen: {len(personal)} + {len(innocent)} lines, recall {held / len(personal):.3f},"
            f" precision {held / (held + mistaken):.3f}"
        )
    assert held / len(personal) >= UNSEEN
    assert held / (held + mistaken) >= UNSEEN


def test_every_line_has_a_known_label_and_stands_once() -> None:
    """A line that is labelled twice, or under a kind that nobody counts, would bend the figures."""
    every = [line for label in ("personal", "innocent") for lines in gathered(label).values() for line in lines]
    assert len(every) == len(set(every))
    for label in ("personal", "innocent"):
        assert set(LINES["later"][label]) <= set(LINES[label])
    assert set(LINES["personal"]) == set(KINDS)


def test_what_is_refused_is_told_apart() -> None:
    """The writer is told which kind of thing to leave out; the kinds are mistaken for each other at most rarely."""
    lines = [(kind, line) for kind, lines in gathered("personal").items() for line in lines]
    right = sum(personal_data(line) == KINDS[kind] for kind, line in lines)
    assert right / len(lines) >= 0.95


def test_a_suggestion_names_nobody() -> None:
    """Whatever is suggested in place of a refused line would itself be let through, and says something."""
    suggested = 0
    for lines in gathered("personal").values():
        for line in lines:
            if (instead := rewritten(line)) is not None:
                suggested += 1
                assert personal_data(instead) is None, (line, instead)
                assert not any(len(word) >= 6 and word.isdigit() for word in instead.split()), instead
    assert suggested >= 130


def test_innocent_lines_are_not_rewritten() -> None:
    """There is nothing to suggest where nothing was wrong."""
    assert [line for lines in gathered("innocent").values() for line in lines if rewritten(line)] == []


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        ("hộ bà Sáu chưa có nước sạch", "Một hộ dân chưa có nước sạch"),
        ("bà con hỏi, gọi 0950 000 012 để trả lời", "bà con hỏi, gọi một số điện thoại để trả lời"),
        ("Thiếu loa. ông Nguyễn Văn Mẫu hỏi mua ở đâu", "Thiếu loa. Một người dân hỏi mua ở đâu"),
        ("đ/c Hoa đề nghị tập huấn, sđt 0950000013", "Một đồng chí đề nghị tập huấn, một số điện thoại"),
        ("vo chong anh Son tranh chap dat", "Một hộ dân tranh chap dat"),
        ("ông Nguyễn Văn Mẫu", None),
        ("0950000012", None),
        ("Lịch thu gom rác chưa rõ", None),
    ],
)
def test_general_words_stand_instead(typed: str, instead: str | None) -> None:
    """Names and numbers become general words, the matter stays; where nothing else was said there is no suggestion."""
    assert rewritten(typed) == instead
