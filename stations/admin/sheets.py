"""Spreadsheets in the administration: the list out, a template to fill in, a sheet looked through and brought in."""

import secrets
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from typing import Any

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from core import audit
from core.policies import Refused
from core.sheets import read_rows, write_workbook
from stations.admin.base import BureauModelAdmin
from stations.admin.site import site
from stations.services import tables

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 10_000
HALF_AN_HOUR = 1800
STATUSES = (tables.CREATED, tables.AMENDED, tables.UNCHANGED, tables.REFUSED)


class SheetForm(forms.Form):
    """The sheet to look through."""

    file = forms.FileField(label=gettext_lazy("Workbook (.xlsx) or CSV"))


class SheetAdmin(BureauModelAdmin):
    """A list that can be sent out and brought in. What was looked through waits half an hour in the cache for a yes."""

    change_list_template = "stations/admin/change_list.html"
    columns: Sequence[tables.Column] = ()
    more_headers: tuple[str, ...] = ()
    sheet_title: Any = ""
    exported = imported = ""
    take: Callable[..., str]
    rows: Callable[[Iterable[Any]], Iterable[Sequence[Any]]]

    def get_urls(self) -> list[Any]:
        """Django's, and the three pages of the sheet."""
        view = self.admin_site.admin_view
        return [
            path("export/", view(require_POST(self.export_view)), name=self._name("export")),
            path("template/", view(self.template_view), name=self._name("template")),
            path("import/", view(self.import_view), name=self._name("import")),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """As Django does it, with the ways to the sheet."""
        sheet = {name: self._address(name) for name in ("export", "template", "import")}
        return super().changelist_view(request, {**(extra_context or {}), "sheet": sheet})

    def may_bring_in(self, request: HttpRequest) -> bool:
        """Whoever may add a row; the service looks at each row's place."""
        return self.has_add_permission(request)

    def export_view(self, request: HttpRequest) -> HttpResponse:
        """The list as it is filtered, recorded."""
        listed = self.get_changelist_instance(request).get_queryset(request)[:MOST]
        answer, count = self._book(type(self).rows(listed))
        audit.record(request.user, self.exported, request.user, region=request.user.region_id or "", rows=count)
        return answer

    def template_view(self, request: HttpRequest) -> HttpResponse:
        """An empty sheet with one example row."""
        example = [column.example for column in self.columns]
        return self._book([example + [""] * len(self.more_headers)])[0]

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Look through what was sent, show row by row what would come of it, bring it in at a second yes."""
        if not self.may_bring_in(request):
            raise PermissionDenied
        table, token = None, ""
        sent = request.method == "POST" and "token" not in request.POST
        form = SheetForm(request.POST, request.FILES) if sent else SheetForm()
        if request.method == "POST" and "token" in request.POST:
            done = self._bring_in(request, request.POST["token"])
            if done is not None:
                return done
        elif sent and form.is_valid():
            try:
                rows = list(read_rows(form.cleaned_data["file"], max_rows=tables.LONGEST + 1))
                table = tables.look_through(tables.parse(self.columns, rows), actor=request.user, take=type(self).take)
            except Refused as refused:
                form.add_error("file", str(refused.sentence))
            else:
                token = secrets.token_urlsafe(24)
                lines = [(line.number, line.values) for line in table.lines]
                cache.set(self._key(request, token), lines, HALF_AN_HOUR)
        context = {
            **site.each_context(request),
            "title": _("Bring in a spreadsheet"),
            "opts": self.opts,
            "form": form,
            "table": table,
            "token": token,
            "columns": self.columns,
            "template_url": self._address("template"),
            "back": self._address("changelist"),
            **{status: table.count(status) for status in STATUSES if table},
        }
        return render(request, "stations/admin/import.html", context)

    def _bring_in(self, request: HttpRequest, token: str) -> HttpResponse | None:
        lines = cache.get(self._key(request, token))
        if lines is None:
            self.message_user(request, _("This look-through is too old. Send the sheet again."), messages.ERROR)
            return None
        table = tables.Table([tables.Line(number, values) for number, values in lines])
        try:
            tables.bring_in(table, actor=request.user, take=type(self).take, verb=self.imported)
        except Refused as refused:
            self.message_user(request, str(refused.sentence), messages.ERROR)
            return None
        cache.delete(self._key(request, token))
        self.message_user(
            request,
            _("%(created)s new, %(amended)s changed, %(unchanged)s as they stood.")
            % {status: table.count(status) for status in (tables.CREATED, tables.AMENDED, tables.UNCHANGED)},
            messages.SUCCESS,
        )
        return HttpResponseRedirect(self._address("changelist"))

    def _key(self, request: HttpRequest, token: str) -> str:
        return f"sheet:{self.opts.model_name}:{request.user.pk}:{token}"

    def _book(self, rows: Iterable[Sequence[Any]]) -> tuple[HttpResponse, int]:
        book = BytesIO()
        headers = [*(column.header for column in self.columns), *self.more_headers]
        count = write_workbook(book, title=str(self.sheet_title), headers=headers, rows=rows)
        answer = HttpResponse(book.getvalue(), content_type=WORKBOOK)
        answer["Content-Disposition"] = f'attachment; filename="{self.opts.model_name}.xlsx"'
        return answer, count
