"""Archive format, version 1: which tables there are and which columns each must and may have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

SETTINGS_FILE = "archive.yaml"
KPI_FILE = "kpi.yaml"
RECORDINGS_FOLDER = "recordings"
TRANSCRIPTS_FOLDER = "transcripts"
TRANSCRIPT_SUFFIXES = (".json", ".vtt", ".srt")  # in order of preference where a call has several
# What phone systems and messengers write; PyAV decodes them all. Other files beside them are reported, not tried.
# fmt: off
RECORDING_SUFFIXES = frozenset({
    ".wav", ".mp3", ".ogg", ".oga", ".opus", ".m4a", ".mp4", ".aac", ".amr", ".awb", ".gsm", ".flac", ".wma", ".webm",
    ".3gp", ".aif", ".aiff", ".au", ".spx", ".mkv",
})
# fmt: on


@dataclass(frozen=True, slots=True)
class TableForm:
    """One table of the format.

    required: columns without which no row can be used. optional: columns whose absence lowers what can be found.
    needs_deals: every row belongs to a deal, so that without deals.csv the table says nothing.
    """

    file: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    needs_deals: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        return self.required + self.optional


def _form(file: str, required: str, optional: str = "", *, needs_deals: bool = False) -> TableForm:
    return TableForm(file, tuple(required.split()), tuple(optional.split()), needs_deals)


# Columns that the format demands but whose loss leaves a row useful (name, role, direction, channel...) count as
# optional here: the reader reports them and goes on.
_FORMS = (
    _form("people.csv", "user_id", "name role team hired left extension"),
    _form("contacts.csv", "contact_id", "name company phones"),
    _form(
        "deals.csv",
        "deal_id created_at status",
        "title contact_id amount margin_pct source qualified closed_at stage lost_reason owner_id",
    ),
    _form("stage_history.csv", "deal_id at stage", "user_id", needs_deals=True),
    _form("owner_history.csv", "deal_id at user_id", needs_deals=True),
    _form(
        "tasks.csv", "task_id deal_id created_at", "type text due_at completed_at assignee_id result", needs_deals=True
    ),
    _form("messages.csv", "message_id deal_id at channel author text", needs_deals=True),
    _form("calls.csv", "call_id started_at", "direction user_id client_phone duration_s answered recording deal_id"),
    _form("periods.csv", "month", "plan fact margin_fact head_bonus_paid"),
)
TABLE_FORMS: Mapping[str, TableForm] = MappingProxyType({form.file: form for form in _FORMS})
