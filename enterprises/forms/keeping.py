"""Accounts, agents, honours and lists, counts of a year, files of insurance months."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DayField, FilterForm, PortalForm
from enterprises.states import FileKind, ListingKind, Work
from stations.models import Region

CODE = {"autocomplete": "off", "spellcheck": "false", "class": "code"}
ROWS = forms.Textarea(attrs={"rows": 2})


class EnterpriseAccountForm(PortalForm):
    """The account that money shall go to; its holder is the unit."""

    submit_label = _("Ask for confirmation")

    number = forms.CharField(
        label=_("Account number"), max_length=50, widget=forms.TextInput(attrs={**CODE, "inputmode": "numeric"}),
        help_text=_("8 to 32 digits, as on the account permit."),
    )  # fmt: skip
    bank_name = forms.CharField(label=_("Bank and branch"), max_length=60)
    bank_code = forms.CharField(
        label=_("Bank code (CNAPS)"), max_length=20, required=False,
        widget=forms.TextInput(attrs={**CODE, "inputmode": "numeric"}), help_text=_("12 digits."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=ROWS)


class CorporateAccountShowForm(PortalForm):
    """The second person's word."""

    submit_label = _("Confirm the account")
    also = (("decline", _("Decline")),)

    typed = forms.CharField(
        label=_("The number as on the account permit"), max_length=50, required=False, widget=forms.TextInput(attrs=CODE),
        help_text=_("Type it from the account permit in front of you; it is compared with what was proposed."),
    )  # fmt: skip
    note = forms.CharField(label=_("Note"), max_length=300, required=False, widget=ROWS, help_text=_("Needed where you decline."))


class EnterpriseAgentForm(PortalForm):
    """A person who may act for the unit."""

    submit_label = _("Add the agent")

    name = forms.CharField(label=_("Name"), max_length=60)
    id_number = forms.CharField(label=_("ID number"), max_length=40, widget=forms.TextInput(attrs=CODE))
    mobile = forms.CharField(label=_("Mobile"), max_length=30, required=False)
    from_on = DayField(label=_("First day"))
    until_on = DayField(label=_("Last day"), required=False)
    document = forms.CharField(label=_("Letter of authority"), max_length=120)


class AgentEndForm(PortalForm):
    """The last day of an authority."""

    submit_label = _("End the authority")

    until_on = DayField(label=_("Last day"))


class EnterpriseListingForm(PortalForm):
    """An honour or a list, by a document."""

    kind = forms.ChoiceField(label=_("Honour or list"), choices=[("", "—"), *ListingKind.choices])
    from_on = DayField(label=_("First day"))
    until_on = DayField(label=_("Last day"), required=False, help_text=_("Leave empty where no end is set."))
    issued_by = forms.CharField(label=_("Given by"), max_length=100, required=False)
    document_no = forms.CharField(label=_("Document number"), max_length=80)


class EnterpriseWorkForm(PortalForm):
    """Whether the unit works, from a day on."""

    on = DayField(label=_("Since or on the day"))
    state = forms.ChoiceField(label=_("State of work"), choices=[("", "—"), *Work.choices])


class WorkFilterForm(FilterForm):
    """The day that the rates are of."""

    on = DayField(label=_("Day"))


class ListingEndForm(PortalForm):
    """The last day of an honour, or the day on which a unit shall leave a list."""

    until_on = DayField(label=_("Last day"))
    reason = forms.CharField(label=_("Reason and document"), max_length=300, widget=ROWS)


class ListingConfirmForm(PortalForm):
    """The second person's word on leaving a list."""

    submit_label = _("Confirm")
    also = (("decline", _("Decline")),)


class YearDeclareForm(PortalForm):
    """Counts that no month tells."""

    laid_off = forms.IntegerField(label=_("Laid off"), min_value=0, required=False)
    natural_attrition = forms.IntegerField(
        label=_("Left of their own accord or by nature"), min_value=0, required=False,
        help_text=_("End of contract, transfer, resignation, retirement, death."),
    )  # fmt: skip
    benefit_drawers = forms.IntegerField(label=_("Began to draw unemployment benefit"), min_value=0, required=False)
    document = forms.CharField(label=_("Name or number of the document"), max_length=120)


class FileOrderForm(PortalForm):
    """A large file and the region that it may speak of."""

    submit_label = _("Send the file")

    region = forms.ModelChoiceField(label=_("Region"), queryset=Region.objects.none(), empty_label="—")
    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        help_text=_("CSV in UTF-8 or GB18030, or an .xlsx workbook."),
    )

    def __init__(self, *args: Any, regions: list[Region], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["region"]
        field.queryset = Region.objects.filter(pk__in=[region.pk for region in regions])
        if len(regions) == 1:
            field.initial, field.empty_label = regions[0], None


class InsuranceNewForm(FileOrderForm):
    """A file of insurance months or of units, and the region whose units it may speak of."""

    kind = forms.ChoiceField(label=_("What the file is about"), choices=FileKind.choices, widget=forms.RadioSelect)

    field_order = ("kind", "region", "file")
