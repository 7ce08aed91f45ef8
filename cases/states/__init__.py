"""What a claim can be in and what may follow (E-2), and the words of the desk."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.states import Machine


class ClaimState(models.TextChoices):
    """The states of a claim (E-2)."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    CORRECTION = "correction", _("correction asked for")
    NOT_ACCEPTED = "not_accepted", _("not accepted")
    ACCEPTED = "accepted", _("accepted, first check")
    PAUSED = "paused", _("waits for outside facts")
    FIRST_CHECKED = "first_checked", _("second check")
    APPROVAL = "approval", _("approval")
    PUBLISHED = "publicity", _("publicity")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")
    SUSPENDED = "suspended", _("suspended")
    ENDED = "ended", _("ended")
    DISCARDED = "discarded", _("draft discarded")


class PaperKind(models.TextChoices):
    """What a paper of a claim is."""

    IDENTITY = "identity", _("identity card or social security card")
    SEPARATION = "separation", _("proof that the employment ended")
    PREMIUMS = "premiums", _("record of premiums paid")
    BANK_CARD = "bank_card", _("bank card")
    OTHER = "other", _("other paper")


S = ClaimState

CLAIM = Machine(
    "claim",
    [
        ("submit", S.DRAFT, S.SUBMITTED),
        ("discard", S.DRAFT, S.DISCARDED),
        ("accept", S.SUBMITTED, S.ACCEPTED),
        ("ask_correction", S.SUBMITTED, S.CORRECTION),
        ("correct", S.CORRECTION, S.SUBMITTED),
        ("lapse", S.CORRECTION, S.WITHDRAWN),
        ("not_accept", S.SUBMITTED, S.NOT_ACCEPTED),
        ("pause", S.ACCEPTED, S.PAUSED),
        ("proceed", S.PAUSED, S.ACCEPTED),
        ("pass_first", S.ACCEPTED, S.FIRST_CHECKED),
        ("return_to_acceptance", S.ACCEPTED, S.SUBMITTED),
        ("return_to_first", (S.FIRST_CHECKED, S.APPROVAL), S.ACCEPTED),
        ("escalate", S.FIRST_CHECKED, S.APPROVAL),
        ("grant", (S.FIRST_CHECKED, S.APPROVAL), S.GRANTED),
        ("refuse", (S.FIRST_CHECKED, S.APPROVAL), S.REFUSED),
        ("publish", (S.FIRST_CHECKED, S.APPROVAL), S.PUBLISHED),
        ("conclude", S.PUBLISHED, S.GRANTED),
        ("uphold", S.PUBLISHED, S.ACCEPTED),
        ("reopen", S.PUBLISHED, S.ACCEPTED),
        ("change_facts", (S.ACCEPTED, S.FIRST_CHECKED, S.APPROVAL), S.ACCEPTED),
        ("change_facts", S.SUBMITTED, S.SUBMITTED),
        (
            "withdraw",
            (S.SUBMITTED, S.CORRECTION, S.ACCEPTED, S.PAUSED, S.FIRST_CHECKED, S.APPROVAL, S.PUBLISHED),
            S.WITHDRAWN,
        ),
        ("suspend", S.GRANTED, S.SUSPENDED),
        ("resume", S.SUSPENDED, S.GRANTED),
        ("end", (S.GRANTED, S.SUSPENDED), S.ENDED),
        ("begin_anew", S.DRAFT, S.ACCEPTED),
        ("screen", S.DRAFT, S.ACCEPTED),
    ],
)

#: One claim a person and programme may be in one of these; held by a partial unique index.
OPEN_STATES = (
    S.DRAFT,
    S.SUBMITTED,
    S.CORRECTION,
    S.ACCEPTED,
    S.PAUSED,
    S.FIRST_CHECKED,
    S.APPROVAL,
    S.PUBLISHED,
    S.GRANTED,
    S.SUSPENDED,
)
#: The bureau's clock runs in these.
CLOCK_STATES = (S.ACCEPTED, S.FIRST_CHECKED, S.APPROVAL)
#: Facts may not change any more without voiding the votes.
CHECK_STATES = CLOCK_STATES
#: The claim was accepted on a day.
ACCEPTED_STATES = (*CLOCK_STATES, S.PUBLISHED, S.GRANTED, S.REFUSED, S.SUSPENDED, S.ENDED)
#: Nothing follows any more.
CLOSED_STATES = (S.NOT_ACCEPTED, S.REFUSED, S.WITHDRAWN, S.ENDED, S.DISCARDED)


class Channel(models.TextChoices):
    """How the claim reached the bureau (A02): five channels and the station desk; or nobody had to ask (免申即享)."""

    STATION = "station", _("job station")
    WINDOW = "window", _("service window")
    WEB = "web", _("regional government web site")
    NATIONAL = "national", _("national social insurance platform")
    APP = "app", _("regional app")
    CARD = "card", _("electronic social security card")
    UNASKED = "unasked", _("without an application")


class Step(models.TextChoices):
    """The steps at which somebody votes; two people are asked (E-7)."""

    FIRST = "first_check", _("first check")
    SECOND = "second_check", _("second check")
    APPROVAL = "approval", _("approval")


