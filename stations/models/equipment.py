"""What stands at a station, and what it is to reach in a year."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import LockedQuerySet
from stations.models.places import Station
from stations.models.scope import scope_filter
from stations.states import Role

DEVICE_CODE = r"^[A-Z0-9][A-Z0-9-]{3,23}$"


class OfStationsQuerySet(LockedQuerySet[Any]):
    """Rows of stations, for whoever administers these."""

    def managed_by(self, user: Any) -> "OfStationsQuerySet":
        """Those of the stations in the regions that `user` administers."""
        return self.filter(scope_filter(user, (Role.SECURITY_ADMIN,), "station__region_code", "station_id"))


class Device(models.Model):
    """A screen, a printer or the like at a station. Its code opens what it is for, without signing in, while it is in use.

    `seen_at` is when a page that it shows last spoke up, to the minute.
    """

    class Kind(models.TextChoices):
        SCREEN = "screen", _("big screen")
        PRINTER = "printer", _("printer")
        SCANNER = "scanner", _("scanner")
        TERMINAL = "terminal", _("self-service terminal")
        COMPUTER = "computer", _("computer")

    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="devices", verbose_name=_("station"))
    kind = models.CharField(pgettext_lazy("device", "kind"), max_length=10, choices=Kind.choices)
    code = models.CharField(
        pgettext_lazy("device", "code"), max_length=24, unique=True,
        validators=[RegexValidator(DEVICE_CODE, _("A code has 4 to 24 capital letters, digits and hyphens, like TL-SCREEN-01."))],
    )  # fmt: skip
    place = models.CharField(_("where it stands"), max_length=60, blank=True, default="")
    is_active = models.BooleanField(_("in use"), default=True)
    seen_at = models.DateTimeField(pgettext_lazy("device", "last seen"), null=True, editable=False)

    objects = OfStationsQuerySet.as_manager()

    class Meta:
        verbose_name = _("device")
        verbose_name_plural = _("devices")
        ordering = ["station", "code"]
        constraints = [models.CheckConstraint(condition=Q(code__regex=DEVICE_CODE), name="device_code_spelled")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.code}"


class StationTarget(models.Model):
    """What a station is to reach in a year, in one figure; `figure` is one that the station's month counts."""

    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="targets", verbose_name=_("station"))
    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(2020), MaxValueValidator(2100)])
    figure = models.CharField(_("figure"), max_length=30)
    number = models.PositiveIntegerField(_("target"), validators=[MinValueValidator(1)])

    objects = OfStationsQuerySet.as_manager()

    class Meta:
        verbose_name = _("target of the year")
        verbose_name_plural = _("targets of the year")
        ordering = ["-year", "station", "figure"]
        constraints = [
            models.UniqueConstraint(
                fields=["station", "year", "figure"],
                name="stationtarget_once",
                violation_error_message=_("This station has a target of that year for this figure."),
            ),
            models.CheckConstraint(condition=Q(number__gt=0), name="stationtarget_asks_something"),
            models.CheckConstraint(condition=Q(year__range=(2020, 2100)), name="stationtarget_of_a_year"),
            models.CheckConstraint(condition=Q(figure__regex=r"^[a-z][a-z_]*$"), name="stationtarget_names_a_figure"),
        ]

    def __str__(self) -> str:
        return f"{self.station.code} {self.year} {self.figure}"
