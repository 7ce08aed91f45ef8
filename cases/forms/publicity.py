"""Forms of publicity: objecting, and deciding an objection."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.claims import reason_field
from core.forms import PortalForm


class ObjectionForm(PortalForm):
    """Who objects and why. `website` is shown to nobody: only a machine fills it in."""

    submit_label = _("Send the objection")

    name = forms.CharField(label=_("Name of the person who objects"), max_length=50)
    contact = forms.CharField(
        label=_("Telephone or address"), max_length=100, help_text=_("The bureau alone sees it, to tell you what became of it.")
    )
    text = forms.CharField(label=_("What is not right"), max_length=1000, min_length=5, widget=forms.Textarea(attrs={"rows": 5}))
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    def told(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in ("name", "contact", "text")}

    @property
    def by_machine(self) -> bool:
        """Whether the field that nobody sees was filled in."""
        return bool(self.cleaned_data["website"])


class OutcomeForm(PortalForm):
    """What became of an objection, and why."""

    submit_label = _("Decide the objection")

    upheld = forms.TypedChoiceField(
        label=_("What became of it"),
        choices=[("no", _("Dismiss: the claim goes on")), ("yes", _("Uphold: the claim goes back to the first check"))],
        coerce=lambda text: text == "yes",
        widget=forms.RadioSelect,
    )
    reason = reason_field()
