"""Which heard words stand for which typed ones, by their letters."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

_STEP = 0.5  # letters: what joining or splitting costs beside the letters, so that neither is done for nothing
_STEPS = ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2))


@dataclass(frozen=True, slots=True)
class Aligned:
    """Typed words `typed` to before `typed_end` were heard as words `heard` to before `heard_end`."""

    typed: int
    typed_end: int
    heard: int
    heard_end: int

    @property
    def counts(self) -> tuple[int, int]:
        return self.typed_end - self.typed, self.heard_end - self.heard


def aligned(typed: Sequence[str], heard: Sequence[str]) -> list[Aligned]:
    """The cheapest alignment, counting changed letters: one to one, one to none or two, none or two to one."""
    costs: dict[tuple[int, int], float] = {(0, 0): 0.0}
    ways: dict[tuple[int, int], Aligned] = {}
    for i in range(len(typed) + 1):
        for j in range(len(heard) + 1):
            for more, most in _STEPS:
                if (before := (i - more, j - most)) not in costs:
                    continue
                step = _cost(typed[i - more : i], heard[j - most : j])
                if costs[before] + step < costs.get((i, j), float("inf")):
                    costs[i, j] = costs[before] + step
                    ways[i, j] = Aligned(*(before[0], i), *(before[1], j))
    return _path(ways, len(typed), len(heard))


def _cost(typed: Sequence[str], heard: Sequence[str]) -> float:
    extra = _STEP if len(typed) != len(heard) else 0.0
    return extra + Levenshtein.distance("".join(typed), "".join(heard))


def _path(ways: dict[tuple[int, int], Aligned], i: int, j: int) -> list[Aligned]:
    path: list[Aligned] = []
    while (i, j) != (0, 0):
        path.append(ways[i, j])
        i, j = path[-1].typed, path[-1].heard
    return path[::-1]
