"""How the demo bank behaves: an instruction and a seed in, the answers and when they come out. The same in, the same out."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from payouts.bankfiles.answer_write import Verdict
from payouts.bankfiles.instruction_read import Instruction
from payouts.bankfiles.layout import FAILED, PAID, PENDING, RETURNED, Payment, fen, plain

#: What Chinese banks give as reasons (domain register, section D), with the codes of ISO 20022.
REASONS = (("BE01", "户名账号不符"), ("AC06", "账户冻结"), ("AC04", "账户已销户"), ("AC04", "长期不动户"), ("RC01", "行号错"))
FORMS = ("text", "pain002")
LATE = 20  # times the usual wait
BEHAVIOURS = ("mixed", "all_ok", "fail:N", "late", "twice", "wrong", "partial", "silent", "pending", "contradict")


@dataclass(frozen=True)
class Reply:
    """One answer file: `after` so many usual waits, in `form`."""

    after: int
    form: str
    verdicts: list[Verdict]


def plan(instruction: Instruction, behaviour: str, seed: int) -> list[Reply]:
    """Every answer that this bank will ever give to `instruction`; raises ValueError for an unknown behaviour."""
    chance = random.Random(f"{seed}:{instruction.number}")
    failing = failures(behaviour)
    if failing is not None:
        return [Reply(1, "text", _failing(instruction.payments, failing, chance))]
    known: dict[str, Callable[[list[Payment], random.Random], list[Reply]]] = {
        "mixed": _mixed,
        "all_ok": lambda payments, _chance: [Reply(1, "text", _all(payments))],
        "late": lambda payments, _chance: [Reply(LATE, "pain002", _all(payments))],
        "twice": lambda payments, _chance: [Reply(1, "text", _all(payments)), Reply(1, "text", _all(payments))],
        "wrong": _wrong,
        "partial": lambda payments, _chance: [Reply(1, "text", _all(payments[: (len(payments) + 1) // 2]))],
        "silent": lambda _payments, _chance: [],
        "pending": lambda payments, _chance: [
            Reply(1, "text", [verdict(payment, PENDING) for payment in payments]),
            Reply(LATE, "pain002", _all(payments)),
        ],
        "contradict": _contradict,
    }
    if behaviour not in known:
        raise ValueError(behaviour)
    return known[behaviour](instruction.payments, chance)


def failures(behaviour: str) -> int | None:
    """The N of `fail:N`; None for every other behaviour."""
    name, _colon, number = behaviour.partition(":")
    return int(number) if name == "fail" and number.isdecimal() else None


def is_known(behaviour: str) -> bool:
    """Whether the bank can behave like this."""
    return failures(behaviour) is not None or (behaviour in BEHAVIOURS and behaviour != "fail:N")


def verdict(payment: Payment, status: str = PAID, code: str = "", reason: str = "") -> Verdict:
    """The bank's word about one payment."""
    return Verdict(payment.line_no, payment.key, payment.account, payment.name, payment.amount, status, code, reason)


def _all(payments: list[Payment]) -> list[Verdict]:
    return [verdict(payment) for payment in payments]


def _failing(payments: list[Payment], count: int, chance: random.Random) -> list[Verdict]:
    failing = set(chance.sample(range(len(payments)), min(count, len(payments))))
    return [
        verdict(payment, FAILED, *chance.choice(REASONS)) if place in failing else verdict(payment)
        for place, payment in enumerate(payments)
    ]


def _wrong(payments: list[Payment], _chance: random.Random) -> list[Reply]:
    """One amount too high, one account that is another, one line that nobody sent; the rest is paid."""
    verdicts = _all(payments)
    verdicts[0] = verdicts[0]._replace(amount=plain(fen(verdicts[0].amount) + 100))
    if len(verdicts) > 1:
        verdicts[1] = verdicts[1]._replace(account=verdicts[1].account[:-4] + "0000")
    unknown = payments[-1].key[:-7] + "9999999"
    return [Reply(1, "text", [*verdicts, verdicts[-1]._replace(line_no=9999999, key=unknown)])]


def _contradict(payments: list[Payment], chance: random.Random) -> list[Reply]:
    """First one line failed and the rest paid; then the bank says the opposite of the failed one and of a paid one."""
    first = _failing(payments, 1, chance)
    turned = [
        row._replace(status=PAID, code="", reason="")
        if row.status == FAILED
        else row._replace(status=FAILED, code="AC04", reason="账户已销户")
        for row in sorted(first, key=lambda row: row.status)[:2]
    ]
    return [Reply(1, "text", first), Reply(2, "text", turned)]


def _mixed(payments: list[Payment], chance: random.Random) -> list[Reply]:
    """A bank as one meets it: most is paid, some fails, some is pending and paid later, a little comes back or contradicts."""
    if chance.random() < 0.04:
        return []
    after = LATE if chance.random() < 0.15 else 1
    first, later, back = [], [], []
    for payment in payments:
        dice = chance.random()
        if dice < 0.05:
            first.append(verdict(payment, FAILED, *chance.choice(REASONS)))
        elif dice < 0.09:
            first.append(verdict(payment, PENDING))
            later.append(verdict(payment))
        elif dice < 0.095:
            continue  # never answered
        else:
            first.append(verdict(payment))
            if dice < 0.1:
                back.append(verdict(payment, RETURNED, "AC04", "退票：账户已销户"))
            elif dice < 0.104:
                later.append(verdict(payment, FAILED, "BE01", "户名账号不符"))  # contradicts what was said first
    replies = [Reply(after, chance.choice(FORMS), first)]
    if later:
        replies.append(Reply(after + 2, chance.choice(FORMS), later))
    statement = [row for row in [*first, *later] if row.status == PAID]
    if back:
        replies.append(Reply(after + 4, "camt053", [*statement, *back]))
    return [reply for reply in replies if reply.verdicts]
