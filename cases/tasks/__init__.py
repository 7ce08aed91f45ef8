"""The doorbells of cases: each may ring twice or never, the rows know what is due."""

from cases.tasks.claims import end_publicity, end_used_up, lapse_corrections, publish, rerate
from cases.tasks.hires import end_employed, import_hires, sweep_hire_files
from cases.tasks.residents import forget_files

__all__ = [
    "end_employed",
    "end_publicity",
    "end_used_up",
    "forget_files",
    "import_hires",
    "lapse_corrections",
    "publish",
    "rerate",
    "sweep_hire_files",
]
