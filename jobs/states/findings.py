"""What the check before publication finds, in words, with the article that forbids it."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _


class Words(NamedTuple):
    """What is wrong, and the article of the law."""

    said: Any
    basis: Any


FINDINGS = {
    "sex": Words(
        _("It asks for one sex or prefers one."),
        _("Employment Promotion Law, art. 27; Law on the Protection of Women's Rights and Interests, art. 43"),
    ),
    "childbearing": Words(
        _("It asks about marriage, pregnancy or children, or limits them."),
        _("Employment Promotion Law, art. 27; Law on the Protection of Women's Rights and Interests, art. 43"),
    ),
    "age": Words(_("It sets a limit of age."), _("Interim Regulations on the Human Resources Market, art. 24")),
    "ethnic": Words(_("It asks for an ethnic group or shuts one out."), _("Employment Promotion Law, art. 28")),
    "belief": Words(
        _("It asks for a religious belief or for none."),
        _("Employment Promotion Law, art. 3; Interim Regulations on the Human Resources Market, art. 24"),
    ),
    "household_register": Words(
        _("It asks where people are registered, or shuts out people from the country."), _("Employment Promotion Law, art. 31")
    ),
    "disability": Words(_("It shuts out people with disabilities."), _("Employment Promotion Law, art. 29")),
    "infectious": Words(_("It shuts out carriers of an infection, or tests for one."), _("Employment Promotion Law, art. 30")),
    "looks": Words(
        _("It asks for a height, a weight or for looks."), _("Interim Regulations on the Human Resources Market, art. 24")
    ),
    "deposit": Words(_("It takes a deposit, a fee or papers, or holds back pay."), _("Labour Contract Law, art. 9")),
    "low_pay": Words(_("The pay is below the minimum wage of the place."), _("Labour Law, art. 48")),
    "unit_unknown": Words(
        _("The unit is not in the registry: see its licence."), _("Interim Regulations on the Human Resources Market, art. 24")
    ),
    "unit_closed": Words(_("The unit is closed."), _("Interim Regulations on the Human Resources Market, art. 24")),
    "unit_listed": Words(
        _("The unit is on the list of serious violation and dishonesty."),
        _("Interim Regulations on the Human Resources Market, art. 24"),
    ),
}
#: What a department's row is not sent back for: the bureau looks at it instead.
FOR_THE_BUREAU = ("unit_unknown",)
