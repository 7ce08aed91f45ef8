"""What the desk is asked about a unit."""

from typing import Any

from crispy_forms.layout import HTML, Fieldset, Layout
from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from core.forms import DayField, FilterForm, PortalForm, SubmitTokenField, YuanField
from enterprises.states import Industry, ListingKind, SizeClass, UnitType
from stations.models import Region, Station

PLAIN = {"autocomplete": "off", "spellcheck": "false"}
ALL = [("", _("all"))]


class UnitFilterForm(FilterForm):
    """Which units the list shows."""

    q = forms.CharField(label=_("Name or credit code"), max_length=100, widget=forms.TextInput(attrs=PLAIN))
    unit_type = forms.ChoiceField(label=_("Kind of unit"), choices=[*ALL, *UnitType.choices])
    industry = forms.ChoiceField(label=_("Industry"), choices=[*ALL, *Industry.choices])
    size_class = forms.ChoiceField(label=_("Size class"), choices=[*ALL, *SizeClass.choices])
    listed = forms.ChoiceField(label=_("Honour or list"), choices=[*ALL, *ListingKind.choices])


def _name() -> forms.CharField:
    return forms.CharField(
        label=_("Name of the unit"), max_length=120, widget=forms.TextInput(attrs=PLAIN), help_text=_("As on the licence.")
    )


def _mobile() -> forms.CharField:
    return forms.CharField(
        label=_("Mobile of the contact"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={**PLAIN, "inputmode": "tel"}),
    )


class UnitForm(PortalForm):
    """What one person may put right; the credit code never changes."""

    name = _name()
    unit_type = forms.ChoiceField(label=_("Kind of unit"), choices=UnitType.choices, initial=UnitType.ENTERPRISE)
    is_agency = forms.BooleanField(label=_("Labour dispatch agency"), required=False)
    industry = forms.ChoiceField(label=_("Industry"), choices=[("", "—"), *Industry.choices])
    station = forms.ModelChoiceField(
        label=_("Station that looks after it"), queryset=Station.objects.none(), required=False, empty_label=_("none")
    )
    address = forms.CharField(label=_("Business address"), max_length=200, required=False)
    founded_on = DayField(label=_("Founded on"), required=False)
    contact_name = forms.CharField(label=_("Contact"), max_length=25, required=False)
    contact_mobile = _mobile()

    def __init__(self, *args: Any, stations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["station"].queryset = stations


class EnterpriseLogForm(UnitForm):
    """A unit new to the registry; the code comes first, so that a duplicate shows before anything else is typed."""

    submit_label = _("Log this unit")
    draft, draft_title = "unit", "name"

    token = SubmitTokenField()
    credit_code = forms.CharField(
        label=_("Unified social credit code"),
        max_length=40,
        help_text=_("18 characters, as on the licence."),
        widget=forms.TextInput(
            attrs={
                **PLAIN,
                "class": "code",
                "autofocus": True,
                "hx-post": reverse_lazy("enterprises:enterprise_check"),
                "hx-trigger": "change, input changed delay:500ms",
                "hx-params": "credit_code",
                "hx-target": "#code-check",
                "aria-describedby": "code-check",
            }
        ),
    )
    region = forms.ModelChoiceField(label=_("Place of registration"), queryset=Region.objects.none(), empty_label="—")

    def __init__(self, *args: Any, regions: Any, must_have_station: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = regions
        only = list(regions[:2])
        if len(only) == 1:
            self.fields["region"].initial, self.fields["region"].empty_label = only[0], None
        if must_have_station:
            field = self.fields["station"]
            field.required, field.empty_label = True, None
        self.helper.layout = Layout(
            "token",
            Fieldset(
                _("Unit"), "credit_code", HTML('{% include "enterprises/parts/_code_place.html" %}'), "name", "unit_type",
                "is_agency", "industry", "founded_on",
            ),
            Fieldset(_("Where"), "region", "address", "station"),
            Fieldset(_("Contact"), "contact_name", "contact_mobile"),
        )  # fmt: skip


class EnterpriseEditForm(UnitForm):
    """Details of a unit that is logged."""

    closed_on = DayField(label=_("Closed on"), required=False)


class EnterpriseFiguresForm(PortalForm):
    """What the size class is told from."""

    year = forms.IntegerField(label=_("Year of these figures"), min_value=2000, max_value=2199)
    staff = forms.IntegerField(label=_("People at work"), min_value=0, max_value=9_999_999, required=False)
    turnover = YuanField(label=_("Turnover of the year (CNY)"), required=False)
    assets = YuanField(label=_("Total assets (CNY)"), required=False)


class EnterpriseRevealForm(PortalForm):
    """Why somebody needs the whole numbers."""

    submit_label = _("Show in full")

    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.TextInput(attrs={"autofocus": True}),
        help_text=_("It is recorded with your name and the time."),
    )  # fmt: skip
