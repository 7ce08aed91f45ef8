"""Referrals (推荐): a resident sent to a vacancy, interviewed, hired or not, and fallen out again.

The vacancy is held first, then the referral, then the person: two desks never give the last place twice.
"""

from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cases.models import Hire, Resident
from cases.services import hires
from core import audit, clock
from core.policies import Refused, constraint_of, require
from jobs.models import FollowUp, Referral, Vacancy, Wish
from jobs.policies import wishes as policies
from jobs.queries import matching
from jobs.services.wishes import NO_TERMS
from jobs.states.referrals import REFERRAL
from jobs.states.vacancies import VACANCY, Employer, VacancyState
from jobs.states.wishes import WISH, WishState
from programmes.formulas import placement_terms
from programmes.formulas.rulebook import Rulebook
from programmes.queries import rulesets
from stations.models import User

FULL = _("Everybody who was wanted has been hired. Refer the person to another vacancy.")


@transaction.atomic
def refer(*, resident_id: int, vacancy_id: int, actor: User, note: str = "") -> Referral:
    """The station sends the person there; the points of the pair are kept as the desk saw them.

    Raises Refused where the vacancy is not on show or full, or the person was sent there already.
    """
    vacancy = Vacancy.objects.locked(pk=vacancy_id)
    resident = Resident.objects.select_related("station").get(pk=resident_id)
    require(policies.can_edit(actor, resident), policies.NOT_HERE)
    if resident.deceased_on:
        raise Refused(_("The register says that this person has died."))
    if vacancy.household_id == resident.pk:
        raise Refused(_("It is the person's own household that offers this work."))
    if not Vacancy.objects.on_show(clock.today()).filter(pk=vacancy_id).exists():
        raise Refused(_("This vacancy is not on show any more."))
    if vacancy.wanted < 1:
        raise Refused(FULL)
    wish = Wish.objects.filter(resident=resident, state=WishState.OPEN).first()
    found = matching.explain(wish, vacancy) if wish else None
    made = Referral(
        resident=resident, vacancy=vacancy, wish=wish, station=resident.station, region_code=resident.region_code,
        referred_on=clock.today(), referred_by=actor, note=note.strip(),
        score=found.score.points if found and found.score else None, rules=found.label if found and found.score else "",
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        if constraint_of(error) == "referral_one_open":
            raise Refused(_("The person was referred to this vacancy already."), code="known") from None
        raise
    _record(actor, "referral.made", made)
    return made


@transaction.atomic
def invite(*, referral_id: int, actor: User, interview_on: date) -> Referral:
    """The employer sees the person on that day; a new day replaces the old one."""
    _vacancy, referral = _held(referral_id, actor)
    referral.state = REFERRAL.after("invite", referral.state)
    if interview_on < referral.referred_on:
        raise Refused(_("The interview cannot lie before the referral."), field="interview_on")
    referral.interview_on = interview_on
    referral.save(update_fields=["state", "interview_on"])
    _record(actor, "referral.invited", referral, on=str(interview_on))
    return referral


@transaction.atomic
def hire(*, referral_id: int, actor: User, hired_on: date, contract: str = "") -> Referral:
    """The person works there from that day: one place less is free, the wish is served, three follow-ups are due.

    A unit's hire stands on record for the programmes in the same moment, so that a benefit ends from its month. A
    household's is recorded here alone: it has no credit code and no labour contract that those programmes could ask for.
    Raises Refused naming the field where the day is impossible, or where somebody else has got the last place.
    """
    vacancy, referral = _held(referral_id, actor)
    after = REFERRAL.after("hire", referral.state)
    terms = rulesets.in_force(placement_terms.TABLE.name, referral.region_code, clock.today())
    if terms is None:
        raise Refused(NO_TERMS)
    if not referral.referred_on <= hired_on <= clock.today():
        raise Refused(_("The day of the hire lies between the referral and today."), field="hired_on")
    if vacancy.wanted < 1:
        raise Refused(FULL)
    referral.hire = _hire_record(referral, vacancy, actor, hired_on, contract)
    referral.state, referral.hired_on, referral.closed_on = after, hired_on, clock.today()
    referral.save(update_fields=["state", "hired_on", "closed_on", "hire"])
    _fill(vacancy, 1)
    book = Rulebook(terms.content)
    FollowUp.objects.bulk_create(
        FollowUp(referral=referral, number=number, due_on=hired_on + timedelta(days=book.integer(name)))
        for number, name in enumerate(placement_terms.FOLLOW_UPS, start=1)
    )
    _place(referral, actor)
    _record(actor, "referral.hired", referral, on=str(hired_on), hire=referral.hire_id)
    return referral


@transaction.atomic
def refuse(*, referral_id: int, actor: User, reason: str, note: str = "") -> Referral:
    """Nothing came of it, for that reason."""
    _vacancy, referral = _held(referral_id, actor)
    referral.state, referral.closed_on = REFERRAL.after("refuse", referral.state), clock.today()
    if not reason:
        raise Refused(_("Choose the reason."), field="reason")
    referral.reason, referral.note = reason, note.strip() or referral.note
    referral.save(update_fields=["state", "closed_on", "reason", "note"])
    _record(actor, "referral.refused", referral, reason=reason)
    return referral


@transaction.atomic
def miss(*, referral_id: int, actor: User) -> Referral:
    """The person did not come."""
    _vacancy, referral = _held(referral_id, actor)
    referral.state, referral.closed_on = REFERRAL.after("miss", referral.state), clock.today()
    referral.save(update_fields=["state", "closed_on"])
    _record(actor, "referral.missed", referral)
    return referral


@transaction.atomic
def fall_out(*, referral_id: int, actor: User, left_on: date, left_reason: str) -> Referral:
    """The person works there no more: the place is free again, and the hire record has its last day."""
    vacancy, referral = _held(referral_id, actor)
    referral.state = REFERRAL.after("fall_out", referral.state)
    if referral.hired_on is None or not referral.hired_on <= left_on <= clock.today():
        raise Refused(_("The last day lies between the day of the hire and today."), field="left_on")
    if not left_reason:
        raise Refused(_("Choose the reason."), field="left_reason")
    referral.left_on, referral.left_reason = left_on, left_reason
    referral.save(update_fields=["state", "left_on", "left_reason"])
    _fill(vacancy, -1)
    record = referral.hire
    if record is not None and record.left_on is None and record.voided_at is None:
        hires.leave(hire_id=record.pk, actor=actor, left_on=left_on)
    _record(actor, "referral.fallen_out", referral, on=str(left_on), reason=left_reason)
    return referral


@transaction.atomic
def follow_up(*, follow_up_id: int, actor: User, found: str, note: str = "") -> FollowUp:
    """The station has asked how the person is doing; once a day of asking. Whoever left is recorded as fallen out."""
    seen = FollowUp.objects.get(pk=follow_up_id)
    _vacancy, referral = _held(seen.referral_id, actor)
    seen.refresh_from_db()
    if seen.done_on:
        raise Refused(_("This follow-up is on record already."), code="wrong_state")
    REFERRAL.after("fall_out", referral.state)  # only of somebody who works there
    if not found:
        raise Refused(_("Say what was found."), field="found")
    seen.done_on, seen.done_by, seen.found, seen.note = clock.today(), actor, found, note.strip()
    seen.save(update_fields=["done_on", "done_by", "found", "note"])
    _record(actor, "referral.followed_up", referral, number=seen.number, found=found)
    return seen


def _held(referral_id: int, actor: User) -> tuple[Vacancy, Referral]:
    found = Referral.objects.values_list("vacancy_id", flat=True).get(pk=referral_id)
    vacancy = Vacancy.objects.locked(pk=found)
    referral = Referral.objects.locked(pk=referral_id)
    require(policies.can_step(actor, referral), policies.NOT_HERE)
    return vacancy, referral


def _hire_record(referral: Referral, vacancy: Vacancy, actor: User, hired_on: date, contract: str) -> Hire | None:
    """The record of a unit's hire, or the one that the register brought before."""
    if vacancy.employer_kind != Employer.UNIT:
        return None
    try:
        return hires.record(
            resident_id=referral.resident_id, actor=actor, hired_on=hired_on, credit_code=vacancy.credit_code,
            employer=vacancy.employer, contract=contract, source=Hire.Source.REFERRAL, document=vacancy.number,
        )  # fmt: skip
    except Refused as refused:
        if refused.code != "known":
            raise
    known = Hire.objects.live().filter(resident=referral.resident_id, credit_code=vacancy.credit_code, hired_on=hired_on)
    return known.get()


def _fill(vacancy: Vacancy, change: int) -> None:
    """So many more, or fewer, work there; a vacancy that is full or has a place again says so."""
    vacancy.filled = max(vacancy.filled + change, 0)
    if vacancy.wanted < 1 and vacancy.state == VacancyState.PUBLISHED:
        vacancy.state = VACANCY.after("fill", vacancy.state)
    elif vacancy.wanted > 0 and vacancy.state == VacancyState.FILLED:
        vacancy.state = VACANCY.after("reopen", vacancy.state)
    vacancy.save(update_fields=["filled", "state"])


def _place(referral: Referral, actor: User) -> None:
    """Whoever has work looks for none: the open wish is served."""
    wish = Wish.objects.filter(resident=referral.resident_id, state=WishState.OPEN).first()
    if wish:
        wish.state = WISH.after("place", wish.state)
        Wish.objects.filter(pk=wish.pk).update(state=wish.state)
        audit.record(actor, "wish.placed", wish, referral=referral.pk, resident=referral.resident_id)


def _record(actor: User, verb: str, referral: Referral, **data: Any) -> None:
    audit.record(actor, verb, referral, resident=referral.resident_id, vacancy=referral.vacancy_id, **data)
