"""What the programmes declare: words in both languages, one meaning a name, law for every figure."""

import pytest

from core.money import FUNDS
from programmes.formulas import registry
from programmes.formulas.declaration import Condition
from programmes.queries import words
from programmes.services import lawfiles


def test_one_name_has_the_same_words_in_every_programme():
    met = {}
    for kind, name, given in words.every():
        if given is not None:
            assert met.setdefault((kind, name), given) == given, f"{kind} {name} is called two things"


@pytest.mark.parametrize("scheme", registry.SCHEMES.values(), ids=lambda scheme: scheme.name)
def test_every_programme_has_law_in_force(scheme):
    assert [file for file in lawfiles.all_files() if file.scheme == scheme.name]


@pytest.mark.parametrize("scheme", registry.SCHEMES.values(), ids=lambda scheme: scheme.name)
def test_what_is_paid_once_is_named_by_a_declared_fact(scheme):
    assert not scheme.period_from or scheme.period_from in {fact.name for fact in (*scheme.facts, *scheme.also)}


@pytest.mark.parametrize("scheme", registry.SCHEMES.values(), ids=lambda scheme: scheme.name)
def test_every_declared_thing_has_words_in_both_languages(scheme):
    named = [
        scheme.words,
        scheme.grants,
        *(fact.words for fact in (*scheme.facts, *scheme.also)),
        *(each.words for each in scheme.parameters),
    ]
    named += [each.words for each in scheme.conditions if isinstance(each, Condition)]
    assert all(found.zh and found.en for found in named)
    assert all(isinstance(each, Condition) for each in scheme.conditions)


@pytest.mark.parametrize("scheme", registry.SCHEMES.values(), ids=lambda scheme: scheme.name)
def test_people_are_counted_by_a_declared_whole_number(scheme):
    assert not scheme.headcount or scheme.headcount in {fact.name for fact in scheme.facts if fact.kind == "int"}


@pytest.mark.parametrize("scheme", registry.SCHEMES.values(), ids=lambda scheme: scheme.name)
def test_every_fund_is_known_and_named_once(scheme):
    assert set(scheme.funds) <= set(FUNDS)
    assert len(scheme.funds) == len(set(scheme.funds))
