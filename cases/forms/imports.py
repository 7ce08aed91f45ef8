"""The workbook that a station sends in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PortalForm
from stations.models import Station

LARGEST = 20 * 1024 * 1024


class ImportNewForm(PortalForm):
    """A file and the station that will keep the people in it."""

    submit_label = _("Look through the file")

    station = forms.ModelChoiceField(label=_("Station"), queryset=Station.objects.none(), empty_label="—")
    file = forms.FileField(
        label=_("Intake workbook"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        help_text=_("An .xlsx workbook, or a CSV file in GB18030 or UTF-8, up to 20 MB. Nothing is written yet."),
    )

    def __init__(self, *args: Any, stations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["station"]
        field.queryset = stations
        only = list(stations[:2])
        if len(only) == 1:
            field.initial, field.empty_label = only[0], None

    def clean_file(self) -> Any:
        """Small enough to be answered for while somebody waits."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 20 MB. Split it and send the parts."))
        return file
