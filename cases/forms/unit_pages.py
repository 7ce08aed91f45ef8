"""The forms on the page of a unit: is the account right, and what is not right with having been left out?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.screening import ExclusionForm
from cases.states.screening import Answer
from core.forms import PortalForm

CHOICES = [
    (Answer.CONFIRMED.value, _("Yes, pay to this account")),
    (Answer.WRONG.value, _("No, this account is wrong")),
    (Answer.DECLINED.value, _("We do not want this money")),
]


class OpenForm(PortalForm):
    """A form that nobody signs in for. `website` is shown to nobody: only a machine fills it in."""

    website = forms.CharField(required=False, widget=forms.HiddenInput)

    def told(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "website"}

    @property
    def by_machine(self) -> bool:
        """Whether the field that nobody sees was filled in."""
        return bool(self.cleaned_data["website"])


class UnitAnswerForm(OpenForm):
    """What the unit says, and who says it. A no needs a word."""

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


class UnitObjectionForm(OpenForm, ExclusionForm):
    """Who objects for the unit, how to reach them, and what is not right."""

    submit_label = _("Send the objection")
