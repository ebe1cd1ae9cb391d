"""Evidence whose words may have been misheard says so wherever it is shown."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest

from classify.records import Evidence
from reports.deal_cards import evidence_place
from reports.evidence_text import evidence_json
from reports.texts import Texts

QUOTE = Evidence("utterance", "записала, я завтра пришлю", call_id="K7", index=3, start_s=66.0, end_s=70.0)


@pytest.mark.parametrize(("language", "warning"), [("en", "listen first"), ("ru", "сначала послушайте")])
def test_place_of_doubtful_words_tells_people_to_listen_first(language: Literal["ru", "en"], warning: str) -> None:
    texts = Texts(language)
    certain, doubtful = evidence_place(QUOTE, texts), evidence_place(replace(QUOTE, doubtful=True), texts)
    assert warning not in certain
    assert doubtful.startswith(certain)
    assert warning in doubtful


def test_programs_get_the_words_as_they_are_and_the_doubt_beside_them() -> None:
    texts = Texts("en")
    found = evidence_json(replace(QUOTE, doubtful=True), texts)
    assert (found["quote"], found["doubtful"]) == (QUOTE.quote, True)
    assert "doubtful" not in evidence_json(QUOTE, texts)
