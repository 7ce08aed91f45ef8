"""What waits in rounds without applications: units to ask, rounds to check, answers to collect, objections to decide."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cases.models import ExclusionObjection, ScreeningRound, ScreeningVote, UnitAnswer
from cases.queries.screening import to_ask, to_check
from cases.states.screening import Answer, Finding, RoundState
from portal.queries.queues import Queue
from programmes.queries.labels import LAZY_SCHEMES
from stations.states import Role

ROUND = {
    "title": F("number"),
    "subject": F("scheme"),
    "state": F("state"),
    "since": F("screened_at"),
    "due_on": F("answer_until"),
}


def _to_ask(_user: Any, scope: Q) -> QuerySet[Any]:
    return to_ask(ScreeningRound.objects.filter(scope))


def _votable(*states: str) -> Any:
    """Rounds whose next word this person may say: not begun by her, no vote of hers in this run (E-7)."""

    def rows(user: Any, scope: Q) -> QuerySet[Any]:
        voted = ScreeningVote.objects.filter(round=OuterRef("pk"), run=OuterRef("run"), actor=user, void_at__isnull=True)
        waiting = to_check(ScreeningRound.objects.filter(scope, ~Exists(voted), state__in=states))
        return waiting.exclude(ordered_by=user)

    return rows


def _answers(_user: Any, scope: Q) -> QuerySet[Any]:
    return UnitAnswer.objects.filter(scope, answer=Answer.WAITING, unit__outcome=Finding.QUALIFIED)


def _objections(user: Any, scope: Q) -> QuerySet[Any]:
    return ExclusionObjection.objects.open().filter(scope).exclude(entered_by=user)


def _check(code: str, label: Any, role: str, *states: str) -> Queue:
    return Queue(
        code=code,
        label=label,
        action=_("Open the sample and vote"),
        roles=(role,),
        page="cases:screening_check",
        rows=_votable(*states),
        says=ROUND,
        states=RoundState,
        subjects=LAZY_SCHEMES,
        station="pk__isnull",
    )


QUEUES = (
    Queue(
        code="round_ask",
        label=_("Rounds whose units are to be asked"),
        action=_("Ask the units"),
        roles=(Role.ACCEPTANCE,),
        page="cases:screening_show",
        rows=_to_ask,
        says=ROUND,
        states=RoundState,
        subjects=LAZY_SCHEMES,
        station="pk__isnull",
    ),
    Queue(
        code="unit_answer",
        label=_("Units that have not answered yet"),
        action=_("Ask and record the answer"),
        roles=(Role.STATION, Role.ACCEPTANCE),
        page="cases:screened_show",
        rows=_answers,
        says={
            "target": F("unit_id"),
            "title": F("unit__round__number"),
            "subject": F("unit__enterprise__name"),
            "note": F("unit__amount"),
            "due_on": F("until"),
        },
        region="unit__region_code",
        station="unit__station_id",
    ),
    _check("round_first", _("Rounds for the first check"), Role.FIRST_CHECK, RoundState.SCREENED, RoundState.ASKING),
    _check("round_second", _("Rounds for the second check"), Role.SECOND_CHECK, RoundState.FIRST_CHECKED),
    _check("round_approval", _("Rounds for approval"), Role.APPROVER, RoundState.APPROVAL),
    Queue(
        code="exclusion",
        label=_("Objections to exclusions"),
        action=_("Decide the objection"),
        roles=(Role.FIRST_CHECK, Role.SECOND_CHECK, Role.APPROVER),
        page="cases:exclusion_decide",
        rows=_objections,
        says={"title": F("unit__round__number"), "subject": F("unit__enterprise__name"), "since": F("received_at")},
        region="unit__region_code",
        station="unit__station_id",
    ),
)
