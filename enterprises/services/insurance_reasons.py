"""Why a row of a file of insurance months, or of units, is sent back."""

from django.utils.translation import gettext_lazy

REASON = {
    "code_form": gettext_lazy("The credit code must have 18 characters."),
    "code_check": gettext_lazy("The check character of the credit code does not fit."),
    "unit_unknown": gettext_lazy("This unit is not in the registry."),
    "unit_elsewhere": gettext_lazy("This unit is registered outside the region of the file."),
    "month_form": gettext_lazy("The month must read like 202501."),
    "month_future": gettext_lazy("The month lies in the future."),
    "line_unknown": gettext_lazy("The line of insurance is not known."),
    "staff_form": gettext_lazy("The number of insured staff must be a whole number."),
    "amount_form": gettext_lazy("The amount must be a number that is not negative, with at most two decimals."),
    "paid_form": gettext_lazy("The day of payment is no day."),
    "paid_future": gettext_lazy("The day of payment lies in the future."),
    "paid_missing": gettext_lazy("It is marked as paid but has no day of payment."),
    "flag_unknown": gettext_lazy("The state of payment is not known."),
    "flag_contradicts": gettext_lazy("It is marked as owed but has a day of payment."),
    "waived_owes": gettext_lazy("A waived month owes nothing."),
    "twice": gettext_lazy("The same unit, month and line stand in the file before."),
    "frozen": gettext_lazy("The year is frozen and does not change any more."),
}

UNIT_REASON = {
    **{code: REASON[code] for code in ("code_check", "amount_form", "unit_elsewhere")},
    "name_form": gettext_lazy("The name must have 2 to 100 characters, as on the licence."),
    "kind_unknown": gettext_lazy("The kind of unit is not known."),
    "industry_unknown": gettext_lazy("The industry is none of those by which the size class is told."),
    "region_unknown": gettext_lazy("The place of registration is no banner, county or district of the region of the file."),
    "people_form": gettext_lazy("The number of people at work must be a whole number."),
    "year_form": gettext_lazy("The year of the figures must have ended."),
    "mobile_form": gettext_lazy("A mobile number has 11 digits and begins with 13 to 19."),
    "unit_twice": gettext_lazy("The same credit code stands in the file before."),
}
