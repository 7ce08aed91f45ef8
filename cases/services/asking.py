"""Qualified units are asked whether their account is right; what they say, and what their silence means (E-4)."""

from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from cases.models import ScreenedUnit, ScreeningRound, UnitAnswer
from cases.policies import screening as policies
from cases.queries import screening as query
from cases.services import screening
from cases.states.screening import ROUND, SAID, Answer, AnswerWay, Finding, Why
from core import audit, clock
from core.periods import add_working_days, month_end
from core.policies import NotAllowed, Refused, require
from programmes.services import calendar
from stations.models import User
from stations.services.machine import machine_user

DAYS, LAST_MONTH = 10, 12
#: What a word that stops the grant makes of the unit.
PARKED = {Answer.DECLINED: Why.DECLINED, Answer.WRONG: Why.WRONG_ACCOUNT, Answer.LATE: Why.UNANSWERED}
_ASK = """
INSERT INTO cases_unitanswer (unit_id, token, account_id, asked_on, until, answer, name, way, note)
SELECT u.id, gen_random_uuid(), a.id, %(on)s, %(until)s, '', '', '', '' FROM cases_screenedunit u
JOIN enterprises_corporateaccount a ON a.enterprise_id = u.enterprise_id AND a.state = 'verified'
WHERE u.round_id = %(round)s AND u.outcome = 'qualified' AND u.claim_id IS NULL
    AND NOT EXISTS (SELECT FROM cases_unitanswer b WHERE b.unit_id = u.id)
"""
_TELL = """
INSERT INTO cases_unitnotice (unit_id, token, told_on)
SELECT u.id, gen_random_uuid(), %(on)s FROM cases_screenedunit u
WHERE u.round_id = %(round)s AND u.outcome <> 'qualified' AND NOT u.reasons && %(quiet)s
    AND NOT EXISTS (SELECT FROM cases_unitnotice t WHERE t.unit_id = u.id)
    AND NOT EXISTS (SELECT FROM cases_unitanswer a WHERE a.unit_id = u.id)
"""
_CLOSE = """
WITH late AS (
    UPDATE cases_unitanswer a SET answer = %(answer)s, answered_at = %(now)s FROM cases_screenedunit u
    WHERE u.id = a.unit_id AND u.round_id = %(round)s AND a.answer = '' AND a.until < %(today)s RETURNING a.unit_id)
SELECT array_agg(unit_id ORDER BY unit_id) FROM late
"""


@transaction.atomic
def ask(*, round_id: int, actor: User) -> int:
    """Every qualified unit that nobody asked is asked today; returns how many. Two statements, however many units.

    The last day, whether silence counts as a yes, and until when the others may apply, are those of the round's rules.
    """
    found = screening.locked(round_id, actor)
    require(policies.can_ask(actor, found), screening.NOT_YOURS)
    screening.rest(found)
    state = ROUND.after("ask", found.state)
    law = screening.law_of(found)
    if not law.pays:
        raise Refused(_("This programme pays nobody: there is no account to confirm."))
    today = clock.today()
    until = add_working_days(today, int(screening.figure(law, "confirm_working_days", DAYS)), calendar.load())
    with connection.cursor() as cursor:
        cursor.execute(_ASK, {"on": today, "until": until, "round": found.pk})
        count = int(cursor.rowcount)
    if not count:
        raise Refused(_("Every qualified unit has been asked already."))
    found.state, found.asked_on, found.answer_until = state, found.asked_on or today, until
    found.silent = bool(screening.figure(law, "silent_consent", False))
    found.apply_until = month_end(today.replace(month=int(screening.figure(law, "leftover_month", LAST_MONTH)), day=1))
    found.save()
    told = tell(found)
    audit.record(actor, "round.units_asked", found, units=count, until=str(until), silent=found.silent, told=told)
    return count


