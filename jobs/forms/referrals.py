"""What the desk is asked at each step of a referral."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.models import Hire
from core.forms import DayField, FilterForm, PortalForm
from jobs.states.referrals import FellOut, FoundAt, NotHired, ReferralState

ALL = [("", _("all"))]
NONE = [("", _("Choose"))]


def _note() -> forms.CharField:
    return forms.CharField(label=_("note"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class ReferralMakeForm(PortalForm):
    """The station's word to the employer."""

    submit_label = _("Refer")

    note = _note()


class ReferralInviteForm(PortalForm):
    """When the employer sees the person."""

    submit_label = _("Record the interview")

    interview_on = DayField(label=_("interview on"))


class ReferralHireForm(PortalForm):
    """From when on the person works there."""

    submit_label = _("Record the hire")

    hired_on = DayField(label=_("hired on"))
    contract = forms.ChoiceField(
        label=_("labour contract"), choices=[("", _("not known")), *Hire.Contract.choices], required=False
    )


class ReferralRefuseForm(PortalForm):
    """Why nothing came of it."""

    submit_label = _("Record that nothing came of it")

    reason = forms.ChoiceField(label=_("reason"), choices=[*NONE, *NotHired.choices])
    note = _note()


class ReferralLeaveForm(PortalForm):
    """That the person works there no more."""

    submit_label = _("Record the last day")

    left_on = DayField(label=pgettext_lazy("referral", "last day"))
    left_reason = forms.ChoiceField(label=_("why the person left"), choices=[*NONE, *FellOut.choices])


class FollowUpForm(PortalForm):
    """How the person is doing."""

    submit_label = _("Record the follow-up")

    found = forms.ChoiceField(label=_("how it goes"), choices=FoundAt.choices, widget=forms.RadioSelect)
    note = _note()


class ReferralFilterForm(FilterForm):
    """Which referrals the list shows."""

    state = forms.ChoiceField(label=_("state"), choices=[*ALL, *ReferralState.choices])
    from_on = DayField(label=pgettext_lazy("referral", "referred from"))
    until_on = DayField(label=pgettext_lazy("referral", "referred until"))
