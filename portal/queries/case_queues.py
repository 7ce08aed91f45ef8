"""What waits in cases: drafts, claims at each step, papers that the applicant owes, changes for a second person."""

from typing import Any

from django.db.models import DateTimeField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _

from cases.models import Appeal, ChangeRequest, Claim, ImportRun, Objection, Suspension, Vote
from cases.queries.publicity import unlisted
from cases.states import AppealState, ChangeKind, ChangeState, ClaimState
from portal.queries.queues import Queue
from stations.states import Role

CLAIM = {
    "title": F("number"),
    "subject": Coalesce("resident__name", "enterprise__name"),
    "state": F("state"),
    "since": F("submitted_at"),
    "blue_on": F("blue_on"),
    "yellow_on": F("yellow_on"),
    "due_on": F("due_on"),
    "paused_on": F("clock_paused_on"),
}
#: While the applicant owes papers the day of the notice counts, not the stopped clock of the bureau.
OWED = {name: CLAIM[name] for name in ("title", "subject", "state")} | {
    "since": F("correction__sent_on"),
    "due_on": F("correction__due_on"),
}
APPEAL = {
    "title": F("number"),
    "subject": Coalesce("claim__resident__name", "claim__enterprise__name"),
    "state": F("state"),
    "since": F("recorded_at"),
    "due_on": F("decide_by"),
}
#: A pause counts from its first day on.
SUSPENDED_ON = Subquery(
    Suspension.objects.filter(claim=OuterRef("pk"), until_on__isnull=True).values(day=Cast("from_on", DateTimeField()))[:1]
)


def _claims(*states: str) -> Any:
    def rows(_user: Any, scope: Q) -> QuerySet[Any]:
        return Claim.objects.filter(scope, state__in=states)

    return rows


def _votable(*states: str) -> Any:
    """Claims whose next word this person may say: not taken in by her, no vote of hers standing (E-7)."""

    def rows(user: Any, scope: Q) -> QuerySet[Any]:
        voted = Vote.objects.filter(claim=OuterRef("pk"), actor=user, void_at__isnull=True)
        return Claim.objects.filter(scope, ~Exists(voted), state__in=states).exclude(created_by=user)

    return rows


def _suspended(user: Any, scope: Q) -> QuerySet[Any]:
    """Pauses that this person may lift: whoever suspended a payment does not resume it (E-7)."""
    own = Suspension.objects.filter(claim=OuterRef("pk"), until_on__isnull=True, suspended_by=user)
    return Claim.objects.filter(scope, ~Exists(own), state=ClaimState.SUSPENDED)


def _changes(user: Any, scope: Q) -> QuerySet[Any]:
    return ChangeRequest.objects.filter(scope, state=ChangeState.OPEN).exclude(requested_by=user)


def _objections(user: Any, scope: Q) -> QuerySet[Any]:
    """Objections that this person may decide: no vote of hers on what was shown, not taken in or entered by her (E-7)."""
    voted = Vote.objects.filter(claim=OuterRef("entry__claim"), round=OuterRef("entry__round"), actor=user)
    others = Objection.objects.open().filter(scope, ~Exists(voted)).exclude(entry__claim__created_by=user)
    return others.filter(Q(entered_by__isnull=True) | ~Q(entered_by=user))


