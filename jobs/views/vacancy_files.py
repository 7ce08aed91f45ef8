"""Departments' files of vacancies: sent, watched, their refused rows handed back."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from cases.tasks.hires import ring_on_commit
from core import clock
from core.http import reads, writes
from core.pages import keyset
from core.policies import Refused
from enterprises.services.file_orders import regions_of
from enterprises.views.file_orders import hand_back, show
from jobs.forms.vacancy_files import VacancyFileForm
from jobs.formulas.vacancy_rows import COLUMNS
from jobs.policies.vacancies import can_send_file
from jobs.queries import vacancy_files as query
from jobs.services import vacancy_files
from jobs.services.vacancy_files import FILES
from jobs.tasks.vacancies import import_vacancies
from stations.models import Station


@reads
def vacancy_file_list(request: HttpRequest) -> HttpResponse:
    """Files that were sent, and how many batches and posts they brought this year."""
    page = keyset(query.listed(request.user), request, order=("-pk",))
    year = clock.today().year
    context = {"page": page, "can_send": can_send_file(request.user), "year": year, "counted": query.counted(request.user, year)}
    return render(request, "jobs/vacancy_file_list.html", context)


@writes
def vacancy_file_new(request: HttpRequest) -> HttpResponse:
    """Send a file; a worker takes it in while the page tells how far it is."""
    if not can_send_file(request.user):
        raise PermissionDenied
    near = Q(pk__in=[])
    for region in regions_of(request.user):
        near |= Q(region_code__startswith=region.prefix)
    form = VacancyFileForm(
        request.POST or None,
        request.FILES or None,
        stations=Station.objects.open().filter(near),
        cancel_url=reverse("jobs:vacancy_file_list"),
    )
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            order = vacancy_files.receive(
                actor=request.user, station_id=asked["station"].pk, department=asked["department"], post=asked["post"],
                file_name=asked["file"].name, source=asked["file"].file,
            )  # fmt: skip
        except Refused as refused:
            form.refuse(refused)
        else:
            ring_on_commit(import_vacancies, order.pk)
            return redirect("jobs:vacancy_file_show", pk=order.pk)
    columns = [" / ".join(names) for names in COLUMNS.values()]
    return render(request, "jobs/vacancy_file_new.html", {"form": form, "columns": columns, "reasons": FILES.reasons.values()})


@never_cache
@reads
def vacancy_file_show(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the file is, or what came of it."""
    return show(request, FILES, pk, "jobs/vacancy_file_show.html", "jobs:vacancy_file_refused")


@writes
def vacancy_file_refused(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The refused rows as a file; who took them is recorded."""
    return hand_back(request, FILES, pk, "jobs:vacancy_file_show")
