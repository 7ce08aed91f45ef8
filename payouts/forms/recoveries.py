"""Forms of recoveries: they ask and word; the services act."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.forms import DayField, FilterForm, PortalForm, YuanField
from core.templatetags.portal import money
from payouts.formulas import LONGEST_PLAN
from payouts.queries.overpaid import Payment
from payouts.queries.recoveries import OPEN
from payouts.states import FINDABLE, Cause, RecoveryState
from programmes.queries import labels


def lines_field(label: str | Promise, **kwargs: Any) -> forms.CharField:
    """A few lines of text that end up in the record."""
    return forms.CharField(label=label, max_length=500, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)


class RecoveryForm(PortalForm):
    """Which payments have to come back, how much of each, and why. An amount left empty: nothing of that one."""

    submit_label = _("Record the overpayment")

    cause = forms.ChoiceField(label=_("Cause"), choices=[("", "—"), *FINDABLE])
    reason = lines_field(_("What it rests on"), help_text=_("The record, the letter or the comparison of data, with its day."))

    def __init__(self, *args: Any, payments: Sequence[Payment], **kwargs: Any) -> None:
        self.payments = [payment for payment in payments if not payment.taken]
        super().__init__(*args, **kwargs)
        for payment in self.payments:
            label = _("%(period)s: of %(amount)s paid, to be repaid") % {
                "period": labels.period(payment.period),
                "amount": f"{payment.amount:,.2f}",
            }
            self.fields[f"line_{payment.line_id}"] = YuanField(
                label=label, required=False, max_value=payment.amount, initial=payment.amount if payment.cause else None
            )
        causes = [payment.cause for payment in self.payments if payment.cause]
        self.fields["cause"].initial = causes[0] if causes else ""

    def amounts(self) -> dict[int, Decimal]:
        """What has to come back, by line."""
        given = {payment.line_id: self.cleaned_data.get(f"line_{payment.line_id}") for payment in self.payments}
        return {line_id: amount for line_id, amount in given.items() if amount}


class ProposeForm(PortalForm):
    """The finding as it is put before the one who orders."""

    submit_label = _("Propose the order")

    reason = lines_field(_("What it rests on"))
    heard = lines_field(
        _("What the payee said"),
        help_text=_("The payee must be heard before the order. Write down what was said and when, or that nothing was."),
    )
    fine_note = forms.CharField(
        label=_("Fine (fraud only)"), max_length=300, required=False,
        help_text=_("The fine of 2 to 5 times is decided separately and not booked here; name the decision."),
    )  # fmt: skip


class OrderForm(PortalForm):
    """By when it has to be repaid."""

    submit_label = _("Order to repay")

    due_on = DayField(label=_("To be repaid by"))


class AgreeForm(PortalForm):
    """Monthly parts, alike to the fen."""

    submit_label = _("Record the agreement")

    first_on = DayField(label=_("First part by"))
    count = forms.IntegerField(label=_("Number of monthly parts"), min_value=1, max_value=LONGEST_PLAN)


class GiveReasonForm(PortalForm):
    """A step that needs its reason."""

    reason = lines_field(_("Reason"))

    def __init__(self, *args: Any, label: str | Promise, **kwargs: Any) -> None:
        self.submit_label = label
        super().__init__(*args, **kwargs)


class MoneyForm(PortalForm):
    """Money that came in."""

    submit_label = _("Enter the money")

    amount = YuanField(label=_("Amount (CNY)"), min_value=Decimal("0.01"))
    on = DayField(label=_("Day at the bank"))
    reference = forms.CharField(
        label=_("Number of the bank's entry"), max_length=60, help_text=_("From the account statement; it counts once.")
    )


class WriteOffForm(PortalForm):
    """What is given up, and why."""

    submit_label = _("Propose the write-off")

    amount = YuanField(label=_("Amount (CNY)"), min_value=Decimal("0.01"))
    reference = lines_field(_("What it rests on"), help_text=_("Such as the court's ruling that nothing can be enforced."))


class SetOffForm(PortalForm):
    """A whole instalment that counts as repaid and is not paid out."""

    submit_label = _("Set it off")

    instalment = forms.ChoiceField(label=_("Instalment"))
    reference = lines_field(_("What it rests on"), help_text=_("The payee's agreement, with its day."))

    def __init__(self, *args: Any, instalments: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instalment"].choices = [
            (part.pk, f"{labels.scheme(part.scheme)} {part.period_words} · {money(part.amount)}") for part in instalments
        ]


class SeenForm(PortalForm):
    """The second person's yes to the entry on the screen."""

    submit_label = _("Confirm the entry")


class RepaymentFilter(FilterForm):
    """What the list of parts to come can be narrowed by."""

    cause = forms.ChoiceField(label=_("Cause"), choices=[("", _("all")), *Cause.choices])
    until = DayField(label=_("Due by"))
    late = forms.BooleanField(label=_("Only what is overdue"))


class RecoveryFilter(FilterForm):
    """What the list can be narrowed by."""

    state = forms.ChoiceField(label=_("State"), choices=[("", _("all")), (OPEN, _("all open ones")), *RecoveryState.choices])
    cause = forms.ChoiceField(label=_("Cause"), choices=[("", _("all")), *Cause.choices])
    text = forms.CharField(label=_("Number or name"), max_length=40)
