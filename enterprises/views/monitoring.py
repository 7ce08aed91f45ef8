"""Sample firms of the unemployment monitoring: the report of one for a month, and all of the reader's places."""

import io
from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.http import reads, writes
from core.pages import keyset
from core.policies import Refused
from enterprises.forms.monitoring import EnterpriseStaffForm, StaffReportFilterForm
from enterprises.models import Enterprise
from enterprises.policies import can_edit
from enterprises.queries import monitoring as query
from enterprises.services import exports, monitoring
from enterprises.views.file_orders import XLSX
from enterprises.views.units import unit_of


@writes
def enterprise_staff(request: HttpRequest, pk: int) -> HttpResponse:
    """Report the staff of a sample firm for a month, or correct it; what it reported before stands above the form."""
    unit = unit_of(request, pk)
    if not can_edit(request.user, unit):
        raise PermissionDenied
    back = reverse("enterprises:enterprise_show", args=[pk])
    form = EnterpriseStaffForm(request.POST or None, initial={"month": _asked_month(request)}, cancel_url=back)
    if request.method == "POST" and form.is_valid():
        try:
            monitoring.report(enterprise_id=pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The report is on record."))
            return redirect(back)
    return render(request, "enterprises/enterprise_staff.html", {"form": form, "unit": unit, "reports": query.reports_of(unit)})


def _asked_month(request: HttpRequest) -> date:
    return StaffReportFilterForm(request.GET).chosen.get("month") or query.last_month()


def _filtered(request: HttpRequest) -> tuple[StaffReportFilterForm, date, QuerySet[Enterprise]]:
    month = _asked_month(request)
    filters = StaffReportFilterForm(request.GET if "month" in request.GET else {**request.GET.dict(), "month": month})
    return filters, month, query.narrowed(query.firms(request.user, month), filters.chosen.get("how", ""))


@reads
def staffreport_list(request: HttpRequest) -> HttpResponse:
    """Which sample firms have reported the month, and how their staff changed against the month before."""
    filters, month, found = _filtered(request)
    page = keyset(found.select_related("region"), request, order=("sort_key", "pk"))
    for firm in page:
        firm.rate, firm.mine = query.rate_of(firm), can_edit(request.user, firm)
    whole, places = query.totals(request.user, month)
    context = {"filters": filters, "month": month, "page": page, "whole": whole, "places": places}
    return render(request, "enterprises/staffreport_list.html", context)


@writes
def staffreport_export(request: HttpRequest) -> HttpResponse:
    """The list under its filters as a spreadsheet; that it was taken out is recorded."""
    _filters, month, found = _filtered(request)
    if request.method != "POST":
        return redirect("enterprises:staffreport_list")
    target = io.BytesIO()
    told = dict(request.GET.items())
    exports.write_reports(target=target, firms=found, month=month, actor=request.user, filters=told)
    response = HttpResponse(target.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="staff-reports-{month:%Y-%m}.xlsx"'
    return response
