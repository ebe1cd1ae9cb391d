"""Stories are told when asked for, from memory or from disk, with their words or without."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from classify.codebook import SIGNALS
from classify.crm_work.work_check import check_work
from classify.deal_course.deal_stories import DealStories
from classify.deal_course.deal_story import DealStory
from classify.labelled_archive import LabelledArchive
from classify.speaker_roles.roles import stated_roles
from classify.spooled_rows import SpooledRows
from classify.utterance_encoders.archive_conversations import conversations_of
from deals.linking import Link, link_calls
from transcribe.spooled_transcripts import SpooledTranscripts


@pytest.fixture(scope="module")
def links(kitchen: LabelledArchive) -> tuple[Link, ...]:
    return link_calls(kitchen.archive)


@pytest.fixture(scope="module")
def arrays(kitchen: LabelledArchive) -> list[np.ndarray]:
    roles = {call_id: stated_roles(one.utterances) for call_id, one in kitchen.transcripts.items()}
    conversations, _ = conversations_of(kitchen.archive, kitchen.transcripts, roles)
    random = np.random.default_rng(0)
    return [random.random((len(one.texts), len(SIGNALS))).astype(np.float32) for one in conversations]


@pytest.fixture(scope="module")
def stories(kitchen: LabelledArchive, links: tuple[Link, ...], arrays: list[np.ndarray]) -> DealStories:
    return DealStories(kitchen.archive, links, kitchen.transcripts, sources(kitchen), arrays, about(kitchen))


def sources(kitchen: LabelledArchive) -> list:
    roles = {call_id: stated_roles(one.utterances) for call_id, one in kitchen.transcripts.items()}
    return conversations_of(kitchen.archive, kitchen.transcripts, roles)[1]


def about(kitchen: LabelledArchive) -> dict[str, list[str]]:
    return {call_id: sorted(deal_ids) for call_id, deal_ids in kitchen.about.items()}


def assert_equal(one: DealStory, other: DealStory) -> None:
    words = ("heard", "side_talk")
    assert replace(one, heard=(), side_talk=()) == replace(other, heard=(), side_talk=())
    for heard, again in zip(*([h for name in words for h in getattr(s, name)] for s in (one, other)), strict=True):
        for field in fields(heard):
            np.testing.assert_array_equal(getattr(heard, field.name), getattr(again, field.name))


def test_stories_from_disk_are_those_from_memory(
    kitchen: LabelledArchive, links: tuple[Link, ...], arrays: list[np.ndarray], stories: DealStories
) -> None:
    on_disk = SpooledTranscripts()
    for transcript in kitchen.transcripts.values():
        on_disk.put(transcript)
    told = DealStories(kitchen.archive, links, on_disk, sources(kitchen), SpooledRows(arrays), about(kitchen))
    assert list(told) == list(kitchen.archive.deals)
    assert sum(len(story.heard) for story in told.values()) > 500
    assert any(story.side_talk for story in told.values())
    for deal_id, story in stories.items():
        assert_equal(story, told[deal_id])


def test_without_words_everything_else_is_told(stories: DealStories) -> None:
    for deal_id, bare in stories.without_words().items():
        assert bare == replace(stories[deal_id], heard=(), side_talk=())
    assert any(story.heard for story in stories.values())


def test_the_check_of_the_work_surveys_stories_without_words_to_the_same_end(
    kitchen: LabelledArchive, links: tuple[Link, ...], stories: DealStories
) -> None:
    found = check_work(kitchen.archive, links, stories, stories.without_words())
    assert found == check_work(kitchen.archive, links, stories)
    assert found.findings
    assert found.people


def test_a_deal_that_is_not_there_has_no_story(stories: DealStories) -> None:
    assert "elsewhere" not in stories
    with pytest.raises(KeyError):
        stories["elsewhere"]
