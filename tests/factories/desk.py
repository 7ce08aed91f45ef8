"""Claims brought along by the services, as far as a test needs them."""

import uuid
from datetime import date
from typing import Any

from cases.models import Claim, Registration, Resident
from cases.services import checking, drafts, intake
from core import clock
from tests.factories import papers
from tests.factories.cases import make_resident
from tests.factories.stations import Officers

ASKED = {"contribution_months": 75, "separation": "contract_ended", "unused_months": 0}


def person_at(officers: Officers, **fields: Any) -> Resident:
    """A man of 36, registered unemployed in October 2026 at the officers' station."""
    values = {"sex": "male", "born_on": date(1990, 3, 7), **fields}
    resident = make_resident(officers.desk, **values)
    Registration.objects.create(
        resident=resident, registered_on=date(2026, 10, 8), recorded_by=officers.station, recorded_at=clock.now()
    )
    return resident


def draft_of(officers: Officers, resident: Resident | None = None, **asked: Any) -> Claim:
    """A draft that the station saved."""
    resident = resident or person_at(officers)
    return drafts.begin(token=uuid.uuid4(), resident_id=resident.pk, actor=officers.station, asked=ASKED | asked)


def submitted(officers: Officers, resident: Resident | None = None, **asked: Any) -> Claim:
    """A claim that waits for acceptance."""
    draft = draft_of(officers, resident, **asked)
    return intake.submit(
        claim_id=draft.pk,
        token=draft.submit_token,
        actor=officers.station,
        asked=ASKED | asked,
        channel="station",
        agreed=True,
    )


def accepted(officers: Officers, resident: Resident | None = None, **asked: Any) -> Claim:
    """A claim that waits for the first check."""
    claim = submitted(officers, resident, **asked)
    return papers.accept(claim, officers.acceptance)


def vote(claim: Claim, actor: Any, *, grants: bool = True, reason: str = "") -> checking.Checked:
    """`actor` votes on the newest assessment."""
    seen = claim.assessments.latest("pk")
    return checking.check(claim_id=claim.pk, actor=actor, grants=grants, reason=reason, seen=seen.pk)


def first_checked(officers: Officers, resident: Resident | None = None, **asked: Any) -> Claim:
    """A claim that waits for the second check, to be granted unless a condition is not met."""
    claim = accepted(officers, resident, **asked)
    eligible = claim.assessments.latest("pk").eligible
    return vote(claim, officers.first_check, grants=eligible, reason="" if eligible else "不符合条件").claim


def granted(officers: Officers, resident: Resident | None = None, **asked: Any) -> Claim:
    """A claim that two people granted."""
    return vote(first_checked(officers, resident, **asked), officers.second_check).claim
