"""Services on demand: an order, and to whom it was assigned."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.models import Resident
from core.fields import EncryptedField
from enterprises.models import Enterprise
from jobs.models.provider import Provider
from jobs.states.orders import BAD, GRADES, Answer, Demand, Orderer, OrderState, OrderWay, Service
from stations.models import Region, ScopedQuerySet, Station, User


class ServiceOrderQuerySet(ScopedQuerySet["ServiceOrder"]):
    """Orders; a bad rating waits until somebody has called back."""

    def to_call_back(self) -> "ServiceOrderQuerySet":
        """Rated badly, and nobody has called yet."""
        return self.filter(rating__lte=BAD, called_back_at__isnull=True)


class ServiceOrder(models.Model):
    """A service that a resident, a unit or a grassroots body ordered. `token` opens the page on which it is rated."""

    number = models.CharField(_("number"), max_length=24, unique=True)
    service = models.CharField(_("service"), max_length=9, choices=Service.choices)
    demand = models.CharField(_("kind of demand"), max_length=10, choices=Demand.choices, blank=True, default="")
    state = models.CharField(_("state"), max_length=9, choices=OrderState.choices, default=OrderState.ORDERED)
    state_note = models.CharField(_("reason"), max_length=300, blank=True, default="")
    way = models.CharField(pgettext_lazy("order", "ordered"), max_length=4, choices=OrderWay.choices)
    orderer = models.CharField(pgettext_lazy("order", "ordered by"), max_length=8, choices=Orderer.choices)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, null=True, blank=True, related_name="orders")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, null=True, blank=True, related_name="orders")
    body = models.CharField(_("unit or body"), max_length=100, blank=True, default="")
    contact_name = EncryptedField(_("contact"))
    contact_mobile = EncryptedField(pgettext_lazy("order", "mobile"))
    agreed_at = models.DateTimeField(_("consent given"))
    topic = models.CharField(_("topic"), max_length=60)
    wish = models.CharField(_("what is needed"), max_length=500, blank=True, default="")
    wanted_on = models.DateField(_("wanted on"), null=True, blank=True)
    place = models.CharField(pgettext_lazy("order", "where"), max_length=200, blank=True, default="")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", verbose_name=_("banner"))
    region_code = models.CharField(max_length=12, editable=False)
    station = models.ForeignKey(
        Station, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("station")
    )
    ordered_at = models.DateTimeField(pgettext_lazy("order", "ordered at"))
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    sender = models.BinaryField(max_length=32, null=True)
    submit_token = models.UUIDField(unique=True, editable=False)
    token = models.UUIDField(unique=True, editable=False)
    done_at = models.DateTimeField(_("done at"), null=True)
    rating = models.PositiveSmallIntegerField(_("rating"), choices=GRADES, null=True)
    rating_note = models.CharField(_("words beside the rating"), max_length=300, blank=True, default="")
    rated_at = models.DateTimeField(null=True)
    called_back_at = models.DateTimeField(_("called back"), null=True)
    called_back_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    call_back_note = models.CharField(_("what was said"), max_length=300, blank=True, default="")

    objects = ServiceOrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("order of a service")
        verbose_name_plural = _("orders of services")
        indexes = [
            models.Index(
                fields=["region_code", "ordered_at", "id"],
                name="serviceorder_region",
                opclasses=["varchar_pattern_ops", "timestamptz_ops", "int8_ops"],
            ),
            models.Index(fields=["station", "ordered_at", "id"], name="serviceorder_station"),
            models.Index(fields=["sender", "ordered_at"], name="serviceorder_sender"),
            models.Index(fields=["enterprise", "-id"], name="serviceorder_unit", condition=Q(enterprise__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(orderer="resident", enterprise__isnull=True, body=""))
                | (Q(orderer="unit", resident__isnull=True) & (Q(enterprise__isnull=False) | ~Q(body="")))
                | (Q(orderer="body", resident__isnull=True, enterprise__isnull=True) & ~Q(body="")),
                name="serviceorder_names_its_orderer",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("done", "rated")) | Q(done_at__isnull=False), name="serviceorder_done_at_some_time"
            ),
            models.CheckConstraint(
                condition=Q(state="rated", rating__isnull=False, rating__range=(1, 5), rated_at__isnull=False)
                | (~Q(state="rated") & Q(rating__isnull=True)),
                name="serviceorder_rated_one_to_five",
            ),
            models.CheckConstraint(
                condition=Q(called_back_at__isnull=True)
                | (Q(rating__isnull=False, rating__lte=BAD, called_back_by__isnull=False) & ~Q(call_back_note="")),
                name="serviceorder_called_back_with_words",
            ),
            models.CheckConstraint(condition=~Q(state="cancelled") | ~Q(state_note=""), name="serviceorder_cancelled_why"),
            models.CheckConstraint(
                condition=(Q(service="demand") & ~Q(demand="") & Q(orderer="unit")) | (~Q(service="demand") & Q(demand="")),
                name="serviceorder_demand_has_its_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """The order at the desk."""
        return reverse("jobs:order_show", args=[self.pk])

    @property
    def service_said(self) -> str:
        """The service in words; of a firm's demand also its kind."""
        said = str(self.get_service_display())
        return f"{said} · {self.get_demand_display()}" if self.demand else said

    @property
    def is_bad(self) -> bool:
        """Whether it was rated so badly that somebody calls back."""
        return self.rating is not None and self.rating <= BAD


class OrderAssignment(models.Model):
    """That an order was given to a provider; `token` opens the page on which it is answered. One open at a time."""

    order = models.ForeignKey(ServiceOrder, on_delete=models.PROTECT, related_name="assignments")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="assignments")
    token = models.UUIDField(unique=True, editable=False)
    answer = models.CharField(_("answer"), max_length=9, choices=Answer.choices, default=Answer.WAITING)
    reason = models.CharField(_("reason"), max_length=300, blank=True, default="")
    done_note = models.CharField(_("what was done"), max_length=500, blank=True, default="")
    assigned_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField(_("assigned at"))
    answered_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("assignment of an order")
        verbose_name_plural = _("assignments of orders")
        indexes = [models.Index(fields=["provider", "id"], name="orderassignment_provider")]
        constraints = [
            models.UniqueConstraint(
                fields=["order"], condition=Q(answer__in=("waiting", "taken", "done")), name="orderassignment_one_open"
            ),
            models.CheckConstraint(
                condition=~Q(answer__in=("declined", "withdrawn")) | ~Q(reason=""), name="orderassignment_ended_with_reason"
            ),
            models.CheckConstraint(
                condition=~Q(answer="done") | Q(done_at__isnull=False), name="orderassignment_done_at_some_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.provider_id}"
