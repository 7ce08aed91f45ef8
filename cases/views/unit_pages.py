"""The page of a unit, open to whoever holds its token: what the round found, and the unit's answer."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cases.forms.unit_pages import UnitAnswerForm
from cases.queries import unit_pages
from cases.services import asking
from core.http import writes
from core.policies import Refused


@login_not_required
@writes
def unit_result(request: HttpRequest, token: UUID) -> HttpResponse:
    """Public by token: how the unit stands in its round, and the question whether its account is right."""
    page = unit_pages.by_token(token)
    if page is None:
        raise Http404
    form = UnitAnswerForm(request.POST or None) if page.may_answer else None
    if request.method == "POST" and form is None:
        messages.error(request, _("No answer is needed any more. This page says how the unit stands now."))
        return redirect("cases:unit_result", token=token)
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            if not form.by_machine:
                asking.reply(token=token, **form.told())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Thank you. Your answer is received."))
            return redirect("cases:unit_result", token=token)
    response = render(
        request, "cases/unit_result.html", {"shown": page, "unit": page.unit, "form": form, "findings": page.findings}
    )
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    return response
