"""What the machine does for the labour market when nobody looks."""

from jobs.tasks.care import keep_care

__all__ = ["keep_care"]
