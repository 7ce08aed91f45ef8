"""The public pages of publicity: open to everybody without signing in, and only while a list's days run."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cases.forms.publicity import ObjectionForm
from cases.models import PublicityEntry, PublicityList
from cases.queries import publicity as query
from cases.services import objections
from core import clock
from core.http import reads, writes
from core.pages import keyset
from core.policies import Refused
from programmes.queries import labels
from stations.views.devices import address_of

A_PAGE = 20


def _quiet(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def _shown(pk: int) -> PublicityList:
    shown: PublicityList = get_object_or_404(query.public(), pk=pk)
    return shown


@login_not_required
@reads
def publicity_list(request: HttpRequest) -> HttpResponse:
    """Public: the lists that are shown today, by region and programme."""
    page = keyset(query.public(), request, order=("region_code", "scheme", "pk"), size=A_PAGE)
    for shown in page:
        shown.programme = labels.scheme(shown.scheme)
    return _quiet(render(request, "cases/publicity_list.html", {"page": page}))


@login_not_required
@reads
def publicity_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Public: one list line by line, as it was frozen."""
    shown = _shown(pk)
    page = keyset(PublicityEntry.objects.filter(list=shown), request, order=("number", "pk"), size=A_PAGE)
    context = {
        "shown": shown,
        "programme": labels.scheme(shown.scheme),
        "page": page,
        "unknown_years": query.unknown_years(shown),
    }
    return _quiet(render(request, "cases/publicity_show.html", context))


@login_not_required
@writes
def publicity_object(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """Public: object to one line; somebody signed in enters it for whoever came to the counter."""
    shown = _shown(pk)
    entry = get_object_or_404(PublicityEntry, list=shown, number=line)
    form = ObjectionForm(request.POST or None, cancel_url=query.address_of(shown))
    if request.method == "POST" and form.is_valid():
        officer = request.user if request.user.is_authenticated else None
        address = "" if officer else address_of(request)
        try:
            if not form.by_machine:
                objections.receive(entry_id=entry.pk, actor=officer, address=address, **form.told())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The objection is received. This line waits until somebody has looked into it."))
            return redirect(query.address_of(shown))
    context = {"shown": shown, "entry": entry, "form": form, "programme": labels.scheme(shown.scheme), "today": clock.today()}
    return _quiet(render(request, "cases/publicity_object.html", context))
