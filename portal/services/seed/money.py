"""Pay days: collected by one person, released by another, answered by a bank that is not always quick or clear."""

import io
import tempfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from cases.services import changes
from core import clock
from core.periods import add_months
from payouts.bankfiles import demo
from payouts.bankfiles.answer_write import SUFFIX, write_answer
from payouts.bankfiles.instruction_read import read_instruction
from payouts.models import Batch, Doubt, Line
from payouts.services import answers, doubts, release, sending
from payouts.services.collect import collect
from payouts.services.instruction import write_file
from payouts.states import BatchState, DoubtWord
from portal.services.seed.offices import LEAGUE, Offices
from portal.services.seed.people import Inventor
from stations.services.machine import machine_user

PAY_DAY = 20
#: Months ago, the league of the demo or the next one: how the bank behaved. What is not here went well.
BEHAVIOUR = {(1, True): "partial", (2, True): "contradict", (3, False): "fail:1", (4, True): "fail:2", (6, False): "fail:1"}
#: The batch that broke off while it was handed over, and that which nobody has released yet.
DOUBTED, SEALED = (3, True), (1, False)


class PayDay:
    """The money of one month in all leagues."""

    def __init__(self, month: date, ago: int, offices: Offices, inventor: Inventor) -> None:
        self.month, self.ago, self.offices, self.inventor = month, ago, offices, inventor
        self.now = datetime(month.year, month.month, PAY_DAY, 9, 30, tzinfo=clock.BEIJING)
        self.maker, self.checker = offices.accounts["finance1"], offices.accounts["finance2"]

    def tell(self) -> Iterator[datetime]:
        """Collected in the morning, released before noon, sent, answered on the day after the bank's day."""
        yield self.now
        with clock.at(self.now):
            batches = collect(month=self.month, actor=self.maker)
        out = [batch for batch in batches if self._way(batch) != SEALED]
        yield self._later(hours=2)
        with clock.at(self.now):
            released = [release.release(batch_id=batch.pk, actor=self.checker) for batch in out]
        for batch in released:
            if batch.state == BatchState.CANCELLED:
                continue  # meanwhile nothing of it may be paid any more
            yield self._later(minutes=10)
            yield from self._send(batch)

    def _send(self, batch: Batch) -> Iterator[datetime]:
        with tempfile.TemporaryDirectory() as folder:
            with clock.at(self.now):
                begun = self._begun(batch)
                if begun is None:
                    return
                file = write_file(batch=begun, folder=Path(folder))
                if self._way(batch) == DOUBTED:
                    self._doubt(batch)
                else:
                    sending.finish(batch_id=batch.pk, actor=machine_user(), file=file)
            replies = demo.plan(read_instruction(file.read_bytes()), BEHAVIOUR.get(self._way(batch), "all_ok"), self.ago)
        self.now = max(self.now, datetime.combine(batch.pay_on, self.now.timetz())) + timedelta(days=1)
        for place, reply in enumerate(replies):
            yield self._later(hours=place + 1)
            self._answer(batch, reply)
        for line in Line.objects.filter(batch=batch, result__outcome=2).order_by("pk"):
            yield self._later(days=1)
            self._new_account(line)

    def _begun(self, batch: Batch) -> Batch | None:
        """The batch while it is sent. Where a line may not be paid any more since the release, it was called back and is
        released again without that line; None where nothing is left of it."""
        # The demo is one transaction and its files go to no bank, so the step may stand inside it.
        begin = sending.begin.__wrapped__  # type: ignore[attr-defined]
        while (begun := begin(batch_id=batch.pk, actor=machine_user())) is None:
            if release.release(batch_id=batch.pk, actor=self.checker).state == BatchState.CANCELLED:
                return None
        sent: Batch = begun
        return sent

    def _doubt(self, batch: Batch) -> None:
        """The line dropped; the bank said on the telephone that it has the file, and a second person confirmed that."""
        sending.doubt(batch_id=batch.pk, cause="sending_failed", actor=machine_user())
        doubt = Doubt.objects.get(batch=batch, confirmed_at__isnull=True)
        word = DoubtWord.HAS_IT
        doubts.say(doubt_id=doubt.pk, actor=self.maker, word=word, evidence="经电话与银行集中支付岗核实，已收到指令文件")
        doubts.confirm(doubt_id=doubt.pk, actor=self.checker, word=word)

    def _answer(self, batch: Batch, reply: demo.Reply) -> None:
        content = io.BytesIO()
        write_answer(reply.form, batch.number, self.now.date(), self.now, reply.verdicts, content)
        with tempfile.TemporaryDirectory() as folder, clock.at(self.now):
            file = Path(folder) / f"{batch.number}.{self.now:%H%M}{SUFFIX[reply.form]}"
            file.write_bytes(content.getvalue())
            answers.read(path=file, actor=machine_user())

    def _new_account(self, line: Line) -> None:
        """The person brings another card, and a second person confirms it: the next pay day tries again."""
        claim = line.instalment.claim
        if claim.resident_id is None or claim.station_id is None:
            return
        desk = self.offices.desks[claim.station_id]
        accept = self.offices.accounts["accept1" if claim.region_code.startswith("150502") else "accept1n"]
        number, bank = self.inventor.card()
        with clock.at(self.now):
            change = changes.request_account(
                resident_id=claim.resident_id, actor=desk, number=number, bank_name=bank, reason="银行退回，更换本人银行卡"
            )
            changes.decide(change_id=change.pk, actor=accept, confirm=True)

    def _way(self, batch: Batch) -> tuple[int, bool]:
        return self.ago, batch.league_code == LEAGUE

    def _later(self, **span: int) -> datetime:
        self.now += timedelta(**span)
        return self.now


def pay_days(*, offices: Offices, inventor: Inventor, begin: date, today: date) -> list[PayDay]:
    """One a month from the second of the story to last month; the money of this month is left to be collected."""
    this_month = today.replace(day=1)
    months = (this_month.year - begin.year) * 12 + this_month.month - begin.month
    return [PayDay(add_months(this_month, -ago), ago, offices, inventor) for ago in range(months - 1, 0, -1)]
