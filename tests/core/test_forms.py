"""Forms as the portal shows them: sentences that name the field, a summary that leads there, a token for one sending."""

import uuid
from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.template import engines
from django.test import RequestFactory
from django.test.html import parse_html
from django.utils import translation

from core.forms import DayField, FilterForm, MonthField, PortalForm, Renderer, SubmitTokenField, YuanField
from core.policies import Refused
from stations.models import Station


class IntakeForm(PortalForm):
    name = forms.CharField(label="Name", max_length=5, help_text="As on the card.")
    born_on = DayField(label="Born on")
    month = MonthField(label="Month", required=False)
    amount = YuanField(label="Amount", required=False)
    sex = forms.ChoiceField(label="Sex", choices=[("m", "male"), ("f", "female")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="Agreed")
    token = SubmitTokenField()


class ListForm(FilterForm):
    state = forms.ChoiceField(label="State", choices=[("", "all"), ("open", "open")])
    since = DayField(label="Since")


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


class ManyForm(PortalForm):
    one = forms.ChoiceField(label="One", choices=[("", "any"), ("<g>", [("a&b", "A & B"), (2, 1234)]), ("z", "last")])
    some = forms.MultipleChoiceField(label="Some", choices=[("x", "X"), ("y", "Y")])


@pytest.mark.parametrize("given", [None, {}, {"one": "2", "some": ["x", "y"]}])
@pytest.mark.parametrize("name", ["one", "some"])
def test_choices_are_written_as_django_writes_them(given, name):
    bound = ManyForm(given, renderer=Renderer())[name]
    bound.field.widget.attrs |= {"title": '"', "data-x": True, "data-y": False}
    theirs = ManyForm(given, renderer=TemplatesSetting())[name]
    theirs.field.widget.attrs |= bound.field.widget.attrs

    assert parse_html(str(bound)) == parse_html(str(theirs))
    assert "<option" in str(bound)


def drawn(form):
    template = engines["django"].from_string("{% load crispy_forms_tags %}{% crispy form %}")
    return template.render({"form": form}, RequestFactory().get("/"))


def test_every_sentence_names_its_field_and_the_way_out():
    form = IntakeForm({"name": "123456", "born_on": "31.2.2026", "amount": "-1"})
    assert not form.is_valid()
    said = {name: str(errors[0]) for name, errors in form.errors.items()}
    assert said["name"] == "“Name” may have at most 5 characters; it has 6."
    assert said["born_on"] == "“Born on” must be a day such as 2026-04-09."
    assert said["amount"] == "“Amount” must be at least 0."
    assert said["sex"] == "Choose “Sex”."
    assert said["agreed"] == "Tick “Agreed” to go on."
    assert "Load it again" in said["token"]


def test_a_sentence_that_a_field_brings_itself_is_kept():
    class Own(PortalForm):
        name = forms.CharField(label="Name", error_messages={"required": "Who is it?"})

    assert Own({}).errors["name"] == ["Who is it?"]


@pytest.mark.parametrize("text", ["2026-04-09", "2026/4/9", "2026.4.9", "2026年4月9日", "20260409"])
def test_a_day_is_read_as_people_write_it(text):
    assert DayField().clean(text) == date(2026, 4, 9)


@pytest.mark.parametrize("text", ["2026-04", "2026年4月", "2026-04-30"])
def test_a_month_is_its_first_day(text):
    assert MonthField().clean(text) == date(2026, 4, 1)


def test_days_and_months_are_shown_as_the_browser_reads_them():
    form = IntakeForm(initial={"born_on": date(1990, 3, 7), "month": date(2026, 11, 1)})
    assert 'type="date" name="born_on" value="1990-03-07"' in str(form["born_on"])
    assert 'type="month" name="month" value="2026-11"' in str(form["month"])
    assert str(form["month"]).count("type=") == 1


def test_an_amount_has_two_decimals_at_most():
    assert YuanField().clean("1234.5") == Decimal("1234.5")
    with pytest.raises(forms.ValidationError):
        YuanField().clean("1.005")


def test_the_summary_leads_to_the_first_control_of_each_field():
    form = IntakeForm({})
    html = drawn(form)
    targets = [line.target for line in form.error_lines if line.target]
    assert targets == ["id_name", "id_born_on", "id_sex_0", "id_agreed"]
    for target in targets:
        assert f'href="#{target}"' in html
        assert f'id="{target}"' in html


def test_hint_and_error_are_wired_to_the_control():
    html = drawn(IntakeForm({"born_on": "2026-04-09"}))
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_what_a_service_refuses_stands_at_its_field_or_over_the_form():
    form = IntakeForm({})
    form.is_valid()
    form.refuse(Refused("Somebody has this number.", field="name"))
    form.refuse(Refused("Come back tomorrow.", field="unknown"))
    assert "Somebody has this number." in form.errors["name"]
    assert form.non_field_errors() == ["Come back tomorrow."]


def test_the_token_stays_when_the_form_comes_back_and_is_new_when_it_is_opened_anew():
    first, second = IntakeForm()["token"].value(), IntakeForm()["token"].value()
    assert first != second
    token = str(uuid.uuid4())
    assert token in drawn(IntakeForm({"token": token}))


def test_a_filter_requires_nothing_and_leaves_out_what_is_wrong():
    form = ListForm({"state": "open", "since": "nonsense"})
    assert form.chosen == {"state": "open"}
    assert ListForm({}).chosen == {}
    html = drawn(ListForm({}))
    assert 'method="get"' in html
    assert "csrfmiddlewaretoken" not in html
    assert 'id="filter_state"' in html


def test_a_list_that_waits_for_a_choice_says_so_in_words():
    class PlaceForm(PortalForm):
        station = forms.ModelChoiceField(label="Station", queryset=Station.objects.none())
        near = forms.ModelChoiceField(label="Near", queryset=Station.objects.none(), empty_label="anywhere")

    shown = drawn(PlaceForm())
    assert "Choose" in shown
    assert "anywhere" in shown
    assert "---" not in shown


def test_the_way_back_from_a_button_that_cancels_is_not_called_cancel():
    class CancelForm(PortalForm):
        submit_label, cancel_label, cancel_url = "Cancel the event", "Back", "/events/"

    assert "Back</a>" in drawn(CancelForm())
    assert "Cancel</a>" in drawn(ListForm(cancel_url="/events/"))
