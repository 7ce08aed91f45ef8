"""Wage arrears as the public reports them: no account, no script, nothing personal in an address."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.services.attachments import LARGEST
from core import clock
from core.http import reads, writes
from core.policies import Refused
from jobs.forms.arrears import ArrearsCallForm, ArrearsReportForm, ArrearsStateForm, MatterForm
from jobs.formulas import arrears_terms
from jobs.models import ArrearsCase
from jobs.queries import arrears as query
from jobs.queries import terms
from jobs.services import arrears, arrears_files
from jobs.states.arrears import FileKind
from stations.models import Station
from stations.views.devices import address_of

#: The whole region, where nobody says from which place the page was opened.
REGION = "15"
RECEIPT, SHOWN = "arrears_receipt", "arrears_shown"
LASTS = timedelta(minutes=10)


def quiet(response: HttpResponse) -> HttpResponse:
    """The page is found by no search engine and kept by no shared browser."""
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Cache-Control"] = "no-store, private"
    return response


@login_not_required
@reads
def arrears_welcome(request: HttpRequest) -> HttpResponse:
    """Public: three ways to report, and the way to the state."""
    code = request.GET.get("station", "")[:20]
    station = _station(code)
    promised = terms.station(station.region_code if station else REGION, clock.today())
    context = {
        "station": code,
        "accept": promised.integer("arrears_accept_working_days"),
        "mediate": promised.integer("arrears_mediation_days"),
        "end": promised.integer("arrears_promise_working_days"),
        "more": arrears_terms.EXTENSION_WORKING_DAYS,
    }
    return render(request, "jobs/arrears_welcome.html", context)


@login_not_required
@writes
def arrears_report(request: HttpRequest) -> HttpResponse:
    """Public: a report in writing or by voice."""
    return _taken_in(request, ArrearsReportForm, "jobs/arrears_report.html")


@login_not_required
@writes
def arrears_call(request: HttpRequest) -> HttpResponse:
    """Public: a helper is asked for."""
    return _taken_in(request, ArrearsCallForm, "jobs/arrears_call.html")


def _taken_in(request: HttpRequest, kind: Any, template: str) -> HttpResponse:
    station = _station(request.POST.get("station") or request.GET.get("station", ""))
    initial = {"station": station.code, "region_code": station.region_code[:6]} if station else {}
    back = reverse("jobs:arrears_welcome")
    form = kind(request.POST or None, request.FILES or None, initial=initial, cancel_url=back)
    if request.method == "POST" and form.is_valid():
        if form.by_machine:
            return redirect(back)
        try:
            refuse_large(form)
            receipt = arrears.report(**form.told(), station_id=station.pk if station else None, address=address_of(request))
        except Refused as refused:
            form.refuse(refused)
        else:
            request.session[RECEIPT] = {"number": receipt.case.number, "code": receipt.code}
            return redirect("jobs:arrears_receipt")
    return quiet(render(request, template, {"form": form, "station": station}))


def refuse_large(form: Any) -> None:
    """Raise Refused for a file over the limit before any of it is read."""
    for name, file in form.files.items():
        if file.size > LARGEST:
            arrears_files.checked(FileKind.VOICE if name == "voice" else FileKind.PHOTO, b" " * (LARGEST + 1), name)


def _station(code: str) -> Station | None:
    return Station.objects.open().filter(code=code[:20]).first() if code else None


@login_not_required
@reads
def arrears_receipt(request: HttpRequest) -> HttpResponse:
    """Public: number and code, once, for whoever has just reported."""
    receipt = request.session.get(RECEIPT)
    if not receipt:
        return redirect("jobs:arrears_state")
    code, number = receipt["code"], receipt["number"]
    due_on = ArrearsCase.objects.filter(number=number).values_list("due_on", flat=True).first()
    context = {"number": number, "code": f"{code[:4]} {code[4:]}", "by": due_on}
    return quiet(render(request, "jobs/arrears_receipt.html", context))


@login_not_required
@writes
def matter_open(request: HttpRequest, token: UUID) -> HttpResponse:
    """Public by token: the receipt for whoever knows the mobile of the report; the page itself says nothing of the matter."""
    if not ArrearsCase.objects.filter(link_token=token, received_at__gt=arrears.link_since()).exists():
        raise Http404
    form = MatterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            receipt = arrears.open_link(token=token, mobile=form.cleaned_data["mobile"], address=address_of(request))
        except Refused as refused:
            form.refuse(refused)
        else:
            if receipt is not None:
                request.session[RECEIPT] = {"number": receipt.case.number, "code": receipt.code}
                return redirect("jobs:arrears_receipt")
            form.add_error("mobile", _("This is another number than the one that was given."))
    return quiet(render(request, "jobs/matter_open.html", {"form": form}))


@login_not_required
@writes
def arrears_state(request: HttpRequest) -> HttpResponse:
    """Public: where a report stands, by number and code; shown for ten minutes."""
    form = ArrearsStateForm(request.POST or None, cancel_url=reverse("jobs:arrears_welcome"))
    if request.method == "POST" and form.is_valid():
        try:
            found = arrears.look_up(address=address_of(request), **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            if found is not None:
                request.session[SHOWN] = [found.pk, (clock.now() + LASTS).isoformat()]
                return redirect("jobs:arrears_state")
            form.refuse(Refused(query.NO_SUCH))
    told = query.told(case) if (case := _shown(request)) and request.method == "GET" else None
    paid = list(told.case.payments.filter(voided_at__isnull=True).order_by("paid_on", "pk")) if told else []
    return quiet(render(request, "jobs/arrears_state.html", {"form": form, "told": told, "paid": paid}))


def _shown(request: HttpRequest) -> ArrearsCase | None:
    pk, until = request.session.get(SHOWN, (None, None))
    if pk is None or datetime.fromisoformat(until) < clock.now():
        return None
    return ArrearsCase.objects.select_related("enterprise", "region").filter(pk=pk).first()
