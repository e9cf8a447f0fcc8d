"""Every word and every button, pressed by every role, with things of one's own unit, of another, and with rubbish."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from content.message import Heard
from content.roles import GRANTS, May, Role
from handlers.commands import BOOK, COMMANDS
from tests.play import Play
from tests.security.objects import EVERYONE, people, things
from tests.security.probing import attempt, everything, presses, rows_of, without_typed, writes

ANYBODY = None  # any member; what it shows or changes is the speaker's own, or issued to all members
Right = tuple[May, ...] | None

VERBS: dict[str, tuple[Right, str]] = {
    "menu": (ANYBODY, ""),
    "go": ((May.APPROVE,), "duyet"),
    "resume": (ANYBODY, "0badcafe"),
    "lib": (ANYBODY, "0:mua kho"),
    "doc": (ANYBODY, "{draft_document}"),
    "pt": ((May.SUBMIT, May.APPROVE), "{draft_version}:1"),
    "file": ((May.SUBMIT, May.APPROVE), "{draft_version}"),
    "ack": (ANYBODY, "{draft}"),
    "seen": ((May.SUBMIT, May.APPROVE), "{draft_version}"),
    "report": (ANYBODY, "on"),
    "rep": (ANYBODY, "{report}"),
    "repe": (ANYBODY, "{report}"),
    "repw": (ANYBODY, "{report}"),
    "repx": (ANYBODY, "{report}"),
    "repk": (ANYBODY, "{report}"),
    "repo": (ANYBODY, "{report}"),
    "rv": ((May.REVIEW,), "{report}"),
    "rvl": ((May.REVIEW,), ""),
    "rva": ((May.REVIEW,), "{report}:0"),
    "rvr": ((May.REVIEW,), "{report}:0"),
    "rvu": ((May.REVIEW,), "{report}"),
    "rvf": ((May.REVIEW,), "{report}"),
    "sf": (ANYBODY, "1"),
    "zero": (ANYBODY, "2026-11"),
    "zeror": (ANYBODY, "2026-11:forged"),
    "later": (ANYBODY, ""),
    "md": (ANYBODY, "main:{person}"),
    "dr": ((May.SUBMIT, May.APPROVE), "{draft}"),
    "dv": ((May.SUBMIT, May.APPROVE), "{draft}"),
    "dt": ((May.SUBMIT, May.APPROVE), "{draft}"),
    "de": ((May.SUBMIT,), "{draft}"),
    "dp": ((May.SUBMIT,), "{draft}"),
    "ds": ((May.SUBMIT,), "{draft}"),
    "dn": ((May.SUBMIT,), "{approved}"),
    "dd": ((May.SUBMIT,), "{draft}"),
    "dm": ((May.SUBMIT, May.APPROVE), "{draft}"),
    "apv": ((May.APPROVE,), "{submitted}"),
    "ok": ((May.APPROVE,), "{submitted}"),
    "giveback": ((May.APPROVE,), "{submitted}"),
    "no": ((May.APPROVE,), "{submitted}"),
    "send": ((May.SEND, May.APPROVE), "{approved}"),
    "others": ((May.SUBMIT,), "{approved}"),
    "prog": ((May.WATCH,), "{running}"),
    "fails": ((May.WATCH,), "{running}"),
    "sheet": ((May.WATCH,), "{running}"),
    "hold": ((May.SEND, May.APPROVE), "{running}"),
    "cont": ((May.SEND, May.APPROVE), "{running}"),
    "halt": ((May.SEND, May.APPROVE), "{running}"),
    "resend": ((May.SUBMIT,), "{running}"),
    "recall": ((May.SEND, May.APPROVE), "{running}"),
    "stats": ((May.WATCH,), "{unit}"),
    "xr": ((May.EXPORT,), "{unit}:2026-11:xlsx:1"),
    "ml": (ANYBODY, "2026"),
    "ff": (ANYBODY, "{form}"),
    "fc": ((May.DRAFT, May.APPROVE), "{form}"),
    "fq": ((May.DRAFT, May.APPROVE), "{form_version}"),
    "ft": ((May.DRAFT, May.APPROVE), "{form_version}"),
    "fp": ((May.APPROVE,), "{form_version}"),
    "fx": ((May.APPROVE,), "{form}"),
    "fo": ((May.APPROVE,), "{form}"),
    "fw": ((May.EXPORT,), "{form}"),
    "remind": ((May.REMIND,), "{unit}"),
    "nudge": ((May.REMIND,), "{unit}"),
    "inv": ((May.INVITE,), "{person}"),
    "invu": ((May.INVITE,), "{unit}"),
    "qr": ((May.INVITE,), "{code}:0"),
    "rosteryes": ((), "{file}:0123456789abcdef0123"),
    "rosterno": (ANYBODY, ""),
    "template": ((May.INVITE,), ""),
    "grant": ((May.ADMINISTER,), "{person}:editor:{unit}"),
    "grantyes": ((May.ADMINISTER,), "{person}:editor:{unit}"),
    "revoke": ((May.ADMINISTER,), "{person}:editor"),
    "revokeyes": ((May.ADMINISTER,), "{person}:editor"),
    "pauseask": ((May.ADMINISTER,), "{person}"),
    "pause": ((May.ADMINISTER,), "{person}"),
    "againask": ((May.ADMINISTER,), "{person}"),
    "again": ((May.ADMINISTER,), "{person}"),
    "leaveask": ((May.ADMINISTER,), "{person}"),
    "leave": ((May.ADMINISTER,), "{person}"),
    "yes2": ((May.ADMINISTER,), "{proposal}"),
    "no2": ((May.ADMINISTER,), "{proposal}"),
    "replay": ((), "{reference}"),
    "chadd": (ANYBODY, ""),
    "choff": ((), "telegram"),
    "chon": ((), "telegram"),
}
"""Who may press, and the token that names a commune's thing. Any one of the rights over that commune is enough;
an empty row: nobody of a commune may."""

WORDS: dict[str, str] = {
    "kt": "ABC234",
    "tailieu": "mua kho",
    "rut": "{report_code}",
    "suabaocao": "{report_code}",
    "khongphaibuoi": "{report_code}",
    "baocaoho": "{mark}, hôm qua 45 người",
    "duyetbaocao": "{report_code}",
    "khoiphuc": "{report_code}",
    "nhap": "{draft}",
    "duyet": "{submitted}",
    "dongyduyet": "{submitted}",
    "tralai": "{submitted}",
    "tuchoi": "{submitted}",
    "dongythuhoi": "{submitted}",
    "khongthuhoi": "{submitted}",
    "tamdung": "{running}",
    "guitiep": "{running}",
    "dunghan": "{running}",
    "guilai": "{running}",
    "phat": "{approved}",
    "tiendo": "{running}",
    "xuat": "năm {mark}",
    "bieumau": "{form}",
    "qlbieumau": "{form}",
    "xembieumau": "{form}",
    "thubieumau": "{form}",
    "congbobieumau": "{form} bản 1",
    "dongbieumau": "{form}",
    "mobieumau": "{form}",
    "xuatbieumau": "{form}",
    "thuhoi": "{running}",
    "moi": "{mark}",
    "phanquyen": "{mark} biên tập",
    "thuquyen": "{mark} biên tập",
    "tamngung": "{mark}",
    "hoatdonglai": "{mark}",
    "chothoi": "{mark}",
    "chophep": "{proposal}",
    "khongchophep": "{proposal}",
    "xulylai": "{reference}",
    "tatkenh": "telegram",
    "batkenh": "telegram",
    "tinmau": "300001 ten=tên",
}
"""What follows a word so that it names a commune's thing; after the others stands nothing, then rubbish."""

