"""The steps of a matter of unpaid wages, its files, and the parts struck out."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from core import clock
from core.http import writes
from core.policies import Refused
from jobs.forms import arrears_steps as forms
from jobs.models import ArrearsCase, ArrearsFile, ArrearsPayment
from jobs.policies import arrears as policies
from jobs.queries import arrears as query
from jobs.services import arrears_files, arrears_steps
from jobs.states.arrears import ARREARS
from jobs.views.arrears import shown

#: Verb: the form and the service behind it.
STEPS: dict[str, tuple[Any, Callable[..., Any]]] = {
    "accept": (forms.AcceptForm, arrears_steps.accept),
    "refuse": (forms.RefuseForm, arrears_steps.refuse),
    "mediate": (forms.MediateForm, arrears_steps.mediate),
    "inspect": (forms.InspectForm, arrears_steps.inspect),
    "extend": (forms.ReasonOnlyForm, arrears_steps.extend),
    "settle": (forms.SettleForm, arrears_steps.settle),
    "pay": (forms.PayForm, arrears_steps.pay),
    "close": (forms.CloseForm, arrears_steps.close),
    "hand_on": (forms.HandOnForm, arrears_steps.hand_on),
    "take_over": (forms.ReasonOnlyForm, arrears_steps.take_over),
    "supervise": (forms.SuperviseForm, arrears_steps.supervise),
    "lift": (forms.ReasonOnlyForm, arrears_steps.lift),
    "link": (forms.LinkForm, arrears_steps.link),
    "call": (forms.CallForm, arrears_steps.note_call),
}


@writes
def arrears_move(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One step of the matter; a step that is not open, or not the reader's, says so and offers no form."""
    case = shown(request, pk)
    if step not in STEPS:
        raise Http404
    kind, work = STEPS[step]
    label, given, text = query.STEPS[step], {}, ""
    if step == "link":
        given["text"] = text = request.GET.get("text", case.unit_name)[:100]
    given |= {"initial": {"paid_on": clock.today(), "on": clock.today()}, "cancel_url": case.get_absolute_url()}
    form = kind(request.POST or None, case=case, user=request.user, label=label, **given)
    may = _may(request, step, case)
    if request.method == "POST" and may and form.is_valid():
        try:
            work(case_id=pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Recorded."))
            return redirect(case.get_absolute_url())
    context = {
        "case": case,
        "form": form,
        "may": may,
        "title": label,
        "step": step,
        "text": text,
        "limit_over": _limit_over(case),
    }
    return render(request, "jobs/arrears_move.html", context)


def _may(request: HttpRequest, step: str, case: ArrearsCase) -> bool:
    if step == "call":
        return bool(case.needs) and policies.knows_story(request.user, case)
    return step in ARREARS.open_from(case.state) and policies.can(request.user, step, case)


def _limit_over(case: ArrearsCase) -> bool:
    return case.limit_on is not None and case.limit_on < clock.today()


@writes
def arrears_open(request: HttpRequest, pk: int) -> HttpResponse:
    """A file of the reporter as a download; who opened it is recorded."""
    files = ArrearsFile.objects.filter(case__in=ArrearsCase.objects.visible_to(request.user)).select_related("case")
    file = get_object_or_404(files, pk=pk)
    if request.method != "POST":
        return redirect(file.case.get_absolute_url())
    try:
        opened = arrears_files.open_recorded(file_id=pk, actor=request.user)
    except (Refused, FileNotFoundError) as error:
        lost = _("The stored file cannot be found. Tell the security administrator.")
        messages.error(request, str(error) if isinstance(error, Refused) else lost)
        return redirect(file.case.get_absolute_url())
    response = HttpResponse(opened.content, content_type=file.content_type)
    response["Content-Disposition"] = content_disposition_header(True, opened.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@writes
def arrears_void(request: HttpRequest, pk: int) -> HttpResponse:
    """A part that was entered by mistake is struck out."""
    payments = ArrearsPayment.objects.filter(case__in=ArrearsCase.objects.visible_to(request.user)).select_related(
        "case__enterprise"
    )
    payment = get_object_or_404(payments, pk=pk)
    case = payment.case
    may = _may(request, "pay", case) and payment.voided_at is None
    title = _("Strike a part out")
    form = forms.ReasonOnlyForm(
        request.POST or None, case=case, user=request.user, label=title, cancel_url=case.get_absolute_url()
    )
    if request.method == "POST" and may and form.is_valid():
        try:
            arrears_steps.void(payment_id=pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Recorded."))
            return redirect(case.get_absolute_url())
    return render(request, "jobs/arrears_void.html", {"case": case, "payment": payment, "form": form, "may": may, "title": title})
