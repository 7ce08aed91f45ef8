"""What the public may look for among the vacancies."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import FilterForm
from jobs.forms.vacancies import groups
from jobs.states.vacancies import Hours, PayDay
from stations.models import Region

ANY = [("", _("any"))]
PAY = [
    ("month:3000", _("3,000 yuan a month or more")),
    ("month:4000", _("4,000 yuan a month or more")),
    ("month:5000", _("5,000 yuan a month or more")),
    ("month:8000", _("8,000 yuan a month or more")),
    ("day", _("by the day")),
    ("hour", _("by the hour")),
    ("piece", _("by the piece")),
    (str(PayDay.DAILY), _("paid every day")),
]


def places() -> list[tuple[Any, Any]]:
    """Leagues, each with its banners, as one choice. One query."""
    rows = Region.objects.filter(level__in=(Region.Level.LEAGUE, Region.Level.BANNER)).order_by("prefix")
    leagues: list[tuple[str, list[tuple[str, str]]]] = []
    for prefix, name, level in rows.values_list("prefix", "name", "level"):
        if level == Region.Level.LEAGUE:
            leagues.append((name, [(prefix, str(_("all of %(place)s")) % {"place": name})]))
        elif leagues:
            leagues[-1][1].append((prefix, name))
    return [*leagues]


class PublicVacancyFilterForm(FilterForm):
    """Place, kind of work, pay, hours, words."""

    submit_label = _("Search")

    q = forms.CharField(label=_("Title or employer"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    place = forms.ChoiceField(label=_("Place"))
    group = forms.ChoiceField(label=_("Kind of work"))
    pay = forms.ChoiceField(label=_("Pay"), choices=[*ANY, *PAY])
    hours = forms.ChoiceField(label=_("Hours"), choices=[*ANY, *Hours.choices])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [*ANY, *places()]
        self.fields["group"].choices = [*ANY, *groups()]