RUBBISH = (
    "", "x", "-1", "0", "1.5", "²", "٣", "1e9", str(2**31), str(2**63), str(2**64 + 1), "9" * 4000,
    "'; DROP TABLE person; --", "%", "\x00", "1\x00", "\ud800", "🙂", "<b>&amp;</b>", ":", "::::", "1:2:3:4:5", "{0}",
    "{addr.__class__}", "None", "-", "../../etc/passwd",
)  # fmt: skip


FOR_A_DATABASE = tuple(r for r in RUBBISH if not r.isascii() or r.isdigit() or "\x00" in r or ";" in r or r == "%")
"""What the two databases do not take alike: numbers beyond a column, bytes beyond a text, quotes and wildcards."""


def speakers(play: Play) -> tuple[str, ...]:
    """Return who speaks: everyone on SQLite; one on PostgreSQL, since a handler does not ask on which it is."""
    return EVERYONE if play.storage.is_sqlite else (Role.EDITOR.value,)


def may(role: str, right: Right) -> bool:
    """Say whether the speaker called *role* has one of the rights over the first commune."""
    return role in set(Role) and bool(set(right or ()) & GRANTS[Role(role)])


def test_every_verb_is_in_the_table() -> None:
    """A new button is not in the product before somebody has said who may press it."""
    assert set(BOOK.presses) == set(VERBS)


