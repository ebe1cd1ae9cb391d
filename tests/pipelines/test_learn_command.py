"""`dealforensics learn` on a real run of a labelled archive, whose labels are the reviewer."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from threadpoolctl import threadpool_limits

from benchmarks.verdict_learning import by_lot, corrections_by_labels, halves, run_labelled, verdicts_by_labels
from classify.labelled_archive import TRAINING_FOLDER, LabelledArchive, read_labelled_archive
from classify.learning_from_verdicts.learned_models import save_learned
from classify.learning_from_verdicts.reviewed_run import ReviewedRun, fitting, read_reviewed_run, words_of_calls
from classify.learning_from_verdicts.verdict_learning import Learned, NothingToLearn, RunVerdicts, learn
from classify.learning_from_verdicts.verdicts import SignalCorrection, Verdict, write_verdicts
from classify.model_files import OWN_MODELS, load_models, load_set
from deals.archive_reader import read_archive
from pipelines.learn_command import LearnRequest, learn_command
from reports.review.store.records import Judgement, QueueFilters, Viewer
from reports.review.store.review_store import open_review, open_store
from reports.texts import LANGUAGES, Language, Texts

NAME = "d5_trucks"  # of the labelled archives the one with a usual share of such deals
FEW_TREES = 20


@pytest.fixture(scope="module")
def labels() -> LabelledArchive:
    return read_labelled_archive(TRAINING_FOLDER / NAME)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> ReviewedRun:
    folder = tmp_path_factory.mktemp("learn")
    with threadpool_limits(limits=1, user_api="blas"):
        return read_reviewed_run(run_labelled(TRAINING_FOLDER / NAME, folder))


@pytest.fixture(scope="module")
def given(run: ReviewedRun, labels: LabelledArchive) -> tuple[Verdict, ...]:
    ranked = sorted(run.claims["revive"])
    deals = verdicts_by_labels(run, labels, ranked)
    return (*deals, *corrections_by_labels(run, labels, halves(run, seed=0)[0]))


@pytest.fixture(scope="module")
def learned(run: ReviewedRun, given: tuple[Verdict, ...]) -> Learned:
    return learn([RunVerdicts(run, given)], trees=FEW_TREES)


def test_true_verdicts_leave_chances_near_and_the_right_deals_up(learned: Learned) -> None:
    revive = next(one for one in learned.comparisons if one.part == "revive")
    # The shipped models judge these deals nearly rightly already (Brier score 0.07, order 0.89), and of 46 verdicts on
    # few trees eight say yes: one of them more or less moves the order by 0.03.
    assert revive.after.brier < revive.before.brier + 0.01
    assert (revive.after.order or 0) > (revive.before.order or 0) - 0.05
    outcomes = {one.outcome for one in learned.comparisons}
    assert "worse" not in outcomes
    assert learned.recommended == ("better" in outcomes)
    assert learned.counts["lines"] > 50


def test_verdicts_given_by_lot_are_not_recommended(run: ReviewedRun, given: tuple[Verdict, ...]) -> None:
    deals = [verdict for verdict in given if verdict.verdict]
    assert not learn([RunVerdicts(run, tuple(by_lot(deals, seed=1)))], trees=FEW_TREES).recommended


def test_the_new_set_holds_the_old_rows_and_the_verdicts(run: ReviewedRun, learned: Learned, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in OWN_MODELS.rglob("*.npz")}
    save_learned(learned, tmp_path / "new")
    assert {path: path.read_bytes() for path in before} == before
    old = load_set(None, run.set_name).deals
    taught = load_set(tmp_path / "new", run.set_name)
    new, about = taught.deals, taught.about
    assert len(new.status) - len(old.status) == len(learned.row_keys) == learned.counts["deals"]
    assert set(new.archive.tolist()) - set(old.archive.tolist()) == {f"verdicts: {run.company}"}
    assert about["learned"]["parent_digest"] == run.set_digest
    assert about["learned"]["verdicts_digest"] == learned.verdicts_digest
    archive = read_archive(run.folder.parent / "archive")
    models = load_models(tmp_path / "new", archive)
    assert models.digest != run.set_digest
    assert models.fold == run.set_name


def test_equal_verdicts_give_equal_models_and_a_second_learning_replaces_the_first(
    run: ReviewedRun, given: tuple[Verdict, ...], tmp_path: Path
) -> None:
    few = tuple(verdict for verdict in given if verdict.list == "revive")[:6]
    for name in ("a", "b"):
        save_learned(learn([RunVerdicts(run, few)], trees=FEW_TREES), tmp_path / name)
    files = [path.relative_to(tmp_path / "a") for path in sorted((tmp_path / "a").rglob("*")) if path.is_file()]
    assert all((tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes() for file in files)
    models = load_set(tmp_path / "a", run.set_name).calls
    again = replace(run, models=tmp_path / "a", set_digest=models.digest)
    turned = tuple(replace(one, verdict="unsure", grade=None, reason=None) for one in few[:1])
    second = learn([RunVerdicts(again, (*turned, *few[1:]))], trees=FEW_TREES)
    assert len(set(second.row_keys)) == len(second.row_keys) == len(few) - 1  # one is no longer sure


def test_verdicts_on_an_archive_that_has_changed_are_noticed(run: ReviewedRun) -> None:
    words = words_of_calls(run, run.deal_of_call)
    call_id = next(iter(words))
    index, text = next(iter(words[call_id].texts.items()))
    deal_id = next(iter(run.claims["error_loss"]))
    won = next(i for i, status in zip(run.table.deal_ids, run.table.statuses, strict=True) if status == "won")

    def corrected(call: str, place: int, words: str | None = None) -> Verdict:
        return Verdict(signals=(SignalCorrection(call, place, words, added=("rude",)),))

    good = [Verdict("error_loss", deal_id, "reject"), corrected(call_id, index, text), corrected(call_id, index)]
    bad = {
        "verdict-unknown-deal": Verdict("revive", "nobody", "confirm"),
        "verdict-deal-not-ranked": Verdict("error_loss", won, "confirm"),
        "verdict-other-title": Verdict("error_loss", deal_id, "reject", title="Совсем другая сделка"),
        "verdict-unknown-call": corrected("nobody", 0),
        "verdict-unknown-line": corrected(call_id, 999),
        "verdict-other-words": corrected(call_id, index, "Совсем другие слова"),
    }
    fit, problems = fitting([*good, *bad.values()], run, words)
    assert fit == good
    assert [problem.code for problem in problems] == list(bad)
    for language in LANGUAGES:
        for problem in problems:
            assert len(Texts(language).problem(problem)) > 30


def test_models_that_changed_since_the_run_are_not_taught(run: ReviewedRun, given: tuple[Verdict, ...]) -> None:
    with pytest.raises(NothingToLearn, match="models-changed"):
        learn([RunVerdicts(replace(run, set_digest="0" * 64), given[:3])], trees=FEW_TREES)
    with pytest.raises(NothingToLearn, match="different-sets"):
        learn([RunVerdicts(run, given[:3]), RunVerdicts(replace(run, set_name="full"), given[:3])])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_says_what_it_read_set_aside_and_learned(
    run: ReviewedRun, tmp_path: Path, language: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    texts, folder = Texts(language), tmp_path / "run"
    shutil.copytree(run.folder, folder)
    first, second = list(run.claims["revive"])[:2]
    write_verdicts(folder / "verdicts.jsonl", [Verdict("revive", first, "confirm"), Verdict("revive", "x", "reject")])
    file = folder / "verdicts.csv"
    file.write_text(f"list,deal_id,verdict\nrevive,{second},reject\nrevive,{first},perhaps\n", encoding="utf-8")
    out = tmp_path / "models"
    assert learn_command(LearnRequest((folder,), out), texts) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert " ".join(texts.text("learn-set-aside", count=2).split()) in shown
    assert "perhaps" in shown
    assert texts.text("learn-outcome-too_few") in shown
    assert texts.text("learn-not-recommended") in shown
    about = json.loads((out / "models.json").read_text(encoding="utf-8"))["learned"]
    assert about["counts"]["deals"] == 2
    assert about["recommended"] is False
    assert learn_command(LearnRequest((folder,), out), texts) == 2
    assert texts.text("learn-out-not-empty", folder=str(out)) in capsys.readouterr().err


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_makes_learning_impossible_is_one_sentence(
    run: ReviewedRun, tmp_path: Path, language: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    texts, out = Texts(language), tmp_path / "models"

    def complaint(change: Callable[[Path], LearnRequest]) -> str:
        folder = tmp_path / f"run{len(list(tmp_path.iterdir()))}"
        shutil.copytree(run.folder, folder)
        assert learn_command(change(folder), texts) == 2
        lines = capsys.readouterr().err.strip().splitlines()
        assert len(lines) == 1
        assert not out.exists()
        return lines[0]

    def unlearnable(folder: Path) -> LearnRequest:
        (folder / "learning.npz").unlink()
        return LearnRequest((folder,), out)

    assert texts.text("learn-no-verdicts", unsure=0) == complaint(lambda folder: LearnRequest((folder,), out))
    lacking = complaint(unlearnable)
    assert "learning.npz" in lacking
    assert "Errno" not in lacking
    assert str(OWN_MODELS) in complaint(lambda folder: LearnRequest((folder,), OWN_MODELS))
    assert str(OWN_MODELS) in complaint(lambda folder: LearnRequest((folder,), OWN_MODELS / "full"))
    missing = tmp_path / "missing.csv"
    assert str(missing) in complaint(lambda folder: LearnRequest((folder,), out, (missing,)))
    assert "--verdicts" in complaint(lambda folder: LearnRequest((folder, run.folder), out, (missing,)))


def test_verdicts_are_taken_from_the_review_page(
    run: ReviewedRun, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts, folder, database, out = Texts("en"), tmp_path / "run", str(tmp_path / "review.db"), tmp_path / "models"
    shutil.copytree(run.folder, folder)
    for place in (database, ""):
        assert learn_command(LearnRequest((folder,), out, review=place), texts) == 2
        assert texts.text("learn-no-review-database", file=place) in capsys.readouterr().err
    assert not Path(database).exists()
    open_store(database).close()
    assert learn_command(LearnRequest((folder,), out, review=database), texts) == 2
    assert texts.text("learn-run-not-in-review", folder=str(folder)) in capsys.readouterr().err
    store = open_review([folder], database)
    anna = Viewer(store.add_account("Anna", "quality", None))
    for case in store.queue(anna, QueueFilters(list="revive"), size=2).rows:
        store.judge(anna, case.case_id, Judgement("confirm"))
    store.close()
    others = [Verdict("revive", deal_id, "reject") for deal_id in run.claims["revive"]]
    write_verdicts(folder / "verdicts.jsonl", others)
    assert learn_command(LearnRequest((folder,), out, (tmp_path / "x.csv",), database), texts) == 2
    assert texts.text("learn-verdicts-or-review") in capsys.readouterr().err
    assert learn_command(LearnRequest((folder,), out, review=database), texts) == 0
    assert json.loads((out / "models.json").read_text(encoding="utf-8"))["learned"]["counts"]["deals"] == 2
