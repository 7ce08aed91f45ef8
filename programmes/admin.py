"""The holiday calendar in the administration: looked up by every administrator, kept by the region's own."""

from io import BytesIO
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from core import audit
from core.policies import Refused
from core.sheets import write_workbook
from programmes import policies
from programmes.models import Holiday
from programmes.services import holidays
from stations.admin.base import Act, BureauModelAdmin
from stations.admin.site import site

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SheetForm(forms.Form):
    """The yearly notice as a spreadsheet."""

    file = forms.FileField(
        label=gettext_lazy("Workbook or CSV"),
        help_text=gettext_lazy("Columns 日期, 类型 (休 or 班), 事由, 来源. A day that is there already is changed."),
    )


def _removed(request: HttpRequest, holiday: Holiday, _data: dict[str, Any]) -> HttpResponse:
    holidays.remove(actor=_actor(request), day=holiday.day)
    messages.success(request, _("%(day)s follows the week again.") % {"day": holiday.day.isoformat()})
    return HttpResponseRedirect(reverse("admin:programmes_holiday_changelist"))


def _actor(request: HttpRequest) -> Any:
    return request.user


@admin.register(Holiday, site=site)
class HolidayAdmin(BureauModelAdmin):
    """Days off and worked weekends."""

    list_display = ("day", "kind", "name", "source")
    list_filter = ("kind",)
    search_fields = ("name", "source")
    ordering = ("-day",)
    fields = ("day", "kind", "name", "source")
    change_list_template = "programmes/admin/holiday_list.html"
    acts = (
        Act(
            "remove",
            gettext_lazy("Remove"),
            gettext_lazy("Remove this day? It then counts as the week has it: a weekday is worked, a weekend is off."),
            _removed,
            danger=True,
        ),
    )

    def mine(self, request: HttpRequest) -> QuerySet[Holiday]:
        """The calendar is the same for all."""
        return Holiday.objects.all()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only the region's own administrators."""
        return super().has_change_permission(request, obj) and policies.can_keep_calendar(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only the region's own administrators."""
        return super().has_add_permission(request) and policies.can_keep_calendar(request.user)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A day is not moved: it is removed, and another entered."""
        return () if obj is None else ("day",)

    def act_links(self, request: HttpRequest, thing: Any) -> list[dict[str, Any]]:
        """Nothing to do for those who only look."""
        return super().act_links(request, thing) if self.has_change_permission(request, thing) else []

    def create(self, request: HttpRequest, data: dict[str, Any]) -> Holiday:
        """Through the service."""
        return holidays.enter(actor=_actor(request), **{name: data[name] for name in self.fields})

    def amend(self, request: HttpRequest, thing: Holiday, data: dict[str, Any]) -> Holiday:
        """Through the service."""
        return holidays.enter(actor=_actor(request), day=thing.day, kind=data["kind"], name=data["name"], source=data["source"])

    def get_urls(self) -> list[Any]:
        """Django's, and the two pages of the spreadsheet."""
        view = self.admin_site.admin_view
        return [
            path("import/", view(self.import_view), name="programmes_holiday_import"),
            path("export/", view(require_POST(self.export_view)), name="programmes_holiday_export"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """As Django does it, with the way to the spreadsheet."""
        return super().changelist_view(request, {**(extra_context or {}), "may_keep": self.has_add_permission(request)})

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """A year's notice at once: all of it or nothing."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = SheetForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            try:
                with transaction.atomic():
                    done = holidays.bring_in(actor=_actor(request), sheet=form.cleaned_data["file"])
            except Refused as refused:
                form.add_error("file", str(refused.sentence))
            else:
                messages.success(request, _("%(new)s new, %(changed)s changed, %(unchanged)s as they stood.") % done)
                return HttpResponseRedirect(reverse("admin:programmes_holiday_changelist"))
        context = {**site.each_context(request), "title": _("Import the holiday calendar"), "form": form, "opts": self.opts}
        return render(request, "programmes/admin/holiday_import.html", context)

    def export_view(self, request: HttpRequest) -> HttpResponse:
        """The whole calendar as a workbook, in the columns that the import reads."""
        book = BytesIO()
        count = write_workbook(book, title=_("holiday calendar"), headers=holidays.HEADERS, rows=holidays.rows())
        last = Holiday.objects.order_by("-day").first()
        if last is not None:
            audit.record(_actor(request), "holiday.exported", last, region="15", rows=count)
        response = HttpResponse(book.getvalue(), content_type=WORKBOOK)
        response["Content-Disposition"] = 'attachment; filename="holidays.xlsx"'
        return response
