"""What the desk is asked about a vacancy, and about each of its steps."""

from datetime import timedelta
from typing import Any

from crispy_forms.layout import HTML, Fieldset, Layout
from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.forms.claims import reason_field
from cases.states import PersonGroup
from core import clock
from core.forms import DayField, FilterForm, PortalForm, SubmitTokenField, YuanField
from jobs.models import Occupation, Vacancy
from jobs.queries import vacancies as query
from jobs.services.vacancies import USUAL_DAYS
from jobs.states.vacancies import Hours, Insurance, PayDay, PayUnit, Post, Schooling, VacancyState
from stations.models import Station

PLAIN = {"autocomplete": "off", "spellcheck": "false"}
ALL = [("", _("all"))]
WITHIN = [*ALL, ("3", _("3 days")), ("7", _("7 days")), ("15", _("15 days")), ("30", _("30 days"))]
PHONE = r"^[0-9+() -]{5,24}$"


def groups() -> list[tuple[str, Any]]:
    """The sub-major groups of the classification under their major groups, as a choice."""
    rows = list(Occupation.objects.filter(code__regex=r"^\d(\d\d)?$"))
    majors = [one for one in rows if len(one.code) == 1]
    return [
        (str(major), [(one.code, str(one)) for one in rows if len(one.code) > 1 and one.code[0] == major.code])
        for major in majors
    ]


def _suggested(url: str, where: str) -> forms.TextInput:
    return forms.TextInput(
        attrs={
            **PLAIN,
            "list": where,
            "hx-get": reverse_lazy(url),
            "hx-trigger": "input changed delay:300ms",
            "hx-target": f"#{where}",
        }
    )


