"""A call is heard in a browser: it plays, the words follow, and a word leads to its place in the sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reports.review.store.review_store import ReviewStore
from tests.reports.review.browser.conftest import Desk, Sit, until
from tests.reports.review.web.conftest import case_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow
SOONER = 4  # seconds; the second line begins at 10, where the sound would come by itself later
# Keeps hold of the page's sound, which is not part of its tree.
SOUND = "const Real = Audio; window.Audio = function () { window.sound = new Real(); return window.sound; };"
# Keeps hold of what WebAudio sends to the ears, and tells how loud it is.
EARS = """
const connect = AudioNode.prototype.connect;
AudioNode.prototype.connect = function (to, ...more) {
  if (to instanceof AudioDestinationNode && !window.ear) {
    window.ear = this.context.createAnalyser();
    connect.call(this, window.ear);
  }
  return connect.call(this, to, ...more);
};
window.loudness = () => {
  const wave = new Float32Array(window.ear.fftSize);
  window.ear.getFloatTimeDomainData(wave);
  return Math.max(...wave.map(Math.abs));
};
"""


def time_of(page: Page) -> float:
    return float(page.evaluate("window.sound.currentTime"))


def opened(desk: Desk, store: ReviewStore) -> Page:
    desk.page.add_init_script(SOUND + EARS)
    return desk.go(f"/cases/{case_of(store, 'revive', 'S1')}")


def test_the_sound_plays_and_a_click_on_the_words_leads_to_their_place(sit: Sit, store: ReviewStore) -> None:
    page = opened(sit("anna"), store)
    page.click(".call-body[data-call=K1] .listening .listen")
    until(page, "window.sound.currentTime > 0.5 && !window.sound.paused")
    first, second = page.locator(".call-body[data-call=K1] .line").all()
    assert first.evaluate("line => line.matches('.now, [aria-current]')")  # the words follow the sound
    second.locator(".said-words").click()
    until(page, "window.sound.currentTime > 10.2", seconds=SOONER)
    assert time_of(page) < 14
    assert second.evaluate("line => line.matches('.now, [aria-current]')")
    assert not first.evaluate("line => line.matches('.now, [aria-current]')")
    page.click("#play")
    until(page, "window.sound.paused")


def test_the_quote_is_heard_where_the_evidence_says(sit: Sit, store: ReviewStore) -> None:
    page = opened(sit("anna"), store)
    quote = page.locator(".evidence .listen[data-call=K1][data-start='71.4']").first
    quote.click()
    until(page, "window.sound.currentTime > 71.5")
    assert time_of(page) < 76


def test_the_player_obeys_the_keyboard(sit: Sit, store: ReviewStore) -> None:
    page = opened(sit("anna"), store)
    page.keyboard.press("Space")
    until(page, "window.sound && window.sound.currentTime > 0.2 && !window.sound.paused")
    page.keyboard.press("Space")
    until(page, "window.sound.paused")
    at = time_of(page)
    page.keyboard.press("ArrowRight")
    until(page, f"window.sound.currentTime >= {at + 4.9}")
    page.keyboard.press("ArrowLeft")
    until(page, f"window.sound.currentTime < {at + 0.5}")
    page.keyboard.press("=")
    assert page.evaluate("window.sound.playbackRate") == 1.25
    page.keyboard.press("-")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.dataset.index") == "1"
    page.keyboard.press("Enter")
    until(page, "window.sound.currentTime > 10 && !window.sound.paused", seconds=SOONER)
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.dataset.index") == "0"
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#keys").is_visible()


def test_one_side_alone_is_heard(sit: Sit, store: ReviewStore) -> None:
    """The recording has a tone on the left and silence on the right."""
    page = opened(sit("anna"), store)
    # The sample's transcript names no channels, so the page takes its calls for mono.
    page.evaluate("document.querySelector('.call-body[data-call=K1]').dataset.channels = '2'")
    page.click(".call-body[data-call=K1] .listening .listen")
    until(page, "window.sound.currentTime > 0.2")
    page.select_option("#channel", "left")
    until(page, "window.loudness() > 0.3")
    page.select_option("#channel", "right")
    until(page, "window.loudness() < 0.001")
    page.select_option("#channel", "both")
    until(page, "window.loudness() > 0.1")
