"""What two people change: the one asks, the other decides."""

from typing import Any

from crispy_forms.layout import HTML, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.residents import PLAIN, NumberField
from cases.formulas.banks import NAMES, bank_of
from core.forms import PortalForm
from core.identifiers import clean_account

REASON_ROWS = forms.Textarea(attrs={"rows": 2})


class ResidentAccountForm(PortalForm):
    """The card that money shall go to."""

    submit_label = _("Ask for confirmation")

    number = forms.CharField(
        label=_("Bank card of the person"), max_length=40,
        widget=forms.TextInput(attrs={**PLAIN, "class": "code", "inputmode": "numeric"}), help_text=_("16 to 19 digits."),
    )  # fmt: skip
    bank_name = forms.CharField(
        label=_("Bank"), max_length=60, required=False, widget=forms.TextInput(attrs={"list": "banks"}),
        help_text=_("Left empty, it is found from the card where the bank is known."),
    )  # fmt: skip
    bank_code = forms.CharField(
        label=_("Bank code (CNAPS)"), max_length=20, required=False,
        widget=forms.TextInput(attrs={**PLAIN, "class": "code", "inputmode": "numeric"}),
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=REASON_ROWS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.banks = NAMES
        self.helper.layout = Layout(
            "number", "bank_name", HTML('{% include "cases/parts/_choices.html" %}'), "bank_code", "reason"
        )

    def clean(self) -> dict[str, Any]:
        """Find the bank from the card where it was left empty."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("number") and not data.get("bank_name"):
            data["bank_name"] = bank_of(clean_account(data["number"]))
            if not data["bank_name"]:
                self.add_error("bank_name", _("The bank is not known from the card: enter it as it stands there."))
        return data


class ResidentNumberForm(PortalForm):
    """The ID number as it should read."""

    submit_label = _("Ask for confirmation")

    id_number = NumberField(label=_("The right ID number"))
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=REASON_ROWS)


class ChangeShowForm(PortalForm):
    """The second person's word."""

    submit_label = _("Confirm the change")
    also = (("decline", _("Decline")),)

    typed = forms.CharField(
        label=_("The number as on the paper"), max_length=40, required=False,
        widget=forms.TextInput(attrs={**PLAIN, "class": "code"}),
        help_text=_("Type it from the card or document in front of you; it is compared with what was asked for."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Note"), max_length=300, required=False, widget=REASON_ROWS, help_text=_("Needed where you decline.")
    )
