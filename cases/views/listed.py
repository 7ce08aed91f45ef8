"""Pages of a claim's list of people: see it, add somebody or a file, put right, take away, take refused rows back."""

import io

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cases.forms.listed import ListedAddForm, ListedEditForm, ListedFileForm, ListedFilter
from cases.models import Claim, ListedPerson, ListFile, Resident
from cases.policies import claims as policies
from cases.queries import listed as query
from cases.queries import listed_sheet
from cases.reports import listed_rows
from cases.services import listed
from core.http import reads, writes
from core.pages import keyset
from core.policies import Refused
from programmes.formulas import registry
from programmes.queries import labels
from stations.models import Station

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _shown(request: HttpRequest, pk: int) -> Claim:
    claims = Claim.objects.visible_to(request.user).select_related("resident", "enterprise", "station", "created_by")
    claim: Claim = get_object_or_404(claims, pk=pk)
    if not registry.scheme(claim.scheme).listed:
        raise Http404
    return claim


@never_cache
@reads
def listed_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody on the list, with what the newest assessment found about each."""
    claim = _shown(request, pk)
    filters = ListedFilter(request.GET or None)
    people = query.filtered(claim, **(filters.chosen if request.GET else {}))
    page = keyset(people, request, order=("pk",), size=50)
    seen = set(
        Resident.objects.visible_to(request.user).filter(pk__in=[row.resident_id for row in page]).values_list("pk", flat=True)
    )
    context = {
        "claim": claim,
        "scheme": labels.scheme(claim.scheme),
        "filters": filters,
        "page": page,
        "rows": listed_sheet.rows(page, claim.scheme, seen),
        "counts": query.counts(claim),
        "may_list": policies.can_list(request.user, claim),
        "may_take_back": policies.can_attach(request.user, claim),
        "files": claim.list_files.select_related("sent_by").defer("content").order_by("-pk")[:5],
        "elsewhere": query.listed_elsewhere(claim),
    }
    return render(request, "cases/listed_list.html", context)


@writes
def listed_add(request: HttpRequest, pk: int) -> HttpResponse:
    """One person for the list; somebody whom nobody knows is logged along the way."""
    claim = _shown(request, pk)
    back = reverse("cases:listed_list", args=[claim.pk])
    form = ListedAddForm(
        request.POST or None,
        scheme=claim.scheme,
        stations=Station.objects.of(request.user).open(),
        first=claim.station,
        cancel_url=back,
    )
    if request.method == "POST" and form.is_valid():
        try:
            person = listed.add(
                claim_id=claim.pk,
                actor=request.user,
                station_id=form.cleaned_data["station"].pk,
                name=form.cleaned_data["name"],
                id_number=form.cleaned_data["id_number"],
                facts=form.facts_given(),
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("%(name)s is on the list.") % {"name": person.resident.name})
            return redirect("cases:listed_add", pk=claim.pk) if "more" in request.POST else redirect(back)
    return _form(request, "cases/listed_add.html", claim, form)


@writes
def listed_import(request: HttpRequest, pk: int) -> HttpResponse:
    """A file of people for the list; rows that cannot go in are handed back."""
    claim = _shown(request, pk)
    back = reverse("cases:listed_list", args=[claim.pk])
    form = ListedFileForm(
        request.POST or None,
        request.FILES or None,
        stations=Station.objects.of(request.user).open(),
        first=claim.station,
        cancel_url=back,
    )
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = listed.take_in_file(
                claim_id=claim.pk,
                actor=request.user,
                station_id=form.cleaned_data["station"].pk,
                file_name=file.name,
                content=file.read(),
            )
        except Refused as refused:
            refused.field = refused.field or "file"
            form.refuse(refused)
        else:
            _say(request, made)
            return redirect(back)
    return _form(request, "cases/listed_import.html", claim, form, columns=listed_rows.headers(claim.scheme))


def _say(request: HttpRequest, made: ListFile) -> None:
    counted = {"added": made.added, "changed": made.changed, "unchanged": made.unchanged, "refused": made.refused}
    text = _("New on the list: %(added)s; changed: %(changed)s; unchanged: %(unchanged)s; refused rows: %(refused)s.") % counted
    if made.refused:
        messages.warning(request, text + " " + _("Refused rows can be downloaded, corrected and sent again."))
    else:
        messages.success(request, text)


@reads
def listed_template(request: HttpRequest, pk: int) -> HttpResponseBase:
    """An empty workbook with the columns that the list of this programme has."""
    claim = _shown(request, pk)
    book = io.BytesIO()
    listed_rows.write_template(book, claim.scheme)
    book.seek(0)
    return FileResponse(book, as_attachment=True, filename=f"{claim.scheme}.xlsx", content_type=XLSX)


@writes
def listed_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Other facts about one person of the list."""
    person = _person(request, pk)
    back = reverse("cases:listed_list", args=[person.claim_id])
    form = ListedEditForm(request.POST or None, scheme=person.claim.scheme, facts=person.facts, cancel_url=back)
    if request.method == "POST" and form.is_valid():
        try:
            listed.edit(listed_id=person.pk, actor=request.user, facts=form.facts_given())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The entry is changed."))
            return redirect(back)
    return _form(request, "cases/listed_edit.html", person.claim, form, person=person)


@writes
def listed_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one person off the list."""
    person = _person(request, pk)
    if request.method == "POST":
        try:
            listed.remove(listed_id=person.pk, actor=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("%(name)s is no longer on the list.") % {"name": person.resident.name})
    return redirect("cases:listed_list", pk=person.claim_id)


@writes
def listed_refused(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The refused rows of a file as a workbook; who took them is recorded."""
    made = get_object_or_404(
        ListFile.objects.select_related("claim").filter(claim__in=Claim.objects.visible_to(request.user)), pk=pk
    )
    if request.method != "POST":
        return redirect("cases:listed_list", pk=made.claim_id)
    made = listed.hand_back(file_id=made.pk, actor=request.user)
    book = io.BytesIO()
    listed_rows.write_refused(book, made)
    book.seek(0)
    return FileResponse(book, as_attachment=True, filename=f"refused-{made.pk}.xlsx", content_type=XLSX)


def _person(request: HttpRequest, pk: int) -> ListedPerson:
    people = ListedPerson.objects.filter(claim__in=Claim.objects.visible_to(request.user))
    return get_object_or_404(people.select_related("resident", "claim__enterprise", "claim__station"), pk=pk)


def _form(request: HttpRequest, template: str, claim: Claim, form: object, **more: object) -> HttpResponse:
    context = {"claim": claim, "form": form, "scheme": labels.scheme(claim.scheme), **more}
    return render(request, template, {**context, "may": policies.can_list(request.user, claim)})
