"""The posts that there are, and the groups that exclude each other on one person."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """A post (岗位) as design and law name it."""

    STATION = "station", _("station staff")
    ACCEPTANCE = "acceptance", _("acceptance")
    FIRST_CHECK = "first_check", _("first check")
    SECOND_CHECK = "second_check", _("second check")
    APPROVER = "approver", _("approver")
    FINANCE_MAKER = "finance_maker", _("finance maker")
    FINANCE_CHECKER = "finance_checker", _("finance checker")
    AUDITOR = "auditor", _("auditor")
    RULES_PUBLISHER = "rules_publisher", _("rules publisher")
    SECURITY_ADMIN = "security_admin", _("security administrator")
    AUDIT_ADMIN = "audit_admin", _("audit administrator")
    READER = "reader", _("reader of figures")


class Group(models.TextChoices):
    """Groups of posts; one person holds posts of one group only (人社厅发〔2021〕64号)."""

    BUSINESS = "business", _("business")
    FINANCE = "finance", _("finance")
    DATA = "data", _("data and rights")
    AUDIT = "audit", _("audit")
    FIGURES = "figures", _("figures")


ROLES = Role.choices

GROUP_OF = {
    Role.STATION: Group.BUSINESS,
    Role.ACCEPTANCE: Group.BUSINESS,
    Role.FIRST_CHECK: Group.BUSINESS,
    Role.SECOND_CHECK: Group.BUSINESS,
    Role.APPROVER: Group.BUSINESS,
    Role.FINANCE_MAKER: Group.FINANCE,
    Role.FINANCE_CHECKER: Group.FINANCE,
    Role.AUDITOR: Group.AUDIT,
    Role.AUDIT_ADMIN: Group.AUDIT,
    Role.RULES_PUBLISHER: Group.DATA,
    Role.SECURITY_ADMIN: Group.DATA,
    Role.READER: Group.FIGURES,
}

#: Posts whose holders see residents and their claims by name.
CASE_ROLES = (Role.STATION, Role.ACCEPTANCE, Role.FIRST_CHECK, Role.SECOND_CHECK, Role.APPROVER, Role.AUDITOR)
#: Posts whose holders plan where stations stand, or work there.
PLANNERS = (*CASE_ROLES, Role.READER, Role.SECURITY_ADMIN)
FINANCE_ROLES = (Role.FINANCE_MAKER, Role.FINANCE_CHECKER)
