"""One line in, one line out: the shipped samples, and everything a foreign system may send by mistake."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.services import lawfiles, lines

SAMPLES = (lawfiles.FOLDER / "unemployment_benefit" / "samples.jsonl").read_bytes().splitlines()
GOOD = json.loads(SAMPLES[1])


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["2025-03-01", "male", "resigned"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def answer(case):
    return lines.answer(json.dumps(case).encode())


def with_fact(**facts):
    return {**GOOD, "facts": GOOD["facts"] | facts}


@pytest.mark.parametrize("raw", SAMPLES, ids=range(1, 25))
def test_the_samples_come_out_as_expected(raw):
    expect = json.loads(raw)["expect"]
    given = lines.answer(raw)
    assert {key: given[key] for key in expect} == expect
    assert given["rules"] == "unemployment_benefit@2025-07-01"
    assert set(given) == {"eligible", "amount", "instalments", "failed", "findings", "rules"}
    assert all(set(finding) == {"code", "met", "basis"} for finding in given["findings"])


@pytest.mark.parametrize("name", list(GOOD["facts"]))
def test_a_missing_fact_is_named(name):
    facts = {key: value for key, value in GOOD["facts"].items() if key != name}
    fault = answer({**GOOD, "facts": facts})
    assert set(fault) == {"error", "field"}
    assert fault["field"] == name


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("contribution_months", True),
        ("contribution_months", "12"),
        ("contribution_months", 12.0),
        ("contribution_months", -1),
        ("contribution_months", None),
        ("separation", "retired"),
        ("separation", ["resigned"]),
        ("separation", None),
        ("registered_on", "2025-02-29"),
        ("registered_on", "20250301"),
        ("registered_on", "2025-W01-1"),
        ("registered_on", "2025-3-1"),
        ("registered_on", "2025-03-01T00:00:00"),
        ("registered_on", 20250301),
        ("registered_on", "9999-12-31"),
        ("registered_on", ""),
        ("seeking_work", 1),
        ("seeking_work", "true"),
        ("seeking_work", None),
        ("sex", "m"),
        ("born_on", None),
        ("born_on", "0001-01-01"),
        ("born_on", "２０００-01-01"),
        ("spouse_drawing", 0),
        ("unused_months", False),
        ("unused_months", -4),
        ("unused_months", {}),
    ],
)
def test_an_ill_typed_fact_is_named(name, value):
    fault = answer(with_fact(**{name: value}))
    assert set(fault) == {"error", "field"}
    assert fault["field"] == name


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"scheme": "lottery"}, "scheme"),
        ({"scheme": ["unemployment_benefit"]}, "scheme"),
        ({"scheme": None}, "scheme"),
        ({"on": "2025-06-30"}, "on"),
        ({"on": "2026-11-31"}, "on"),
        ({"on": 20261120}, "on"),
        ({"region": "110000"}, "region"),
        ({"region": 150500}, "region"),
        ({"region": ""}, "region"),
        ({"facts": []}, "facts"),
        ({"facts": None}, "facts"),
    ],
)
def test_a_line_that_names_the_wrong_thing_says_which(change, field):
    assert answer(GOOD | change)["field"] == field


@pytest.mark.parametrize("key", ["scheme", "on", "region", "facts"])
def test_a_line_without_one_of_its_keys_says_which(key):
    assert answer({name: value for name, value in GOOD.items() if name != key})["field"] == key


@pytest.mark.parametrize(
    "raw",
    [
        b"{",
        b"[]",
        b'"text"',
        b"null",
        b"\xff\xfe",
        b"[" * 200_000,
        b'{"scheme": NaN}',
        b'{"facts": {"unused_months": ' + b"9" * 5_000 + b"}}",
        b"{} {}",
    ],
)
def test_a_broken_line_is_answered_not_raised(raw):
    assert lines.answer(raw)["field"] == "line"


def test_a_fact_given_twice_is_refused():
    raw = json.dumps(GOOD).replace('"unused_months": 4', '"unused_months": 4, "unused_months": 24').encode()
    assert lines.answer(raw)["field"] == "unused_months"


def test_facts_that_the_scheme_does_not_ask_are_left_alone():
    assert answer(with_fact(remark="由社区代办", level=3)) == answer(GOOD)


def test_a_byte_order_mark_and_a_village_code_are_fine():
    village = {**GOOD, "region": "150502001001"}
    assert lines.answer(b"\xef\xbb\xbf" + json.dumps(village).encode()) == answer(GOOD)


def test_the_first_day_of_the_rules_is_covered():
    assert answer(with_fact(registered_on="2025-07-01") | {"on": "2025-07-01"})["eligible"] is True


def test_a_very_large_number_of_months_is_a_number():
    assert len(answer(with_fact(contribution_months=10**30, unused_months=10**30))["instalments"]) == 24


@given(
    st.dictionaries(st.sampled_from(list(GOOD["facts"])), ANY_JSON),
    st.sampled_from(["facts", "on", "region", "scheme"]),
    ANY_JSON,
)
def test_whatever_comes_in_an_answer_goes_out(facts, key, value):
    for case in (with_fact(**facts), GOOD | {key: value}):
        given = json.loads(json.dumps(answer(case), ensure_ascii=False))
        assert set(given) in ({"error", "field"}, {"eligible", "amount", "instalments", "failed", "findings", "rules"})


@given(st.binary(max_size=60))
def test_any_bytes_are_answered(raw):
    assert "error" in lines.answer(raw)
