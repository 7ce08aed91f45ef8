"""The automatic half of the double check (E-6): what a checker must know beside the conditions of the law."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cases.models import Assessment, BankAccount, ChangeRequest, Claim, Registration
from cases.queries import budgets, exclusions, hires, listed, person_facts, plans, publicity, transfers
from cases.queries import facts as facts_query
from cases.states import CLOCK_STATES, AccountState, ChangeState, ClaimState, ListState
from enterprises.models import CorporateAccount
from programmes.formulas import registry
from programmes.queries import labels


def about(claim: Claim) -> list[str]:
    """One sentence a finding, in the language of the page; empty when there is none."""
    assessment = claim.assessments.order_by("-pk").first()
    found = [*_person(claim), *transfers.caution(claim), *_account(claim), *_elsewhere(claim)]
    if assessment is not None:
        now = facts_query.current(claim)
        found += [*_job(claim, [row.month for row in plans.payable(claim, assessment.result)])]
        found += [*_excluded(claim, assessment, now), *_taken(claim, assessment), *_register(assessment, now)]
    return found


def after_grant(claim: Claim) -> list[str]:
    """What stands against a benefit that is running (社会保险法 art. 51), holds its money, or keeps a grant waiting after its
    publicity; empty for any other claim."""
    if claim.state == ClaimState.PUBLISHED:
        return _budget(claim)
    if claim.state not in (ClaimState.GRANTED, ClaimState.SUSPENDED):
        return []
    if claim.resident is None:
        return _account(claim)
    if claim.resident.deceased_on:
        return [_("The register says that this person has died: end the benefit.")]
    job = _job(claim, list(claim.instalments.filter(cancelled_on__isnull=True).values_list("month", flat=True)))
    if job:
        return job + _account(claim)
    if (
        claim.scheme == person_facts.BENEFIT
        and not Registration.objects.filter(resident_id=claim.resident_id, ended_on__isnull=True).exists()
    ):
        return [_("The unemployment registration has ended: find out why, and end or suspend the benefit."), *_account(claim)]
    return _account(claim)


def _budget(claim: Claim) -> list[str]:
    shown = publicity.entry_of(claim)
    if shown is None or shown.list.state != ListState.CLOSED or shown.objections.open().exists():
        return []
    found = budgets.short(claim)
    if found is None:
        return []
    return [
        _(
            "The publicity is over, and the claim waits: the budget of %(year)s has %(left)s yuan left, and this asks for "
            "%(asked)s. Ask finance to propose a higher plan; it is granted by itself once a second person has confirmed that."
        )
        % {"year": found.year, "left": f"{found.left:,.2f}", "asked": f"{found.asked:,.2f}"}
    ]


def _person(claim: Claim) -> list[str]:
    if claim.resident is None:
        return []
    found = []
    if claim.resident.deceased_on:
        found.append(_("The register says that this person has died."))
    if ChangeRequest.objects.filter(resident_id=claim.resident_id, state=ChangeState.OPEN).exists():
        found.append(_("A change of the person's number or account waits for a second person."))
    return found


def _job(claim: Claim, months: list[date]) -> list[str]:
    """A job that stands against months of the claim; for other programmes of a person, that there is one."""
    if claim.resident is None:
        return []
    hire = hires.against(claim, months)
    if hire:
        return [
            _("The hire records say that the person works at %(employer)s since %(day)s: no month from then on can be paid.")
            % {"employer": hire.employer, "day": hire.hired_on.isoformat()}
        ]
    job = hires.works_now(claim.resident).first()
    if job is None or registry.scheme(claim.scheme).plan == "none" or claim.state not in CLOCK_STATES:
        return []
    return [
        _("The hire records say that the person works at %(employer)s since %(day)s: look whether the programme goes with a job.")
        % {"employer": job.employer, "day": job.hired_on.isoformat()}
    ]


def _account(claim: Claim) -> list[str]:
    if registry.scheme(claim.scheme).plan == "none":
        return []
    account: BankAccount | CorporateAccount | None
    if claim.enterprise_id:
        account = (
            CorporateAccount.objects.filter(enterprise_id=claim.enterprise_id).exclude(state="closed").order_by("-state").first()
        )
    else:
        account = BankAccount.objects.filter(resident_id=claim.resident_id, is_current=True).first()
    if account is None:
        return [_("No bank account is on record: nothing can be paid until there is one.")]
    found = []
    if account.state != AccountState.VERIFIED:
        found.append(_("The bank account is not confirmed by a second person: payment is held until it is."))
    others = BankAccount.objects.filter(number_hash=account.number_hash).exclude(resident_id=claim.resident_id).exists()
    units = CorporateAccount.objects.filter(number_hash=account.number_hash).exclude(enterprise_id=claim.enterprise_id).exists()
    if others or units:
        found.append(_("The same bank account is on record for somebody else."))
    return found


def _elsewhere(claim: Claim) -> list[str]:
    if not registry.scheme(claim.scheme).listed:
        return []
    double = listed.listed_elsewhere(claim)
    if not double:
        return []
    named = _(", ").join(f"{name} ({number})" for name, number in double)
    return [_("On the list of another open claim too, of which one can be granted: %(people)s") % {"people": named}]


def _excluded(claim: Claim, assessment: Assessment, facts: Mapping[str, Any]) -> list[str]:
    if claim.state in (ClaimState.GRANTED, ClaimState.SUSPENDED, ClaimState.ENDED):
        return []
    now = exclusions.standing(claim, assessment.result, facts)
    if now != assessment.excluded:
        return [_("What excludes this grant is another by now, so a vote will void this assessment.")]
    claims = [each["claim"] for each in now if "claim" in each]
    if not claims:
        return []
    return [
        _("Excluded by what is granted under %(claims)s: it is refused, unless that ends first.")
        % {"claims": _(", ").join(claims)}
    ]


def _taken(claim: Claim, assessment: Assessment) -> list[str]:
    taken = list(plans.taken_before(claim, plans.payable(claim, assessment.result)).values_list("period", flat=True))
    if not taken:
        return []
    return [_("Already payable under an earlier claim and left out: %(months)s") % {"months": _(", ").join(taken)}]


def _register(assessment: Assessment, now: Mapping[str, Any]) -> list[str]:
    changed = [labels.fact(name) for name, value in assessment.facts.items() if now.get(name, value) != value]
    if not changed:
        return []
    return [
        _("The register says otherwise now, so a vote will void this assessment: %(names)s") % {"names": _(", ").join(changed)}
    ]
