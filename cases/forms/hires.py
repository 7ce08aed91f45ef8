"""Hire records at the desk: the job, the day of leaving, why a record is wrong, and the files that bring many."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.residents import PLAIN
from cases.models import Hire
from core.forms import DayField, PortalForm
from enterprises.forms.keeping import FileOrderForm


class HireForm(PortalForm):
    """Who employs the person, from when on, and what shows it."""

    submit_label = _("Record the hire")

    credit_code = forms.CharField(
        label=_("Unified social credit code"), max_length=24, widget=forms.TextInput(attrs={**PLAIN, "class": "code"}),
        help_text=_("18 characters, as on the business licence."),
    )  # fmt: skip
    employer = forms.CharField(
        label=_("Name of the employer"), max_length=100, required=False,
        help_text=_("Only where the unit is not in the registry; a registered unit keeps its own name."),
    )  # fmt: skip
    hired_on = DayField(label=_("Hired on"))
    left_on = DayField(label=_("Left on"), required=False, help_text=_("Empty while the person still works there."))
    contract = forms.ChoiceField(
        label=_("Labour contract"), choices=[("", _("not known")), *Hire.Contract.choices], required=False
    )
    document = forms.CharField(
        label=_("What it rests on"),
        max_length=100,
        help_text=_("The paper or the register, such as the contract and its number."),
    )


class HireLeaveForm(PortalForm):
    """The last day of the job."""

    submit_label = _("Record the day of leaving")

    left_on = DayField(label=_("Left on"))


class HireVoidForm(PortalForm):
    """Why the record is wrong."""

    submit_label = _("Strike the record out")

    reason = forms.CharField(label=_("What is wrong and what shows it"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class HireFileForm(FileOrderForm):
    """A file of hire records and the region whose people it may speak of."""

    file = forms.FileField(
        label=_("File of hire records"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        help_text=_("CSV in UTF-8 or GB18030, or an .xlsx workbook."),
    )
