"""The steps of a recovery: proposed, ordered, agreed upon, given up; and its letters."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import clock
from core.http import writes
from core.policies import Refused
from payouts import policies
from payouts.forms.recoveries import AgreeForm, GiveReasonForm, OrderForm, ProposeForm
from payouts.formulas import equal_parts
from payouts.models import Recovery
from payouts.services import recoveries, recovery_letters
from payouts.states import OWED_STATES, RECOVERY, RecoveryState
from payouts.views.recoveries import shown

#: Verb: the heading and the button, what follows from it.
MOVES = {
    "send_back": (gettext_lazy("Send back"), gettext_lazy("It is examined again and proposed anew.")),
    "dismiss": (
        gettext_lazy("Dismiss the finding"),
        gettext_lazy("Nothing is asked back, and the machine does not find it again."),
    ),
    "revoke": (gettext_lazy("Revoke the order"), gettext_lazy("Nothing is asked back, and the books are turned back.")),
}


@writes
def recovery_propose(request: HttpRequest, pk: int) -> HttpResponse:
    """The finding is put before the one who orders."""
    found = shown(request, pk)
    form = ProposeForm(request.POST or None, initial={"reason": found.reason, "heard": found.heard}, cancel_url=_address(found))
    done = _("Proposed. Another person orders it.")
    return _step(request, found, "propose", form, done, lambda given: recoveries.propose(**given), _("Propose the order"))


@writes
def recovery_order(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person orders to repay."""
    found = shown(request, pk)
    form = OrderForm(request.POST or None, cancel_url=_address(found))
    done = _("Ordered. Print the order and have it delivered.")
    return _step(request, found, "order", form, done, lambda given: recoveries.order(**given), _("Order to repay"))


@writes
def recovery_agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Repayment by monthly parts."""
    found = shown(request, pk)
    form = AgreeForm(request.POST or None, cancel_url=_address(found))

    def work(given: dict[str, Any]) -> Recovery:
        if given["first_on"] < clock.today():
            raise Refused(_("The first part must not lie in the past."), field="first_on")
        parts = equal_parts(owed=found.owed, count=given.pop("count"), first_on=given.pop("first_on"))
        return recoveries.agree(parts=parts, **given)

    return _step(
        request, found, "agree", form, _("The agreement is recorded. Print it for both sides."), work, _("Agree on instalments")
    )


@writes
def recovery_move(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Send back, dismiss or revoke, with a reason."""
    found = shown(request, pk)
    if verb not in MOVES:
        return redirect(_address(found))
    label, follows = MOVES[verb]
    form = GiveReasonForm(request.POST or None, label=label, cancel_url=_address(found))

    def work(given: dict[str, Any]) -> Recovery:
        return recoveries.send_back(**given) if verb == "send_back" else recoveries.cancel(verb=verb, **given)

    return _step(request, found, verb, form, _("Recorded."), work, label, follows)


@writes
def recovery_letter(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The order or the agreement as PDF: made at the first call, the same paper at every later one."""
    found = shown(request, pk)
    if request.method != "POST":
        return redirect(_address(found))
    try:
        letter = recovery_letters.issue(recovery_id=pk, actor=request.user, kind=kind)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(_address(found))
    response = HttpResponse(bytes(letter.pdf), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, f"{letter.number}.pdf")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _step(
    request: HttpRequest, found: Recovery, verb: str, form: Any, done: str, work: Callable[[dict[str, Any]], Any], title: Any,
    follows: Any = "",
) -> HttpResponse:  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            work({"recovery_id": found.pk, "actor": request.user, **form.cleaned_data})
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, done)
            return redirect(_address(found))
    may = verb in RECOVERY.open_from(found.state) and policies.can_recover(request.user, verb, found)
    context = {
        "found": found,
        "form": form,
        "may": may,
        "title": title,
        "follows": follows,
        "same_person": "" if may else _same_person(request.user, verb, found),
    }
    return render(request, "payouts/recovery_step.html", context)


def _same_person(user: Any, verb: str, found: Recovery) -> str:
    """Why whoever took the step before does not take this one."""
    if verb == "order" and found.state == RecoveryState.PROPOSED and found.proposed_by_id == user.pk:
        return _("You put this forward: another person orders it.")
    if verb == "revoke" and found.state in OWED_STATES and found.ordered_by_id == user.pk:
        return _("You ordered this: another person revokes it.")
    return ""


def _address(found: Recovery) -> str:
    return found.get_absolute_url()
