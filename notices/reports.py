"""What a notice says, in the reader's language, and where it leads."""

import re
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy

from core.templatetags.portal import amount, day
from notices.models import Notice
from notices.states import Kind

SENTENCES = {
    Kind.CERTIFICATION: gettext_lazy("Claim %(number)s: the recipient has not been certified for %(day)s."),
    Kind.BENEFIT_ENDS: gettext_lazy("Claim %(number)s: benefit ends with %(day)s. Offer work or training."),
    Kind.RENEWAL: gettext_lazy("Claim %(number)s: the term ends on %(day)s and may be renewed. Tell the person what to bring."),
    Kind.CORRECTION_ASKED: gettext_lazy("Claim %(number)s: papers must be corrected by %(day)s. Tell the applicant."),
    Kind.CORRECTION_OVERDUE: gettext_lazy("Claim %(number)s: the correction was due on %(day)s and has not come."),
    Kind.CLOCK_YELLOW: gettext_lazy("Claim %(number)s: 80 %% of the time is used, due on %(day)s."),
    Kind.CLOCK_RED: gettext_lazy("Claim %(number)s is overdue since %(day)s."),
    Kind.DECIDED: gettext_lazy("Claim %(number)s was decided on %(day)s. Hand over the letter."),
    Kind.RERATED: gettext_lazy("Claim %(number)s: the minimum wage changed, the amount is another from %(day)s on."),
    Kind.ENDED_BY_JOB: gettext_lazy("Claim %(number)s: a job from %(day)s on ended it. Print the letter and tell the person."),
    Kind.BATCH_WAITING: gettext_lazy("Batch %(number)s was sealed on %(day)s and waits for release."),
    Kind.ANSWER_MISSING: gettext_lazy("Batch %(number)s was sent on %(day)s and the bank has not answered in full."),
    Kind.PAYMENT_FAILED: gettext_lazy("Claim %(number)s: the bank returned the payment of %(day)s. Check the account."),
    Kind.REPAYMENT_DUE: gettext_lazy("Repayment %(number)s: %(amount)s yuan are to be repaid by %(day)s."),
    Kind.REPAYMENT_LATE: gettext_lazy("Repayment %(number)s: %(amount)s yuan were due on %(day)s and have not come."),
    Kind.STAFF_REPORT: gettext_lazy("Unit %(number)s: the staff report of %(day)s has not come. Ask the firm for it."),
    Kind.VACANCY_ENDS: gettext_lazy("Vacancy %(number)s is shown until %(day)s. Ask whether it still holds, and renew it."),
    Kind.FOLLOW_UP: gettext_lazy("Vacancy %(number)s: since %(day)s somebody who was hired is to be asked how it goes."),
    Kind.VISITS_LATE: gettext_lazy("%(number)s visits and people to look after were late on %(day)s. See to them this week."),
}

PAGES = {
    "jobs.vacancy": "jobs:vacancy_show",
    "cases.claim": "cases:claim_show",
    "jobs.followup": "jobs:followup_record",
    "payouts.batch": "payouts:batch_show",
    "payouts.line": "payouts:line_show",
    "payouts.recovery": "payouts:recovery_show",
    "enterprises.enterprise": "enterprises:enterprise_show",
}

#: What `day` holds is a month where a notice is about one.
WHOLE_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def sentence(notice: Notice) -> str:
    """The notice in one sentence."""
    words = {"number": "", "day": "", "amount": "", **notice.words}
    words["day"] = day(date.fromisoformat(words["day"])) if WHOLE_DAY.fullmatch(words["day"]) else words["day"]
    words["amount"] = words["amount"] and amount(words["amount"])
    return str(SENTENCES[Kind(notice.kind)]) % words


def target(notice: Notice) -> str:
    """The address of the thing that the notice is about."""
    if notice.kind == Kind.VISITS_LATE:
        return f"{reverse('portal:workbench')}?queue=visit"
    return reverse(PAGES[notice.subject_type], args=[notice.subject_id])
