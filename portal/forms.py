"""The roof's own forms."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core import clock
from core.forms import DayField, FilterForm, PortalForm
from jobs.queries.station_month import GROUPED_CHOICES

LANGUAGES = [("zh-hans", "中文"), ("en", "English")]


class PreferenceForm(PortalForm):
    """Language and size of the text."""

    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, widget=forms.RadioSelect)
    large_text = forms.BooleanField(
        label=_("Large text"), required=False, help_text=_("Everything a quarter larger, with more room between lines.")
    )


class SwitchForm(forms.Form):
    """One of the two switches in the top bar; what is not sent stays."""

    language = forms.ChoiceField(choices=settings.LANGUAGES, required=False)
    large_text = forms.ChoiceField(choices=[("1", "1"), ("0", "0")], required=False)


class ClaimStateForm(PortalForm):
    """Which claim, and to which mobile the code goes. `website` is shown to nobody: only a machine fills it in."""

    submit_label = _("Send me a code")

    number = forms.CharField(
        label=_("Number of the claim"),
        max_length=24,
        help_text=_("It stands on the notice of acceptance, such as SY150502-2026-000123."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    mobile = forms.CharField(
        label=_("Mobile number that you left with us"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel-national"}),
    )
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def by_machine(self) -> bool:
        """Whether the field that nobody sees was filled in."""
        return bool(self.cleaned_data["website"])


class ClaimStateCodeForm(PortalForm):
    """The code that came by text message."""

    submit_label = _("Show my claim")

    code = forms.CharField(
        label=_("Code from the text message"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


#: The oldest measures of the register are those of this year.
FIRST_YEAR = 2020


def _years() -> list[tuple[int, str]]:
    return [(year, str(year)) for year in range(clock.today().year, FIRST_YEAR - 1, -1)]


class FiguresFilter(FilterForm):
    """Which year and which place the figures are of; the place lies within the reader's posts."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int, choices=_years)
    place = forms.ChoiceField(label=_("Place"))

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", _("all of my posts")), *places]


class ProgrammeFiguresFilter(FiguresFilter):
    """The same for one programme."""

    scheme = forms.ChoiceField(label=_("Programme"))

    field_order = ["scheme", "year", "place"]

    def __init__(self, *args: Any, schemes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scheme"].choices = schemes


class StationFiguresFilter(FiguresFilter):
    """Which month of which year, where, and which figure the chart draws."""

    month = forms.ChoiceField(label=_("Month"), choices=[("", _("whole year")), *((str(n), str(n)) for n in range(1, 13))])
    figure = forms.ChoiceField(label=_("Figure of the chart"), choices=GROUPED_CHOICES)

    field_order = ["year", "month", "place", "figure"]

    def __init__(self, *args: Any, alone: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if alone:
            del self.fields["place"]


class AuditFilter(FilterForm):
    """What an auditor looks for."""

    verb = forms.CharField(
        label=_("Act"), help_text=_("In words, such as “signed in”, or by its code, such as claim."), max_length=60
    )
    actor = forms.CharField(label=_("Person"), help_text=_("User name, or the whole name"), max_length=60)
    subject = forms.CharField(label=_("Thing"), help_text=_("Such as cases.claim:12"), max_length=101)
    since = DayField(label=_("From"))
    until = DayField(label=_("Until"))

    def clean_subject(self) -> str:
        """Without blanks, in small letters, as entries name things."""
        return str(self.cleaned_data["subject"]).strip().lower()
