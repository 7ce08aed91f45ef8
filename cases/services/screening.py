"""A round without applications (免申即享, E-4): ordered, screened, and screened again at any point."""

import hashlib
import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from cases.models import ScreeningRound
from cases.policies import screening as policies
from cases.queries import facts as facts_query
from cases.queries import unit_set
from cases.services import numbers, screening_sets
from cases.services.screening_sets import Law, Screened
from cases.states.screening import ROUND, RoundState
from core import audit, clock
from core.policies import Refused, require
from enterprises.services import years
from programmes.formulas import registry
from programmes.formulas.base import BadRules
from programmes.models import RuleSet
from programmes.queries import rulesets
from stations.models import Region, User
from stations.services.machine import machine_user

log = logging.getLogger(__name__)

WAITED = timedelta(minutes=1)
NOT_YOURS = _("Acceptance of this region begins its rounds and leads them.")
LAUNCHING = _("The claims of this round are being made. Wait until they stand.")
#: The doors through which a programme comes to the unit by itself.
DOORS = ("confirmation", "automatic")
SAMPLE = 5
_SAMPLE = """
INSERT INTO cases_sampledunit (round_id, run, unit_id)
SELECT round_id, %s, id FROM cases_screenedunit WHERE round_id = %s AND outcome = 'qualified' AND claim_id IS NULL
ORDER BY random() LIMIT %s
"""


def unknown_facts(scheme: str) -> list[str]:
    """The facts of a programme that no register holds: with any of them it cannot be screened."""
    known, declared = facts_query.known(scheme), registry.scheme(scheme)
    asked = [fact.name for fact in declared.facts if fact.name not in known and not fact.optional]
    return asked + [name for name in (declared.period_from,) if name and name not in known]


def programmes() -> list[str]:
    """The programmes that can go to units without an application."""
    return [
        scheme.name
        for scheme in registry.SCHEMES.values()
        if scheme.applicant == "enterprise" and scheme.door in DOORS and not scheme.listed and not unknown_facts(scheme.name)
    ]


@transaction.atomic
def begin(*, actor: User, scheme: str, region_code: str) -> ScreeningRound:
    """A round of the programme over a league or banner, judged by today; its screening is asked for.

    Raises Refused where the programme cannot be screened, no rules are in force, a place within has rules of its own, or
    there is a round already, which it names.
    """
    require(policies.can_begin(actor, region_code), NOT_YOURS)
    region = Region.objects.filter(pk=region_code, level__in=(Region.Level.LEAGUE, Region.Level.BANNER)).first()
    if region is None:
        raise Refused(_("A round is made over a league or a banner."), field="region")
    if scheme not in programmes():
        raise Refused(_("This programme asks for facts that no register holds: units apply for it."), field="scheme")
    today = clock.today()
    rules = _rules(scheme, region, today)
    occasion = unit_set.occasion(scheme, today, region.prefix)
    same = ScreeningRound.objects.filter(scheme=scheme, occasion=occasion, region_code=region.code)
    if (standing := same.first()) is not None:
        raise _twice(standing)
    try:
        with transaction.atomic():
            made = ScreeningRound.objects.create(
                number=numbers.take("MS", region.code),
                scheme=scheme,
                occasion=occasion,
                region=region,
                region_code=region.code,
                prefix=region.prefix,
                year=today.year - 1 if unit_set.needs_year(scheme) else None,
                on=today,
                wanted_at=clock.now(),
                ordered_by=actor,
                ordered_at=clock.now(),
            )
    except IntegrityError as error:
        raise _twice(same.get()) from error
    audit.record(actor, "round.begun", made, scheme=scheme, occasion=occasion, on=str(today), rules=rules.label)
    return made


def _twice(standing: ScreeningRound) -> Refused:
    return Refused(_("There is a round of this programme here already: %(number)s.") % {"number": standing.number}, code="twice")


def _rules(scheme: str, region: Region, on: Any) -> RuleSet:
    rules = rulesets.in_force(scheme, region.prefix, on)
    if rules is None:
        raise Refused(_("No rules of this programme are in force here."), field="scheme")
    narrower = RuleSet.objects.published().filter(scheme=scheme, region_code__startswith=region.prefix).on(on)
    if narrower.exclude(region_code=rules.region_code).exists():
        raise Refused(_("A banner of this league has rules of its own: make a round of each banner."), field="region")
    return rules


