"""Wishes, the rules that matching reads, and referrals in a given situation."""

from dataclasses import replace
from typing import Any

from jobs.models import Referral, Vacancy, Wish
from jobs.services import referrals, wishes
from programmes.models import RuleSet
from programmes.services import lawfiles, rules, shipped
from stations.models import User
from tests.factories.residents import make_resident
from tests.factories.stations import Officers

#: 通辽市科尔沁区, where the stations of these tests stand.
HERE = {"latitude": "43.617000", "longitude": "122.265000"}
TABLES = ("matching_weights", "placement_terms")


def publish_tables() -> None:
    """The shipped weights and terms are in force."""
    for file in lawfiles.all_files():
        if file.scheme in TABLES and not RuleSet.objects.filter(scheme=file.scheme).exists():
            drafted = rules.draft(law=replace(file, valid_to=None), actor=shipped.machine(shipped.WRITER))
            rules.propose(ruleset_id=drafted.pk, actor=drafted.drafted_by)
            rules.publish(ruleset_id=drafted.pk, actor=shipped.machine(shipped.PUBLISHER), seen=file.digest)


def make_wish(officers: Officers, *, actor: User | None = None, occupations: Any = ("6050401",), **values: Any) -> Wish:
    """The open wish of a new resident at the officers' desk, for a shoe maker unless told otherwise."""
    publish_tables()
    resident = values.pop("resident", None) or make_resident(officers, **values.pop("person", {}))
    return wishes.save(resident_id=resident.pk, actor=actor or officers.station, occupations=occupations, **values)


def make_referral(officers: Officers, vacancy: Vacancy, *, wish: Wish | None = None, actor: User | None = None) -> Referral:
    """A resident with a wish sent to that vacancy."""
    wish = wish or make_wish(officers)
    return referrals.refer(resident_id=wish.resident_id, vacancy_id=vacancy.pk, actor=actor or officers.station)