def tell(found: ScreeningRound) -> int:
    """Every unit that was left out and not told yet is told from today on; returns how many. One statement.

    Closed units and those that have claimed already are left in peace; whoever was asked has a page already.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TELL, {"on": clock.today(), "round": found.pk, "quiet": [Why.CLAIMED.value, Why.CLOSED.value]})
        return int(cursor.rowcount)


@transaction.atomic
def record(*, unit_id: int, actor: User, answer: str, name: str, way: str, note: str = "") -> UnitAnswer:
    """What somebody says for the unit, written down at the desk; a no and a wrong account park it with their reason."""
    unit = ScreenedUnit.objects.visible_to(actor).locked(pk=unit_id)
    require(policies.can_record(actor, unit), _("The station or the window of the unit's banner records what it says."))
    if way not in AnswerWay.values or way == AnswerWay.PAGE:
        raise Refused(_("Say how the answer came."), field="way")
    if unit.round.votes.filter(run=unit.round.run, actor=actor, void_at__isnull=True).exists():
        raise NotAllowed(_("You checked this round: another person records the answer."))
    return _say(unit, actor, answer, name, way, note)


@transaction.atomic
def reply(*, token: Any, answer: str, name: str, note: str = "") -> UnitAnswer:
    """What the unit says on its own page, which its token opens. Raises DoesNotExist for a token that nobody was given."""
    unit = ScreenedUnit.objects.locked(answer__token=token)
    return _say(unit, None, answer, name, AnswerWay.PAGE, note)


def _say(unit: ScreenedUnit, actor: User | None, answer: str, name: str, way: str, note: str) -> UnitAnswer:
    asked = UnitAnswer.objects.select_for_update(of=("self",), no_key=True).filter(unit=unit).first()
    screening.rest(unit.round)
    if asked is None or unit.outcome != Finding.QUALIFIED or unit.claim_id:
        raise Refused(_("This unit is not asked, or no answer is needed any more. Look at it again."))
    if asked.answer != Answer.WAITING:
        raise Refused(_("The unit has answered already: %(answer)s.") % {"answer": asked.get_answer_display()})
    if asked.until < clock.today():
        raise Refused(_("The last day to answer is over. The unit may apply by itself."))
    if answer not in SAID:
        raise Refused(_("Say what the unit answers."), field="answer")
    name, note = name.strip(), note.strip()
    if not name:
        raise Refused(_("Name who answers for the unit."), field="name")
    if answer != Answer.CONFIRMED and not note:
        raise Refused(_("Say why, in a few words."), field="note")
    asked.answer, asked.name, asked.way, asked.note = answer, name[:60], way, note[:300]
    asked.answered_at, asked.recorded_by = clock.now(), actor
    asked.save()
    if answer in PARKED:
        hold([unit.pk], PARKED[Answer(answer)], actor or machine_user(), note)
    audit.record(actor or machine_user(), "unit.answered", unit, said=answer, channel=way, round=unit.round.number)
    return asked


def hold(unit_ids: list[int], why: Why, actor: User, note: str = "") -> int:
    """The units are parked by a person's word or its absence, so that another screening leaves them. One statement."""
    rows = ScreenedUnit.objects.filter(pk__in=unit_ids, claim__isnull=True)
    return rows.update(outcome=Finding.PARKED, reasons=[why.value], fact="", held_by=actor, held_at=clock.now(), note=note[:300])


def close_due() -> int:
    """Every question whose last day is over gets its answer: silence is a yes where the round says so, else the unit is parked.

    One transaction a round; returns how many units. Idempotent.
    """
    waiting = query.overdue(UnitAnswer.objects.all()).order_by()
    rounds = sorted(waiting.values_list("unit__round", flat=True).distinct())
    return sum(_close(pk) for pk in rounds)


@transaction.atomic
def _close(round_id: int) -> int:
    return close(ScreeningRound.objects.locked(pk=round_id))


def close(found: ScreeningRound) -> int:
    """As `close_due` for one round, which the caller holds."""
    answer = Answer.SILENT if found.silent else Answer.LATE
    values: dict[str, Any] = {"answer": answer.value, "now": clock.now(), "today": clock.today(), "round": found.pk}
    with connection.cursor() as cursor:
        cursor.execute(_CLOSE, values)
        late = list(cursor.fetchone()[0] or [])
    if answer == Answer.LATE:
        hold(late, Why.UNANSWERED, machine_user())
    audit.record_set(machine_user(), "unit.answer_closed", ScreenedUnit, late, region=found.region_code, said=answer.value)
    return len(late)