@transaction.atomic
def again(*, round_id: int, actor: User) -> ScreeningRound:
    """Another screening of the round is asked for: what is not on its way is judged anew, by the same day."""
    found = locked(round_id, actor)
    require(policies.can_ask(actor, found), NOT_YOURS)
    if found.launch_at is not None:
        raise Refused(LAUNCHING, code="launching")
    if found.wanted_at is None:
        found.wanted_at, found.failure = clock.now(), ""
        found.save(update_fields=["wanted_at", "failure"])
        audit.record(actor, "round.screening_asked", found, run=found.run)
    return found


def rest(found: ScreeningRound) -> None:
    """Raise Refused while a screening of the round is asked for, or its claims are being made."""
    if found.wanted_at is not None:
        raise Refused(_("A screening of this round is under way. Wait for what it finds."), code="wanted")
    if found.launch_at is not None:
        raise Refused(LAUNCHING, code="launching")


def locked(round_id: int, actor: User) -> ScreeningRound:
    """The round, held until the transaction ends; to people outside its scope it does not exist."""
    rounds = ScreeningRound.objects.all() if actor.is_machine else ScreeningRound.objects.visible_to(actor)
    found: ScreeningRound = rounds.locked(pk=round_id)
    return found


def run(*, round_id: int) -> None:
    """Screen the round, all of it or nothing; returns quietly where nothing is asked for or another worker is at it."""
    try:
        with transaction.atomic():
            wanted = ScreeningRound.objects.filter(pk=round_id, wanted_at__isnull=False)
            found = wanted.select_for_update(skip_locked=True, no_key=True, of=("self",)).first()
            if found is None:
                return
            try:
                with transaction.atomic():
                    done = screen(found)
            except (Refused, BadRules) as refused:  # else the sweep would begin with it again and again
                ScreeningRound.objects.filter(pk=found.pk).update(failure=str(refused)[:300], wanted_at=None)
                return
            found.wanted_at = None
            found.save()
            told: dict[str, Any] = {"run": found.run, "units": done.units, "changed": done.changed, "digest": done.digest}
            audit.record(machine_user(), "round.screened", found, **told)
    except IntegrityError as error:  # a round of a place around or within screened the same units a moment ago
        log.warning("round %s is screened again: %s", round_id, error)


def waiting(*, now: datetime) -> tuple[list[int], list[int]]:
    """Rounds whose bell nobody heard or whose worker died: those to be screened, and those whose claims are to be made."""
    with transaction.atomic():
        left = ScreeningRound.objects.select_for_update(skip_locked=True, no_key=True)
        screened, launched = left.filter(wanted_at__lt=now - WAITED), left.filter(launch_at__lt=now - WAITED)
        return sorted(screened.values_list("pk", flat=True)), sorted(launched.values_list("pk", flat=True))


def law_of(found: ScreeningRound) -> Law:
    """The rules in force on the round's day; raises Refused without any."""
    rules = _rules(found.scheme, Region.objects.get(pk=found.region_code), found.on)
    return Law(found.scheme, found.on, rules, rulesets.wages(found.prefix))


def screen(found: ScreeningRound) -> Screened:
    """Freeze the year, judge every unit, and where anything came out differently begin a new run. The caller holds the round."""
    law = law_of(found)
    if found.year is not None:
        years.freeze_region(year=found.year, region=Region.objects.get(pk=found.region_code), actor=machine_user())
    done = screening_sets.screen(law, found)
    found.screened_at = clock.now()
    if found.state == RoundState.ORDERED or done.changed or found.rules_digest != law.rules.digest:
        new_run(found, law, done)
    return done


def new_run(found: ScreeningRound, law: Law, done: Screened, *, whole: bool = True) -> None:
    """Another result: no vote on the one before counts, and a new sample is drawn. The caller saves the round.

    Where not the whole round was screened, the digest is taken over the one before and what came out now.
    """
    found.votes.filter(void_at__isnull=True).update(void_at=clock.now())
    found.run += 1
    found.returned_by, found.returned_at, found.return_reason = None, None, ""
    found.state = ROUND.after("screen" if found.state == RoundState.ORDERED else "screen_again", found.state)
    found.rules_label, found.rules_region, found.rules_digest = law.rules.label, law.rules.region_code, law.rules.digest
    chained = hashlib.sha256(f"{found.digest}|{done.digest}".encode()).hexdigest()
    found.digest, found.units = done.digest if whole else chained, found.rows.count()
    draw(found, law)


def draw(found: ScreeningRound, law: Law) -> None:
    """Some of the qualified units by lot, as many as the rules say: the sample of this run. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_SAMPLE, [found.run, found.pk, figure(law, "sample_units", SAMPLE)])


def figure(law: Law, name: str, otherwise: Any = None) -> Any:
    """A figure of the round's rules; `otherwise` where they do not speak of it."""
    entry = law.rules.content.get("parameters", {}).get(name)
    return entry["value"] if entry else otherwise
