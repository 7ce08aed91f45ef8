"""Forms of budgets: which year, and a new plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core import clock
from core.forms import FilterForm, PortalForm, YuanField
from payouts.queries.budgets import years
from programmes.formulas import registry
from programmes.queries import labels


def _years() -> list[tuple[int, str]]:
    return [(year, str(year)) for year in years(clock.today())]


class BudgetFilter(FilterForm):
    """The year that is shown."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int, choices=_years)


class BudgetPlanForm(PortalForm):
    """A plan for one programme, place and year."""

    submit_label = _("Propose the plan")

    scheme = forms.ChoiceField(label=_("Programme"))
    league = forms.ChoiceField(label=_("Place"))
    year = forms.TypedChoiceField(label=_("Year"), coerce=int, choices=_years)
    planned = YuanField(label=_("Plan (CNY)"))
    document = forms.CharField(label=_("Document that the plan rests on"), max_length=200)

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        paying = [scheme.name for scheme in registry.SCHEMES.values() if scheme.plan != "none"]
        self.fields["scheme"].choices = [("", "—"), *((name, labels.scheme(name)) for name in paying)]
        self.fields["league"].choices = places
