"""What the journals can be narrowed by."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import FilterForm
from stations.models import Region


class JournalFilter(FilterForm):
    """By league and by batch."""

    league = forms.ChoiceField(label=_("League"))
    batch_number = forms.CharField(label=_("Batch"), max_length=24)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leagues = Region.objects.filter(level=Region.Level.LEAGUE).order_by("code").values_list("code", "name")
        self.fields["league"].choices = [("", _("all")), *leagues]
        self.names = dict(leagues)
