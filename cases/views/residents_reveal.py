"""Seeing whole numbers: a reason first, then two minutes."""

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from cases.forms.residents import ResidentRevealForm
from cases.models import Resident
from cases.services import residents
from core import clock
from core.http import writes
from core.policies import Refused

KEY = "revealed"
LASTS = timedelta(minutes=2)


def revealed(request: HttpRequest, pk: int) -> bool:
    """Whether the reader gave a reason for this person within the last two minutes."""
    until = request.session.get(KEY, {}).get(str(pk))
    return bool(until) and datetime.fromisoformat(until) > clock.now()


@writes
def resident_reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason, record it, show the numbers for two minutes."""
    resident = get_object_or_404(Resident.objects.visible_to(request.user), pk=pk)
    back = reverse("cases:resident_show", args=[pk])
    form = ResidentRevealForm(request.POST or None, cancel_url=back)
    if request.method == "POST" and form.is_valid():
        try:
            residents.reveal(resident_id=pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            request.session[KEY] = {str(pk): (clock.now() + LASTS).isoformat()}
            return redirect(back)
    return render(request, "cases/resident_reveal.html", {"form": form, "resident": resident})
