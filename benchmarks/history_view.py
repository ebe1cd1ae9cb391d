"""Does the view learned from the client's own history find what decides, refuse chance, and how long does it take?

    python -m benchmarks.history_view [--deals 400 1000 3000] [--seeds 20] [--large 100000]

Companies of known behaviour, and others whose outcomes are coins. Of the known ones also how far the chances are from
the true ones. Times are processor seconds, which other programs on the machine disturb less than the clock.
"""

import argparse
import time
from collections import Counter

import numpy as np

from benchmarks.conditions import conditions
from benchmarks.made_history import made_history
from benchmarks.process_memory import own_peak_mb
from classify.company_history.history_model import view_of_history
from classify.company_history.history_view import HistoryView
from classify.deal_judgement.deal_features import habits_of


def viewed(deals: int, coins: bool, seed: int) -> HistoryView:
    archive, stories = made_history(deals, coins=coins, seed=seed)
    return view_of_history(archive, stories, habits_of(archive))


def line(deals: int, coins: bool, views: list[HistoryView]) -> str:
    verdicts = ", ".join(f"{verdict} {count}" for verdict, count in sorted(Counter(v.verdict for v in views).items()))
    figures = [view.figures for view in views if view.figures is not None]
    means = [
        float(np.mean([value(f) for f in figures])) if figures else float("nan")
        for value in (lambda f: f.auc.value, lambda f: f.brier.value, lambda f: f.usual_brier)
    ]
    weight = float(np.mean([view.weight for view in views]))
    cells = "".join(f"{value:>9.3f}" for value in (*means, weight))
    return f"{deals:>7}  {'coins' if coins else 'rule':<6}{cells}   {verdicts}"


def large(deals: int) -> str:
    archive, stories = made_history(deals)
    habits, before = habits_of(archive), own_peak_mb()
    started = time.process_time()
    view = view_of_history(archive, stories, habits)
    seconds = time.process_time() - started
    return f"{deals} deals: {view.verdict} in {seconds:.0f} s, peak {own_peak_mb():.0f} MB ({before:.0f} MB before)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--deals", type=int, nargs="*", default=[400, 1000, 3000])
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--large", type=int, default=100_000)
    arguments = parser.parse_args()
    print(conditions("scikit-learn", "numpy"))
    print(f"{'deals':>7}  {'won by':<6}{'AUC':>9}{'Brier':>9}{'usual':>9}{'weight':>9}   verdicts", flush=True)
    for deals in arguments.deals:
        for coins in (False, True):
            views = [viewed(deals, coins, seed) for seed in range(arguments.seeds)]
            print(line(deals, coins, views), flush=True)
    if arguments.large:
        print(large(arguments.large), flush=True)


if __name__ == "__main__":
    main()
