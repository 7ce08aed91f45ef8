"""Looking for a station."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import FilterForm
from stations.models import Station

ANY = [("", _("all"))]


class StationFilter(FilterForm):
    """Which stations the list shows."""

    q = forms.CharField(label=_("Name, code or address"), max_length=40)
    host = forms.ChoiceField(label=_("Host"), choices=[*ANY, *Station.Host.choices])
    state = forms.ChoiceField(label=_("State"), choices=[*ANY, *Station.State.choices])
