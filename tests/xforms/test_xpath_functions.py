"""Every function of the ODK list, with the values that its description promises."""

from __future__ import annotations

import math
from base64 import b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from content.xforms.xpath import FUNCTIONS, SUPPORT, text_of
from content.xforms.xpath.calling import KNOWN
from tests.xforms.asking import FACTS, ask, found

CONTROL = [
    ("if(${age} > 17, 'yes', 'no')", "no"),
    ("if('', 1, 2)", "2"),
    ("if(${empty} = '', 'none', 'some')", "none"),
    ("coalesce(${empty}, 'x')", "x"),
    ("coalesce(${age}, 'x')", "17"),
    ("coalesce(${empty}, ${note})", ""),
    ("coalesce('', '', 'third')", "third"),
    ("once('new')", "17"),
    ("boolean(0)", "false"),
    ("boolean('a')", "true"),
    ("boolean('')", "false"),
    ("boolean(${empty})", "false"),
    ("boolean(${name})", "true"),
    ("not(1 > 2)", "true"),
    ("true()", "true"),
    ("false()", "false"),
    ("boolean-from-string('true')", "true"),
    ("boolean-from-string('1')", "true"),
    ("boolean-from-string('yes')", "false"),
    ("checklist(2, -1, 'yes', 'no', 'yes')", "true"),
    ("checklist(-1, 1, 'yes', 'no', 'yes')", "false"),
    ("checklist(1, 2, 'no')", "false"),
    ("weighted-checklist(5, 10, 'yes', 3, 'no', 9, 'yes', 4)", "true"),
    ("weighted-checklist(-1, 6, 'yes', 3, 'yes', 4)", "false"),
    ("version()", "7"),
    ("property('username')", "an"),
    ("property('deviceid')", ""),
]
SELECTS = [
    ("selected(${liked}, 'red')", "true"),
    ("selected(${liked}, 're')", "false"),
    ("selected(${empty}, '')", "false"),
    ("selected-at(${liked}, 0)", "red"),
    ("selected-at(${liked}, 1)", "green"),
    ("selected-at(${liked}, 2)", ""),
    ("selected-at(${liked}, -1)", ""),
    ("count-selected(${liked})", "2"),
    ("count-selected(${empty})", "0"),
    ("jr:choice-name('red', '${liked}')", "liked:red"),
    ("jr:choice-name('', '${liked}')", ""),
    ("jr:choice-name(${place}, '/data/visit/place')", "visit/place:Thôn 3"),
    ("pulldata('units', 'label', 'name', 't2')", "Thôn 2"),
    ("pulldata('units.csv', 'people', 'name', 't1')", ""),
    ("pulldata('units', 'label', 'name', 'none')", ""),
    ("pulldata('nothing', 'label', 'name', 't2')", ""),
    ("instance('units')/root/item[name = 't3']/label", "Thôn 3"),
    ("count(instance('units')/root/item[commune = 'x2'])", "2"),
    ("count(instance('units')/root/item[people > 40])", "1"),
    ("count(instance('nothing')/root/item)", "0"),
    ("instance('units')/root/item[2]/name", "t2"),
    ("instance('units')/root/item[position() = last()]/name", "t3"),
    ("${last-saved#place}", "Thôn 1"),
    ("${last-saved#note}", ""),
]
STRINGS = [
    ("string(3.0)", "3"),
    ("string(0.1)", "0.1"),
    ("string(1 div 0)", "Infinity"),
    ("string(${empty} + 1)", "NaN"),
    ("string()", "17"),
    ("regex('0912345678', '0[0-9]{9}')", "true"),
    ("regex('x0912345678', '0[0-9]{9}')", "false"),
    ("regex('a', concat('[', ''))", "false"),
    ("regex('Đồng Mẫu', '[\\p{L} ]+')", "true"),
    ("regex('{}!', '(a+)+')".format("a" * 1500), "false"),
    ("regex('{}!', '(a|aa|a?)*b')".format("a" * 1500), "false"),
    ("contains('báo cáo', 'cáo')", "true"),
    ("starts-with('báo cáo', 'báo')", "true"),
    ("ends-with('báo cáo', 'báo')", "false"),
    ("substr('abcdef', 1, 3)", "bc"),
    ("substr('abcdef', 2)", "cdef"),
    ("substr('abcdef', -2)", "ef"),
    ("substr('abc', 5)", ""),
    ("substring('12345', 2, 3)", "234"),
    ("substring('12345', 0, 3)", "12"),
    ("substring('12345', 1.5, 2.6)", "234"),
    ("substring-before('20/11', '/')", "20"),
    ("substring-before('20/11', '-')", ""),
    ("substring-before('/20', '/')", ""),
    ("substring-after('20/11', '/')", "11"),
    ("substring-after('20/11', '-')", ""),
    ("translate('bar', 'abc', 'ABC')", "BAr"),
    ("translate('--aaa--', 'abc-', 'ABC')", "AAA"),
    ("string-length('thôn')", "4"),
    ("string-length()", "2"),
    ("normalize-space('  a   b ')", "a b"),
    ("concat('a', 1, true())", "a1true"),
    ("concat(${name}, '!')", "AnBìnhCúc!"),
    ("join(', ', ${name})", "An, Bình, Cúc"),
    ("join('-', 'a', 2, 'b')", "a-2-b"),
    ("name(.)", "age"),
    ("local-name(..)", ""),
]
NUMBERS = [
    ("number('12')", "12"),
    ("number('12a')", "NaN"),
    ("number('1e3')", "NaN"),
    ("number(true())", "1"),
    ("number(${empty})", "NaN"),
    ("number()", "17"),
    ("round(1.5)", "2"),
    ("round(-1.5)", "-1"),
    ("round(1.2345, 2)", "1.23"),
    ("round(1250, -2)", "1300"),
    ("round(2.675, 2)", "2.68"),
    ("int(2.9)", "2"),
    ("int(-2.9)", "-2"),
    ("floor(-2.1)", "-3"),
    ("ceiling(2.1)", "3"),
    ("abs(-3)", "3"),
    ("pow(2, 10)", "1024"),
    ("pow(-8, 0.5)", "NaN"),
    ("pow(10, 400)", "Infinity"),
    ("exp(0)", "1"),
    ("exp10(3)", "1000"),
    ("log(exp(2))", "2"),
    ("log(0)", "-Infinity"),
    ("log10(1000)", "3"),
    ("log10(-1)", "NaN"),
    ("sqrt(16)", "4"),
    ("sqrt(-1)", "NaN"),
    ("sin(0)", "0"),
    ("cos(0)", "1"),
    ("tan(0)", "0"),
    ("asin(2)", "NaN"),
    ("acos(1)", "0"),
    ("atan(0)", "0"),
    ("round(atan2(1, 1) * 4, 5)", "3.14159"),
    ("round(pi(), 4)", "3.1416"),
    ("count(${members})", "3"),
    ("count-non-empty(${years})", "2"),
    ("sum(${years})", "42"),
    ("sum(${note})", "0"),
    ("max(${years})", "30"),
    ("min(${years})", "12"),
    ("max(3, ${age}, 5)", "17"),
    ("min(${note})", "NaN"),
    ("max('a', 1)", "NaN"),
]
DAYS = [
    ("today()", "2026-11-26"),
    ("now()", "2026-11-26T09:30:00.000+07:00"),
    ("today() - ${day}", "6"),
    ("${day} < today()", "true"),
    ("${day} >= date('2026-11-20')", "true"),
    ("now() > today()", "true"),
    ("date(today() + 7)", "2026-12-03"),
    ("date(0)", "1970-01-01"),
    ("date('2026-11-20T08:00:00.000+07:00')", "2026-11-20"),
    ("date('tomorrow')", ""),
    ("date-time(0.5)", "1970-01-01T12:00:00.000"),
    ("decimal-date-time('1970-01-02T12:00:00.000')", "1.5"),
    ("decimal-date-time(date(20000))", "20000"),
    ("decimal-date-time('x')", "NaN"),
    ("decimal-time('12:00')", "0.5"),
    ("decimal-time(${hour})", "0.75"),
    ("decimal-time('18:00:00.000+07:00')", "0.75"),
    ("decimal-time('25:00')", "NaN"),
    ("${hour} > '09:30'", "true"),
    ("format-date(${day}, '%e/%n/%Y')", "20/11/2026"),
    ("format-date('2026-01-05', '%d.%m.%y %a %b')", "05.01.26 T2 Th1"),
    ("format-date(${empty}, '%Y')", ""),
    ("format-date('2026-02-30', '%Y')", ""),
    ("format-date(${day}, '%q%%')", "%q%%"),
    ("format-date-time('2026-11-20T08:05:09.123+07:00', '%h:%M:%S.%3')", "8:05:09.123"),
    ("format-date-time(now(), '%H giờ %M')", "09 giờ 30"),
]
PLACES = [
    ("round(distance('21 105 0 0; 22 105 0 0') div 1000)", "111"),
    ("round(distance('21 105', '22 105', '21 105') div 1000)", "223"),
    ("distance('21 105')", "0"),
    ("distance('x y; 1 2')", "NaN"),
    ("round(area('0 0; 0 0.01; 0.01 0.01; 0.01 0; 0 0') div 10000)", "124"),
    ("area('0 0; 1 1')", "0"),
    ("geofence('0.5 0.5 0 0', '0 0; 0 1; 1 1; 1 0; 0 0')", "true"),
    ("geofence('1.5 0.5 0 0', '0 0; 0 1; 1 1; 1 0; 0 0')", "false"),
    ("geofence('', '0 0; 0 1; 1 1; 0 0')", "false"),
    ("intersects('0 0; 1 1; 0 1; 1 0')", "true"),
    ("intersects('0 0; 0 1; 1 1; 1 0; 0 0')", "false"),
    ("intersects('0 0; 1 1')", "false"),
]
CODES = [
    ("digest('a', 'MD5', 'hex')", "0cc175b9c0f1b6a831c399e269772661"),
    ("digest('a', 'MD5')", "DMF1ucDxtqgxw5niaXcmYQ=="),
    ("digest('a', 'SHA-1', 'hex')", "86f7e437faa5a7fce15d1ddcb9eaeaea377667b8"),
    ("string-length(digest('a', 'SHA-256', 'hex'))", "64"),
    ("string-length(digest('a', 'SHA-384', 'hex'))", "96"),
    ("string-length(digest('a', 'SHA-512', 'hex'))", "128"),
    ("digest('a', 'CRC')", ""),
    ("base64-decode('eGluIGNow6Bv')", "xin chào"),
    ("base64-decode('%')", ""),
    ("extract-signed('eHh4', 'eHh4')", ""),
    ("string-length(uuid())", "36"),
    ("string-length(uuid(8))", "8"),
    ("uuid(0)", ""),
    ("random() >= 0 and random() < 1", "true"),
]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        pytest.param(expression, expected, id=expression)
        for expression, expected in [*CONTROL, *SELECTS, *STRINGS, *NUMBERS, *DAYS, *PLACES, *CODES]
    ],
)
def test_functions_do_what_their_description_says(expression: str, expected: str) -> None:
    """A function gives the value that the documentation of ODK describes."""
    assert text_of(ask(expression)) == expected


