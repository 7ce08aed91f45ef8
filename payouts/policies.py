"""Who may do what about money: makers make, checkers release, never the same person; two people settle a doubt."""

from typing import Any

from cases.models import Claim
from cases.policies.claims import can_recover as can_recover_claim
from payouts.models import BankException, Batch, Doubt, Line, Recovery, RecoveryEntry
from payouts.states import GONE_STATES, BatchState, Cause, EntryKind
from stations.models import Region
from stations.policies import holds
from stations.states import FINANCE_ROLES, Role

CHECKERS = (Role.FIRST_CHECK, Role.SECOND_CHECK)
#: Who may lead a recovery on, by the verb of its table.
RECOVERING: dict[str, tuple[str, ...]] = {
    "propose": CHECKERS,
    "send_back": (Role.SECOND_CHECK, Role.APPROVER),
    "order": (Role.SECOND_CHECK, Role.APPROVER),
    "agree": CHECKERS,
    "dismiss": (Role.SECOND_CHECK, Role.APPROVER),
    "revoke": (Role.APPROVER,),
}
#: Who writes an entry down, and who confirms it: money by finance, a set-off by checkers, a write-off above them.
ENTERING: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    EntryKind.PAID_IN: ((Role.FINANCE_MAKER,), (Role.FINANCE_CHECKER,)),
    EntryKind.SET_OFF: (CHECKERS, (Role.SECOND_CHECK, Role.APPROVER)),
    EntryKind.WRITE_OFF: (CHECKERS, (Role.APPROVER,)),
}


def collectable_leagues(user: Any) -> list[Region]:
    """The leagues whole within `user`'s posts as finance maker, by code."""
    leagues = Region.objects.filter(level=Region.Level.LEAGUE).order_by("code")
    return [league for league in leagues if holds(user, Role.FINANCE_MAKER, region_code=league.code)]


def leagues_named() -> list[tuple[str, str]]:
    """The region and its leagues by code, with their names: the places that have budgets."""
    places = Region.objects.filter(level__lte=Region.Level.LEAGUE).order_by("level", "code")
    return [(place.code, place.name) for place in places]


def budget_places(user: Any) -> list[tuple[str, str]]:
    """The places whose budgets `user` may propose: whole within a post as finance maker."""
    return [(code, name) for code, name in leagues_named() if holds(user, Role.FINANCE_MAKER, region_code=code)]


def can_collect(user: Any) -> bool:
    """A finance maker over at least one league."""
    return bool(collectable_leagues(user))


def can_see_money(user: Any) -> bool:
    """Finance people and auditors."""
    return holds(user, *FINANCE_ROLES, Role.AUDITOR)


def can_release(user: Any, batch: Batch) -> bool:
    """A finance checker over the league who did not make the batch."""
    return batch.made_by_id != user.pk and holds(user, Role.FINANCE_CHECKER, region_code=batch.league_code)


def can_cancel(user: Any, batch: Batch) -> bool:
    """Maker or checker of the league, before release: cancelling only keeps money back."""
    return holds(user, *FINANCE_ROLES, region_code=batch.league_code)


def can_doubt_line(user: Any, line: Line) -> bool:
    """Any finance person of the league, for a line that was sent and has no word of the bank yet."""
    sent = line.batch is not None and line.batch.state in GONE_STATES and not hasattr(line, "result")
    return sent and holds(user, *FINANCE_ROLES, region_code=line.league_code)


def can_doubt_batch(user: Any, batch: Batch) -> bool:
    """Any finance person of the league, for a batch that was sent and of which lines have no word of the bank yet."""
    waits = batch.state in (BatchState.SENT, BatchState.ANSWERED) and batch.open_count > 0
    return waits and holds(user, *FINANCE_ROLES, region_code=batch.league_code)


def can_say(user: Any, doubt: Doubt) -> bool:
    """Any finance person of the league writes down what the bank said."""
    return doubt.confirmed_at is None and holds(user, *FINANCE_ROLES, region_code=doubt.batch.league_code)


def can_confirm(user: Any, doubt: Doubt) -> bool:
    """Another finance person than the one who wrote the word down."""
    return doubt.said != "" and doubt.said_by_id != user.pk and can_say(user, doubt)


def can_settle(user: Any, exception: BankException) -> bool:
    """Any finance person of the league says how an exception is settled; that it takes two is asked beside this."""
    return exception.confirmed_at is None and holds(user, *FINANCE_ROLES, region_code=exception.region_code)


def can_read_answers(user: Any) -> bool:
    """Finance people take in the bank's files."""
    return holds(user, *FINANCE_ROLES)


def can_open_recovery(user: Any, claim: Claim) -> bool:
    """A checker of the place, once something may have been paid."""
    return can_recover_claim(user, claim)


def can_recover(user: Any, verb: str, recovery: Recovery) -> bool:
    """Whether the posts of `user` carry this step; whoever proposed does not order, whoever ordered does not revoke."""
    if verb == "agree" and recovery.cause == Cause.LOAN:  # the plan is part of the grant
        return False
    if (verb == "order" and recovery.proposed_by_id == user.pk) or (verb == "revoke" and recovery.ordered_by_id == user.pk):
        return False
    return _posted(user, recovery, RECOVERING[verb])


def can_enter(user: Any, kind: str, recovery: Recovery) -> bool:
    """Whether `user` may write down an entry of that kind."""
    return _posted(user, recovery, ENTERING[kind][0])


def can_confirm_entry(user: Any, entry: RecoveryEntry) -> bool:
    """The second person, never the first one again."""
    return entry.proposed_by_id != user.pk and _posted(user, entry.recovery, ENTERING[entry.kind][1])


def can_take_back_entry(user: Any, entry: RecoveryEntry) -> bool:
    """Whoever may write such an entry down or confirm it, while nobody has confirmed it."""
    first, second = ENTERING[entry.kind]
    return _posted(user, entry.recovery, (*first, *second))


def can_issue_recovery_letter(user: Any, recovery: Recovery) -> bool:
    """The desks and checkers of the place; what was lent rests on the letter of its grant."""
    return recovery.cause != Cause.LOAN and _posted(user, recovery, (Role.STATION, Role.ACCEPTANCE, *CHECKERS, Role.APPROVER))


def _posted(user: Any, recovery: Recovery, roles: tuple[str, ...]) -> bool:
    return holds(user, *roles, region_code=recovery.region_code, station_id=recovery.station_id)
