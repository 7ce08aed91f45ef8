"""Counting what went wrong, so that it cannot be tried for ever. Lives in the cache: names and addresses only as digests."""

from dataclasses import dataclass

from django.core.cache import cache

from core import crypto


@dataclass(frozen=True)
class Wall:
    """After `limit` failures within `seconds`, counted from the first, nothing passes until these are over."""

    name: str
    limit: int
    seconds: int

    def stands(self, value: str) -> bool:
        """Whether the wall is closed for `value`."""
        return bool(cache.get(self._key(value), 0) >= self.limit)

    def count(self, value: str) -> None:
        """One more failure of `value`."""
        key = self._key(value)
        cache.add(key, 0, self.seconds)
        try:
            cache.incr(key)
        except ValueError:  # it ran out between the two lines
            cache.set(key, 1, self.seconds)

    def forget(self, value: str) -> None:
        """`value` starts anew."""
        cache.delete(self._key(value))

    def _key(self, value: str) -> str:
        return f"wall:{self.name}:{crypto.blind_index('wall', value).hex()}"
