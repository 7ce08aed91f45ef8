"""How the administration shows and changes things: within the own region, through the services, never by deleting."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import FieldDoesNotExist, PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.policies import NotAllowed, Refused
from stations.admin.site import site


class BoundedPaginator(Paginator):
    """Counts no further than a person pages, so that no table is counted to its end."""

    farthest = 2_000

    @cached_property
    def count(self) -> int:
        """The number of rows, at most `farthest`."""
        return self.object_list.order_by()[: self.farthest].count()


@dataclass(frozen=True)
class Act:
    """Something done to one thing: a button on its page, a page that asks once more, and a service that does it.

    `run(request, thing, data)` returns a response, or a sentence to show on the thing's page.
    """

    name: str
    label: Any
    question: Any
    run: Callable[[HttpRequest, Any, dict[str, Any]], Any]
    form: type[forms.Form] = forms.Form
    open_to: Callable[[Any], bool] = lambda thing: True
    danger: bool = False


class BureauModelAdmin(admin.ModelAdmin):
    """The base of every page here. `mine(request)` is the only door: lists, choices, actions and addresses go through it."""

    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = BoundedPaginator
    list_per_page = 50
    list_max_show_all = 0
    actions_on_bottom = False
    acts: tuple[Act, ...] = ()

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """As Django does it, headed by what stands in the list."""
        return super().changelist_view(request, {"title": capfirst(self.opts.verbose_name_plural), **(extra_context or {})})

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What the address proposes for an empty form, without what its fields cannot be."""
        proposed = {}
        for name, value in super().get_changeform_initial_data(request).items():
            try:
                proposed[name] = self.model._meta.get_field(name).to_python(value)
            except (ValidationError, FieldDoesNotExist):
                continue
        return proposed

    change_form_template = "stations/admin/change_form.html"

    def mine(self, request: HttpRequest) -> models.QuerySet[Any]:
        """The rows that the administrator may see."""
        raise NotImplementedError

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """The same rows, in the list's order."""
        rows = self.mine(request)
        ordering = self.get_ordering(request)
        return rows.order_by(*ordering) if ordering else rows

    def has_module_permission(self, request: HttpRequest) -> bool:
        """As for the site."""
        return site.has_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Within the own region."""
        return site.has_permission(request) and (obj is None or self.mine(request).filter(pk=obj.pk).exists())

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Within the own region."""
        return self.has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """As for the site; the service looks at the place."""
        return site.has_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing here is ever deleted."""
        return False

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Only what the administrator may see can be chosen."""
        known = site._registry.get(db_field.remote_field.model)
        if isinstance(known, BureauModelAdmin):
            kwargs["queryset"] = known.get_queryset(request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Other things are made on their own pages, not in a window over this one."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        for right in ("can_add_related", "can_change_related", "can_view_related"):
            if field is not None and hasattr(field.widget, right):
                setattr(field.widget, right, False)
        return field

    def create(self, request: HttpRequest, data: dict[str, Any]) -> Any:
        """Call the service that makes a new thing and return it."""
        raise NotImplementedError

    def amend(self, request: HttpRequest, thing: Any, data: dict[str, Any]) -> Any:
        """Call the service that mends a thing and return it."""
        raise NotImplementedError

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        """The service writes; the form's own object only takes over what came of it."""
        done = self.amend(request, obj, form.cleaned_data) if change else self.create(request, form.cleaned_data)
        obj.__dict__.update(done.__dict__)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form; where a service has refused what it holds, with that sentence at its field."""
        base = super().get_form(request, obj, change, **kwargs)
        refused: Refused | None = getattr(request, "refused", None)
        if refused is None:
            return base

        class Worded(base):
            def clean(self) -> Any:
                data = super().clean()
                self.add_error(refused.field if refused.field in self.fields else None, str(refused.sentence))
                return data

        return Worded

    def changeform_view(self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None) -> Any:
        """As Django does it; a refusal rolls back and shows the form again with the sentence."""
        extra = {**(extra_context or {}), "show_save_and_add_another": False, "show_save_and_continue": False}
        if object_id is not None:
            thing = self.get_object(request, unquote(object_id))
            extra["act_links"] = self.act_links(request, thing) if thing is not None else []
        try:
            return super().changeform_view(request, object_id, form_url, extra)
        except Refused as refused:
            request.refused = refused  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra)

    def act_links(self, request: HttpRequest, thing: Any) -> list[dict[str, Any]]:
        """The buttons for what can be done to `thing` now."""
        if not self.has_view_permission(request, thing):
            return []
        return [
            {"label": act.label, "danger": act.danger, "url": self._address("act", thing.pk, act.name)}
            for act in self.acts
            if act.open_to(thing)
        ]

    def get_urls(self) -> list[Any]:
        """Django's, and the page of each act."""
        view = self.admin_site.admin_view(self.act_view)
        return [path("<path:object_id>/act/<slug:name>/", view, name=self._name("act")), *super().get_urls()]

    def act_view(self, request: HttpRequest, object_id: str, name: str) -> HttpResponse:
        """Ask, then do it through the service; a refusal is shown on the same page."""
        thing = self.get_object(request, unquote(object_id))
        act = next((one for one in self.acts if one.name == name), None)
        if thing is None or act is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, thing):
            raise PermissionDenied
        form = act.form(request.POST if request.method == "POST" else None)
        for field in form.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = site._registry[field.queryset.model].get_queryset(request)
        if request.method == "POST" and form.is_valid():
            try:
                with transaction.atomic():
                    answer = act.run(request, thing, form.cleaned_data)
                    self.log_change(request, thing, str(act.label))
            except Refused as refused:
                form.add_error(refused.field if refused.field in form.fields else None, str(refused.sentence))
            else:
                if isinstance(answer, HttpResponse):
                    return answer
                self.message_user(request, answer or _("Done: %(what)s.") % {"what": act.label}, messages.SUCCESS)
                return HttpResponseRedirect(self._address("change", thing.pk))
        context = {
            **site.each_context(request),
            "title": act.label,
            "subtitle": str(thing),
            "opts": self.opts,
            "original": thing,
            "act": act,
            "form": form,
            "back": self._address("change", thing.pk),
            "media": self.media + form.media,
        }
        return render(request, "stations/admin/act.html", context)

    def each(self, request: HttpRequest, rows: models.QuerySet[Any], act: Callable[[Any], object]) -> None:
        """Do `act` to each selected row by itself; say what was done and why the others were not."""
        done = 0
        for row in rows:
            try:
                with transaction.atomic():
                    act(row)
                    done += 1
            except Refused as refused:
                level = messages.ERROR if isinstance(refused, NotAllowed) else messages.WARNING
                self.message_user(request, f"{row}: {refused.sentence}", level)
        if done:
            self.message_user(request, _("Done for %(count)s.") % {"count": done}, messages.SUCCESS)

    def _name(self, what: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{what}"

    def _address(self, what: str, *parts: Any) -> str:
        return reverse(f"admin:{self._name(what)}", args=parts)
