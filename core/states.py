"""A state machine as a table without side effects: what may follow what, and which verbs are open now."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core.policies import Refused


class WrongState(Refused):
    """The thing is no longer in a state from which this verb leads on, mostly because a colleague was quicker."""


@dataclass(frozen=True)
class Move:
    """One row of the table: `verb` leads from any of `sources` to `target`."""

    verb: str
    sources: frozenset[str]
    target: str


class Machine:
    """The moves of one noun; a (verb, source) pair leads to exactly one target."""

    def __init__(self, name: str, moves: Iterable[tuple[str, Iterable[str] | str, str]]) -> None:
        self.name = name
        self.moves = tuple(
            Move(verb, frozenset([sources] if isinstance(sources, str) else sources), target) for verb, sources, target in moves
        )
        self._after: dict[tuple[str, str], str] = {}
        for move in self.moves:
            for source in move.sources:
                if (move.verb, source) in self._after:
                    raise ValueError(f"{name}: {move.verb} from {source} is written twice")
                self._after[move.verb, source] = move.target

    def after(self, verb: str, state: str) -> str:
        """The state that `verb` leads to from `state`; raises WrongState where it leads nowhere."""
        try:
            return self._after[verb, state]
        except KeyError:
            raise WrongState(
                _("This step is not open any more: the matter has moved on. Reload the page to see where it stands."),
                code="wrong_state",
            ) from None

    def open_from(self, state: str) -> list[str]:
        """The verbs that lead somewhere from `state`, in the table's order."""
        return [move.verb for move in self.moves if state in move.sources]

    def sources(self, verb: str) -> frozenset[str]:
        """Every state from which `verb` is open."""
        return frozenset(source for known, source in self._after if known == verb)

    @property
    def states(self) -> frozenset[str]:
        """Every state that the table names."""
        return frozenset(source for _verb, source in self._after) | frozenset(self._after.values())
