"""The demo data, and on top one of everything that they leave to the people: what every page can be looked at with."""

import io
import itertools
import uuid
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from django.core.management import call_command

from cases.models import (
    BankAccount,
    ChangeRequest,
    Claim,
    ExclusionObjection,
    ImportRun,
    Objection,
    PublicityList,
    Registration,
    Resident,
    SampledUnit,
    ScreenedUnit,
    ScreeningRound,
)
from cases.services import appeals, attachments, changes, drafts, hire_files, hires, imports, letters, listed
from cases.services.registrations import register
from cases.states import ClaimState
from core import clock, sheets
from enterprises.models import Agent, CorporateAccount, Enterprise, InsuranceYear
from enterprises.services import agents, insurance_files, listings
from enterprises.states import ListingKind
from ledger.models import Budget, BudgetPlan
from payouts.bankfiles import demo
from payouts.bankfiles.answer_write import text_answer
from payouts.bankfiles.instruction_read import read_instruction
from payouts.models import Batch, Doubt, Line
from payouts.services import answers, collect, collecting, copying, doubts, recoveries, recovery_entries, release
from programmes.models import RuleSet
from programmes.services import rules
from stations.models import User
from stations.services.machine import machine_user
from tests.factories.demo_jobs import DemoJobs
from tests.factories.listed import HIRING, hired, workbook
from tests.factories.programmes import law, proposed
from tests.factories.residents import card_number, id_number

HOME, LEAGUE = "150502", "1505"
PDF = b"%PDF-1.4 paper"


