"""Instructions and verdicts, made by hand or drawn at random."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import strategies as st

from payouts.bankfiles import instruction, names
from payouts.bankfiles.answer_write import Verdict
from payouts.bankfiles.layout import InstructionHead, Payer, Payment, fen, plain

PAYER = Payer("通辽市失业保险基金支出户", "1505000000001234", "313651027012")
NUMBER = "UI1505-20261123-01"
DAY = date(2026, 11, 23)
MADE = datetime(2026, 11, 20, 8, 30, 15, tzinfo=UTC)
RARE = "𠮷龘㐂·䶮𬭚ᠮᠣ\U0002ceb0"


def payment(line_no=1, name="张三", amount="2156.50", account="6217001234567890122", cnaps="313651027012", **changes):
    """One payment of the batch NUMBER."""
    key = changes.get("key", f"{NUMBER}-{line_no:07d}")
    return Payment(line_no, key, account, name, amount, cnaps, changes.get("purpose", "失业保险金2026-11"))


def head(payments, **changes):
    """The head that belongs to `payments`."""
    total = Decimal(plain(sum(fen(each.amount) for each in payments)))
    facts = {
        "number": NUMBER,
        "fund": "UI",
        "pay_on": DAY,
        "count": len(payments),
        "total": total,
        "made_at": MADE,
        "payer": PAYER,
    }
    return InstructionHead(**(facts | changes))


def written(form, payments, **changes):
    """The bytes of the instruction of `payments`."""
    file = io.BytesIO()
    instruction.write(form, head(payments, **changes), payments, file)
    return file.getvalue()


def verdict(line_no=1, status="S", code="", reason="", name="张三", amount="2156.50", account="6217001234567890122", **changes):
    """What the bank says of one line of the batch NUMBER."""
    return Verdict(line_no, changes.get("key", f"{NUMBER}-{line_no:07d}"), account, name, amount, status, code, reason)


holder_names = st.text(min_size=1, max_size=60).filter(lambda name: names.refusal(name) is None) | st.text(
    alphabet="饇張三" + RARE, min_size=1, max_size=25
)
amounts = st.integers(min_value=1, max_value=10**9).map(plain)
accounts = st.text(alphabet="0123456789", min_size=8, max_size=30)


@st.composite
def payment_lists(draw, most=12):
    """Payments with odd names and gaps in the numbering."""
    numbers = sorted(draw(st.sets(st.integers(min_value=1, max_value=999), min_size=1, max_size=most)))
    return [
        payment(number, draw(holder_names), draw(amounts), draw(accounts), draw(st.sampled_from(["", "313651027012"])))
        for number in numbers
    ]


@st.composite
def verdict_lists(draw, statuses="SFP"):
    """The bank's word about some lines."""
    reasons = st.sampled_from([("AC01", "户名账号不符"), ("AC04", "账户冻结/销户"), ("", "")])
    found = []
    for each in draw(payment_lists()):
        status = draw(st.sampled_from(statuses))
        code, reason = ("", "") if status in "SP" else draw(reasons)
        found.append(Verdict(each.line_no, each.key, each.account, each.name, each.amount, status, code, reason))
    return found
