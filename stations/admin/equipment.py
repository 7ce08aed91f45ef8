"""Devices of stations; their targets of the year, by hand or by spreadsheet."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from stations.admin.base import BureauModelAdmin
from stations.admin.sheets import SheetAdmin
from stations.admin.site import site
from stations.models import Device, StationTarget
from stations.services import equipment, target_table


@admin.register(Device, site=site)
class DeviceAdmin(BureauModelAdmin):
    """Screens, printers and the like. Kind and code stay: they are printed on the device."""

    list_display = ("code", "kind", "station", "place", "is_active", "seen_at", "screen")
    list_filter = ("kind", "is_active")
    list_select_related = ("station",)
    search_fields = ("code__istartswith", "place", "station__name", "station__code__istartswith")
    search_help_text = _("Beginning of the code, or part of place or station")
    ordering = ("code",)
    autocomplete_fields = ("station",)
    fields = ("station", "kind", "code", "place", "is_active")

    def mine(self, request: HttpRequest) -> QuerySet[Device]:
        """Those of the stations of the own region."""
        return Device.objects.managed_by(request.user).select_related("station")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A new device is in use."""
        return self.fields if obj is not None else ("station", "kind", "code", "place")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Station, kind and code stay."""
        return () if obj is None else ("station", "kind", "code")

    @admin.display(description=_("short address"))
    def screen(self, device: Device) -> str:
        """The address that the device opens while it is in use, where there is one."""
        if not device.is_active:
            return ""
        try:
            address = reverse("jobs:device_open", args=[device.code])
            return format_html('<a href="{}" class="code">{}</a>', address, address)
        except NoReverseMatch:
            return ""

    def create(self, request: HttpRequest, data: dict[str, Any]) -> Device:
        """Through the service."""
        told = {name: data[name] for name in ("kind", "code", "place")}
        return equipment.add_device(actor=request.user, station_id=data["station"].pk, **told)

    def amend(self, request: HttpRequest, thing: Device, data: dict[str, Any]) -> Device:
        """Through the service."""
        told = {name: data[name] for name in ("place", "is_active")}
        return equipment.amend_device(actor=request.user, device_id=thing.pk, **told)


class TargetAdmin(SheetAdmin):
    """Targets of the year. The roof registers it, with the figures that the month of a station counts."""

    columns, sheet_title = target_table.COLUMNS, _("targets of the year")
    exported, imported = "target.exported", "target.imported"
    list_display = ("station", "year", "figure_name", "number")
    list_filter = ("year",)
    list_select_related = ("station",)
    search_fields = ("station__name", "station__code__istartswith")
    search_help_text = _("Beginning of the code, or part of the name")
    ordering = ("-year", "station__code", "figure")
    autocomplete_fields = ("station",)
    fields = ("station", "year", "figure", "number")

    def mine(self, request: HttpRequest) -> QuerySet[StationTarget]:
        """Those of the stations of the own region."""
        return StationTarget.objects.managed_by(request.user).select_related("station")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Of a target only the number changes."""
        return () if obj is None else ("station", "year", "figure_name")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The figure is shown in words once it is chosen."""
        return self.fields if obj is None else ("station", "year", "figure_name", "number")

    @admin.display(description=_("figure"), ordering="figure")
    def figure_name(self, target: StationTarget) -> str:
        """The figure in words; its code where the roof knows none."""
        return target.figure

    def create(self, request: HttpRequest, data: dict[str, Any]) -> StationTarget:
        """Through the service."""
        told = {name: data[name] for name in ("year", "figure", "number")}
        return equipment.set_target(actor=request.user, station_id=data["station"].pk, **told)

    def amend(self, request: HttpRequest, thing: StationTarget, data: dict[str, Any]) -> StationTarget:
        """Through the service."""
        told = {"station_id": thing.station_id, "year": thing.year, "figure": thing.figure, "number": data["number"]}
        return equipment.set_target(actor=request.user, **told)
