"""Seeing who reported: a reason first, then two minutes."""

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from core import clock
from core.http import writes
from core.policies import Refused
from jobs.forms.arrears_steps import ArrearsRevealForm
from jobs.models import ArrearsCase
from jobs.services import arrears

KEY = "arrears_revealed"
LASTS = timedelta(minutes=2)


def revealed(request: HttpRequest, pk: int) -> bool:
    """Whether the reader gave a reason for this matter within the last two minutes."""
    until = request.session.get(KEY, {}).get(str(pk))
    return bool(until) and datetime.fromisoformat(until) > clock.now()


@writes
def arrears_reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason, record it, show the reporter for two minutes."""
    case = get_object_or_404(ArrearsCase.objects.visible_to(request.user), pk=pk)
    form = ArrearsRevealForm(request.POST or None, cancel_url=case.get_absolute_url())
    if request.method == "POST" and form.is_valid():
        try:
            arrears.reveal(case_id=pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            request.session[KEY] = {str(pk): (clock.now() + LASTS).isoformat()}
            return redirect(case.get_absolute_url())
    return render(request, "jobs/arrears_reveal.html", {"form": form, "case": case})
