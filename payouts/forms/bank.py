"""Forms around the bank's answers: the file, the settlement, the second person's yes, filters."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DayField, FilterForm, PortalForm
from payouts.states import ExceptionKind, Settlement

LARGEST = 600 * 1024 * 1024  # a million lines of pain.002


class AnswerForm(PortalForm):
    """A file of the bank."""

    submit_label = _("Read the file")
    file = forms.FileField(
        label=_("File of the bank"),
        help_text=_("Text, pain.002 or camt.053; the content tells which. The same file twice changes nothing."),
    )

    def clean_file(self) -> Any:
        """Refuse what is larger than any bank file."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is too large to be an answer of the bank."))
        return file


class SettlementForm(PortalForm):
    """How an exception is settled, and who at the bank said so."""

    submit_label = _("Propose the settlement")
    settlement = forms.ChoiceField(label=_("Settlement"), widget=forms.RadioSelect)
    evidence = forms.CharField(
        label=_("Who said so, when and how"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Name and telephone of the person at the bank, day and hour, number of the letter."),
    )

    def __init__(self, *args: Any, options: Iterable[Settlement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["settlement"].choices = [(option.value, option.label) for option in options]


class SettlementConfirmForm(PortalForm):
    """The second person's yes to the settlement on the screen."""

    submit_label = _("Confirm the settlement")
    settlement = forms.CharField(widget=forms.HiddenInput, max_length=10)


class ExceptionFilter(FilterForm):
    """What the list of exceptions can be narrowed by."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("all")), *ExceptionKind.choices])
    batch = forms.CharField(label=_("Batch"), max_length=24)
    settled = forms.ChoiceField(label=_("Settled"), choices=[("", _("no")), ("yes", _("yes"))])


class DayFilter(FilterForm):
    """The day to tie out."""

    submit_label = _("Show the day")
    on = DayField(label=_("Day"))
