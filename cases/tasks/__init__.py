"""The doorbells of cases: each may ring twice or never, the rows know what is due."""

from cases.tasks.claims import end_used_up, lapse_corrections

__all__ = ["end_used_up", "lapse_corrections"]
