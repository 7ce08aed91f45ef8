"""A visitor and a resident on record side by side: somebody at the desk says that they are one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from core.http import writes
from core.policies import Refused
from jobs.forms.events import VisitorLinkForm
from jobs.models import Event, Visitor
from jobs.queries import events_links as query
from jobs.services import events_links
from jobs.views.events import run_of


@never_cache
@writes
def visitor_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Compare a visitor with who is on record under the same name and mobile, and confirm that they are one person."""
    mine = Event.objects.visible_to(request.user)
    visitor = get_object_or_404(Visitor.objects.select_related("event").filter(event__in=mine), pk=pk)
    event, back = run_of(request, visitor.event_id), reverse("jobs:event_visitors", args=[visitor.event_id])
    people = query.of_visitor(request.user, visitor)
    if not people:
        messages.info(request, _("Nobody of this name and mobile is on record at your desk."))
        return redirect(back)
    form = VisitorLinkForm(request.POST or None, people=people, cancel_url=back)
    if request.method == "POST" and form.is_valid():
        try:
            events_links.link(visitor_id=pk, actor=request.user, resident_id=form.cleaned_data["resident"])
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The visitor is linked to the file."))
            return redirect(back)
    return render(request, "jobs/visitor_link.html", {"event": event, "visitor": visitor, "people": people, "form": form})
