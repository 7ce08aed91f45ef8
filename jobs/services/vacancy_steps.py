"""The way of a vacancy: published or sent to the bureau, decided there, renewed, filled, withdrawn, shown again."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, clock
from core.policies import Refused, require
from jobs.formulas.vacancy_check import Finding
from jobs.models import Vacancy, VacancyCheck
from jobs.policies import vacancies as policies
from jobs.queries import vacancy_check
from jobs.services.vacancies import NOT_HERE, checked_until
from jobs.states.vacancies import VACANCY
from stations.models import User

Verb = VacancyCheck.Verb
FOUND = _("The check finds something against it. Put it right, or send it to the bureau.")
OVER = _("Its days are over: give it a new last day first.")


@transaction.atomic
def publish(*, vacancy_id: int, actor: User) -> Vacancy:
    """The station's own word: the public sees the vacancy. Raises Refused where the check finds anything."""
    vacancy = _mine(vacancy_id, actor)
    VACANCY.after("submit", vacancy.state)  # from a draft alone: what waits is for the bureau to decide
    if vacancy.valid_until < clock.today():
        raise Refused(OVER, field="valid_until")
    found = vacancy_check.of(vacancy, clock.today())
    if found:
        raise Refused(FOUND, code="found")
    _show(vacancy, "publish", actor)
    _note(vacancy, Verb.PUBLISHED, actor, found)
    audit.record(actor, "vacancy.published", vacancy, until=str(vacancy.valid_until))
    return vacancy


@transaction.atomic
def submit(*, vacancy_id: int, actor: User, reason: str) -> Vacancy:
    """The bureau decides about what was found; `reason` says why the station asks."""
    vacancy = _mine(vacancy_id, actor)
    vacancy.state = VACANCY.after("submit", vacancy.state)
    found = vacancy_check.of(vacancy, clock.today())
    if not found:
        raise Refused(_("Nothing stands against it: publish it yourself."), code="clean")
    vacancy.save(update_fields=["state"])
    _note(vacancy, Verb.SUBMITTED, actor, found, reason=reason)
    audit.record(actor, "vacancy.submitted", vacancy, findings=[finding.code for finding in found])
    return vacancy


@transaction.atomic
def decide(*, vacancy_id: int, actor: User, grant: bool, reason: str) -> Vacancy:
    """The bureau publishes or refuses, with the reason; what is found on this day is kept with it."""
    vacancy = Vacancy.objects.locked(pk=vacancy_id)
    refused = VACANCY.after("refuse", vacancy.state)  # open only while it waits
    require(policies.can_judge(actor, vacancy), _("Acceptance of the banner decides, and not whoever asked for it."))
    if not reason.strip():
        raise Refused(_("Give the reason."), field="reason")
    found = vacancy_check.of(vacancy, clock.today())
    asked = policies.asked_by(vacancy)
    if grant:
        if vacancy.valid_until < clock.today():
            raise Refused(OVER)
        _show(vacancy, "publish", actor)
    else:
        vacancy.state, vacancy.state_note = refused, reason.strip()
        vacancy.save(update_fields=["state", "state_note"])
    _note(vacancy, Verb.PUBLISHED if grant else Verb.REFUSED, actor, found, reason=reason, asked_by=asked)
    told = [finding.code for finding in found]
    audit.record(actor, "vacancy.published" if grant else "vacancy.refused", vacancy, findings=told, reason=reason.strip())
    return vacancy


@transaction.atomic
def renew(*, vacancy_id: int, actor: User, valid_until: date) -> Vacancy:
    """It is shown until another day, if nothing new stands against it."""
    vacancy = _mine(vacancy_id, actor)
    VACANCY.after("fill", vacancy.state)  # only what is published can be renewed
    _refuse_new(vacancy)
    vacancy.valid_until = checked_until(valid_until)
    vacancy.save(update_fields=["valid_until"])
    audit.record(actor, "vacancy.renewed", vacancy, until=str(vacancy.valid_until))
    return vacancy


@transaction.atomic
def fill(*, vacancy_id: int, actor: User, filled: int) -> Vacancy:
    """Nobody more is wanted; `filled` people were hired in all, here or elsewhere."""
    vacancy = _mine(vacancy_id, actor)
    vacancy.state = VACANCY.after("fill", vacancy.state)
    if not vacancy.filled <= filled <= vacancy.headcount:
        raise Refused(
            _("Between %(least)s and %(most)s people were hired.") % {"least": vacancy.filled, "most": vacancy.headcount},
            field="filled",
        )
    vacancy.filled = filled
    vacancy.save(update_fields=["state", "filled"])
    audit.record(actor, "vacancy.filled", vacancy, filled=filled)
    return vacancy


@transaction.atomic
def close(*, vacancy_id: int, actor: User, reason: str) -> Vacancy:
    """Nobody sees it any more; `reason` stays with it."""
    vacancy = _mine(vacancy_id, actor)
    vacancy.state, vacancy.state_note = VACANCY.after("close", vacancy.state), reason.strip()
    vacancy.save(update_fields=["state", "state_note"])
    audit.record(actor, "vacancy.closed", vacancy, reason=reason.strip())
    return vacancy


@transaction.atomic
def reopen(*, vacancy_id: int, actor: User, headcount: int, valid_until: date) -> Vacancy:
    """It is shown again: people are wanted still or anew, until a day; if nothing new stands against it."""
    vacancy = _mine(vacancy_id, actor)
    VACANCY.after("reopen", vacancy.state)
    if headcount <= vacancy.filled:
        raise Refused(
            _("%(count)s people were hired already: say how many are wanted in all.") % {"count": vacancy.filled},
            field="headcount",
        )
    _refuse_new(vacancy)
    vacancy.headcount, vacancy.valid_until, vacancy.state_note = headcount, checked_until(valid_until), ""
    fresh = vacancy.published_at is None
    _show(vacancy, "reopen", actor)
    if fresh:
        _note(vacancy, Verb.PUBLISHED, actor, [])
    audit.record(actor, "vacancy.reopened", vacancy, headcount=headcount, until=str(vacancy.valid_until))
    return vacancy


def _refuse_new(vacancy: Vacancy) -> None:
    found = vacancy_check.of(vacancy, clock.today())
    if {finding.code for finding in found} - vacancy_check.accepted(vacancy):
        raise Refused(_("The check finds something new against it. Change the vacancy, or log it anew."), code="found")


def _show(vacancy: Vacancy, verb: str, actor: User) -> None:
    vacancy.state = VACANCY.after(verb, vacancy.state)
    vacancy.published_at, vacancy.published_by = clock.now(), actor
    vacancy.save()


def _note(
    vacancy: Vacancy, verb: str, actor: User, found: list[Finding], *, reason: str = "", asked_by: int | None = None
) -> None:
    VacancyCheck.objects.create(
        vacancy=vacancy, verb=verb, findings=vacancy_check.stored(found), reason=reason.strip(), asked_by_id=asked_by,
        actor=actor, at=clock.now(),
    )  # fmt: skip


def _mine(vacancy_id: int, actor: User) -> Vacancy:
    vacancy = Vacancy.objects.locked(pk=vacancy_id)
    require(policies.can_edit(actor, vacancy), NOT_HERE)
    return vacancy
