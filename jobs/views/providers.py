"""Providers: the list, logging one, one with what may be changed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.http import reads, writes
from core.pages import keyset
from core.policies import Refused
from jobs.forms.providers import ProviderEditForm, ProviderFilter, ProviderForm
from jobs.policies import providers as policies
from jobs.queries import providers as query
from jobs.services import providers
from stations.models import posts_of


@reads
def provider_list(request: HttpRequest) -> HttpResponse:
    """Who serves in the reader's places."""
    filters = ProviderFilter(request.GET)
    page = keyset(query.listed(request.user, **filters.chosen), request, order=("name", "pk"))
    context = {"page": page, "filters": filters, "may_log": policies.can_log(request.user)}
    return render(request, "jobs/provider_list.html", context)


@writes
def provider_log(request: HttpRequest) -> HttpResponse:
    """Log a provider for the reader's own place."""
    if not policies.can_log(request.user):
        raise PermissionDenied
    post = next(post for post in posts_of(request.user) if post.role in policies.KEEPERS)
    form = ProviderForm(request.POST or None, cancel_url=reverse("jobs:provider_list"))
    if request.method == "POST" and form.is_valid():
        try:
            made = providers.log(
                actor=request.user, region_code=post.region_id or "", station_id=post.station_id, **form.cleaned_data
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The provider is on the list."))
            return redirect(made.get_absolute_url())
    return render(request, "jobs/provider_log.html", {"form": form, "place": post.station or post.region})


@writes
def provider_show(request: HttpRequest, pk: int) -> HttpResponse:
    """One provider; whoever keeps the list changes it here."""
    provider = get_object_or_404(query.visible_to(request.user), pk=pk)
    may = policies.can_edit(request.user, provider)
    initial = {
        "name": provider.name, "body": provider.body, "mobile": provider.mobile if may else "",
        "topics": "、".join(provider.topics), "speaks_mongolian": provider.speaks_mongolian,
        "stopped": provider.ended_on is not None,
    }  # fmt: skip
    form = ProviderEditForm(request.POST or None, initial=initial, cancel_url=reverse("jobs:provider_list"))
    if request.method == "POST" and form.is_valid():
        try:
            providers.edit(provider_id=pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Recorded."))
            return redirect(provider.get_absolute_url())
    return render(request, "jobs/provider_show.html", {"provider": provider, "form": form, "may": may})
