"""What waits in the registry of units: accounts and leaving of lists for a second person."""

from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from enterprises.models import CorporateAccount, Listing
from enterprises.policies import BANNER
from enterprises.states import AccountState, ListingKind
from portal.queries.queues import Queue


def _accounts(user: Any, scope: Q) -> QuerySet[Any]:
    return CorporateAccount.objects.filter(scope, state=AccountState.UNVERIFIED).exclude(recorded_by=user)


def _leaving(user: Any, scope: Q) -> QuerySet[Any]:
    return Listing.objects.filter(scope, end_asked_by__isnull=False, ended_by__isnull=True).exclude(end_asked_by=user)


QUEUES = (
    Queue(
        code="corporate_account",
        label=_("Corporate accounts for a second person"),
        action=_("Confirm or decline"),
        roles=BANNER,
        page="enterprises:corporateaccount_show",
        rows=_accounts,
        says={
            "title": Concat(Value("****"), F("last4"), output_field=CharField()),
            "subject": F("enterprise__name"),
            "state": F("state"),
            "since": F("recorded_at"),
        },
        states=AccountState,
    ),
    Queue(
        code="delisting",
        label=_("Units to leave a list"),
        action=_("Confirm or decline"),
        roles=BANNER,
        page="enterprises:listing_confirm",
        rows=_leaving,
        says={
            "title": F("document_no"),
            "subject": F("enterprise__name"),
            "state": F("kind"),
            "since": F("end_asked_at"),
        },
        states=ListingKind,
        region="enterprise__region_code",
        station="enterprise__station_id",
    ),
)
