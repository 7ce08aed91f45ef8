"""The words of services on demand: ordered (点单), assigned (派单), taken (接单), done, rated (评单)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.states import Machine
from jobs.states.providers import ProviderKind


class Orderer(models.TextChoices):
    """Who orders: a resident, a unit, or a grassroots body such as a village or a cooperative."""

    RESIDENT = "resident", pgettext_lazy("orderer", "resident")
    UNIT = "unit", pgettext_lazy("orderer", "unit")
    BODY = "body", pgettext_lazy("orderer", "grassroots body")


class Service(models.TextChoices):
    """Every service that a place may offer on demand."""

    EXPERT = "expert", _("expert service")
    ROVING = "roving", _("roving service by appointment")
    MEDIATION = "mediation", _("advice on labour disputes")
    MENTORING = "mentoring", _("start-up advice by a mentor")
    VOLUNTEER = "volunteer", _("help of a volunteer")
    DEMAND = "demand", _("demand of an enterprise")


class Demand(models.TextChoices):
    """What firms raise, by the seven tasks of the campaign for enterprises (助企行动, A12, A13, A89), as visits name them."""

    PERMIT = "permit", pgettext_lazy("demand", "permits and approvals")
    OWED = "owed", pgettext_lazy("demand", "money owed to the firm")
    LOAN = "loan", pgettext_lazy("demand", "bank loans")
    TENDER = "tender", pgettext_lazy("demand", "fair tenders")
    INNOVATION = "innovation", pgettext_lazy("demand", "innovation")
    INSPECTION = "inspection", pgettext_lazy("demand", "inspections")
    ORDERS = "orders", pgettext_lazy("demand", "orders and markets")


#: Who gives what (A16, A96, A97, A70, A89). What a place offers, and to whom, its bureau publishes (`jobs.queries.terms`).
GIVEN_BY: dict[str, tuple[str, ...]] = {
    Service.EXPERT: (ProviderKind.EXPERT,),
    Service.ROVING: (ProviderKind.ROVING, ProviderKind.EXPERT),
    Service.MEDIATION: (ProviderKind.MEDIATOR,),
    Service.MENTORING: (ProviderKind.MENTOR,),
    Service.VOLUNTEER: (ProviderKind.VOLUNTEER,),
    Service.DEMAND: (ProviderKind.OFFICE, ProviderKind.LEADER),
}


class OrderState(models.TextChoices):
    """Where an order stands."""

    ORDERED = "ordered", pgettext_lazy("order", "ordered, to be assigned")
    ASSIGNED = "assigned", pgettext_lazy("order", "assigned, waits for the provider")
    TAKEN = "taken", pgettext_lazy("order", "taken by the provider")
    DONE = "done", pgettext_lazy("order", "done, to be rated")
    RATED = "rated", pgettext_lazy("order", "rated")
    CANCELLED = "cancelled", pgettext_lazy("order", "cancelled")


D = OrderState
OPEN = (D.ORDERED, D.ASSIGNED, D.TAKEN)

ORDER = Machine(
    "order",
    [
        ("assign", D.ORDERED, D.ASSIGNED),
        ("take", D.ASSIGNED, D.TAKEN),
        ("decline", D.ASSIGNED, D.ORDERED),
        ("withdraw", (D.ASSIGNED, D.TAKEN), D.ORDERED),
        ("finish", D.TAKEN, D.DONE),
        ("rate", D.DONE, D.RATED),
        ("cancel", OPEN, D.CANCELLED),
    ],
)


class Answer(models.TextChoices):
    """What became of an assignment."""

    WAITING = "waiting", pgettext_lazy("assignment", "no answer yet")
    TAKEN = "taken", pgettext_lazy("assignment", "taken")
    DECLINED = "declined", pgettext_lazy("assignment", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("assignment", "withdrawn by the desk")
    DONE = "done", pgettext_lazy("assignment", "done")


class OrderWay(models.TextChoices):
    """How an order came in."""

    DESK = "desk", pgettext_lazy("order", "at the desk")
    WEB = "web", pgettext_lazy("order", "by the public page")


#: Five grades (E-15); whoever gives one of the two lowest is called back.
GRADES = [(5, _("very satisfied")), (4, _("satisfied")), (3, _("fair")), (2, _("not satisfied")), (1, _("not satisfied at all"))]
BAD = 2
