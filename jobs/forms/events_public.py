"""What a visitor without an account is asked. `website` is shown to nobody: only a machine fills it in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import FilterForm, PortalForm
from jobs.forms.events import ALL
from jobs.states.events import EventKind

TEL = {"inputmode": "tel", "autocomplete": "tel"}


class OpenForm(PortalForm):
    """A form on a public page."""

    website = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def by_machine(self) -> bool:
        """Whether the field that nobody sees was filled in."""
        return bool(self.cleaned_data["website"])


class EventPublicFilter(FilterForm):
    """Which events the public list shows."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[*ALL, *EventKind.choices])
    league = forms.ChoiceField(label=_("League or city"), choices=())
    station = forms.CharField(max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args: Any, leagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["league"].choices = [*ALL, *((one.code, one.name) for one in leagues)]


class SignUpForm(OpenForm):
    """Name, mobile, agreement: nothing else is needed to come. `days`: for how long both are kept after the event."""

    submit_label = pgettext_lazy("event", "Sign up")

    name = forms.CharField(label=_("Your name"), max_length=25, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    mobile = forms.CharField(label=_("Your mobile"), max_length=30, widget=forms.TextInput(attrs=TEL))
    agreed = forms.BooleanField(
        error_messages={"required": _("Tick the box: without your agreement nothing is kept.")},
    )

    def __init__(self, *args: Any, days: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreed"].label = _(
            "I agree that the station keeps my name and number for this event and its follow-up, for %(days)s days after it"
        ) % {"days": days}

    def told(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in ("name", "mobile", "agreed")}


class WalkInForm(SignUpForm):
    """The same at the door."""

    submit_label = _("Come in")


class HereForm(OpenForm):
    """The visitor at the door: mobile or code."""

    submit_label = _("I am here")

    told = forms.CharField(
        label=_("Your mobile or your code"), max_length=30, widget=forms.TextInput(attrs={"autocomplete": "tel"})
    )


class FindForm(OpenForm):
    """Who lost the page with the code."""

    submit_label = _("Go on")

    told = forms.CharField(
        label=_("Your code or your mobile"), max_length=30,
        help_text=_("With the code you get to your page at once. To a mobile we send six digits."),
    )  # fmt: skip


class RecogniseForm(OpenForm):
    """The six digits that went to the mobile."""

    submit_label = _("Open my page")

    mobile = forms.CharField(label=_("Your mobile"), max_length=30, widget=forms.TextInput(attrs=TEL))
    code = forms.CharField(
        label=_("Six digits from the text message"), max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )  # fmt: skip
    link = forms.BooleanField(
        label=_("Note this event in my file at the station"), required=False, help_text=_("Only where you are registered there.")
    )


class PresentForm(OpenForm):
    """The trainee at the door of the lesson."""

    submit_label = _("I am here")

    mobile = forms.CharField(label=_("Your mobile"), max_length=30, widget=forms.TextInput(attrs=TEL))
