"""Pages of the bank's files: what was read, what was refused, and reading one by hand."""

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.http import reads, writes
from core.pages import keyset
from core.policies import Refused
from payouts import policies
from payouts.forms.bank import AnswerForm
from payouts.models import Answer, BankException
from payouts.services import answers
from payouts.services.answers import folder


@reads
def answer_list(request: HttpRequest) -> HttpResponse:
    """The files that were read, newest first, and those that were refused."""
    page = keyset(Answer.objects.visible_to(request.user).select_related("batch", "received_by"), request, order=("-pk",))
    may_read = policies.can_read_answers(request.user)
    context = {"page": page, "may_read": may_read, "refused": folder.refused_files(10) if may_read else []}
    return render(request, "payouts/answer_list.html", context)


@reads
def answer_show(request: HttpRequest, pk: int) -> HttpResponse:
    """One file: what became of its lines, and the exceptions that it left."""
    shown = Answer.objects.visible_to(request.user).select_related("batch", "received_by")
    answer = get_object_or_404(shown, pk=pk)
    page = keyset(BankException.objects.filter(answer=answer).select_related("batch"), request, order=("pk",))
    return render(request, "payouts/answer_show.html", {"answer": answer, "page": page})


@writes
def answer_upload(request: HttpRequest) -> HttpResponse:
    """A finance person reads a file that the bank sent by other ways."""
    if not policies.can_read_answers(request.user):
        raise PermissionDenied
    form = AnswerForm(request.POST or None, request.FILES or None, cancel_url=reverse("payouts:answer_list"))
    if request.method == "POST" and form.is_valid():
        try:
            reading = _read(form.cleaned_data["file"], request.user)
        except Refused as refused:
            form.refuse(refused)
        else:
            said = _("This file was taken in before: nothing was changed.") if reading.already else _("The file is read.")
            messages.success(request, said)
            return redirect("payouts:answer_show", reading.answer.pk)
    return render(request, "payouts/answer_upload.html", {"form": form})


def _read(file: Any, actor: Any) -> answers.Reading:
    with tempfile.NamedTemporaryFile(prefix="answer-") as kept:
        for chunk in file.chunks():
            kept.write(chunk)
        kept.flush()
        return answers.read(path=Path(kept.name), actor=actor, name=file.name)