QUEUES = (
    Queue(
        code="draft",
        label=_("Drafts"),
        action=_("Go on"),
        roles=(Role.STATION, Role.ACCEPTANCE),
        page="cases:claim_edit",
        rows=lambda user, scope: Claim.objects.filter(scope, state=ClaimState.DRAFT, created_by=user),
        says={**CLAIM, "since": F("created_at")},
        states=ClaimState,
    ),
    Queue(
        code="correction",
        label=_("The applicant owes papers"),
        action=_("Record the correction"),
        roles=(Role.STATION, Role.ACCEPTANCE),
        page="cases:claim_correct",
        rows=_claims(ClaimState.CORRECTION),
        says=OWED,
        states=ClaimState,
    ),
    Queue(
        code="acceptance",
        label=_("Claims to accept"),
        action=_("Look at it and accept"),
        roles=(Role.ACCEPTANCE,),
        page="cases:claim_accept",
        rows=_claims(ClaimState.SUBMITTED),
        says=CLAIM,
        states=ClaimState,
    ),
    Queue(
        code="first_check",
        label=_("First check"),
        action=_("Check"),
        roles=(Role.FIRST_CHECK,),
        page="cases:claim_check",
        rows=_votable(ClaimState.ACCEPTED),
        says=CLAIM,
        states=ClaimState,
    ),
    Queue(
        code="paused",
        label=_("Waiting for outside facts"),
        action=_("See whether they are in"),
        roles=(Role.FIRST_CHECK,),
        page="cases:claim_show",
        rows=_claims(ClaimState.PAUSED),
        says=CLAIM,
        states=ClaimState,
    ),
    Queue(
        code="second_check",
        label=_("Second check"),
        action=_("Check and decide"),
        roles=(Role.SECOND_CHECK,),
        page="cases:claim_check",
        rows=_votable(ClaimState.FIRST_CHECKED),
        says=CLAIM,
        states=ClaimState,
    ),
    Queue(
        code="approval",
        label=_("Approval"),
        action=_("Decide"),
        roles=(Role.APPROVER,),
        page="cases:claim_check",
        rows=_votable(ClaimState.APPROVAL),
        says=CLAIM,
        states=ClaimState,
    ),
    Queue(
        code="objection",
        label=_("Objections to look into"),
        action=_("Look into it"),
        roles=(Role.FIRST_CHECK, Role.SECOND_CHECK, Role.APPROVER),
        page="cases:objection_decide",
        rows=_objections,
        says={"title": F("entry__claim__number"), "subject": F("entry__list__number"), "since": F("received_at")},
        station="entry__claim__station_id",
    ),
    Queue(
        code="publicity",
        label=_("Grants to publish"),
        action=_("Look and publish"),
        roles=(Role.SECOND_CHECK,),
        page="cases:claim_show",
        rows=lambda _user, scope: unlisted().filter(scope),
        says=CLAIM,
        states=ClaimState,
    ),
    Queue(
        code="suspended",
        label=_("Suspended payments"),
        action=_("See whether to resume or end"),
        roles=(Role.FIRST_CHECK, Role.SECOND_CHECK),
        page="cases:claim_show",
        rows=_suspended,
        says={**{name: CLAIM[name] for name in ("title", "subject", "state")}, "since": SUSPENDED_ON},
        states=ClaimState,
    ),
    Queue(
        code="appeal",
        label=_("Appeals under way"),
        action=_("Follow it and record the outcome"),
        roles=(Role.ACCEPTANCE, Role.FIRST_CHECK, Role.SECOND_CHECK),
        page="cases:appeal_show",
        rows=lambda _user, scope: Appeal.objects.filter(scope, state=AppealState.FILED),
        says=APPEAL,
        states=AppealState,
    ),
    Queue(
        code="appeal_outcome",
        label=_("Outcomes of appeals for a second person"),
        action=_("Compare with the document and confirm"),
        roles=(Role.SECOND_CHECK, Role.APPROVER),
        page="cases:appeal_show",
        rows=lambda user, scope: Appeal.objects.filter(scope, state=AppealState.PROPOSED).exclude(proposed_by=user),
        says=APPEAL,
        states=AppealState,
    ),
    Queue(
        code="change",
        label=_("Changes for a second person"),
        action=_("Confirm or decline"),
        roles=(Role.ACCEPTANCE, Role.FIRST_CHECK),
        page="cases:change_show",
        rows=_changes,
        says={
            "title": F("proposed_hint"),
            "subject": F("resident__name"),
            "state": F("kind"),
            "since": F("requested_at"),
        },
        states=ChangeKind,
    ),
    Queue(
        code="import",
        label=_("Imports to confirm"),
        action=_("Look and confirm"),
        roles=(Role.STATION, Role.ACCEPTANCE),
        page="cases:import_show",
        rows=lambda user, scope: ImportRun.objects.filter(scope, state="preview", imported_by=user),
        says={"title": F("file_name"), "subject": F("station__name"), "since": F("imported_at")},
    ),
)
