"""Where: the five-level region tree and the stations in it."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from stations.models.scope import RegionQuerySet, StationQuerySet

SOUTH, NORTH, WEST, EAST = 37, 54, 97, 127
"""The whole degrees around the region."""

#: Addresses, commands and letters name a station by its code.
CODE = r"^[A-Z0-9][A-Z0-9-]*$"
_spelled = RegexValidator(CODE, _("A station's code is made of capital letters, digits and hyphens, like ST150502-30."))


def _degree(words: Any, least: int, most: int) -> "models.DecimalField[Any, Any]":
    limits = [MinValueValidator(least), MaxValueValidator(most)]
    return models.DecimalField(words, max_digits=9, decimal_places=6, null=True, blank=True, validators=limits)


def _inside(name: str) -> models.CheckConstraint:
    """Both degrees or neither: a range is not false of a NULL, so a half position must be named."""
    both = Q(latitude__isnull=False, longitude__isnull=False, latitude__range=(SOUTH, NORTH), longitude__range=(WEST, EAST))
    return models.CheckConstraint(condition=Q(latitude__isnull=True, longitude__isnull=True) | both, name=name)


class Region(models.Model):
    """A node of the five-level tree: region, league, banner, township, community. Codes nest by prefix.

    Codes are those of GB/T 2260 (six digits) and of the statistics bureau (nine and twelve digits).
    """

    class Level(models.IntegerChoices):
        REGION = 1, _("autonomous region")
        LEAGUE = 2, _("league or city")
        BANNER = 3, _("banner, county or district")
        TOWNSHIP = 4, _("township or street")
        COMMUNITY = 5, _("village or community")

    code = models.CharField(_("code"), max_length=12, primary_key=True)
    prefix = models.CharField(_("prefix"), max_length=12, unique=True)
    name = models.CharField(pgettext_lazy("station", "name"), max_length=80)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    wage_class = models.PositiveSmallIntegerField(_("class of the minimum wage"), null=True, blank=True)

    is_zone = models.BooleanField(_("development zone"), default=False)  # acts as a county, not in GB/T 2260
    #: The middle of a community's homes, as far as the bureau has entered it; no division file carries it.
    latitude = _degree(_("latitude"), SOUTH, NORTH)
    longitude = _degree(_("longitude"), WEST, EAST)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["code"]
        indexes = [
            models.Index(fields=["prefix"], name="region_prefix", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["level", "code"], name="region_level"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(level__range=(1, 5)), name="region_five_levels"),
            models.CheckConstraint(
                condition=Q(level=1, parent__isnull=True) | Q(level__gt=1, parent__isnull=False),
                name="region_has_parent",
            ),
            _inside("region_inside_the_land"),
        ]

    def __str__(self) -> str:
        return self.name


class Station(models.Model):
    """A community job station: the doorstep where residents are logged and claims are taken in."""

    class Host(models.TextChoices):
        PARTY_CENTRE = "party_centre", _("Party-masses service centre")
        GIG_MARKET = "gig_market", _("gig-work market")
        MALL = "mall", _("shopping area")
        PARK = "park", _("industrial park")
        CAMPUS = "campus", _("university")
        UNION = "union", _("trade union post")

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        OPEN = "open", pgettext_lazy("station", "open")
        CLOSED = "closed", pgettext_lazy("station", "closed")

    class Equipment(models.TextChoices):
        BASIC = "basic", pgettext_lazy("station", "basic")
        STANDARD = "standard", pgettext_lazy("station", "standard")
        MODEL = "model", pgettext_lazy("station", "model station")

    code = models.CharField(pgettext_lazy("station", "code"), max_length=20, unique=True, validators=[_spelled])
    name = models.CharField(pgettext_lazy("station", "name"), max_length=80)
    host = models.CharField(_("host"), max_length=20, choices=Host.choices)
    equipment = models.CharField(_("equipment"), max_length=10, choices=Equipment.choices, default=Equipment.BASIC)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="stations", verbose_name=_("community"))
    region_code = models.CharField(_("region code"), max_length=12, editable=False)
    address = models.CharField(pgettext_lazy("station", "address"), max_length=200, blank=True)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    latitude = _degree(_("latitude"), SOUTH, NORTH)
    longitude = _degree(_("longitude"), WEST, EAST)
    hours = models.CharField(_("opening hours"), max_length=120, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PLANNED)
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects = StationQuerySet.as_manager()

    class Meta:
        verbose_name = _("station")
        verbose_name_plural = _("stations")
        ordering = ["code"]
        indexes = [
            models.Index(fields=["region_code", "id"], name="station_region", opclasses=["varchar_pattern_ops", "int8_ops"]),
            models.Index(fields=["latitude", "longitude"], condition=Q(state="open"), name="station_open_at"),
        ]
        constraints = [
            _inside("station_inside_the_region"),
            models.CheckConstraint(condition=Q(code__regex=CODE), name="station_code_spelled"),
            models.CheckConstraint(condition=~Q(state="closed") | Q(closed_on__isnull=False), name="station_closed_has_day"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def save(self, *args, **kwargs) -> None:
        """The region code is a copy of the region, kept for prefix search."""
        self.region_code = self.region_id
        super().save(*args, **kwargs)
