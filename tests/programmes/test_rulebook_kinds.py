"""Days among the figures of the law, facts that may be left out, grants of programmes that pay nothing."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from programmes.forms import RuleSetForm
from programmes.formulas import facts, rulebook
from programmes.formulas.base import Unassessable, granted
from programmes.formulas.declaration import GRANTED, Fact, Parameter, Table
from programmes.models import RuleSet
from programmes.queries import figures
from programmes.services import effects, lawfiles
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
    assert shown == [("2020年6月30日",), ("—",)]


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


@pytest.mark.parametrize("law", lawfiles.all_files(), ids=lambda law: f"{law.label}-{law.region_code}")
def test_every_shipped_law_goes_through_the_form_unchanged(law):
    """What the form shows is what it states again, whatever kinds of figures the programme has."""
    blank = RuleSetForm(scheme=law.scheme, content=law.content, regions=[(law.region_code, "here")])
    sent = {name: field.initial for name, field in blank.fields.items() if field.initial is not None}
    sent |= {"region_code": law.region_code, "valid_from": "2027-01-01", "document": law.document, "document_no": law.document_no}
    form = RuleSetForm(sent, scheme=law.scheme, content=law.content, regions=[(law.region_code, "here")])
    assert form.is_valid(), form.errors
    assert form.law().content == law.content


@pytest.mark.parametrize("law", lawfiles.all_files(), ids=lambda law: f"{law.label}-{law.region_code}")
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_figure_of_every_shipped_law_is_shown_in_words(law, language):
    row = RuleSet(scheme=law.scheme, content=law.content)
    with override(language):
        for figure in figures.figures(row):
            assert figure.label != figure.name
            assert figure.basis
            assert bool(figure.unsure) is bool(figure.decided_by)
            assert not any("_" in line for line in figure.lines), figure.lines


def test_a_list_may_be_emptied_in_the_form_which_closes_the_measure():
    law = lawfiles.in_force("absorption_subsidy", "150100", date(2026, 11, 20))
    blank = RuleSetForm(scheme=law.scheme, content=law.content, regions=[("15", "here")])
    sent = {name: field.initial for name, field in blank.fields.items() if field.initial is not None}
    sent |= {"region_code": "15", "valid_from": "2027-01-01", "document": law.document, "eligible_firm_kinds": []}
    form = RuleSetForm(sent, scheme=law.scheme, content=law.content, regions=[("15", "here")])
    assert form.is_valid(), form.errors
    assert form.law().content["parameters"]["eligible_firm_kinds"]["value"] == []
