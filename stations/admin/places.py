"""Regions, to look up; stations, to plan, open and mend."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core import clock
from stations.admin.base import Act
from stations.admin.inlines import PostInline
from stations.admin.sheets import SheetAdmin
from stations.admin.site import site
from stations.models import Region, Station
from stations.services import coordinates, station_table, stations
from stations.states import Role


@admin.register(Region, site=site)
class RegionAdmin(SheetAdmin):
    """The tree as the division files give it; all that is entered here is where a community lies."""

    columns, more_headers, sheet_title = coordinates.COLUMNS, coordinates.NAME_HEADERS, _("positions of communities")
    exported, imported = "region.exported", "region.imported"
    take, rows = staticmethod(coordinates.take), staticmethod(coordinates.rows)
    list_display = ("code", "name", "level", "parent", "wage_class", "is_zone", "placed")
    list_filter = ("level", "is_zone", ("latitude", admin.EmptyFieldListFilter))
    list_select_related = ("parent__parent",)
    search_fields = ("code__startswith", "name")
    search_help_text = _("Beginning of the code, or part of the name")
    ordering = ("code",)
    fields = ("code", "name", "level", "parent", "wage_class", "is_zone", "latitude", "longitude")
    given = ("code", "name", "level", "parent", "wage_class", "is_zone")

    def mine(self, request: HttpRequest) -> QuerySet[Region]:
        """The own region and everything in it."""
        return Region.objects.within(request.user, Role.SECURITY_ADMIN)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """A station is looked for among communities, a bureau among banners and above."""
        rows, distinct = super().get_search_results(request, queryset, search_term)
        asking = request.GET.get("model_name")
        if asking == "station":
            rows = rows.filter(level=Region.Level.COMMUNITY)
        elif asking == "user":
            rows = rows.filter(level__lte=Region.Level.BANNER)
        return rows, distinct

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Regions come from the division files."""
        return False

    def may_bring_in(self, request: HttpRequest) -> bool:
        """Positions of known communities."""
        return site.has_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only where a community lies."""
        if obj is not None and obj.level != Region.Level.COMMUNITY:
            return False
        return super().has_change_permission(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What the division files say."""
        return self.given

    @admin.display(description=_("position known"), boolean=True)
    def placed(self, region: Region) -> bool | None:
        """Whether somebody has entered where the community lies."""
        return region.latitude is not None if region.level == Region.Level.COMMUNITY else None

    def amend(self, request: HttpRequest, thing: Region, data: dict[str, Any]) -> Region:
        """Through the service."""
        where = {name: data[name] for name in ("latitude", "longitude")}
        return coordinates.place(actor=request.user, code=thing.pk, **where)


class StationAdmin(SheetAdmin):
    """Stations of the own region. The roof registers it, with what needs to know the work of a station."""

    columns, more_headers, sheet_title = station_table.COLUMNS, (station_table.STATE_HEADER,), _("stations")
    exported, imported = "station.exported", "station.imported"
    take, rows = staticmethod(station_table.take), staticmethod(station_table.rows)
    list_display = ("code", "name", "banner", "host", "equipment", "state", "staffed", "hours")
    list_filter = ("state", "host", "equipment")
    search_fields = ("code__istartswith", "name", "address", "region__name")
    search_help_text = _("Beginning of the code, or part of name, address or community")
    ordering = ("code",)
    autocomplete_fields = ("region",)
    inlines = (PostInline,)
    actions = ("open_selected", "upgrade_selected")
    fieldsets = (
        (None, {"fields": ("code", "name", "host", "equipment", "region")}),
        (_("For visitors"), {"fields": ("address", "phone", "hours")}),
        (_("On the map"), {"fields": ("latitude", "longitude"), "description": _("Degrees: 37 to 54 north, 97 to 127 east.")}),
    )
    state_fieldset = (_("State"), {"fields": ("state", "opened_on", "closed_on")})
    acts = (
        Act(
            "open",
            _("Open the station"),
            _("Open the station? From now on residents can be logged there."),
            lambda request, station, data: _opened(request, station),
            open_to=lambda station: station.state != Station.State.OPEN,
        ),
        Act(
            "upgrade",
            _("Upgrade the station"),
            _("Raise the level of its equipment by one: from basic to standard, from standard to a model station?"),
            lambda request, station, data: _upgraded(request, station),
            open_to=lambda station: station.state != Station.State.CLOSED and station.equipment != Station.Equipment.MODEL,
        ),
    )

    def mine(self, request: HttpRequest) -> QuerySet[Station]:
        """The stations of the own region."""
        return Station.objects.managed_by(request.user).select_related("region__parent__parent").prefetch_related("posts")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """A new station has no state yet."""
        return self.fieldsets if obj is None else (*self.fieldsets, self.state_fieldset)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Code and community stay: what the station has taken in carries them."""
        return () if obj is None else ("code", "region", "state", "opened_on", "closed_on")

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        """Posts of a station that exists."""
        return () if obj is None else self.inlines

    @admin.display(description=_("banner"), ordering="region_code")
    def banner(self, station: Station) -> str:
        """The banner in which the station stands."""
        return str(station.region.parent.parent)  # type: ignore[union-attr]

    @admin.display(description=_("seats taken"))
    def staffed(self, station: Station) -> str:
        """How many of the four seats are taken today."""
        today = clock.today()
        held = [p for p in station.posts.all() if p.starts_on <= today and (p.ends_on is None or p.ends_on >= today)]
        return f"{len(held)}/4"

    @admin.action(description=_("Open the selected stations"), permissions=["change"])
    def open_selected(self, request: HttpRequest, rows: QuerySet[Station]) -> None:
        """Each by itself."""
        self.each(request, rows, lambda row: stations.open_station(actor=request.user, station_id=row.pk))

    @admin.action(description=_("Upgrade the selected stations"), permissions=["change"])
    def upgrade_selected(self, request: HttpRequest, rows: QuerySet[Station]) -> None:
        """Each by itself, by one level."""
        self.each(request, rows, lambda row: stations.upgrade(actor=request.user, station_id=row.pk))

    def create(self, request: HttpRequest, data: dict[str, Any]) -> Station:
        """Through the service."""
        fields = {name: data[name] for name in stations.FIELDS}
        return stations.create(actor=request.user, code=data["code"], region_code=data["region"].pk, **fields)

    def amend(self, request: HttpRequest, thing: Station, data: dict[str, Any]) -> Station:
        """Through the service."""
        return stations.amend(actor=request.user, station_id=thing.pk, **{name: data[name] for name in stations.FIELDS})


def _opened(request: HttpRequest, station: Station) -> str:
    stations.open_station(actor=request.user, station_id=station.pk)
    return _("%(station)s is open.") % {"station": station}


def _upgraded(request: HttpRequest, station: Station) -> str:
    found = stations.upgrade(actor=request.user, station_id=station.pk)
    return _("%(station)s: %(level)s.") % {"station": station, "level": found.get_equipment_display()}
