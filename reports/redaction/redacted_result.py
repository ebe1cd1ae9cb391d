"""A whole run with its personal data masked, once and in one place: every output written from it is masked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from classify.crm_work.work_findings import WorkProof
from classify.records import Evidence, NextStep, StepFact
from deals.problems import Problem
from deals.records import Archive, CallRecord, Contact, Person
from reports.redaction.parties import Parties
from reports.redaction.personal_span import PersonalSpan
from reports.redaction.redacted_transcripts import masked_transcript, redacted_folder, redacted_problem
from reports.redaction.redactor import Redactor
from reports.run_result import RunInfo, RunResult
from reports.texts import Texts
from transcribe.utterance import Transcript

IDS = frozenset({
    "call_id", "deal_id", "deal_ids", "user_id", "person_id", "contact_id", "task_id", "message_id", "ref", "owner_id",
    "assignee_id", "author", "stated_deal_id", "recording",
})  # fmt: skip
KEYED_BY_ID = frozenset({"transcripts", "signals", "deals", "people", "contacts", "unheard", "chances"})
# Codes, versions and numbers: they name nobody, and a mask in a code would break what is made of it.
KEPT = frozenset({
    "code", "reason", "cause", "causes", "culprit", "toxic_kpi", "fact", "method", "why", "month", "type", "verdict",
    "names", "statuses", "figures", "statistics", "questions", "versions", "counts", "timings_s", "digest", "language",
    "currency", "timezone", "absent_tables", "left_out", "column", "stop", "found", "features", "at",
})  # fmt: skip
_INSIDE = "с "
PATHS = frozenset({"path", "work", "models", "database", "model", "diarization"})  # of settings and of the archive


def redacted_result(result: RunResult, texts: Texts) -> RunResult:
    """The run without names, numbers and addresses of persons and clients; see `Redactor` for what is masked.

    What a list shows first is numbered first. texts: for the words of the masks. The map from masks to people is
    kept nowhere.
    """
    return _ResultRedaction(result, texts).masked_result()


class _ResultRedaction:
    def __init__(self, result: RunResult, texts: Texts) -> None:
        self._result = result
        self._texts = texts
        self._redactor = Redactor(result.archive, texts)
        self._parties = Parties(result.archive)
        self._spans: dict[str, list[tuple[str, list[PersonalSpan]]]] = {}  # of calls

    def masked_result(self) -> RunResult:
        result = self._result
        rankings = self._value(result.analysis.rankings, "rankings", None)  # first: people read these masks first
        rest = replace(result.analysis, rankings=rankings)
        analysis = replace(
            rest,
            **{f.name: self._value(getattr(rest, f.name), f.name, None) for f in fields(rest) if f.name != "rankings"},
        )
        done: dict[str, Any] = {
            "archive": self._archive(result.archive),
            "analysis": analysis,
            "run_info": self._run_info(result.run_info),
        }
        others = {
            f.name: self._value(getattr(result, f.name), f.name, None) for f in fields(result) if f.name not in done
        }
        return replace(result, **done, **others)

    def _archive(self, archive: Archive) -> Archive:
        masked = self._fields(archive, None)
        return replace(masked, company=self._redactor.company(archive.company), path=Path(self._path(archive.path)))

    def _run_info(self, info: RunInfo) -> RunInfo:
        settings = {
            name: self._path(value) if name in PATHS and isinstance(value, str) else value
            for name, value in info.settings.items()
        }
        models = tuple(replace(model, name=self._model_name(model.name)) for model in info.models)
        return replace(info, settings=settings, models=models)

    def _model_name(self, name: str) -> str:
        """A folder's path is shortened, the name of a repository or a package is not."""
        return self._path(name) if Path(name).is_absolute() else self._redactor.redact_text(name)

    def _path(self, path: str | Path) -> str:
        return redacted_folder(Path(path), self._redactor)

    def _value(self, value: Any, name: str, party: frozenset[str] | None) -> Any:
        """name: of the field or key that holds it."""
        if value is None or name in KEPT:
            return value
        if isinstance(value, str):
            return self._redactor.redact_id(value) if name in IDS else self._redactor.redact_text(value, party)
        if is_dataclass(value) and not isinstance(value, type):
            return self._record(value, party)
        if isinstance(value, Mapping):
            return self._mapping(value, name, party)
        if isinstance(value, (tuple, list)):
            return type(value)(self._value(item, name, party) for item in value)
        return value

    def _mapping(self, value: Mapping[Any, Any], name: str, party: frozenset[str] | None) -> dict[Any, Any]:
        if name in KEYED_BY_ID:
            return {self._redactor.redact_id(key): self._value(item, "", party) for key, item in value.items()}
        if isinstance(value.get("quote"), str):  # a piece of a promise's proof
            quote = self._quote(value["quote"], value.get("call_id"), value.get("index"), party)
            return {**{k: self._value(item, str(k), party) for k, item in value.items()}, "quote": quote}
        return {key: self._value(item, str(key), party) for key, item in value.items()}

    def _record(self, record: Any, party: frozenset[str] | None) -> Any:
        match record:
            case Transcript():
                return self._transcript(record)
            case Person():
                return replace(self._fields(record, party), name=self._redactor.person(record.user_id), extension=None)
            case Contact():
                return self._contact(record)
            case CallRecord():
                phone = self._redactor.phone(record.client_phone) if record.client_phone else record.client_phone
                return replace(self._fields(record, party), client_phone=phone)
            case Problem():
                return redacted_problem(record, self._redactor, self._texts)
        own = self._parties.of(getattr(record, "call_id", None), getattr(record, "deal_id", None))
        party = party | own if party and own else own or party
        masked = self._fields(record, party)
        match record:
            case Evidence():
                return replace(masked, quote=self._quote(record.quote, record.call_id, record.index, party))
            case WorkProof():
                return replace(masked, text=self._quote(record.text, record.ref, record.index, party))
            case StepFact():
                source = record.source
                return replace(masked, words=self._quote(record.words, source.call_id, source.index, party))
            case NextStep():
                return replace(masked, client=self._client(record.client, party))
        if isinstance(index := getattr(record, "index", None), int) and isinstance(getattr(record, "text", None), str):
            return replace(masked, text=self._quote(record.text, record.call_id, index, party))  # a promise
        return masked

    def _fields(self, record: Any, party: frozenset[str] | None) -> Any:
        codes = _code_fields(record.__class__)
        changed = {
            field.name: self._value(value, field.name, party)
            for field in fields(record)
            if field.init and field.name not in codes and (value := getattr(record, field.name)) is not None
        }
        return replace(record, **changed)

    def _contact(self, contact: Contact) -> Contact:
        return replace(
            contact,
            contact_id=self._redactor.redact_id(contact.contact_id),
            name=self._redactor.contact(contact.contact_id) if contact.name else contact.name,
            company=self._redactor.company(contact.company) if contact.company else contact.company,
            phones=tuple(self._redactor.phone(phone) for phone in contact.phones),
        )

    def _client(self, called: str, party: frozenset[str] | None) -> str:
        """Whom to call: the contact's name, or the company's, as the archive has it."""
        for contact in self._result.archive.contacts.values():
            if party and f"contact {contact.contact_id}" in party:
                if called == contact.name:
                    return self._redactor.contact(contact.contact_id)
                if called == contact.company:
                    return self._redactor.company(called)
        # Inside a sentence, where the capital letter of a name that is also a word («Ветла») says that it is one.
        return self._redactor.redact_text(_INSIDE + called, party).removeprefix(_INSIDE)

    def _transcript(self, transcript: Transcript) -> Transcript:
        spans = [its for _, its in self._utterances(transcript)]
        return masked_transcript(transcript, spans, self._redactor)

    def _utterances(self, transcript: Transcript) -> list[tuple[str, list[PersonalSpan]]]:
        """Text and spans of each utterance of a call: a number may be said in several of them."""
        if transcript.call_id not in self._spans:
            texts = [said.text for said in transcript.utterances]
            spans = self._redactor.utterance_spans(texts, self._parties.of(transcript.call_id, None))
            self._spans[transcript.call_id] = list(zip(texts, spans, strict=True))
        return self._spans[transcript.call_id]

    def _quote(self, quote: str, call_id: object, index: object, party: frozenset[str] | None) -> str:
        """Words quoted from a call are masked as they are in its transcript; others by themselves."""
        transcript = self._result.analysis.transcripts.get(call_id) if isinstance(call_id, str) else None
        if transcript is None or not quote:
            return self._redactor.redact_text(quote, party)
        spoken = zip(transcript.utterances, self._utterances(transcript), strict=True)
        text, spans = next((its for said, its in spoken if said.index == index), ("", []))
        words = quote.removesuffix("…")
        start = text.find(words)
        if start < 0:
            return self._redactor.redact_text(quote, party)
        end = start + len(words)
        inside = [
            replace(span, start=max(span.start, start) - start, end=min(span.end, end) - start)
            for span in spans if span.start < end and start < span.end
        ]  # fmt: skip
        return self._redactor.masked(quote, inside)


@lru_cache(maxsize=500)
def _code_fields(record: type) -> frozenset[str]:
    """Fields whose values are codes of a closed list, as their type says."""
    return frozenset(name for name, hint in get_type_hints(record).items() if _is_literal(hint))


def _is_literal(hint: object) -> bool:
    if get_origin(hint) is Literal:
        return True
    parts = [part for part in get_args(hint) if part is not type(None)]
    return bool(parts) and get_origin(hint) is not dict and all(_is_literal(part) for part in parts)
