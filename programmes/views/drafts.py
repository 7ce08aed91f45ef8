"""Writing the law: a draft from an existing version or from a file, proposed, taken back, withdrawn."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import clock
from core.http import writes
from core.periods import add_months
from core.policies import Refused
from programmes import policies
from programmes.forms import RuleFileForm, RuleSetForm
from programmes.models import RuleSet
from programmes.queries import labels
from programmes.queries.places import writable_regions
from programmes.services import lawfiles, rules


@writes
def ruleset_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A new draft that follows an existing version."""
    base = get_object_or_404(RuleSet.objects.visible_to(request.user), pk=pk)
    if not policies.can_write(request.user):
        raise PermissionDenied
    form = _form(request, base, valid_from=add_months(clock.this_month(), 1), document="", document_no="")
    if request.method == "POST" and form.is_valid():
        try:
            drafted = rules.draft(law=form.law(), actor=_actor(request), based_on=base)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The draft is saved."))
            return redirect("programmes:ruleset_show", pk=drafted.pk)
    context = {"form": form, "base": base, "base_name": labels.rules_name(base.label), "scheme": labels.scheme(base.scheme)}
    return render(request, "programmes/ruleset_new.html", context)


@writes
def ruleset_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The writer changes a draft."""
    ruleset = get_object_or_404(RuleSet.objects.visible_to(request.user), pk=pk)
    if not policies.can_revise(request.user, ruleset):
        raise PermissionDenied
    form = _form(request, ruleset, valid_from=ruleset.valid_from, document=ruleset.document, document_no=ruleset.document_no)
    if request.method == "POST" and form.is_valid():
        try:
            rules.revise(ruleset_id=ruleset.pk, law=form.law(), actor=_actor(request))
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The draft is saved."))
            return redirect("programmes:ruleset_show", pk=ruleset.pk)
    name = labels.rules_name(ruleset.label)
    context = {"form": form, "ruleset": ruleset, "name": name, "scheme": labels.scheme(ruleset.scheme)}
    return render(request, "programmes/ruleset_edit.html", context)


@writes
def ruleset_upload(request: HttpRequest) -> HttpResponse:
    """A new draft from a file."""
    if not policies.can_write(request.user):
        raise PermissionDenied
    form = RuleFileForm(request.POST or None, request.FILES or None, cancel_url=reverse("programmes:ruleset_list"))
    if request.method == "POST" and form.is_valid():
        try:
            drafted = rules.draft(law=lawfiles.parse(form.cleaned_data["file"]), actor=_actor(request))
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The draft is saved."))
            return redirect("programmes:ruleset_show", pk=drafted.pk)
    return render(request, "programmes/ruleset_upload.html", {"form": form})


@require_POST
@writes
def ruleset_propose(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft goes to the second person."""
    return _moved(request, pk, rules.propose, _("The draft waits for a second person now."))


@require_POST
@writes
def ruleset_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The proposal is a draft again."""
    return _moved(request, pk, rules.take_back, _("It is a draft again."))


@require_POST
@writes
def ruleset_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft or proposal is given up."""
    return _moved(request, pk, rules.withdraw, _("It is withdrawn and stays on record."))


def _moved(request: HttpRequest, pk: int, service: Any, done: str) -> HttpResponse:
    ruleset = get_object_or_404(RuleSet.objects.visible_to(request.user), pk=pk)
    try:
        service(ruleset_id=ruleset.pk, actor=_actor(request))
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, done)
    return redirect("programmes:ruleset_show", pk=ruleset.pk)


def _form(request: HttpRequest, ruleset: RuleSet, **initial: Any) -> RuleSetForm:
    return RuleSetForm(
        request.POST or None,
        scheme=ruleset.scheme,
        content=ruleset.content,
        regions=writable_regions(request.user),
        initial={"region_code": ruleset.region_code, **initial},
        cancel_url=reverse("programmes:ruleset_show", args=[ruleset.pk]),
    )


def _actor(request: HttpRequest) -> Any:
    return request.user
