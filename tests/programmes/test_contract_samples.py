"""The sample cases of every programme come out as they say, and no fact of theirs may be missing or of another type."""

import json

import pytest

from programmes.formulas import registry
from programmes.services import lawfiles, lines

CASES = [
    pytest.param(scheme, sample, id=f"{scheme}-{number}")
    for scheme in registry.SCHEMES
    for number, sample in enumerate(lawfiles.samples(scheme), start=1)
]


def answer(case):
    return lines.answer(json.dumps(case, ensure_ascii=False).encode())


@pytest.mark.parametrize(("scheme", "sample"), CASES)
def test_a_sample_comes_out_as_expected(scheme, sample):
    given = answer(sample)
    assert sample["scheme"] == scheme
    assert {key: given[key] for key in sample["expect"]} == sample["expect"]
    assert given["rules"].startswith(f"{scheme}@")


@pytest.mark.parametrize("scheme", registry.SCHEMES.values(), ids=lambda scheme: scheme.name)
def test_the_samples_show_grants_and_every_refusal(scheme):
    """Otherwise the effect of a draft on them says nothing."""
    expected = [sample["expect"] for sample in lawfiles.samples(scheme.name)]
    assert any(each["eligible"] for each in expected)
    assert {code for each in expected for code in each["failed"]} == set(scheme.condition_codes)


@pytest.mark.parametrize("scheme", registry.SCHEMES.values(), ids=lambda scheme: scheme.name)
def test_every_fact_is_named_when_it_is_missing_or_of_another_type(scheme):
    sample = lawfiles.samples(scheme.name)[0]
    for fact in scheme.facts:
        without = {name: value for name, value in sample["facts"].items() if name != fact.name}
        if not getattr(fact, "optional", False):
            assert answer({**sample, "facts": without})["field"] == fact.name
        for wrong in ({}, 1.5, "no such thing"):
            if not (fact.kind == "text" and isinstance(wrong, str)):
                assert answer({**sample, "facts": {**without, fact.name: wrong}})["field"] == fact.name
