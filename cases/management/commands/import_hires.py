"""Take in a file of hire records from the command line."""

from cases.services.hire_files import take_in_file
from cases.services.hire_sweep import end_employed
from enterprises.management.commands.import_insurance import Command as FileCommand


class Command(FileCommand):
    """Good rows go in together, refused rows are reported; then every benefit ends that the records end."""

    help = "Take in a file of hire records: CSV in UTF-8 or GB18030, or an .xlsx workbook."
    region_help = "only people kept there (default: everywhere)"
    take_in_file = staticmethod(take_in_file)

    def after(self) -> str:
        """What the new records ended."""
        return f", {end_employed()} benefits ended"
