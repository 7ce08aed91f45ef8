"""Forms of an appeal and of the delivery of a letter."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.claims import reason_field
from cases.states import AppealState, DeliveryWay, Outcome, Route
from core.forms import DayField, FilterForm, PortalForm


class DeliveryForm(PortalForm):
    """When, how and to whom a letter was delivered."""

    submit_label = _("Record the delivery")

    on = DayField(label=_("Delivered on"))
    way = forms.ChoiceField(label=_("Way of delivery"), choices=DeliveryWay.choices, widget=forms.RadioSelect)
    received_by = forms.CharField(label=_("Received by"), max_length=100)
    evidence = forms.CharField(
        label=_("Witnesses, postal number, place of the notice"), max_length=300, required=False,
    )  # fmt: skip


class AppealForm(PortalForm):
    """An appeal as it came in."""

    submit_label = _("Record the appeal")

    route = forms.ChoiceField(label=_("Way of appeal"), choices=Route.choices, widget=forms.RadioSelect)
    filed_on = DayField(label=_("Filed on"))
    filed_by = forms.CharField(label=_("Filed by"), max_length=100)
    authority = forms.CharField(
        label=_("Authority"), max_length=100, help_text=_("The bureau, the people's government of the same level, or the court.")
    )
    text = forms.CharField(label=_("What is asked, and why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))


class FollowForm(PortalForm):
    """What the authority has said so far."""

    submit_label = _("Record the course")

    accepted_on = DayField(label=_("Accepted by the authority on"), required=False)
    case_no = forms.CharField(label=_("Case number"), max_length=60, required=False)
    extended = forms.BooleanField(label=_("The authority takes thirty days more"), required=False)


class OutcomeForm(PortalForm):
    """What became of it."""

    submit_label = _("Record the outcome")

    outcome = forms.ChoiceField(label=_("Outcome"), choices=Outcome.choices, widget=forms.RadioSelect)
    outcome_on = DayField(label=_("Decided on"))
    outcome_received_on = DayField(label=_("Received on"))
    outcome_no = forms.CharField(label=_("Document number"), max_length=60, required=False)
    outcome_text = reason_field(_("Reasons in short"))


class AppealConfirmForm(PortalForm):
    """The second person's yes to the outcome on the screen."""

    submit_label = _("Confirm the outcome")

    outcome = forms.CharField(widget=forms.HiddenInput, max_length=12)


class AppealFilter(FilterForm):
    """What the list can be narrowed by."""

    state = forms.ChoiceField(label=_("State"), choices=[("", _("all")), *AppealState.choices])
    route = forms.ChoiceField(label=_("Way of appeal"), choices=[("", _("all")), *Route.choices])
    text = forms.CharField(label=_("Number or name"), max_length=40)
