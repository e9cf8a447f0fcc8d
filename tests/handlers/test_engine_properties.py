"""Whatever is said, in whatever order: nothing is lost, nothing doubled, nothing raises."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from content.dialog import Mode, Progress, Walk
from content.message import Address, Heard, Inbound
from tests.handlers.dialogs import HOUSEHOLD
from tests.handlers.talking import FACTS, NOW, Talk, knowing

WORDS = (
    "1", "2", "3", "4", "5", "7", "0", "45", "450", "1 3", "1,2 xong", "xong", "quay lại", "bỏ qua", "giữ nguyên",
    "trợ giúp", "lưu nháp", "gửi", "sửa", "sửa 2", "sửa 4", "có", "không", "hôm nay", "hôm qua", "mùng 5", "20/11",
    "31/2", "rằm", "ngày mai", "thôn 3", "dong mau", "nơi khác", "xóm Bến", "trực tuyến", "nội dung khác", "khoảng 50",
    "40-50", "1,200", "ông Nguyễn Văn Mẫu", "Đường điện", "VNeID", "thôi", "bla bla", "?", "😀", "a" * 400, "\u200b",
    "٣",
    "²", "12345678901234567890", "An", "7 tuổi",
)  # fmt: skip

steps = st.one_of(
    st.tuples(st.just("say"), st.sampled_from(WORDS)),
    st.tuples(st.just("say"), st.text(max_size=20)),
    st.tuples(st.just("press"), st.integers(0, 9)),
    st.tuples(st.just("stale"), st.integers(0, 99)),
    st.tuples(st.just("resume"), st.just(0)),
    st.tuples(st.just("command"), st.just("tài liệu")),
    st.tuples(st.just("other"), st.sampled_from([Heard.OTHER, Heard.FILE, Heard.CONTACT])),
)

SUSPICIOUS = knowing(
    duplicates={"2026-11-20|3|11": "BC0017", "2026-11-21|1|12": "BC0018"}, direct_only={"11"}, last_points=("12",)
)


def play(talk: Talk, step: tuple[str, Any]) -> None:
    """Do one thing a person can do."""
    kind, what = step
    if kind == "say":
        talk.say(what)
    elif kind == "press":
        choices = talk.heard.choices
        if choices:
            talk.press_token(choices[what % len(choices)].token)
    elif kind == "stale":
        tokens = [c.token for m in talk.messages for c in m.choices]
        if tokens:
            talk.press_token(tokens[what % len(tokens)])
    elif kind == "resume":
        talk.resume()
    elif kind == "command":
        talk.command(what, "Tài liệu")
    else:
        talk.take(Inbound(Address("test", "1"), "1", what, NOW))


def check(talk: Talk, before: Progress, step: tuple[str, Any]) -> None:
    """Hold what must hold after any turn."""
    after = talk.progress
    assert Progress.from_json(after.to_json()) == after
    lost = before.answers.keys() - after.answers.keys() - {"same_as"}
    if lost:  # only what is optional, and only by skipping it
        assert lost == {before.current}
        assert before.current in after.skipped
    changed = {p for p, v in after.answers.items() if before.answers.get(p) != v} - {"same_as"}
    assert len({path.removesuffix("_other") for path in changed}) <= 1
    for value in (*after.answers.values(), *after.picks.values()):
        if isinstance(value, list):
            assert len(set(value)) == len(value)
    assert len(talk.turn.says) == 1 or talk.turn.open_command
    if step[0] == "resume":
        assert after.answers == before.answers


@settings(max_examples=300, deadline=None)
@given(st.lists(steps, max_size=40), st.booleans())
def test_any_conversation_is_safe(sequence: list[tuple[str, Any]], suspicious: bool) -> None:
    """No sequence raises, loses an answer, doubles one, sends twice, or sends what is not whole."""
    talk = Talk(facts=SUSPICIOUS if suspicious else FACTS)
    for step in sequence:
        before = talk.progress
        play(talk, step)
        if talk.turn.finished is not None:
            assert before.mode is Mode.CHECKING
            answers = talk.turn.finished.answers
            assert {"session_date", "place", "form", "topics", "headcount"} <= answers.keys()
            assert ("place_other" in answers) == (answers["place"] == "other")
        if talk.turn.progress is None:
            break
        check(talk, before, step)
    assert len(talk.finished) <= 1


@settings(max_examples=150, deadline=None)
@given(st.lists(steps, max_size=40))
def test_any_conversation_with_groups_and_repeats_is_safe(sequence: list[tuple[str, Any]]) -> None:
    """The same for a form with conditions, a group and a repeat; what is sent is what applies."""
    talk = Talk(HOUSEHOLD)
    for step in sequence:
        before = talk.progress
        play(talk, step)
        if talk.turn.finished is not None:
            answers = talk.turn.finished.answers
            walk = Walk(HOUSEHOLD, dict(before.answers), FACTS)
            assert {p.path for p in walk.places(after=False) if not p.slot.step.optional and not p.slot.more} <= set(
                answers
            )
        if talk.turn.progress is None:
            break
        check(talk, before, step)


@settings(max_examples=100, deadline=None)
@given(st.lists(steps, max_size=25))
def test_whatever_came_before_the_report_can_be_finished(sequence: list[tuple[str, Any]]) -> None:
    """However confused a conversation was, plain answers to its questions lead to one report."""
    talk = Talk()
    for step in sequence:
        play(talk, step)
        if talk.turn.progress is None or talk.progress.is_sent:
            return
    plain = {"session_date": "hôm nay", "place": "thôn 3", "form": "trực tiếp", "topics": "1 xong", "headcount": "45",
             "place_other": "xóm Bến", "topics_other": "Đường điện", "=": "gửi"}  # fmt: skip
    for _ in range(20):
        if talk.progress.doubt is not None or talk.progress.mode is Mode.CHOOSING:
            talk.say("quay lại")
        else:
            talk.say(plain[talk.progress.current])
        if talk.finished:
            return
    raise AssertionError(talk.heard.text)
