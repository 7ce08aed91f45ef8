"""Forms of a claim's list of people."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.facts import as_json, fact_field
from cases.queries import listed
from core.forms import FilterForm, PortalForm
from programmes.services import declared

LARGEST = 5 * 1024 * 1024


class ListedEditForm(PortalForm):
    """What the programme asks about one person of the list."""

    def __init__(self, *args: Any, scheme: str, facts: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        names = {fact.name for fact in listed.asked(scheme)}
        self.asked = [fact for fact in declared.facts(scheme) if fact.name in names]
        self.base_fields = {**self.base_fields, **{fact.name: fact_field(fact) for fact in self.asked}}
        kwargs["initial"] = {**(facts or {}), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        for name in listed.told_by_jobs(scheme) & self.fields.keys():
            self.fields[name].required = False
            self.fields[name].help_text = _("May be left empty where a hire record of this unit says it; what it says counts.")

    def facts_given(self) -> dict[str, Any]:
        """What was entered, as JSON values; what was left empty is left out."""
        given = {fact.name: self.cleaned_data.get(fact.name) for fact in self.asked}
        return {name: as_json(value) for name, value in given.items() if value not in (None, "")}


class _AtStation(forms.Form):
    """The station that will keep people whom nobody has logged yet."""

    station = forms.ModelChoiceField(
        label=_("Station"), queryset=None, help_text=_("It keeps the people on the list who are not logged anywhere yet.")
    )

    def choose_station(self, stations: Any, first: Any) -> None:
        """Offer the stations of the desk; the claim's own, or the only one, is chosen already."""
        field = self.fields["station"]
        field.queryset = stations
        only = list(stations[:2])
        if len(only) == 1:
            field.initial, field.empty_label = only[0], None
        elif first is not None:
            field.initial = first


class ListedAddForm(_AtStation, ListedEditForm):
    """One person for the list, by number and name as on the card."""

    submit_label = _("Put on the list")
    also = (("more", _("Put on the list and enter the next one")),)

    id_number = forms.CharField(label=_("ID number"), max_length=30)
    name = forms.CharField(label=_("Name"), max_length=40)
    field_order = ("id_number", "name")

    def __init__(self, *args: Any, stations: Any, first: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_station(stations, first)


class ListedFileForm(_AtStation, PortalForm):
    """A file of people for the list."""

    submit_label = _("Put everybody on the list")

    file = forms.FileField(
        label=_("File of the people"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        help_text=_("An .xlsx workbook, or a CSV file in GB18030 or UTF-8, up to 5 MB."),
    )

    def __init__(self, *args: Any, stations: Any, first: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_station(stations, first)

    def clean_file(self) -> Any:
        """Small enough to be answered for while somebody waits."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 5 MB. Split it and send the parts."))
        return file


class ListedFilter(FilterForm):
    """Which people of the list are shown."""

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=[("", _("all")), ("granted", _("meets every condition")), ("refused", _("does not meet every condition"))],
    )
    text = forms.CharField(label=_("Name, or last four of the number"), max_length=25)
