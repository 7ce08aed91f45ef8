"""What of the administration needs to see more than one app: stations with the work that they hold."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import Resident
from jobs.queries.station_month import BY_NAME, CHOICES, GROUPED_CHOICES
from portal.services import handover
from stations.admin.base import Act
from stations.admin.equipment import TargetAdmin
from stations.admin.places import StationAdmin
from stations.admin.site import site
from stations.models import Station, StationTarget
from stations.services import target_table


class TargetForm(forms.Form):
    """The station that takes over."""

    target = forms.ModelChoiceField(
        label=gettext_lazy("Hand over to"),
        queryset=Station.objects.all(),
        widget=AutocompleteSelect(Resident._meta.get_field("station"), site),
        help_text=gettext_lazy("An open station of the same banner."),
    )


def _hand_over(request: HttpRequest, station: Station, data: dict[str, Any]) -> str:
    work = handover.hand_over(actor=request.user, from_id=station.pk, to_id=data["target"].pk)
    return _("%(residents)s residents and %(claims)s open claims are at %(station)s now.") % {
        "residents": work.residents,
        "claims": work.claims,
        "station": data["target"],
    }


def _close(request: HttpRequest, station: Station, data: dict[str, Any]) -> str:
    handover.close(actor=request.user, station_id=station.pk)
    return _("%(station)s is closed.") % {"station": station}


@admin.register(Station, site=site)
class StationWithWorkAdmin(StationAdmin):
    """Stations of the own region, with handing over and closing."""

    actions = ("open_selected", "upgrade_selected", "close_selected", "hand_over_selected")
    acts = (
        *StationAdmin.acts,
        Act(
            "hand-over",
            gettext_lazy("Hand over open work"),
            gettext_lazy(
                "All residents, open claims, change requests and notices of this station go to another station at once."
            ),
            _hand_over,
            form=TargetForm,
        ),
        Act(
            "close",
            gettext_lazy("Close the station"),
            gettext_lazy(
                "Nobody can be logged here any more and the posts here end today. Possible once all work is handed over."
            ),
            _close,
            open_to=lambda station: station.state != Station.State.CLOSED,
            danger=True,
        ),
    )

    @admin.action(description=gettext_lazy("Close the selected stations"), permissions=["change"])
    def close_selected(self, request: HttpRequest, rows: QuerySet[Station]) -> None:
        """Each by itself; one with open work stays open and says what to do."""
        self.each(request, rows, lambda row: handover.close(actor=request.user, station_id=row.pk))

    @admin.action(description=gettext_lazy("Hand over the open work of one station"), permissions=["change"])
    def hand_over_selected(self, request: HttpRequest, rows: QuerySet[Station]) -> HttpResponseRedirect | None:
        """Leads to the page that asks for the other station."""
        if len(rows) != 1:
            self.message_user(request, _("Choose exactly one station to hand over."), "warning")
            return None
        return HttpResponseRedirect(self._address("act", rows[0].pk, "hand-over"))


@admin.register(StationTarget, site=site)
class TargetWithFiguresAdmin(TargetAdmin):
    """Targets in the figures that the month of a station counts."""

    take = staticmethod(target_table.taker(CHOICES))
    rows = staticmethod(target_table.rows_of(CHOICES))

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The figure is chosen by its words."""
        if db_field.name == "figure":
            return forms.ChoiceField(label=db_field.verbose_name, choices=GROUPED_CHOICES)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=gettext_lazy("figure"), ordering="figure")
    def figure_name(self, target: StationTarget) -> str:
        """The figure in words."""
        known = BY_NAME.get(target.figure)
        return str(known.label) if known else target.figure