class Demo:
    """The demo data as they stand, with the accounts by name and a thing of every kind in the banner 150502."""

    def __init__(self, folder: Path, residents: int = 120) -> None:
        call_command("seed", residents=residents, seed=1, stdout=io.StringIO())
        self.clerk, self.acceptance = self.user("station1"), self.user("accept1")
        self.desk = self.clerk.posts.get().station
        self.resident = Resident.objects.filter(station=self.desk, deceased_on=None).first()
        self.registration = Registration.objects.filter(resident__station=self.desk).first() or register(
            resident_id=self.resident.pk, actor=self.clerk, registered_on=clock.today()
        )
        self.claim = self.claims(ClaimState.SUBMITTED).first()
        self.paper = attachments.add(claim_id=self.claim.pk, actor=self.acceptance, kind="other", file_name="a.pdf", content=PDF)
        self.changes = [self._change(resident) for resident in Resident.objects.filter(station=self.desk)[:3]]
        self.imported = self._import()
        self.ruleset = self._rules()
        self._units()
        self._list()
        self._hires()
        self._pay(folder)
        self._recover()
        self._appeal()
        self.jobs = DemoJobs(self.desk, self.clerk, self.resident)

    def user(self, name: str) -> User:
        """A demo account."""
        return User.objects.get(username=name)

    def claims(self, state: str):
        """The banner's claims in a state."""
        return Claim.objects.filter(region_code__startswith=HOME, state=state)

    def screened(self) -> ScreenedUnit:
        """A unit of the refund's round that has not answered yet."""
        rows = ScreenedUnit.objects.filter(round__scheme="stability_refund", region_code__startswith=HOME)
        return rows.filter(answer__answer="").first() or rows.first()

    def _change(self, resident: Resident) -> ChangeRequest:
        known = ChangeRequest.objects.filter(resident=resident, state="open").first()
        asked = {"number": card_number(), "bank_name": "中国建设银行", "reason": "换卡"}
        return known or changes.request_account(resident_id=resident.pk, actor=self.clerk, **asked)

    def _import(self) -> ImportRun:
        book = io.BytesIO()
        headers = ["姓名", "证件号码", "居住社区代码"]
        rows = [["苏日娜", id_number(), self.desk.region_id], ["苏日娜", "123", self.desk.region_id]]
        sheets.write_workbook(book, title="名册", headers=headers, rows=rows)
        return imports.preview(actor=self.clerk, station_id=self.desk.pk, file_name="a.xlsx", content=book.getvalue())

    def _rules(self) -> RuleSet:
        writer = self.user("rules1")
        self.draft = rules.draft(law=law(region_code="1505"), actor=writer)
        self.wages = proposed(writer, scheme="minimum_wage", class_1_month="2400")
        drafted = rules.draft(law=law(), actor=writer)
        return rules.propose(ruleset_id=drafted.pk, actor=writer)

    def _units(self) -> None:
        """A unit that waits to leave a list, has an agent and an account that waits, and a file with a refused row."""
        first = self.user("check1")
        waiting = CorporateAccount.objects.filter(region_code=HOME, state="unverified").first()
        self.unit = waiting.enterprise if waiting else Enterprise.objects.filter(region_code=HOME).first()
        self.corporate_account = waiting
        today = clock.today()
        self.agent = Agent.objects.filter(enterprise=self.unit, until_on=None).first() or agents.add(
            enterprise_id=self.unit.pk, actor=first, name="李建军", id_number=id_number(), from_on=today, document="授权委托书"
        )
        values = {"kind": ListingKind.ENVIRONMENT_FAULT, "from_on": today, "document_no": "环罚〔2026〕1号"}
        self.listing = listings.add(enterprise_id=self.unit.pk, actor=first, **values)
        listings.end(listing_id=self.listing.pk, actor=first, until_on=today, reason="已整改")
        rows = "统一社会信用代码,费款所属期,参保人数,金额,到账日期\nX,202501,1,1,\n"
        self.insurance = insurance_files.receive(
            actor=first, region_code=HOME, file_name="a.csv", source=io.BytesIO(rows.encode())
        )
        insurance_files.run(import_id=self.insurance.pk)

    def _hires(self) -> None:
        """Somebody works, by a record that the desk made; a file of which the only row was refused."""
        self.hire = hires.record(
            resident_id=self.resident.pk, actor=self.clerk, credit_code=self.unit.credit_code, hired_on=date(2026, 1, 5)
        )
        source = io.BytesIO("证件号码,姓名,统一社会信用代码,单位名称,用工起始日期\n1,a,X,b,2026-01-01\n".encode())
        self.hire_file = hire_files.receive(actor=self.acceptance, region_code=HOME, file_name="用工登记.csv", source=source)
        hire_files.run(import_id=self.hire_file.pk)

    def _list(self) -> None:
        """A draft of the unit with one person on its list and a file whose other row was refused."""
        at_window = self.acceptance
        unit = Enterprise.objects.filter(region_code__startswith=HOME, closed_on=None).first()
        self.list = drafts.begin(
            token=uuid.uuid4(), enterprise_id=unit.pk, actor=at_window, asked={}, scheme=HIRING, channel="window"
        )
        self.list_file = listed.take_in_file(
            claim_id=self.list.pk,
            actor=at_window,
            station_id=self.desk.pk,
            file_name="名单.xlsx",
            content=workbook([hired(id_number(), "其其格"), hired("123")]),
        )

    def _pay(self, folder: Path) -> None:
        """The league's batch is sent and answered with one failure and one wrong amount; the others wait for release."""
        maker, checker = self.user("finance1"), self.user("finance2")
        collect.collect(month=clock.this_month(), actor=maker)
        self.collection = collecting.ask(month=clock.this_month(), actor=maker)
        self.batch = Batch.objects.filter(region_code__startswith=LEAGUE, state="sealed").first()
        release.release(batch_id=self.batch.pk, actor=checker)
        file = copying.hand_out(number=self.batch.number, form="text", folder=folder, actor=machine_user())
        verdicts = [
            demo.verdict(payment, status, *(("BE01", "户名账号不符") if status == "F" else ("", "")))
            for payment, status in zip(read_instruction(file.read_bytes()).payments, itertools.cycle("FSPP"), strict=False)
            if not isinstance(payment, str)
        ]
        if len(verdicts) > 1:
            verdicts[1] = verdicts[1]._replace(amount="0.01")
        answer = folder / "answer"
        answer.write_bytes(text_answer(self.batch.number, clock.today(), verdicts))
        answers.read(path=answer, actor=machine_user())
        open_line = Line.objects.filter(batch=self.batch, result=None).order_by("-pk").first()
        if open_line:
            doubts.open_line(line_id=open_line.pk, cause="bank_silent", actor=maker)
        self.doubt = Doubt.objects.filter(batch=self.batch).first()

    def _appeal(self) -> None:
        """A decision was delivered and appealed against; the outcome of another appeal waits for a second person."""
        today, window = clock.today(), self.user("accept1")
        first, other = self.claims("granted").order_by("pk")[:2]
        self.letter = letters.issue(claim_id=first.pk, actor=window, kind="grant")
        asked = {"filed_on": today, "filed_by": "张建国", "authority": "科尔沁区人民政府", "text": "对金额有异议"}
        self.appeal = appeals.file(claim_id=first.pk, actor=window, route="review", **asked)
        waits = appeals.file(claim_id=other.pk, actor=window, route="review", **asked)
        said = {"outcome_on": today, "outcome_received_on": today, "outcome_no": "1号", "outcome_text": "适用依据有误"}
        self.outcome = appeals.conclude(appeal_id=waits.pk, actor=window, outcome="changed", **said)

    def _recover(self) -> None:
        """Of three payments something has to come back: one found, one proposed, one ordered with money that waits."""
        first, second, maker = self.user("check1"), self.user("check2"), self.user("finance1")
        asked = {"cause": "wrong_amount", "amounts": {}, "reason": "标准适用有误"}
        paid = Line.objects.with_state().filter(state="paid", region_code__startswith=HOME).order_by("-pk")[:3]
        made = [
            recoveries.open_one(
                claim_id=line.instalment.claim_id, actor=first, **{**asked, "amounts": {line.pk: Decimal("100.00")}}
            )
            for line in paid
        ]
        for each in made[1:]:
            recoveries.propose(recovery_id=each.pk, actor=first, reason="标准适用有误", heard="本人无异议")
        self.recovery = made[-1]
        due_on = clock.today() + timedelta(days=30)
        recoveries.order(recovery_id=self.recovery.pk, actor=second, due_on=due_on)
        money = {"kind": "paid_in", "amount": Decimal("40.00"), "reference": "20261120-0001", "on": clock.today()}
        self.recovery_entry = recovery_entries.enter(recovery_id=self.recovery.pk, actor=maker, **money)

    def things(self) -> dict:
        """A thing of every kind, by the word that stands before its key in an address."""
        return {
            "residents": self.resident,
            "hires": self.hire,
            "hire-files": self.hire_file,
            "registrations": self.registration,
            "claims": self.claim,
            "papers": self.paper,
            "changes": self.changes[0],
            "imports": self.imported,
            "accounts": BankAccount.objects.filter(resident=self.resident).first(),
            "batches": self.batch,
            "collections": self.collection,
            "lines": Line.objects.filter(batch=self.batch).first(),
            "doubts": self.doubt,
            "appeals": self.appeal,
            "letters": self.letter,
            "recoveries": self.recovery,
            "recovery-entries": self.recovery_entry,
            "exceptions": self.batch.exceptions.first(),
            "answers": self.batch.answers.first(),
            "enterprises": self.unit,
            "corporate-accounts": self.corporate_account,
            "agents": self.agent,
            "listings": self.listing,
            "insurance-years": InsuranceYear.objects.filter(enterprise=self.unit).first(),
            "insurance": self.insurance,
            "budgets": Budget.objects.filter(league__startswith=LEAGUE[:4]).first(),
            "plans": BudgetPlan.objects.filter(decided_at=None).first(),
            "publicity": PublicityList.objects.first(),
            "objections": Objection.objects.first(),
            "lists": self.list,
            "listed": self.list.people.get(),
            "list-files": self.list_file,
            "rounds": ScreeningRound.objects.filter(scheme="stability_refund").order_by("on").last(),
            "screened": self.screened(),
            "sampled": SampledUnit.objects.filter(round__scheme="stability_refund").first(),
            "exclusions": ExclusionObjection.objects.first(),
            **self.jobs.things(),
        }
