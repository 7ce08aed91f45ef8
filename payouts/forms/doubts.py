"""Forms around a doubt: the bank's word, and the second person's yes."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.forms import PortalForm
from payouts.states import DoubtWord


class WordForm(PortalForm):
    """What the bank said, and who said so."""

    submit_label = _("Write it down")
    word = forms.ChoiceField(label=_("The bank's word"), choices=DoubtWord.choices, widget=forms.RadioSelect)
    evidence = forms.CharField(
        label=_("Who said so, when and how"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Name and telephone of the person at the bank, day and hour, number of the letter."),
    )


class ConfirmForm(PortalForm):
    """The second person's yes to the word on the screen."""

    submit_label = _("Confirm the bank's word")
    word = forms.CharField(widget=forms.HiddenInput, max_length=12)


class DoubtForm(PortalForm):
    """Why a line, or with another `label` a batch, is doubtful."""

    submit_label: str | Promise = _("Mark the line as doubtful")
    cause = forms.CharField(label=_("Cause"), max_length=40)

    def __init__(self, *args: Any, label: str | Promise = "", **kwargs: Any) -> None:
        self.submit_label = label or self.submit_label
        super().__init__(*args, **kwargs)
