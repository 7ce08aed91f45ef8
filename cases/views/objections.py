"""The bureau's side of publicity: make a list, see what was shown, decide an objection."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.forms.publicity import OutcomeForm
from cases.models import Claim, Objection, PublicityList
from cases.policies import publicity as policies
from cases.queries import publicity as query
from cases.services import objections, publicity
from core.http import reads, writes
from core.pages import keyset
from core.policies import Refused
from core.templatetags.portal import day
from programmes.queries import labels


@writes
def publicity_make(request: HttpRequest) -> HttpResponse:
    """What waits for publicity, a button for each list that it makes, and the lists there were."""
    error = ""
    if request.method == "POST":
        try:
            made = publicity.make_list(
                actor=request.user, scheme=request.POST.get("scheme", ""), region_code=request.POST.get("region", "")
            )
        except Refused as refused:
            error = str(refused)
        else:
            messages.success(
                request, _("List %(number)s is shown until %(day)s.") % {"number": made.number, "day": day(made.closes_on)}
            )
            return redirect("cases:publicity_evidence", pk=made.pk)
    waiting = query.waiting(query.unlisted().filter(pk__in=Claim.objects.visible_to(request.user).values("pk")))
    page = keyset(PublicityList.objects.visible_to(request.user).select_related("region"), request, order=("-pk",))
    for shown in page:
        shown.programme = labels.scheme(shown.scheme)
    may = [each for each in waiting if policies.can_publish(request.user, each.region_code)]
    return render(request, "cases/publicity_make.html", {"waiting": waiting, "may": may, "page": page, "error": error})


@reads
def publicity_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """One list with its digest and its objections, also after its days; `?page=text` gives the bytes behind the digest."""
    shown = get_object_or_404(PublicityList.objects.visible_to(request.user).select_related("region", "made_by"), pk=pk)
    if request.GET.get("page") == "text":
        response = HttpResponse(query.page_of(shown), content_type="text/plain; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{shown.number}.txt"'
        return response
    mine = shown.entries.filter(claim__in=Claim.objects.visible_to(request.user)).select_related("claim")
    entries = keyset(mine, request, order=("number", "pk"))
    found = Objection.objects.visible_to(request.user).filter(entry__list=shown).select_related("entry").order_by("pk")
    context = {
        "shown": shown,
        "programme": labels.scheme(shown.scheme),
        "page": entries,
        "objections": found[:50],
        "unknown_years": query.unknown_years(shown),
    }
    return render(request, "cases/publicity_evidence.html", context)


@writes
def objection_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Who objects to what, and the word of somebody without a vote on it."""
    found = Objection.objects.visible_to(request.user).select_related("entry__list", "entry__claim", "entered_by", "decided_by")
    objection = get_object_or_404(found, pk=pk)
    back = reverse("cases:claim_show", args=[objection.entry.claim_id])
    form = OutcomeForm(request.POST or None, cancel_url=back)
    if request.method == "POST" and form.is_valid():
        try:
            objections.decide(objection_id=objection.pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The objection is decided. Tell the person who objected."))
            return redirect(back)
    may = policies.can_decide_objection(request.user, objection)
    return render(request, "cases/objection_decide.html", {"objection": objection, "form": form, "may": may})
