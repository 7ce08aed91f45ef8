"""What a programme declares: the facts it asks for, the figures and conditions it reads, who is paid and how.

One declaration serves the form, the assessment page, the plan, the letters, the statistics and `assess`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from programmes.formulas.base import Outcome, Term

FactKind = Literal["int", "bool", "date", "choice", "decimal", "choices", "text"]
FactSource = Literal["asked", "register", "computed"]
ParameterKind = Literal["int", "ratio", "money", "bool", "choice", "choices", "table", "text", "date"]

Applicant = Literal["person", "enterprise"]
Plan = Literal["monthly", "once", "yearly", "stages", "none"]
Door = Literal["application", "confirmation", "automatic", "notice"]


class Words(NamedTuple):
    """What readers read, in both languages: declared beside the thing it names, so that a programme is one file."""

    en: str
    zh: str


@dataclass(frozen=True)
class Fact:
    """One thing a formula must be told, its type, and where a claim gets it from.

    `source`: asked from the applicant, taken from the register, or computed by the portal (domain C-9: what can be
    compared must not be asked). `listed` facts are told of each person on an enterprise's list, the others once.
    `unit` is shown behind the field. The same name means the same in every programme, and has the same words.
    An `optional` fact may be left out and is None then: only one of several readings of the law asks for it.
    Whole numbers may have `choices` too.
    """

    name: str
    kind: FactKind
    source: FactSource = "asked"
    choices: Sequence[str] | Sequence[int] | Mapping[str, Words] = ()  # a mapping gives each choice its words
    nullable: bool = False
    minimum: int | None = None
    words: Words | None = None
    unit: Words | None = None
    help: Words | None = None
    listed: bool = False
    optional: bool = False


@dataclass(frozen=True)
class Parameter:
    """One figure of the law that a rule set must carry; tables are lists of rows with `columns`.

    `row` is a row as a sentence, such as "%(months_paid)s months paid: %(months)s months".
    A `date` is written 2020-06-30; empty text means that the law names no such day. Rules may be silent about an
    `optional` one; what holds then stands in its words or where it is read.
    """

    name: str
    kind: ParameterKind
    choices: Sequence[str] | Mapping[str, Words] = ()
    columns: tuple["Parameter", ...] = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    increasing: str = ""
    words: Words | None = None
    row: Words | None = None
    optional: bool = False


@dataclass(frozen=True)
class Condition:
    """One condition of the law that a formula looks at; its legal basis stands in the rule set."""

    code: str
    words: Words


@dataclass(frozen=True)
class Document:
    """One paper that the applicant brings (domain C-9); what the register knows is never asked for on paper.

    `when` names a fact and the values with which the paper is needed; without it, always.
    """

    kind: str
    words: Words
    required: bool = True
    when: tuple[str, tuple[Any, ...]] | None = None


@dataclass(frozen=True)
class Exclusive:
    """A right that a grant takes, so that no other grant under the same key can have it too (domain E-9).

    `span`: for ever, for the months paid, or for the calendar year of the grant. `holder`: the applicant, each granted
    person of the list (`listed`), or the person of the claim whose number the fact of that name tells. Programmes that
    exclude each other name the same key. `words` say what a claim lacks while another one holds the right; the legal
    basis stands in the rule set under the key.
    """

    key: str
    words: Words
    span: Literal["ever", "months", "year"]
    holder: str = "applicant"


@dataclass(frozen=True)
class Bar:
    """A fact told for the record that stands against every grant while it is true (domain E-9), and what a claim lacks then.

    The legal basis stands in the rule set under the fact's name.
    """

    fact: str
    words: Words


@dataclass(frozen=True)
class Scheme:
    """A programme, declared in one place: who applies, what is asked, what the law looks at, what is paid and how.

    Form, assessment page, plan, letters, statistics and `assess` come from here; amounts and terms of the law come from
    the rule set. `also` are things asked or looked up for the record that the formula does not reckon with;
    `period_from` names the fact among both whose value is paid once for ever (a certificate, a year). `fund` is the
    pocket that pays, `part_funds` are others that single parts of a plan may name instead; `purpose` is what the bank
    prints on the statement (摘要), `prefix` begins the claims' numbers. `headcount` names the fact that says for how many
    people a unit's grant is; statistics and publicity count them.
    What a programme `lends` is paid back: `repayments` of its entitlement says how much of it until the end of which month.
    `renews` tells of typed facts, findings by their code and the occasion of a grant which term may be followed by another
    one, None where no further grant is possible; without it nothing is renewed.
    `for_whom` names the groups of `visitors` that are asked about it in the public check; what is `assumed` there is not asked
    for, save a fact that may be left open.
    `grants` is the letter's sentence on a grant, `paid_to` its words for the payee. `register` is the number in the
    bureau's register of programmes. A programme with `ends_with_death` grants nothing to a person who has died; what is
    `statutory` the law owes, so that a budget is watched but refuses nothing.
    """

    name: str
    facts: tuple[Fact, ...]
    parameters: tuple[Parameter, ...]
    conditions: tuple[str | Condition, ...]
    work_out: Callable[..., Outcome]
    words: Words | None = None
    register: str = ""
    applicant: Applicant = "person"
    plan: Plan = "monthly"
    door: Door = "application"
    fund: str = "UI"
    part_funds: tuple[str, ...] = ()
    purpose: str = ""
    prefix: str = "SQ"
    ends_with_death: bool = True
    statutory: bool = False
    also: tuple[Fact, ...] = ()
    period_from: str = ""
    headcount: str = ""
    documents: tuple[Document, ...] = ()
    exclusive: tuple[Exclusive, ...] = ()
    bars: tuple[Bar, ...] = ()
    lends: bool = False
    renews: Callable[[Mapping[str, Any], Mapping[str, Any], str], Term | None] | None = None
    grants: Words | None = None
    paid_to: Words | None = None
    for_whom: tuple[str, ...] = ()
    assumed: Mapping[str, Any] = field(default_factory=dict)

    @property
    def listed(self) -> bool:
        """Whether each person of a list is assessed, and not only the applicant."""
        return any(fact.listed for fact in self.facts)

    @property
    def funds(self) -> tuple[str, ...]:
        """Every pocket that the programme may pay from, its own first."""
        return (self.fund, *self.part_funds) if self.fund else self.part_funds

    @property
    def stops_with_job(self) -> bool:
        """Whether a job ends it: then its law says what becomes of the month of the hire."""
        return any(parameter.name == "hire_month_paid" for parameter in self.parameters)

    @property
    def condition_codes(self) -> tuple[str, ...]:
        """The codes of the conditions, in the order of the law."""
        return tuple(each if isinstance(each, str) else each.code for each in self.conditions)

    @property
    def bases(self) -> tuple[str, ...]:
        """Everything whose legal basis a rule set states: the conditions, and what stands against a grant beside them."""
        return (*self.condition_codes, *(right.key for right in self.exclusive), *(bar.fact for bar in self.bars))


#: What a programme without a payment plan grants: the `kind` of its entitlement (see `base.granted`).
GRANTED: Mapping[str, Words] = {
    "waiver": Words("Released from paying", "减免"),
    "deferral": Words("May pay later", "缓缴"),
    "cap": Words("Pays no more than", "收费限额"),
    "extension": Words("Longer term", "展期"),
    "free_use": Words("Free of charge", "免费使用"),
    "recognition": Words("Recognised", "认定"),
    "support": Words("Supported as listed", "纳入扶持"),
}


@dataclass(frozen=True)
class Table:
    """A dated table of figures that schemes read but nobody applies for, such as the minimum wage."""

    name: str
    parameters: tuple[Parameter, ...]
    conditions: tuple[str | Condition, ...] = ()
    words: Words | None = None

    @property
    def condition_codes(self) -> tuple[str, ...]:
        """A table has no conditions."""
        return ()

    @property
    def bases(self) -> tuple[str, ...]:
        """A table has no conditions and excludes nothing."""
        return ()


ONE, CENT = Decimal(1), Decimal("0.01")

#: The bureau's terms and limits, which every programme that is applied for has (domain C-10, E-3, E-7). A publicity of
#: no days means that the programme is not published.
OFFICE_PARAMETERS = (
    Parameter("decision_working_days", "int", minimum=ONE, words=Words("Working days to decide a claim", "办理时限（工作日）")),
    Parameter(
        "correction_notice_working_days",
        "int",
        minimum=ONE,
        words=Words("Working days to tell what is missing", "补正告知时限（工作日）"),
    ),
    Parameter("correction_working_days", "int", minimum=ONE, words=Words("Working days to correct", "补正期限（工作日）")),
    Parameter(
        "approval_limit",
        "money",
        minimum=ONE,
        words=Words("Total above which an approver decides", "须经审批的核定总额（超过）"),
    ),
    Parameter(
        "publicity_working_days",
        "int",
        minimum=Decimal(0),
        words=Words("Working days of publicity (0: not published)", "公示期限（工作日，0为不公示）"),
    ),
    Parameter(
        "publicity_level",
        "choice",
        choices={"banner": Words("By the banner", "旗县市区"), "league": Words("By the league or city", "盟市")},
        words=Words("Who publishes (the banner, unless said otherwise)", "公示层级（未规定的由旗县市区公示）"),
        optional=True,
    ),
)

#: How a round without an application goes (免申即享, domain E-4): the sample that the checkers open, and until when whoever
#: was left out may still apply.
SCREENING_PARAMETERS = (
    Parameter(
        "sample_units",
        "int",
        minimum=ONE,
        words=Words("Units that the checkers of a round open by lot", "批量复核随机抽查单位数"),
    ),
    Parameter(
        "leftover_month",
        "int",
        minimum=ONE,
        maximum=Decimal(12),
        words=Words("Month until whose end units that were left out may apply", "未纳入免申即享的单位自行申请截止月份（当月末）"),
    ),
)
#: Where the account is confirmed before the money goes out.
CONFIRMATION_PARAMETERS = (
    Parameter(
        "confirm_working_days", "int", minimum=ONE, words=Words("Working days to confirm the account", "账户确认期限（工作日）")
    ),
    Parameter(
        "silent_consent",
        "bool",
        words=Words("Silence counts as a yes where the account is confirmed", "逾期未答复且账户已核实的视为同意"),
    ),
    *SCREENING_PARAMETERS,
)