class LetterKind(models.TextChoices):
    """The letters of a claim (E-13)."""

    ACCEPTANCE = "acceptance", _("notice of acceptance")
    CORRECTION = "correction", _("notice of correction")
    NOT_ACCEPTED = "not_accepted", _("notice that the claim is not accepted")
    GRANT = "grant", _("decision letter")
    REFUSAL = "refusal", _("refusal letter")
    SUSPENSION = "suspension", _("notice that payment is suspended")
    STOP = "stop", _("notice that payment ends")
    RECOVERY = "recovery", _("order to repay")
    REPAYMENT = "repayment", _("repayment agreement")


class EndReason(models.TextChoices):
    """Why benefit ends (社会保险法 art. 51; 失业保险条例 art. 15 adds prison), and the plan's own end."""

    EMPLOYED = "employed", _("in employment again")
    MILITARY = "military", _("called up for military service")
    ABROAD = "abroad", _("moved abroad to live there")
    PENSION = "pension", _("draws the basic pension")
    REFUSED_OFFER = "refused_offer", _("refused suitable work or training without good cause")
    PRISON = "prison", _("serves a prison sentence")
    DEATH = "death", _("has died")
    USED_UP = "used_up", _("entitlement used up")
    SUPERSEDED = "superseded", _("decided anew on appeal")


class PersonGroup(models.TextChoices):
    """Groups of people that the station looks after; the six kinds of C-6 and others of the register."""

    OLDER = "older", _("hard to employ: older worker")
    DISABLED = "disabled", _("hard to employ: disabled")
    ZERO_JOB_FAMILY = "zero_job_family", _("hard to employ: family without a job")
    LANDLESS = "landless", _("hard to employ: lost all land")
    LONG_TERM = "long_term", _("hard to employ: long-term unemployed on minimum income")
    GRADUATE_JOBLESS = "graduate_jobless", _("hard to employ: graduate two years without a job")
    HARD_TO_EMPLOY = "hard_to_employ", _("hard to employ: kind still to be found out")
    GRADUATE = "graduate", _("graduate")
    VETERAN = "veteran", _("veteran")
    LAID_OFF = "laid_off", _("laid-off worker")
    RURAL_WORKER = "rural_worker", _("rural worker")
    MINIMUM_INCOME = "minimum_income", _("on minimum income")
    OUT_OF_POVERTY = "out_of_poverty", _("lifted out of poverty")


HARD_TO_EMPLOY = tuple(list(PersonGroup)[:7])


class AccountState(models.TextChoices):
    """Whether a second person has confirmed that the account is the person's own."""

    UNVERIFIED = "unverified", _("not confirmed yet")
    VERIFIED = "verified", _("confirmed")
    CLOSED = "closed", _("closed")


class ChangeKind(models.TextChoices):
    """What may only be changed by two people."""

    ID_NUMBER = "id_number", _("ID number")
    BANK_ACCOUNT = "bank_account", _("bank account")


class ChangeState(models.TextChoices):
    """A change request waits, or a second person has decided it."""

    OPEN = "open", _("waits for a second person")
    CONFIRMED = "confirmed", _("confirmed")
    DECLINED = "declined", _("declined")
    TAKEN_BACK = "taken_back", _("taken back")


class ListState(models.TextChoices):
    """A publicity list is open to the public and to objections, or its days are over."""

    OPEN = "open", pgettext_lazy("publicity", "open")
    CLOSED = "closed", pgettext_lazy("publicity", "over")


class ObjectionChannel(models.TextChoices):
    """How an objection came in: from the public page, or entered by an officer for somebody."""

    WEB = "web", _("public page")
    DESK = "desk", _("entered by an officer")


class ObjectionOutcome(models.TextChoices):
    """What became of an objection; nothing while it is looked into."""

    OPEN = "", _("being looked into")
    UPHELD = "upheld", _("upheld")
    DISMISSED = "dismissed", _("dismissed")


class DeliveryWay(models.TextChoices):
    """How a letter reached the person (民事诉讼法 on delivery, which administrative letters follow)."""

    IN_PERSON = "in_person", _("handed over and signed for")
    HOUSEHOLD = "household", _("to an adult of the household")
    LEFT = "left", _("left behind before witnesses")
    POST = "post", _("by registered post")
    ELECTRONIC = "electronic", _("electronically, as the person agreed")
    NOTICE = "notice", _("by public notice")


class Route(models.TextChoices):
    """Where somebody appeals to."""

    OBJECTION = "objection", _("objection at the bureau")
    REVIEW = "review", _("administrative review")
    COURT = "court", _("court")


class AppealState(models.TextChoices):
    """The states of an appeal; an outcome that changes the decision waits for a second person."""

    FILED = "filed", _("filed")
    PROPOSED = "outcome", _("outcome waits for a second person")
    CLOSED = "closed", pgettext_lazy("appeal", "closed")


class Outcome(models.TextChoices):
    """What became of an appeal."""

    UPHELD = "upheld", _("decision upheld")
    CHANGED = "changed", _("decision changed")
    REVOKED = "revoked", _("decision revoked, to be made anew")
    DISMISSED = "dismissed", _("appeal dismissed")
    WITHDRAWN = "withdrawn", _("appeal withdrawn")


#: These lead back to a new round of checks.
DECIDES_ANEW = (Outcome.CHANGED, Outcome.REVOKED)

APPEAL = Machine(
    "appeal",
    [
        ("follow", AppealState.FILED, AppealState.FILED),
        ("propose", AppealState.FILED, AppealState.PROPOSED),
        ("send_back", AppealState.PROPOSED, AppealState.FILED),
        ("confirm", AppealState.PROPOSED, AppealState.CLOSED),
        ("close", AppealState.FILED, AppealState.CLOSED),
    ],
)