def test_once_takes_the_new_value_for_an_empty_question() -> None:
    """once() works its argument out only while the question has no answer."""
    assert ask("once('new')", "empty") == "new"


def test_chance_belongs_to_the_filling_and_the_place() -> None:
    """random() is the same for the same filling and question, and differs between calls, questions and rounds."""
    assert ask("random()") == ask("random()")
    assert ask("random() = random()") is False
    assert ask("random()", "members/1/name") != ask("random()", "members/2/name")
    assert ask("uuid()", "members/1/name") != ask("uuid()", "members/2/name")


def test_randomize_keeps_all_and_obeys_its_seed() -> None:
    """randomize() gives the same nodes in an order that belongs to the seed."""
    orders = {tuple(found(f"randomize(${{name}}, {seed})")) for seed in range(20)}
    assert len(orders) > 1
    assert {tuple(sorted(order)) for order in orders} == {tuple(f"members/{n}/name" for n in (1, 2, 3))}
    assert found("randomize(${name}, 'a word')") == found("randomize(${name}, 'a word')")
    assert sorted(found("randomize(${name})")) == found("${name}")


def test_signed_contents_are_taken_only_with_their_signature() -> None:
    """extract-signed gives the text that the key's owner signed, and nothing when one byte differs."""
    key = Ed25519PrivateKey.generate()
    public = b64encode(key.public_key().public_bytes_raw()).decode()
    message = "thẻ số 7".encode()
    signed = b64encode(key.sign(message) + message).decode()
    forged = b64encode(key.sign(message) + b"x" + message).decode()
    assert ask(f"extract-signed('{signed}', '{public}')") == "thẻ số 7"
    assert ask(f"extract-signed('{forged}', '{public}')") == ""


def test_each_function_of_the_list_can_be_called_and_says_how_well_it_is_supported() -> None:
    """The table of signatures, the table of support and what can be worked out name the same functions."""
    assert set(FUNCTIONS) == set(SUPPORT) == set(KNOWN)
    assert all((support.kind == "yes") == (support.reason == "") for support in SUPPORT.values())


def test_all_functions_are_tried_here() -> None:
    """No function is without a row in the tables above or in the tests of paths."""
    elsewhere = {"position", "indexed-repeat", "current", "last", "randomize", "enclosed-area", "enclosed-within"}
    written = " ".join(expression for expression, _ in [*CONTROL, *SELECTS, *STRINGS, *NUMBERS, *DAYS, *PLACES, *CODES])
    assert {name for name in FUNCTIONS if f"{name}(" not in written} <= elsewhere


def test_today_is_the_offices_day() -> None:
    """The day is that of the given moment in its zone, whatever the clock of the machine says."""
    assert text_of(ask("today()")) == FACTS.now.date().isoformat()
    assert math.isclose(float(text_of(ask("decimal-date-time(now()) - decimal-date-time(today())"))), 9.5 / 24)
