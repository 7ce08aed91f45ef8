"""The form on the page of a unit: is the account right?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.states.screening import Answer
from core.forms import PortalForm

CHOICES = [
    (Answer.CONFIRMED, _("Yes, pay to this account")),
    (Answer.WRONG, _("No, this account is wrong")),
    (Answer.DECLINED, _("We do not want this money")),
]


class UnitAnswerForm(PortalForm):
    """What the unit says, and who says it. A no needs a word; `website` is shown to nobody: only a machine fills it in."""

    submit_label = _("Send the answer")

    answer = forms.ChoiceField(label=_("Is this account right?"), choices=CHOICES, widget=forms.RadioSelect)
    name = forms.CharField(label=_("Your name and post in the unit"), max_length=60)
    note = forms.CharField(
        label=_("What is wrong, or why not"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Needed only where the answer is no. Do not write an account number here: bring a proof of the account to the window."
        ),
    )
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    def told(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in ("answer", "name", "note")}

    @property
    def by_machine(self) -> bool:
        """Whether the field that nobody sees was filled in."""
        return bool(self.cleaned_data["website"])
