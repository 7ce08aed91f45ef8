"""Forms of the steps of a matter of unpaid wages: each asks what its service takes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.forms.claims import reason_field
from core.forms import DayField, PortalForm, YuanField
from jobs.models import ArrearsCase
from jobs.queries import arrears as query
from jobs.states.arrears import HANDED_TO, ArrearsOutcome, PayWay, RightBody


def _note(label: Any = None) -> forms.CharField:
    return reason_field(label or _("Note"), required=False)


class StepForm(PortalForm):
    """A step of one matter; it may look at the matter to offer what fits."""

    def __init__(self, *args: Any, case: ArrearsCase, user: Any, label: Any, **kwargs: Any) -> None:
        self.case, self.user, self.submit_label = case, user, label
        super().__init__(*args, **kwargs)


class AcceptForm(StepForm):
    note = _note()


class RefuseForm(StepForm):
    body = forms.ChoiceField(label=_("Who is in charge"), choices=RightBody.choices, widget=forms.RadioSelect)
    reason = reason_field(help_text=_("The worker reads it."))


class MediateForm(StepForm):
    mediator_id = forms.TypedChoiceField(label=_("Mediator"), coerce=int, widget=forms.RadioSelect)
    note = _note()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mediator_id"].choices = [(each.pk, _said_of(each)) for each in query.mediators(self.case)]


def _said_of(mediator: Any) -> str:
    parts = [mediator.name, mediator.body, _("speaks Mongolian") if mediator.speaks_mongolian else ""]
    return " · ".join(str(part) for part in parts if part)


class InspectForm(StepForm):
    order_no = forms.CharField(label=_("Number of the order"), max_length=60)
    reason = reason_field()


class ReasonOnlyForm(StepForm):
    reason = reason_field()


class SettleForm(StepForm):
    settled_sum = YuanField(label=_("Sum agreed or ordered (yuan)"))
    pay_by = DayField(label=_("To be paid by"))
    note = _note(_("What was agreed"))


class PayForm(StepForm):
    amount = YuanField(label=_("Sum that reached the worker (yuan)"))
    paid_on = DayField(label=pgettext_lazy("arrears", "Paid on"))
    way = forms.ChoiceField(label=_("Way of payment"), choices=PayWay.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=_("Rests on (receipt, statement of the bank)"), max_length=200, required=False)


class CloseForm(StepForm):
    outcome = forms.ChoiceField(
        label=pgettext_lazy("arrears", "Outcome"), choices=ArrearsOutcome.choices, widget=forms.RadioSelect
    )
    reason = _note(_("Reason, where it was not paid as settled"))


class HandOnForm(StepForm):
    body = forms.ChoiceField(
        label=_("To whom"), choices=[(body.value, body.label) for body in HANDED_TO], widget=forms.RadioSelect
    )
    on = DayField(label=_("Handed on on"))
    reason = reason_field(help_text=_("The worker reads it."))


class SuperviseForm(StepForm):
    supervisor = forms.CharField(label=_("Who supervises"), max_length=60)
    until = DayField(label=_("To be cleared until"))
    reason = reason_field()


class CallForm(StepForm):
    note = reason_field(_("What was said and agreed"), help_text=_("Do not name the person."))


class LinkForm(StepForm):
    """The units that the search found, to choose one from."""

    enterprise_id = forms.TypedChoiceField(label=_("Unit"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, text: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = query.units_named(self.user, text)
        self.fields["enterprise_id"].choices = [(unit.pk, f"{unit.name} · {unit.credit_code}") for unit in found]


class ArrearsRevealForm(PortalForm):
    """Why the reporter must be known."""

    submit_label = _("Show the reporter")

    reason = reason_field()
