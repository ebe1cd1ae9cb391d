"""How good an order of deals is, measured by their grades (0 to 3, codebook).

A deal that a ranking does not list counts as ranked last.
"""

import math
from collections.abc import Mapping, Sequence

Figures = dict[str, int | float]

WORTH_IT = 2  # grade from which a deal is worth reviving, or was lost through error


def whole_ranking(ranked: Sequence[str], grades: Mapping[str, int]) -> list[str]:
    """The graded deals in the order of the ranking, then those it does not list."""
    known = [deal_id for deal_id in ranked if deal_id in grades]
    return known + [deal_id for deal_id in grades if deal_id not in set(ranked)]


def precision_at_k(ranked: Sequence[str], grades: Mapping[str, int], k: int) -> float:
    """Share of the k best ranked deals that have grade 2 or 3, of all where there are fewer.

    Source: Manning, Raghavan, Schütze, Introduction to Information Retrieval, section 8.4.
    """
    top = whole_ranking(ranked, grades)[:k]
    return sum(grades[deal_id] >= WORTH_IT for deal_id in top) / max(1, len(top))


def average_precision(ranked: Sequence[str], grades: Mapping[str, int]) -> float:
    """Mean over the deals of grade 2 or 3 of the precision at their rank. Source: as precision_at_k."""
    hits = [grades[deal_id] >= WORTH_IT for deal_id in whole_ranking(ranked, grades)]
    precisions = [sum(hits[:rank]) / rank for rank, hit in enumerate(hits, 1) if hit]
    return sum(precisions) / max(1, len(precisions))


def discounted_gain(grades: Sequence[int]) -> float:
    """DCG with gains 2^grade - 1. Source: Burges et al., Learning to rank using gradient descent, ICML 2005."""
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def ranking_figures(name: str, ranked: Sequence[str], grades: Mapping[str, int], k: int) -> Figures:
    """How good an order is. `random` is the precision that a random order would have on average."""
    k = min(k, len(grades))
    positives = sum(grade >= WORTH_IT for grade in grades.values())
    precision = precision_at_k(ranked, grades, k)
    ideal = discounted_gain(sorted(grades.values(), reverse=True)[:k])
    reached = discounted_gain([grades[deal_id] for deal_id in whole_ranking(ranked, grades)[:k]])
    return {
        f"{name}.deals": len(grades),
        f"{name}.positives": positives,
        f"{name}.random": positives / max(1, len(grades)),
        f"{name}.p_at_{k}": precision,
        f"{name}.recall_at_{k}": precision * k / max(1, positives),
        f"{name}.best_possible_p_at_{k}": min(k, positives) / max(1, k),
        f"{name}.average_precision": average_precision(ranked, grades),
        f"{name}.ndcg_at_{k}": reached / ideal if ideal else 0.0,
    }
