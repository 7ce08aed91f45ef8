"""Policies in plain words: every programme with rules in force, from its declaration and the published figures."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from core.http import reads
from jobs.forms.public import PolicyFilter
from programmes.queries import plain


@login_not_required
@reads
def policy_list(request: HttpRequest) -> HttpResponse:
    """Public: every programme with its name, for whom it is and how it is had."""
    filters = PolicyFilter(request.GET)
    told = filters.chosen
    found = plain.policies(text=told.get("q", ""), applicant=told.get("applicant", ""))
    return render(request, "jobs/policy_list.html", {"filters": filters, "policies": found})


@login_not_required
@reads
def policy_show(request: HttpRequest, scheme: str) -> HttpResponse:
    """Public: one programme: who gets what, how much, by which paper and by which law."""
    sheet = plain.sheet(scheme)
    if sheet is None:
        raise Http404
    return render(request, "jobs/policy_show.html", {"sheet": sheet})
