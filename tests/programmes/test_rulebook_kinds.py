"""Days among the figures of the law, facts that may be left out, grants of programmes that pay nothing."""

from datetime import date
from decimal import Decimal

import pytest

from programmes.forms import RuleSetForm
from programmes.formulas import facts, rulebook
from programmes.formulas.base import Unassessable, granted
from programmes.formulas.declaration import GRANTED, Fact, Parameter, Table
from programmes.queries import figures
from programmes.services import effects
from tests.factories import programmes as make

UNTIL = Table("t", (Parameter("until", "date"),))


def content(value):
    return {"parameters": {"until": {"value": value, "basis": "测试"}}}


@pytest.mark.parametrize("value", ["2020-06-30", ""])
def test_a_day_of_the_law_is_a_day_or_none(value):
    assert rulebook.problems(UNTIL, content(value)) == []
    assert rulebook.Rulebook(content(value)).day("until") == (date(2020, 6, 30) if value else None)


@pytest.mark.parametrize("value", ["2020-06-31", "2020-6-30", "20200630", 20200630, None, date(2020, 6, 30)])
def test_anything_else_is_bad_law(value):
    assert rulebook.problems(UNTIL, content(value))


def test_a_day_is_shown_and_an_open_end_is_a_dash():
    shown = [figures.shown(UNTIL.parameters[0], value) for value in ("2020-06-30", "")]
    assert shown == [("2020-06-30",), ("—",)]


@pytest.mark.parametrize("given", [{}, {"count": None}])
def test_an_optional_fact_may_be_left_out(given):
    assert facts.read((Fact("count", "int", minimum=0, optional=True),), given) == {"count": None}
    with pytest.raises(Unassessable):
        facts.read((Fact("count", "int"),), given)


def test_an_optional_fact_that_is_given_is_read_strictly():
    with pytest.raises(Unassessable):
        facts.read((Fact("count", "int", optional=True),), {"count": "3"})


def test_every_grant_has_one_shape():
    assert granted("waiver", since=date(2020, 2, 1), until=date(2020, 6, 30), amount=Decimal("0.005"), lines={}) == {
        "kind": "waiver",
        "from": "2020-02-01",
        "until": "2020-06-30",
        "amount": "0.01",
        "lines": {},
    }
    assert granted("recognition", since=date(2020, 3, 1)) == {
        "kind": "recognition",
        "from": "2020-03-01",
        "until": None,
        "amount": None,
    }
    assert all(words.en and words.zh for words in GRANTED.values())


@pytest.mark.django_db
def test_the_table_of_sizes_is_drafted_in_the_form_like_any_law():
    law = make.law("enterprise_size")
    drafted = make.proposed(make.publisher(), scheme="enterprise_size")
    assert effects.of(drafted) == []
    form = RuleSetForm(scheme="enterprise_size", content=law.content, regions=[("15", "全区")])
    assert form.fields["size_limits__0__large_from"].initial == 20000
