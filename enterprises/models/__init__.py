"""Units and what is known of them. Later modules may import earlier ones only."""

from enterprises.models.enterprise import Agent, CorporateAccount, Enterprise
from enterprises.models.insurance import InsuranceImport, InsuranceMonth, InsuranceYear
from enterprises.models.listing import Listing
from enterprises.models.orders import FileOrder
from enterprises.models.work import StaffReport, WorkReport

__all__ = [
    "Agent",
    "CorporateAccount",
    "Enterprise",
    "FileOrder",
    "InsuranceImport",
    "InsuranceMonth",
    "InsuranceYear",
    "Listing",
    "StaffReport",
    "WorkReport",
]
