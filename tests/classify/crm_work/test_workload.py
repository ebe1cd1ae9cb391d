"""Open deals per manager: counted at a moment, and too many only beside the colleagues'."""

from __future__ import annotations

from classify.crm_work.workload import MANY, workload_of
from tests.classify.made_archive import archive, at, deal, lost_deal


def test_open_deals_are_those_begun_and_not_yet_ended() -> None:
    load = workload_of(archive([deal("d1"), lost_deal("d2"), deal("d3", created_at=at("09-25 10:00"))]))
    moments = ("08-31 10:00", "09-02 10:00", "09-21 10:00", "09-26 10:00")
    assert [load.open_at("u1", at(moment)) for moment in moments] == [0, 2, 1, 2]
    assert load.open_at("u9", at("09-10 10:00")) == 0


def test_somebody_is_swamped_with_many_deals_and_far_more_than_the_colleagues() -> None:
    own = [deal(f"a{n}") for n in range(MANY)]
    few = [deal(f"b{n}", owner_id="u3") for n in range(MANY // 2)]
    alike = [deal(f"b{n}", owner_id="u3") for n in range(MANY)]
    moment = at("09-10 10:00")
    assert workload_of(archive([*own, *few])).swamped("u1", moment)
    assert not workload_of(archive([*own[1:], *few])).swamped("u1", moment)  # not many
    assert not workload_of(archive([*own, *alike])).swamped("u1", moment)  # all have as many
    assert not workload_of(archive(own)).swamped("u1", moment)  # nobody to compare with
    assert not workload_of(archive([*own, *few])).swamped(None, moment)
