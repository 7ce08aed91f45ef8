"""The page on which the desk notes that a recipient reported for a month."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cases.forms.certification import CertifyForm
from cases.policies import claims as policies
from cases.queries.certification import open_months
from cases.services.certification import certify
from cases.views.claims import shown
from core.http import StaffRequest, writes
from core.policies import Refused


@writes
def claim_certify(request: StaffRequest, pk: int) -> HttpResponse:
    """Certify one month of a granted claim; where no month waits, back to the claim."""
    claim = shown(request, pk)
    if not policies.can_certify(request.user, claim):
        raise Http404
    months = open_months(claim)
    if not months:
        messages.info(request, _("No month of this claim waits to be certified."))
        return redirect("cases:claim_show", pk)
    form = CertifyForm(request.POST or None, months=months)
    if request.method == "POST" and form.is_valid():
        try:
            certify(claim_id=pk, actor=request.user, month=form.cleaned_data["month"])
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The month is certified."))
            return redirect("cases:claim_show", pk)
    return render(request, "cases/claim_certify.html", {"claim": claim, "form": form})
