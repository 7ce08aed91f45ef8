"""What waits on the labour market of a station and of its bureau."""

from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Concat, NullIf
from django.utils.translation import gettext_lazy as _

from core import clock
from jobs.models import ArrearsCase, FollowUp, PieceDispute, ServiceOrder, SignUp, Vacancy
from jobs.policies import arrears as arrears_policies
from jobs.states.arrears import CLOCKED, ArrearsState
from jobs.states.orders import OrderState
from jobs.states.vacancies import VacancyState
from jobs.states.wishes import SignUpState
from portal.queries.queues import Queue
from stations.states import Role

DESK = (Role.STATION, Role.ACCEPTANCE)
STATION = (Role.STATION,)


def _vacancies(_user: Any, scope: Q) -> QuerySet[Any]:
    return Vacancy.objects.filter(scope, state=VacancyState.WAITING)


def _sign_ups(_user: Any, scope: Q) -> QuerySet[Any]:
    return SignUp.objects.filter(scope, state=SignUpState.OPEN)


def _follow_ups(_user: Any, scope: Q) -> QuerySet[Any]:
    return FollowUp.objects.due(clock.today()).filter(scope)


def _orders(_user: Any, scope: Q) -> QuerySet[Any]:
    return ServiceOrder.objects.filter(scope, state=OrderState.ORDERED)


def _call_backs(_user: Any, scope: Q) -> QuerySet[Any]:
    return ServiceOrder.objects.to_call_back().filter(scope)


def _disputes(_user: Any, scope: Q) -> QuerySet[Any]:
    return PieceDispute.objects.filter(scope, outcome="")


def _reports(_user: Any, scope: Q) -> QuerySet[Any]:
    return ArrearsCase.objects.filter(scope, state=ArrearsState.RECEIVED)


def _own_arrears(user: Any, scope: Q) -> QuerySet[Any]:
    return ArrearsCase.objects.filter(scope, state__in=CLOCKED, handler=user).exclude(state=ArrearsState.RECEIVED)


#: A reporter of unpaid wages is named nowhere here: the number stands for the matter, the employer for its subject.
ARREARS = {"title": F("number"), "subject": F("employer"), "since": F("received_at"), "due_on": F("due_on"), "state": F("state")}

QUEUES = (
    Queue(
        code="arrears",
        label=_("Wage arrears reported"),
        action=_("Accept or refuse"),
        roles=arrears_policies.POSTS["accept"],
        page="jobs:arrears_show",
        rows=_reports,
        says=ARREARS,
        states=ArrearsState,
    ),
    Queue(
        code="arrears_mine",
        label=_("Wage arrears that you handle"),
        action=_("Take the next step"),
        roles=arrears_policies.POSTS["mediate"],
        page="jobs:arrears_show",
        rows=_own_arrears,
        says=ARREARS,
        states=ArrearsState,
    ),
    Queue(
        code="vacancy",
        label=_("Vacancies to be checked"),
        action=_("Publish or refuse"),
        roles=(Role.ACCEPTANCE,),
        page="jobs:vacancy_decide",
        rows=_vacancies,
        says={"title": F("number"), "subject": F("title"), "since": F("created_at"), "state": F("state")},
        states=VacancyState,
    ),
    Queue(
        code="sign_up",
        label=_("Sign-ups for work"),
        action=_("Log the wish"),
        roles=STATION,
        page="jobs:signup_show",
        rows=_sign_ups,
        says={
            "title": F("station__code"),
            "subject": Coalesce(NullIf("text", Value("")), "group__name", Value("")),
            "since": F("received_at"),
            "state": F("state"),
        },
        states=SignUpState,
    ),
    Queue(
        code="follow_up",
        label=_("People to ask how the work goes"),
        action=_("Ask and record"),
        roles=STATION,
        page="jobs:followup_record",
        rows=_follow_ups,
        says={
            "title": Concat(Value("****"), F("referral__resident__id_last4"), output_field=CharField()),
            "subject": F("referral__resident__name"),
            "due_on": F("due_on"),
        },
        region="referral__region_code",
        station="referral__station_id",
    ),
    Queue(
        code="order",
        label=_("Services ordered, to be assigned"),
        action=_("Assign a provider"),
        roles=DESK,
        page="jobs:order_show",
        rows=_orders,
        says={
            "title": F("number"),
            "subject": F("topic"),
            "since": F("ordered_at"),
            "due_on": F("wanted_on"),
            "state": F("state"),
        },
        states=OrderState,
    ),
    Queue(
        code="call_back",
        label=_("Bad ratings to be called back"),
        action=_("Call back"),
        roles=DESK,
        page="jobs:order_show",
        rows=_call_backs,
        says={"title": F("number"), "subject": F("topic"), "since": F("rated_at"), "state": F("state")},
        states=OrderState,
    ),
    Queue(
        code="piece_dispute",
        label=_("Receipts said not to be right"),
        action=_("Look into it"),
        roles=STATION,
        page="jobs:piecedispute_decide",
        rows=_disputes,
        says={
            "title": F("pay__settlement__order__number"),
            "subject": F("pay__worker__name"),
            "since": F("received_at"),
        },
        region="pay__settlement__order__region_code",
        station="pay__settlement__order__station_id",
    ),
)