@pytest.mark.timeout(300)
async def test_buttons_do_nothing_and_tell_nothing_without_the_right(play: Play) -> None:
    """Over another commune no role does or learns anything by a button; over one's own only who has the right."""
    await people(play)
    own, other = await things(play, "X01"), await things(play, "X02")
    wrong: list[str] = []
    before = await rows_of(play)
    for verb, (right, token) in VERBS.items():
        for who in speakers(play):
            for target in (own, other):
                told = await presses(play, who, f"{verb}:{token.format_map(asdict(target))}".rstrip(":"), before=before)
                here = f"{verb} by {who} at {target.mark}"
                global_ = verb in ("stats", "remind", "nudge", "template")  # of one's own units, whatever they name
                allowed = may(who, right) and (target is own or global_)
                if target.mark in told.said and not allowed and not (verb == "lib" and who not in OUTSIDE):
                    wrong.append(f"{here} tells {told.said[:300]}")
                if (told.traces or told.told_others) and not allowed and right is not ANYBODY:
                    wrong.append(f"{here} changes {told.traces}, tells {told.told_others}")
                if (told.effects - OWN.get(verb, {"nudge"}) or told.told_others) and right is ANYBODY:
                    wrong.append(f"{here} changes {told.effects}, tells {told.told_others}")
    assert not wrong, "\n".join(wrong)
    assert await rows_of(play) == before


@pytest.mark.timeout(300)
async def test_words_do_nothing_and_tell_nothing_without_the_right(play: Play) -> None:
    """The same for what is typed."""
    await people(play)
    own, other = await things(play, "X01"), await things(play, "X02")
    wrong: list[str] = []
    before = await rows_of(play)
    for command in COMMANDS:
        for who in speakers(play):
            for target in (own, other):
                rest = WORDS.get(command.slash, "").format_map(asdict(target))
                told = await writes(play, who, f"/{command.slash} {rest}".strip(), before=before)
                here = f"{command.slash} by {who} at {target.mark}"
                right: Right = (command.needs,) if command.needs else ANYBODY
                right = ABOVE_NEEDS.get(command.slash, right)
                shown = target.mark in without_typed(told.said, target.mark)
                of_own_units = command.slash == "guinhac"  # whatever it is about
                allowed = may(who, right) and (target is own or of_own_units)
                library = command.slash in ("tailieu", "tai", "danam") and who not in OUTSIDE
                if shown and not allowed and not library:
                    wrong.append(f"{here} tells {told.said[:300]}")
                effects = told.traces if command.needs else told.effects - OWN.get(command.slash, set())
                if effects and not may(who, right):
                    wrong.append(f"{here} changes {told.traces}")
                if told.told_others and not allowed:
                    wrong.append(f"{here} tells {told.told_others}")
    assert not wrong, "\n".join(wrong)
    assert await rows_of(play) == before


