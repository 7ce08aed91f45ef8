"""What waits in payouts, programmes and notices: months to certify, cards, batches to release, doubts and exceptions for
two people, rules to publish."""

from typing import Any

from django.db.models import CharField, DateField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from cases.models import Certification, Claim
from cases.states import ClaimState
from core.money import FUNDS
from notices.models import Notice
from notices.states import Kind
from payouts.models import BankException, Batch, Doubt
from payouts.queries.accounts import to_mend
from payouts.states import AccountTrouble, BatchState, ExceptionKind
from portal.queries.queues import Queue
from programmes.models import RuleSet
from programmes.queries import labels
from programmes.states import RuleState
from stations.states import FINANCE_ROLES, Role

BATCH = {
    "title": F("number"),
    "subject": F("fund"),
    "note": F("total"),
    "state": F("state"),
    "since": F("made_at"),
    "due_on": F("pay_on"),
}
DOUBT = {"title": F("batch__number"), "subject": F("batch__fund"), "state": F("batch__state"), "since": F("opened_at")}
EXCEPTION = {"title": F("key"), "subject": F("batch__number"), "state": F("kind"), "since": F("found_at")}


#: The reminders of a claim whose month nobody has certified since: which months those are, the reminder has worked out.
_MONTH = Func(F("period"), Value("YYYY-MM"), function="to_date", output_field=DateField())
UNCERTIFIED = (
    Notice.objects.filter(kind=Kind.CERTIFICATION, subject_type="cases.claim", subject_id=OuterRef("pk"))
    .annotate(of_month=_MONTH)
    .filter(~Exists(Certification.objects.filter(claim=OuterRef("subject_id"), month=OuterRef("of_month"))))
    .order_by("period")
)


def _to_certify(_user: Any, scope: Q) -> QuerySet[Any]:
    return Claim.objects.filter(scope, Exists(UNCERTIFIED), state=ClaimState.GRANTED)


def _to_release(user: Any, scope: Q) -> QuerySet[Any]:
    return Batch.objects.filter(scope, state=BatchState.SEALED).exclude(made_by=user)


def _proposed(user: Any, scope: Q) -> QuerySet[Any]:
    return BankException.objects.open().filter(scope, proposed_by__isnull=False).exclude(proposed_by=user)


def _rules(user: Any, scope: Q) -> QuerySet[Any]:
    return RuleSet.objects.filter(scope, state=RuleState.PROPOSED).exclude(drafted_by=user)


QUEUES = (
    Queue(
        code="certification",
        label=_("Months to certify"),
        action=_("Certify the month"),
        roles=(Role.STATION, Role.ACCEPTANCE),
        page="cases:claim_certify",
        rows=_to_certify,
        says={
            "title": F("number"),
            "subject": F("resident__name"),
            "state": F("state"),
            "since": Subquery(UNCERTIFIED.values("created_at")[:1]),
        },
        states=ClaimState,
    ),
    Queue(
        code="account",
        label=_("Bank cards to put right"),
        action=_("Bring the right card"),
        roles=(Role.STATION,),
        page="cases:resident_account",
        rows=lambda _user, scope: to_mend(scope),
        says={
            "title": Concat(Value("****"), F("id_last4"), output_field=CharField()),
            "subject": F("name"),
            "state": F("trouble"),
            "since": F("trouble_at"),
        },
        states=AccountTrouble,
    ),
    Queue(
        code="release",
        label=_("Batches to release"),
        action=_("Check and release"),
        roles=(Role.FINANCE_CHECKER,),
        page="payouts:batch_show",
        rows=_to_release,
        says=BATCH,
        states=BatchState,
        subjects=FUNDS,
        station="pk__isnull",
    ),
    Queue(
        code="answer",
        label=_("Batches that the bank has not answered"),
        action=_("See what is missing"),
        roles=(Role.FINANCE_MAKER,),
        page="payouts:batch_show",
        rows=lambda _user, scope: Batch.objects.filter(scope, state__in=(BatchState.SENT, BatchState.ANSWERED)),
        says={**BATCH, "since": F("sent_at")},
        states=BatchState,
        subjects=FUNDS,
        station="pk__isnull",
    ),
    Queue(
        code="doubt",
        label=_("Doubts: ask the bank"),
        action=_("Write down the bank's word"),
        roles=FINANCE_ROLES,
        page="payouts:doubt_show",
        rows=lambda _user, scope: Doubt.objects.filter(scope, confirmed_at__isnull=True, said=""),
        says=DOUBT,
        states=BatchState,
        subjects=FUNDS,
        region="batch__region_code",
        station="pk__isnull",
    ),
    Queue(
        code="doubt_confirm",
        label=_("Doubts for a second person"),
        action=_("Confirm the bank's word"),
        roles=FINANCE_ROLES,
        page="payouts:doubt_show",
        rows=lambda user, scope: Doubt.objects.filter(scope, confirmed_at__isnull=True).exclude(said="").exclude(said_by=user),
        says={**DOUBT, "since": F("said_at")},
        states=BatchState,
        subjects=FUNDS,
        region="batch__region_code",
        station="pk__isnull",
    ),
    Queue(
        code="exception",
        label=_("Bank exceptions to settle"),
        action=_("Propose a settlement"),
        roles=FINANCE_ROLES,
        page="payouts:exception_show",
        rows=lambda _user, scope: BankException.objects.open().filter(scope, proposed_by__isnull=True),
        says=EXCEPTION,
        states=ExceptionKind,
        station="pk__isnull",
    ),
    Queue(
        code="exception_confirm",
        label=_("Settlements for a second person"),
        action=_("Confirm or send back"),
        roles=FINANCE_ROLES,
        page="payouts:exception_show",
        rows=_proposed,
        says={**EXCEPTION, "since": F("proposed_at")},
        states=ExceptionKind,
        station="pk__isnull",
    ),
    Queue(
        code="rules",
        label=_("Rules to publish"),
        action=_("Compare and publish"),
        roles=(Role.RULES_PUBLISHER,),
        page="programmes:ruleset_show",
        rows=_rules,
        says={"title": F("document_no"), "subject": F("scheme"), "state": F("state"), "since": F("drafted_at")},
        states=RuleState,
        subjects=labels.LAZY_SCHEMES,
        station="pk__isnull",
    ),
)
