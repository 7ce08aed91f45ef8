"""Whether units work: the report of one unit, and the rates of the reader's places."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core import clock
from core.http import reads, writes
from core.policies import Refused
from enterprises.forms.keeping import EnterpriseWorkForm, WorkFilterForm
from enterprises.policies import can_edit
from enterprises.queries import work as query
from enterprises.services import work
from enterprises.views.units import unit_of


@writes
def enterprise_work(request: HttpRequest, pk: int) -> HttpResponse:
    """Report whether the unit works; what it reported before stands beside the form."""
    unit = unit_of(request, pk)
    if not can_edit(request.user, unit):
        raise PermissionDenied
    back = reverse("enterprises:enterprise_show", args=[pk])
    form = EnterpriseWorkForm(request.POST or None, initial={"on": clock.today()}, cancel_url=back)
    if request.method == "POST" and form.is_valid():
        try:
            work.report(enterprise_id=pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The report is on record."))
            return redirect(back)
    reports = unit.work_reports.select_related("reported_by").order_by("-on")[:10]
    return render(request, "enterprises/enterprise_work.html", {"form": form, "unit": unit, "reports": reports})


@reads
def workreport_list(request: HttpRequest) -> HttpResponse:
    """How many of the units that report are working, with and without those that stand still for the season."""
    filters = WorkFilterForm(request.GET or {"on": clock.today()})
    on = filters.chosen.get("on") or clock.today()
    whole, rows = query.rates(request.user, on)
    return render(request, "enterprises/workreport_list.html", {"filters": filters, "on": on, "whole": whole, "rows": rows})
