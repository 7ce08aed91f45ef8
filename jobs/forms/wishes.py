"""What the desk is asked about a wish, and what the public is asked to sign up."""

from typing import Any

from crispy_forms.layout import HTML, Fieldset, Layout
from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.forms.residents import PLAIN, NumberField, name_field
from cases.forms.unit_pages import OpenForm
from core.forms import FilterForm, PortalForm, YuanField
from jobs.models import Occupation
from jobs.models.wish import MOST_OCCUPATIONS
from jobs.queries import wishes as query
from jobs.states.vacancies import Hours
from jobs.states.wishes import WISH_UNITS, SignUpState, WishState

PLACES = range(1, MOST_OCCUPATIONS + 1)


class OccupationField(forms.CharField):
    """An occupation or a group, chosen while its name or code is typed; gives the code. Works without the list too."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {
            **PLAIN,
            "list": "occupations",
            "hx-get": reverse_lazy("jobs:wish_suggest"),
            "hx-trigger": "input changed delay:300ms",
            "hx-target": "#occupations",
        }
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(max_length=120, **kwargs)

    def clean(self, value: Any) -> str:
        """The code in front of the name, or the one occupation of that name."""
        text: str = super().clean(value).strip()
        first = text.split(" ", maxsplit=1)[0]
        if not text or (first.isascii() and first.isdigit()):
            return first
        found = query.occupations(text)
        named = [one for one in found if one.name == text] or found
        if len(named) == 1:
            return named[0].pk
        if not named:
            raise forms.ValidationError(_("No occupation holds this word. Try another one, or the code."))
        raise forms.ValidationError(
            _("Several occupations hold this word. Enter one of these: %(found)s"),
            params={"found": _("; ").join(f"{one.pk} {one.name}" for one in named[:6])},
        )


class OccupationsForm(PortalForm):
    """Some occupations in the order of the wish."""

    @property
    def codes(self) -> list[str]:
        """What was chosen, without gaps."""
        return [code for place in PLACES if (code := self.cleaned_data.get(f"occupation_{place}"))]


class WishForm(OccupationsForm):
    """What work, for what, when and how far from home."""

    occupation_1 = OccupationField(
        label=_("Occupation, the dearest first"),
        help_text=_("Type part of the name or the code and choose from the list; a group holds everything in it."),
    )
    occupation_2 = OccupationField(label=_("Second occupation"), required=False)
    occupation_3 = OccupationField(label=_("Third occupation"), required=False)
    occupation_4 = OccupationField(label=_("Fourth occupation"), required=False)
    occupation_5 = OccupationField(label=_("Fifth occupation"), required=False)
    training = forms.BooleanField(label=_("willing to be trained"), required=False)
    least_pay = YuanField(
        label=_("least pay (CNY)"), required=False, min_value=1, help_text=_("Leave empty where any pay will do.")
    )
    pay_unit = forms.ChoiceField(label=_("pay for"), choices=WISH_UNITS)
    piece_work = forms.BooleanField(label=_("piece work is welcome"), required=False)
    hours = forms.MultipleChoiceField(
        label=_("hours that fit"), choices=Hours.choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick nothing where any hours will do."),
    )  # fmt: skip
    max_km = forms.IntegerField(label=_("how far at most (km)"), min_value=1, max_value=100, initial=10)
    latitude = forms.DecimalField(
        label=_("latitude"), required=False, min_value=37, max_value=54, max_digits=9, decimal_places=6,
        help_text=_("Only where the person lives far from the station; empty, the way is counted from the station."),
    )  # fmt: skip
    longitude = forms.DecimalField(
        label=_("longitude"), required=False, min_value=97, max_value=127, max_digits=9, decimal_places=6
    )
    note = forms.CharField(label=_("note"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Fieldset(
                _("What work"),
                *(f"occupation_{place}" for place in PLACES),
                HTML('{% include "jobs/parts/_occupation_datalist.html" %}'),
                "training",
            ),
            Fieldset(_("Pay"), "least_pay", "pay_unit", "piece_work"),
            Fieldset(_("Hours"), "hours"),
            Fieldset(_("Where"), "max_km", "latitude", "longitude"),
            "note",
        )

    def told(self) -> dict[str, Any]:
        """What the service takes."""
        values = {name: value for name, value in self.cleaned_data.items() if not name.startswith("occupation_")}
        return values | {"occupations": self.codes}


class WishFilterForm(FilterForm):
    """Which wishes the list shows."""

    q = forms.CharField(label=_("Name of the person"), max_length=25, widget=forms.TextInput(attrs=PLAIN))
    group = forms.ModelChoiceField(
        label=pgettext_lazy("wish", "Group of occupations"), queryset=query.groups(), empty_label=_("all")
    )
    state = forms.ChoiceField(label=_("state"), choices=[*WishState.choices, ("over", _("days are over"))])
    piece_work = forms.BooleanField(label=_("piece work is welcome"))
    training = forms.BooleanField(label=_("willing to be trained"))


class SignUpForm(OpenForm):
    """Who looks for work, and how to reach the person; nothing else is asked on a telephone."""

    submit_label = _("Sign up")

    name = forms.CharField(label=_("Name"), max_length=25, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    mobile = forms.CharField(
        label=_("Mobile"), max_length=30, widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"})
    )
    group = forms.ModelChoiceField(
        label=_("kind of work"), queryset=query.groups(), required=False, empty_label=_("choose, or write below")
    )
    text = forms.CharField(
        label=_("What work, in your own words"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    consent = forms.BooleanField(label=_("I agree that the station keeps my name and number to find work for me"))

    def told(self) -> dict[str, Any]:
        """What the service takes."""
        values = super().told()
        group: Occupation | None = values["group"]
        return values | {"group": group.pk if group else ""}


class SignUpTakeForm(OccupationsForm):
    """The person at the counter: name and number as on the card, and what work."""

    submit_label = _("Log the wish")

    name = name_field()
    id_number = NumberField()
    occupation_1 = OccupationField(label=_("Occupation, the dearest first"))
    occupation_2 = OccupationField(label=_("Second occupation"), required=False)
    occupation_3 = OccupationField(label=_("Third occupation"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "name",
            "id_number",
            "occupation_1",
            "occupation_2",
            "occupation_3",
            HTML('{% include "jobs/parts/_occupation_datalist.html" %}'),
        )


class SignUpDropForm(PortalForm):
    """Why nothing comes of a sign-up."""

    submit_label = _("Put aside")

    reason = forms.CharField(label=_("reason"), max_length=200)


class SignUpFilterForm(FilterForm):
    """Which sign-ups the list shows."""

    state = forms.ChoiceField(label=_("state"), choices=SignUpState.choices)
