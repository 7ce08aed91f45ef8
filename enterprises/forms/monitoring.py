"""Sample firms of the unemployment monitoring: the report of one for a month, and the list of all."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import FilterForm, MonthField, PortalForm
from enterprises.queries.monitoring import FALLEN, MISSING, REPORTED

COUNT = {"inputmode": "numeric", "autocomplete": "off"}


def _count(label: Any, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=999_999, widget=forms.TextInput(attrs=COUNT), help_text=help_text
    )


class EnterpriseStaffForm(PortalForm):
    """What the firm says of its staff in a month."""

    submit_label = _("Report the month")

    month = MonthField(label=_("Month"))
    staff = _count(_("Staff at the month's end"), _("Everybody with a labour contract on the last day of the month."))
    joined = _count(_("Joined"), _("People who began in the month."))
    left = _count(_("Left"), _("People whose work ended in the month, for whatever reason."))
    reason = forms.CharField(
        label=_("Why it is corrected"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed where the month is reported already."),
    )  # fmt: skip


class StaffReportFilterForm(FilterForm):
    """The month, and which of the sample firms are shown."""

    month = MonthField(label=_("Month"))
    how = forms.ChoiceField(
        label=_("Report"),
        choices=[
            ("", _("all")),
            (REPORTED, _("Reported")),
            (MISSING, _("Not reported")),
            (FALLEN, _("With a warning")),
        ],
    )
