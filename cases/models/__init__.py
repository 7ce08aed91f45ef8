"""A matter of a resident: the person, the claim, the decision. Later modules may import earlier ones only."""

from cases.models.appeal import Appeal, Delivery
from cases.models.certification import Certification
from cases.models.claim import (
    Assessment,
    Attachment,
    Claim,
    ClaimStep,
    CorrectionNotice,
    NumberSeries,
    Vote,
)
from cases.models.decision import Decision, Instalment, Lessened, Letter, Rerating, Suspension
from cases.models.hire import Hire, HireFile
from cases.models.listed import ListedPerson, ListFile
from cases.models.promise import PaperPromise
from cases.models.publicity import Objection, PublicityEntry, PublicityList
from cases.models.resident import (
    BankAccount,
    ChangeRequest,
    ImportRun,
    Registration,
    Resident,
    ResidentGroup,
    SpouseLink,
)
from cases.models.rights import ExclusiveRight
from cases.models.screening import SampledUnit, SampleLook, ScreenedUnit, ScreeningRound, ScreeningVote
from cases.models.screening_words import ExclusionObjection, UnitAnswer, UnitNotice

__all__ = [
    "Appeal",
    "Assessment",
    "Attachment",
    "BankAccount",
    "Certification",
    "ChangeRequest",
    "Claim",
    "ClaimStep",
    "CorrectionNotice",
    "Decision",
    "Delivery",
    "ExclusionObjection",
    "ExclusiveRight",
    "Hire",
    "HireFile",
    "ImportRun",
    "Instalment",
    "Lessened",
    "Letter",
    "ListFile",
    "ListedPerson",
    "NumberSeries",
    "Objection",
    "PaperPromise",
    "PublicityEntry",
    "PublicityList",
    "Registration",
    "Rerating",
    "Resident",
    "ResidentGroup",
    "SampleLook",
    "SampledUnit",
    "ScreenedUnit",
    "ScreeningRound",
    "ScreeningVote",
    "SpouseLink",
    "Suspension",
    "UnitAnswer",
    "UnitNotice",
    "Vote",
]
