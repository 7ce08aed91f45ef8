"""The doorbells of the labour market: each may ring twice or never, the rows know what is due."""

from jobs.tasks.onetime import forget_codes

__all__ = ["forget_codes"]
