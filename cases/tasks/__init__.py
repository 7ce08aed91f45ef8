"""The doorbells of cases: each may ring twice or never, the rows know what is due."""

from cases.tasks.claims import end_publicity, end_used_up, lapse_corrections, publish, rerate
from cases.tasks.hires import end_employed, import_hires, sweep_hire_files
from cases.tasks.residents import forget_files
from cases.tasks.screening import close_answers, launch, screen, sweep_screenings

__all__ = [
    "close_answers",
    "end_employed",
    "end_publicity",
    "end_used_up",
    "forget_files",
    "import_hires",
    "lapse_corrections",
    "launch",
    "publish",
    "rerate",
    "screen",
    "sweep_hire_files",
    "sweep_screenings",
]
