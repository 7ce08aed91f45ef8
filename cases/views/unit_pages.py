"""The page of a unit, open to whoever holds its token: what the round found, the unit's answer, its objection."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.unit_pages import OpenForm, UnitAnswerForm, UnitObjectionForm
from cases.queries import unit_pages
from cases.services import asking, exclusions
from core.http import writes
from core.policies import Refused

NO_ANSWER = gettext_lazy("No answer is needed any more. This page says how the unit stands now.")
NO_OBJECTION = gettext_lazy("There is nothing to object to now. This page says how the unit stands.")


def _page(token: UUID) -> unit_pages.UnitPage:
    found = unit_pages.by_token(token)
    if found is None:
        raise Http404
    return found


def _said(request: HttpRequest, form: OpenForm | None, act: Callable[..., Any], **given: Any) -> bool:
    """Whether what was sent is taken; a form that only a machine fills in whole is thanked and forgotten."""
    if request.method != "POST" or form is None or not form.is_valid():
        return False
    try:
        if not form.by_machine:
            act(**given, **form.told())
    except Refused as refused:
        form.refuse(refused)
        return False
    return True


def _shown(page: unit_pages.UnitPage, form: OpenForm | None, token: UUID) -> dict[str, Any]:
    return {"shown": page, "unit": page.unit, "form": form, "findings": page.findings, "token": token}


def _quiet(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "same-origin"
    return response


def _too_late(request: HttpRequest, form: OpenForm | None, sentence: str | Promise) -> bool:
    if request.method != "POST" or form is not None:
        return False
    messages.error(request, str(sentence))
    return True


@login_not_required
@writes
def unit_result(request: HttpRequest, token: UUID) -> HttpResponse:
    """Public by token: how the unit stands in its round, and the question whether its account is right."""
    page = _page(token)
    form = UnitAnswerForm(request.POST or None) if page.may_answer else None
    if _too_late(request, form, NO_ANSWER):
        return redirect("cases:unit_result", token=token)
    if _said(request, form, asking.reply, token=token):
        messages.success(request, _("Thank you. Your answer is received."))
        return redirect("cases:unit_result", token=token)
    return _quiet(render(request, "cases/unit_result.html", _shown(page, form, token)))


@login_not_required
@writes
def unit_object(request: HttpRequest, token: UUID) -> HttpResponse:
    """Public by token: the unit says why it should not have been left out."""
    page = _page(token)
    back = reverse("cases:unit_result", args=[token])
    form = UnitObjectionForm(request.POST or None, cancel_url=back) if page.may_object else None
    if form is None:
        messages.error(request, str(NO_OBJECTION))
        return redirect(back)
    if _said(request, form, exclusions.receive_open, unit_id=page.unit.pk):
        messages.success(request, _("The objection is received. Another person looks into it and tells you."))
        return redirect(back)
    return _quiet(render(request, "cases/unit_object.html", _shown(page, form, token)))
