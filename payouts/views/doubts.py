"""Pages of a doubt: what is not known, the bank's word, the second person."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.http import reads, writes
from core.policies import Refused
from payouts import policies
from payouts.forms.doubts import ConfirmForm, DoubtForm, WordForm
from payouts.models import Batch, Doubt, Line
from payouts.queries.batches import cause_label
from payouts.services import doubts


def _shown(request: HttpRequest, pk: int) -> Doubt:
    found = Doubt.objects.select_related("batch", "line__batch", "said_by", "confirmed_by")
    doubt: Doubt = get_object_or_404(found, pk=pk, batch__in=Batch.objects.visible_to(request.user))
    return doubt


@reads
def doubt_show(request: HttpRequest, pk: int) -> HttpResponse:
    """One doubt: what is not known since when, what the bank said, and who may do what next."""
    doubt = _shown(request, pk)
    context = {
        "doubt": doubt,
        "cause": cause_label(doubt.cause),
        "said_it": doubt.said_by_id == request.user.pk,
        "may_say": policies.can_say(request.user, doubt),
        "may_confirm": policies.can_confirm(request.user, doubt),
    }
    return render(request, "payouts/doubt_show.html", context)


@writes
def doubt_say(request: HttpRequest, pk: int) -> HttpResponse:
    """The first person writes down what the bank said."""
    doubt = _shown(request, pk)
    back = reverse("payouts:doubt_show", args=[pk])
    form = WordForm(request.POST or None, cancel_url=back)
    if request.method == "POST" and form.is_valid():
        try:
            doubts.say(doubt_id=pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Written down. Another finance person confirms it."))
            return redirect(back)
    context = {"doubt": doubt, "cause": cause_label(doubt.cause), "form": form, "may": policies.can_say(request.user, doubt)}
    return render(request, "payouts/doubt_say.html", context)


@writes
def doubt_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person confirms the word on the screen, and that settles it."""
    doubt = _shown(request, pk)
    back = reverse("payouts:doubt_show", args=[pk])
    form = ConfirmForm(request.POST or None, initial={"word": doubt.said}, cancel_url=back)
    if request.method == "POST" and form.is_valid():
        try:
            doubts.confirm(doubt_id=pk, actor=request.user, word=form.cleaned_data["word"])
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The doubt is settled."))
            return redirect(back)
    context = {
        "doubt": doubt,
        "cause": cause_label(doubt.cause),
        "form": form,
        "may": policies.can_confirm(request.user, doubt),
        "said_it": doubt.said_by_id == request.user.pk,
    }
    return render(request, "payouts/doubt_confirm.html", context)


@writes
def doubt_create(request: HttpRequest, pk: int) -> HttpResponse:
    """A finance person marks a sent line as doubtful."""
    line = get_object_or_404(Line.objects.visible_to(request.user).select_related("batch"), pk=pk, batch__isnull=False)
    form = DoubtForm(request.POST or None, cancel_url=reverse("payouts:line_show", args=[pk]))
    if request.method == "POST" and form.is_valid():
        try:
            doubt = doubts.open_line(line_id=pk, cause=form.cleaned_data["cause"], actor=request.user)
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect("payouts:doubt_show", doubt.pk)
    context = {"line": line, "batch": line.batch, "form": form, "may": policies.can_doubt_line(request.user, line)}
    return render(request, "payouts/doubt_create.html", context)


@writes
def batch_doubt(request: HttpRequest, pk: int) -> HttpResponse:
    """A finance person marks a sent batch, which the bank has not answered, as doubtful."""
    batch = get_object_or_404(Batch.objects.visible_to(request.user), pk=pk)
    form = DoubtForm(request.POST or None, label=_("Mark the batch as doubtful"), cancel_url=batch.get_absolute_url())
    if request.method == "POST" and form.is_valid():
        try:
            doubt = doubts.open_batch(batch_id=pk, cause=form.cleaned_data["cause"], actor=request.user)
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect("payouts:doubt_show", doubt.pk)
    context = {"line": None, "batch": batch, "form": form, "may": policies.can_doubt_batch(request.user, batch)}
    return render(request, "payouts/doubt_create.html", context)
