"""How many gamed KPIs are found, and how many honest companies are accused?

    python -m benchmarks.kpi_gaming [--size 12 300] [--strength 1] [--companies 100] [--first 1000] [--workers 2]

Made-up companies (benchmarks.made_companies): honest ones, judged by all five tests, and as many that game each KPI,
judged by its test. Seeds below 1000 served to write the tests, so that figures come from the others.
"""

from __future__ import annotations

import argparse
from collections import Counter
from multiprocessing import Pool

from benchmarks.conditions import conditions
from benchmarks.made_companies import made_company
from classify.codebook import TOXIC_KPIS
from reports.kpi_gaming import GAMING_TESTS, SalesRecord

Job = tuple[str, int, int, int, float]  # behaviour, seed, months, deals, strength
COLUMNS = ("found", "cannot_tell", "not_found")


def verdicts(job: Job) -> tuple[str, dict[str, str]]:
    """The behaviour, and KPI to verdict."""
    behaviour, seed, months, deals, strength = job
    company = made_company(behaviour, seed, months=months, deals=deals, strength=strength)
    record = SalesRecord(company.archive, company.analysis)
    judged = TOXIC_KPIS if behaviour == "honest" else (behaviour,)
    return behaviour, {kpi: GAMING_TESTS[kpi](record).verdict for kpi in judged}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, nargs=2, default=(12, 300), metavar=("MONTHS", "DEALS"))
    parser.add_argument("--strength", type=float, default=1.0, help="of the gaming, times the ordinary")
    parser.add_argument("--companies", type=int, default=100)
    parser.add_argument("--first", type=int, default=1000, help="first seed")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--only", nargs="*", choices=("honest", *TOXIC_KPIS), default=("honest", *TOXIC_KPIS))
    arguments = parser.parse_args()
    months, deals = arguments.size
    seeds = range(arguments.first, arguments.first + arguments.companies)
    jobs = [(behaviour, seed, months, deals, arguments.strength) for behaviour in arguments.only for seed in seeds]
    counts: Counter[tuple[str, str, str]] = Counter()
    with Pool(arguments.workers) as pool:
        for behaviour, found in pool.imap_unordered(verdicts, jobs, chunksize=4):
            counts.update((behaviour, kpi, verdict) for kpi, verdict in found.items())
    print(conditions("numpy", "scipy"))
    print(
        f"{months} months, {deals} deals, {arguments.companies} companies of each kind, strength {arguments.strength}"
    )
    print(f"{'company':<16} {'test of':<16}" + "".join(f"{column:>13}" for column in COLUMNS))
    for behaviour in arguments.only:
        for kpi in TOXIC_KPIS:
            cells = [counts[behaviour, kpi, verdict] for verdict in COLUMNS]
            if behaviour in ("honest", kpi):
                print(f"{behaviour:<16} {kpi:<16}" + "".join(f"{cell:>13}" for cell in cells))


if __name__ == "__main__":
    main()
