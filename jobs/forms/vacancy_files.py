"""The file that a department hands over."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PortalForm
from jobs.states.vacancies import Post
from stations.models import Station


class VacancyFileForm(PortalForm):
    """A file, whose it is, whether it is of the market or of a policy, and the station that looks after what is new in it."""

    submit_label = _("Send the file")

    station = forms.ModelChoiceField(label=_("Station"), queryset=Station.objects.none())
    department = forms.CharField(label=_("Department that reports"), max_length=60)
    post = forms.ChoiceField(label=_("Kind of post"), choices=Post.choices, initial=Post.MARKET, widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("File of vacancies"), widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        help_text=_("CSV in UTF-8 or GB18030, or an .xlsx workbook, up to 20,000 rows."),
    )  # fmt: skip

    def __init__(self, *args: Any, stations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["station"].queryset = stations
