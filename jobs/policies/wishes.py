"""Who may keep wishes, look for work for them, and follow up what came of it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.models import Resident
from cases.policies import residents
from jobs.models import Referral, SignUp, Vacancy
from stations.policies import holds

DESK = residents.DESK
NOT_HERE = _("This resident is kept by another station.")


def can_edit(user: Any, resident: Resident) -> bool:
    """Keep the resident's wish, refer the person and record what came of it: the desk of the person."""
    return residents.can_edit(user, resident)


def can_see_people(user: Any, vacancy: Vacancy) -> bool:
    """Ask for the people who fit a vacancy: the desk that looks after it."""
    return holds(user, *DESK, region_code=vacancy.region_code, station_id=vacancy.station_id)


def can_take(user: Any, sign_up: SignUp) -> bool:
    """Come to a sign-up: the desk of the station that it was sent to."""
    return holds(user, *DESK, region_code=sign_up.region_code, station_id=sign_up.station_id)


def can_step(user: Any, referral: Referral) -> bool:
    """Record what came of a referral: the desk of the person."""
    return holds(user, *DESK, region_code=referral.region_code, station_id=referral.station_id)