OUTSIDE = ("stranger", "suspended")
ABOVE_NEEDS: dict[str, Right] = {
    "thuhoi": (May.SEND, May.APPROVE), "tamdung": (May.SEND, May.APPROVE), "guitiep": (May.SEND, May.APPROVE),
    "dunghan": (May.SEND, May.APPROVE), "baocaoho": (May.REPORT_FOR,),
    "xulylai": (), "kenhcoquan": (), "tatkenh": (), "batkenh": (), "tinmau": (),
}  # fmt: skip
OWN = {"chadd": {"invite", "audit"}, "themkenh": {"invite", "audit"}}  # a code for oneself


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("backend", "who"),
    [("sqlite", "root"), ("sqlite", "nobody"), ("sqlite", "stranger"), ("sqlite", "suspended"), ("postgresql", "root")],
)
async def test_rubbish_is_never_an_error(play: Play, who: str) -> None:
    """Whatever a forged button or a typed word carries, it is answered or refused in words: nothing is parked."""
    await people(play)
    await play.person("root", roles=list(Role), duties=())
    await things(play, "X01")
    failed: list[str] = []
    tried = RUBBISH if play.storage.is_sqlite else FOR_A_DATABASE
    if who in OUTSIDE:
        tried = RUBBISH[::6]  # outside all take the same two ways
    for verb in (*VERBS, "a", "su", "unknown", ""):
        for n, rubbish in enumerate(tried):
            try:
                await presses(play, who, f"{verb}:{rubbish}", lightly=True)
                if n % 3 == len(verb) % 3:  # in the second place each kind with a third of the buttons
                    await presses(play, who, f"{verb}:1:{rubbish}", lightly=True)
            except Exception as error:  # noqa: BLE001 (each is a finding)
                failed.append(f"press {verb}:{rubbish[:20]!r}: {type(error).__name__} {str(error)[:80]!r}")
    for command in COMMANDS:
        for rubbish in tried:
            try:
                await writes(play, who, f"/{command.slash} {rubbish}", lightly=True)
            except Exception as error:  # noqa: BLE001
                failed.append(f"write {command.slash} {rubbish[:20]!r}: {type(error).__name__} {str(error)[:80]!r}")
    assert not failed, "\n".join(failed)


async def test_rubbish_of_any_kind_at_the_door(play: Play) -> None:
    """Kinds of message that ask for nothing are answered, from whoever they come."""
    await people(play)
    for who in EVERYONE:
        for kind in Heard:
            if kind is not Heard.SYSTEM:
                tried = await attempt(play, who, kind)
                assert tried.effects <= {"person"}, (who, kind)  # who shut their chat is reached elsewhere


async def test_rubbish_is_cleaned_at_the_door(play: Play) -> None:
    """What no database keeps never gets as far as being parked, whichever field carries it."""
    await play.person("Hoa")
    for rubbish in RUBBISH:
        await play.sends("Hoa", Heard.TEXT, text=rubbish)
        await play.sends("Hoa", Heard.PRESS, token=f"menu:{rubbish}", message_key=rubbish)
        await play.sends("Hoa", Heard.CONTACT, phone=rubbish)
    assert "parked: " not in await everything(play)
    assert play.shown["Hoa"]


async def test_a_message_that_cannot_be_edited_is_no_reason_to_fail(play: Play) -> None:
    """The id of the message that was pressed is untrusted too: one that no channel gives is passed over."""
    await play.person("Hoa", channel="browser")
    await play.sends("Hoa", Heard.PRESS, token="menu", message_key="9" * 40)
    assert play.last("Hoa").replaces == ""
