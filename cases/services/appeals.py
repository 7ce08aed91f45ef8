"""Appeals: recorded with their terms, followed, and their outcome: where it changes the decision, the matter is decided anew."""

import uuid
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cases.formulas import appeal_terms
from cases.models import Appeal, Claim, Decision, Delivery, ListedPerson
from cases.policies import appeals as policies
from cases.services import assessing, entitlement, numbers, steps
from cases.states import APPEAL, DECIDES_ANEW, ClaimState, Outcome, Route
from core import audit, clock
from core.policies import NotAllowed, Refused, require
from programmes.formulas import registry
from programmes.services import calendar
from stations.models import User


@transaction.atomic
def file(*, claim_id: int, actor: User, route: str, filed_on: date, filed_by: str, authority: str, text: str) -> Appeal:
    """The appeal stands beside the decision, with its last days. That it came late is named and does not stop it.

    Raises Refused for a claim without a decision, a second open appeal on the same way, and after five years.
    """
    claim = steps.locked(claim_id, actor)
    require(policies.can_file(actor, claim), _("Your post does not carry the appeals of this claim."))
    decision = Decision.objects.filter(claim=claim).first()
    if decision is None:
        raise Refused(_("There is no decision to appeal against."))
    if not decision.decided_on <= filed_on <= clock.today():
        raise Refused(_("The day lies between the decision and today."), field="filed_on")
    if appeal_terms.too_late_for_good(decision.decided_on, filed_on):
        raise Refused(_("More than five years have passed since the decision: no appeal is possible."), field="filed_on")
    days_off = calendar.load()
    delivered_on = _delivered_on(claim, decision)
    try:
        with transaction.atomic():
            made = Appeal.objects.create(
                number=numbers.take("SS", claim.region_code),
                decision=decision,
                claim=claim,
                region_code=claim.region_code,
                station_id=claim.station_id,
                route=Route(route),
                filed_on=filed_on,
                filed_by=filed_by.strip(),
                authority=authority.strip(),
                text=text.strip(),
                delivered_on=delivered_on,
                file_by=appeal_terms.file_by(route, delivered_on, _reviewed_on(decision), days_off),
                accept_by=appeal_terms.accept_by(route, filed_on, days_off),
                decide_by=appeal_terms.decide_by(route, filed_on, None, False, days_off),
                recorded_by=actor,
                recorded_at=clock.now(),
            )
    except IntegrityError as error:
        raise Refused(_("An appeal on this way is open already."), field="route") from error
    _record(actor, "appeal.filed", made, route=made.route, late=made.is_late)
    return made


@transaction.atomic
def follow(*, appeal_id: int, actor: User, accepted_on: date | None, extended: bool, case_no: str) -> Appeal:
    """What the authority has said so far: accepted or not yet, its number, whether it takes longer; the last day follows."""
    found = _locked(appeal_id, actor, "follow")
    if accepted_on is not None and not found.filed_on <= accepted_on <= clock.today():
        raise Refused(_("The day lies between the filing and today."), field="accepted_on")
    if extended and found.route != Route.REVIEW:
        raise Refused(_("Only the term of an administrative review is extended here."), field="extended")
    said = accepted_on or extended or case_no.strip()
    if not said and not (found.accepted_on or found.extended or found.case_no):
        raise Refused(_("Enter what the authority has said: a day, a number or that it takes longer."), field="accepted_on")
    found.accepted_on, found.extended, found.case_no = accepted_on, extended, case_no.strip()
    found.decide_by = appeal_terms.decide_by(found.route, found.filed_on, accepted_on, extended, calendar.load())
    found.save()
    _record(actor, "appeal.followed", found, accepted_on=str(accepted_on or ""), decide_by=str(found.decide_by))
    return found


@transaction.atomic
def conclude(
    *, appeal_id: int, actor: User, outcome: str, outcome_on: date, outcome_received_on: date, outcome_no: str, outcome_text: str
) -> Appeal:
    """The outcome stands. One that changes or revokes the decision waits for a second person; any other closes the appeal."""
    anew = Outcome(outcome) in DECIDES_ANEW
    found = _locked(appeal_id, actor, "propose" if anew else "close")
    if not found.filed_on <= outcome_on <= outcome_received_on <= clock.today():
        raise Refused(_("Filed, decided, received, today: each day is no earlier than the one before."), field="outcome_on")
    if not outcome_text.strip():
        raise Refused(_("Write down the reasons in short."), field="outcome_text")
    found.outcome, found.outcome_on, found.outcome_received_on = Outcome(outcome), outcome_on, outcome_received_on
    found.outcome_no, found.outcome_text, found.proposed_by = outcome_no.strip(), outcome_text.strip(), actor
    found.state = APPEAL.after("propose" if anew else "close", found.state)
    found.closed_at = None if anew else clock.now()
    found.save()
    _record(actor, "appeal.proposed" if anew else "appeal.closed", found, outcome=found.outcome)
    return found


