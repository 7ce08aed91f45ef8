"""The doorbells of jobs: each may ring twice or never, the rows know what is due."""

from jobs.tasks.wishes import forget_sign_ups, match

__all__ = ["forget_sign_ups", "match"]
