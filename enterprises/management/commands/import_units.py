"""Take in a file of units from the command line."""

from functools import partial

from enterprises.management.commands import import_insurance
from enterprises.services.insurance_files import take_in_file
from enterprises.states import FileKind


class Command(import_insurance.Command):
    """Good rows go in together, refused rows are reported; exit 1 where the file itself is refused."""

    help = "Take in a file of units: CSV in UTF-8 or GB18030, or an .xlsx workbook."
    take_in_file = staticmethod(partial(take_in_file, kind=FileKind.UNITS))
