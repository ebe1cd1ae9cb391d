"""Which calls of the demo archive are recordings; the other answered calls are ready transcripts."""

from collections.abc import Iterable

from demo.labelled_archive import LabelledCall

RECORDED_CALLS = 36


def choose_recorded(calls: Iterable[LabelledCall], count: int) -> list[LabelledCall]:
    """The `count` answered calls of lost and open deals with the fewest words, oldest first.

    Lost and open deals are the ones the product ranks; short calls give many recordings for little audio.
    """
    wanted = [call for call in calls if call.turns and call.deal_status in ("lost", "open")]
    shortest = sorted(wanted, key=lambda call: (call.word_count, call.call_id))[:count]
    return sorted(shortest, key=lambda call: (call.started_at, call.call_id))