@transaction.atomic
def send_back(*, appeal_id: int, actor: User, reason: str) -> Appeal:
    """The outcome is not what the document says: it is written down anew."""
    found = _locked(appeal_id, actor, "send_back")
    if not reason.strip():
        raise Refused(_("Give the reason."), field="reason")
    found.state, found.outcome, found.proposed_by = APPEAL.after("send_back", found.state), "", None
    found.save()
    _record(actor, "appeal.sent_back", found, reason=reason.strip())
    return found


@transaction.atomic
def confirm(*, appeal_id: int, actor: User, outcome: str) -> Appeal:
    """A second person confirms that the decision falls: the claim begins anew at the first check, under the law of its day.

    The old decision stays as it was made. A grant that runs is ended; months begun stay paid and are left out of the new
    plan. On an objection nobody confirms who made the decision. `outcome` is what the second person had on the screen.
    """
    found = _locked(appeal_id, actor, "confirm")
    if outcome != found.outcome:
        raise Refused(_("The outcome was written down anew since you looked. Look again."))
    require(found.proposed_by_id != actor.pk, _("You wrote the outcome down: another person confirms it."))
    decision = found.decision
    if found.route == Route.OBJECTION and actor.pk in (decision.checked_by_id, decision.decided_by_id):
        raise NotAllowed(_("You made the decision: another person confirms what became of the objection."))
    old = Claim.objects.locked(pk=found.claim_id)
    if old.state in (ClaimState.GRANTED, ClaimState.SUSPENDED):
        entitlement.supersede(old, actor, found.number)
    found.follow_up = _anew(old, found, actor)
    found.confirmed_by, found.closed_at = actor, clock.now()
    found.state = APPEAL.after("confirm", found.state)
    found.save()
    _record(actor, "appeal.closed", found, outcome=found.outcome, follow_up=found.follow_up.number)
    return found


def _anew(old: Claim, found: Appeal, actor: User) -> Claim:
    """The claim once more, as it was submitted, at the first check: rules and facts are those of the first day."""
    try:
        with transaction.atomic():
            claim = Claim.objects.create(
                number=numbers.take(registry.scheme(old.scheme).prefix, old.region_code),
                resident_id=old.resident_id,
                enterprise_id=old.enterprise_id,
                scheme=old.scheme,
                occasion=old.occasion,
                state=ClaimState.DRAFT,
                station_id=old.station_id,
                region_code=old.region_code,
                channel=old.channel,
                facts=old.facts,
                agreed_at=old.agreed_at,
                submit_token=uuid.uuid4(),
                created_at=clock.now(),
                created_by=actor,
                submitted_at=old.submitted_at,
            )
    except IntegrityError as error:
        raise Refused(_("A newer claim to the same is open: it is withdrawn or decided first.")) from error
    ListedPerson.objects.bulk_create(
        ListedPerson(claim=claim, resident_id=resident_id, facts=facts)
        for resident_id, facts in old.people.order_by("pk").values_list("resident_id", "facts")
    )
    claim.accepted_on = clock.today()
    claim.statutory_days = steps.rules_of(claim).integer("decision_working_days")
    steps.start_clock(claim, claim.statutory_days, calendar.load())
    assessing.refresh(claim, actor)
    steps.move(claim, "begin_anew", actor, found.number, appeal=found.number, before_claim=old.number)
    return claim


def _delivered_on(claim: Claim, decision: Decision) -> date | None:
    kind = "grant" if decision.granted else "refusal"
    return Delivery.objects.filter(letter__claim=claim, letter__kind=kind).values_list("on", flat=True).first()


def _reviewed_on(decision: Decision) -> date | None:
    reviews = decision.appeals.filter(route=Route.REVIEW, outcome_received_on__isnull=False).order_by("-pk")
    return reviews.values_list("outcome_received_on", flat=True).first()


def _locked(appeal_id: int, actor: User, verb: str) -> Appeal:
    found: Appeal = Appeal.objects.visible_to(actor).locked(pk=appeal_id)
    APPEAL.after(verb, found.state)
    require(policies.can(actor, verb, found), _("Your post does not carry this step."))
    return found


def _record(actor: User, verb: str, found: Appeal, **data: Any) -> None:
    audit.record(actor, verb, found, decision=found.decision_id, **data)
