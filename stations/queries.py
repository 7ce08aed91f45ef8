"""Read side of who and where, for the apps above."""

from stations.models.scope import ScopedQuerySet, posts_of, scope_filter

__all__ = ["ScopedQuerySet", "posts_of", "scope_filter"]