class VacancyFilterForm(FilterForm):
    """Which vacancies the desk's list shows."""

    q = forms.CharField(label=_("Title, employer or number"), max_length=60, widget=forms.TextInput(attrs=PLAIN))
    state = forms.ChoiceField(label=_("State"), choices=[*ALL, *VacancyState.choices, (query.OVER, _("days over"))])
    group = forms.ChoiceField(label=_("Group of occupations"))
    post = forms.ChoiceField(label=_("Kind of post"), choices=[*ALL, *Post.choices])
    within = forms.TypedChoiceField(label=_("Ends within"), choices=WITHIN, coerce=int, empty_value=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [*ALL, *groups()]


class VacancyForm(PortalForm):
    """What a vacancy says; who offers it is asked before."""

    submit_label = _("Save and check")
    also = (("publish", _("Save and publish")),)

    title = forms.CharField(label=pgettext_lazy("form", "Title of the post"), max_length=60, widget=forms.TextInput(attrs=PLAIN))
    occupation = forms.CharField(
        label=_("Occupation"), max_length=80, widget=_suggested("jobs:occupation_suggest", "occupations"),
        help_text=_("Type part of the name or the code of the classification, and choose from the list."),
    )  # fmt: skip
    post = forms.ChoiceField(label=_("Kind of post"), choices=Post.choices, initial=Post.MARKET)
    headcount = forms.IntegerField(label=_("People wanted"), min_value=1, max_value=10_000, initial=1)
    pay_from = YuanField(label=_("Pay from (CNY)"))
    pay_to = YuanField(label=_("Pay up to (CNY)"), required=False, help_text=_("Empty where it is one amount."))
    pay_unit = forms.ChoiceField(label=_("Pay for"), choices=PayUnit.choices, initial=PayUnit.MONTH)
    pay_day = forms.ChoiceField(label=pgettext_lazy("vacancy", "Paid"), choices=PayDay.choices, initial=PayDay.MONTHLY)
    hours = forms.ChoiceField(label=_("Hours"), choices=Hours.choices, initial=Hours.FULL)
    hours_note = forms.CharField(label=_("Hours in words"), max_length=60, required=False)
    insurance = forms.ChoiceField(label=_("Insurance"), choices=Insurance.choices, initial=Insurance.EMPLOYEE)
    schooling = forms.ChoiceField(label=_("Schooling"), choices=Schooling.choices, initial=Schooling.ANY)
    welcome = forms.MultipleChoiceField(
        label=_("Groups welcome"), choices=PersonGroup.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    description = forms.CharField(
        label=_("What is to be done"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Leave out sex, age, looks, family, origin and illness: the law forbids to ask for them."),
    )  # fmt: skip
    region = forms.ChoiceField(label=_("Place of work"))
    address = forms.CharField(label=_("Address of the work"), max_length=200, required=False)
    latitude = forms.DecimalField(label=_("Latitude"), required=False, min_value=37, max_value=54, max_digits=9, decimal_places=6)
    longitude = forms.DecimalField(
        label=_("Longitude"), required=False, min_value=97, max_value=127, max_digits=9, decimal_places=6
    )
    contact_name = forms.CharField(label=_("Contact"), max_length=25, required=False)
    contact_phone = forms.RegexField(
        PHONE, label=_("Telephone of the contact"), required=False, widget=forms.TextInput(attrs={**PLAIN, "inputmode": "tel"}),
        help_text=_("Only staff see it: the public calls the station."),
    )  # fmt: skip
    valid_until = DayField(label=_("Valid until"))

    WORK = ("title", "occupation", "post", "headcount", "schooling", "welcome", "description")
    PAY = ("pay_from", "pay_to", "pay_unit", "pay_day", "hours", "hours_note", "insurance")
    WHERE = ("region", "address", "latitude", "longitude")

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = places
        self.fields["valid_until"].initial = clock.today() + timedelta(days=USUAL_DAYS)
        self.helper.layout = Layout(*self.beginning(), *self.rest())

    def beginning(self) -> list[Any]:
        """What stands above the work."""
        return []

    def rest(self) -> list[Any]:
        """The work, its pay, its place, whom to call."""
        choices = HTML('{% include "jobs/parts/_vacancy_choices.html" %}')
        return [
            Fieldset(pgettext_lazy("form", "The work"), *self.WORK, choices),
            Fieldset(_("Pay and hours"), *self.PAY),
            Fieldset(_("Where"), *self.WHERE),
            Fieldset(_("Contact"), "contact_name", "contact_phone", "valid_until"),
        ]

    def clean_occupation(self) -> str:
        """The seven-digit code that was meant; several leave the choice to the list, which then stands below the field."""
        text = self.cleaned_data["occupation"]
        self.offered = query.occupations(text)
        code = query.occupation_of(text)
        if not code:
            self._show("occupation", [f"{one.code} {one.name}" for one in self.offered])
            raise forms.ValidationError(
                _("Several occupations are called so: choose one from the list.") if self.offered
                else _("The classification has no such occupation. Try another word.")
            )  # fmt: skip
        return code

    #: What an entry that means several may mean, for the lists below the fields.
    offered: list[Occupation] = []
    units: list[Any] = []

    def _show(self, name: str, choices: list[str]) -> None:
        """The choices stand in words too, for a browser that opens no list below the field."""
        if choices:
            self[name].help_text = "；".join(choices)

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        values = dict(self.cleaned_data)
        values["region_code"] = values.pop("region")
        return values


class VacancyLogForm(VacancyForm):
    """A vacancy new to the station."""

    token = SubmitTokenField()
    station = forms.ModelChoiceField(label=_("Station"), queryset=Station.objects.none())

    def __init__(self, *args: Any, stations: Any, **kwargs: Any) -> None:
        super().__init__(*args, places=query.places(stations), **kwargs)
        field = self.fields["station"]
        field.queryset = stations
        only = list(stations[:2])
        if len(only) == 1:
            field.initial, field.empty_label = only[0], None
            self.fields["region"].initial = only[0].region_code

    def beginning(self) -> list[Any]:
        """The station comes first."""
        return ["token", "station"]

    def values(self) -> dict[str, Any]:
        """The same, with the number of the station."""
        values = super().values()
        values["station_id"] = values.pop("station").pk
        return values


class UnitVacancyLogForm(VacancyLogForm):
    """A vacancy of a unit that is found by its code or name."""

    draft, draft_title = "vacancy", "title"

    unit = forms.CharField(
        label=_("Unit"), max_length=120, widget=_suggested("jobs:unit_suggest", "units"),
        help_text=_("Its credit code, or part of its name; choose from the list."),
    )  # fmt: skip
    employer = forms.CharField(
        label=_("Name of the unit"), max_length=100, required=False,
        help_text=_("Only where the unit is not in the registry: the bureau looks at it before it is published."),
    )  # fmt: skip

    def __init__(self, *args: Any, reader: Any, **kwargs: Any) -> None:
        self.reader = reader
        super().__init__(*args, **kwargs)

    def beginning(self) -> list[Any]:
        """The unit comes before the station."""
        return ["token", Fieldset(_("Who offers the work"), "unit", "employer", "station")]

    def clean_unit(self) -> str:
        """The credit code that was meant."""
        text = self.cleaned_data["unit"]
        self.units = query.units(self.reader, text)
        code = query.code_of(self.reader, text)
        if not code:
            self._show("unit", [f"{one.credit_code} {one.name}" for one in self.units])
            raise forms.ValidationError(
                _("Several units are called so: choose one from the list.") if self.units
                else _("No unit of your places is called so. Enter its credit code.")
            )  # fmt: skip
        return code

    def values(self) -> dict[str, Any]:
        """The same, with the code under its own name."""
        values = super().values()
        values["credit_code"] = values.pop("unit")
        return values


class VacancyReasonForm(PortalForm):
    """A step that needs its reason."""

    reason = reason_field()

    def __init__(self, *args: Any, label: Any, **kwargs: Any) -> None:
        self.submit_label = label
        super().__init__(*args, **kwargs)
        self.fields["reason"].max_length = 300
        self.fields["reason"].widget.attrs["maxlength"] = 300


class VacancyDecideForm(PortalForm):
    """The bureau's word."""

    submit_label = pgettext_lazy("vacancy", "Decide")

    grant = forms.TypedChoiceField(
        label=_("What the bureau decides"), choices=[("yes", _("Publish it")), ("no", _("Do not publish it"))],
        coerce=lambda text: text == "yes", widget=forms.RadioSelect,
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class VacancyFillForm(PortalForm):
    """How many were found."""

    filled = forms.IntegerField(label=_("People hired in all"), min_value=0, max_value=10_000)

    def __init__(self, *args: Any, label: Any, **kwargs: Any) -> None:
        self.submit_label = label
        super().__init__(*args, **kwargs)


class VacancyUntilForm(PortalForm):
    """A new last day."""

    valid_until = DayField(label=_("Valid until"))

    def __init__(self, *args: Any, label: Any, **kwargs: Any) -> None:
        self.submit_label = label
        super().__init__(*args, **kwargs)
        self.fields["valid_until"].initial = clock.today() + timedelta(days=USUAL_DAYS)


class VacancyReopenForm(VacancyUntilForm):
    """How many are wanted in all, and until when."""

    headcount = forms.IntegerField(label=_("People wanted in all"), min_value=1, max_value=10_000)

    field_order = ("headcount", "valid_until")


def initial_of(vacancy: Vacancy) -> dict[str, Any]:
    """The entries of a vacancy as the form shows them."""
    names = (
        *VacancyForm.WORK,
        *VacancyForm.PAY,
        "address",
        "latitude",
        "longitude",
        "contact_name",
        "contact_phone",
        "valid_until",
    )
    occupation = f"{vacancy.occupation_id} {vacancy.occupation.name}"
    return {name: getattr(vacancy, name) for name in names} | {"occupation": occupation, "region": vacancy.region_id}
