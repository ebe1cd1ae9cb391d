// The player: one sound element for all calls of a case, its words following the sound.

const clockOf = (seconds) => {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600), minutes = Math.floor(whole / 60) % 60, second = String(whole % 60).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${second}` : `${minutes}:${second}`;
};

export function startPlayer(page) {
  const box = document.getElementById("player");
  const sound = new Audio();
  sound.preload = "metadata";
  const part = (id) => document.getElementById(id);
  const [play, place, clock, speed, channel, said] = ["play", "place", "clock", "speed", "channel", "player-said"].map(part);
  const bodies = new Map([...page.querySelectorAll(".call-body")].map((body) => [body.dataset.call, body]));
  let call = null, lines = [], now = null, gains = null, wanted = 0;

  function load(id, start, playing) {
    const body = bodies.get(id);
    if (!body || body.dataset.recorded !== "yes") return false;
    if (id !== call) {
      call = id;
      lines = [...body.querySelectorAll(".line")];
      mark(null);
      said.hidden = true;
      part("player-call").textContent = body.dataset.title;
      channel.disabled = body.dataset.channels !== "2";
      channel.value = "both";
      hear();
      sound.src = `${page.dataset.recording}?call=${encodeURIComponent(id)}`;
      sound.playbackRate = Number(speed.value);
      box.hidden = false;
      document.body.classList.add("playing");
    }
    seek(start);
    if (playing) sound.play().catch(() => {});  // what went wrong is told by the error event
    return true;
  }
  function seek(seconds) {
    wanted = Math.max(0, seconds);
    if (sound.readyState > 0) sound.currentTime = Math.min(wanted, sound.duration || wanted);
    show();
  }
  function mark(line) {
    if (line === now) return;
    if (now) { now.classList.remove("now"); now.removeAttribute("aria-current"); }
    now = line;
    if (!line) return;
    line.classList.add("now");
    line.setAttribute("aria-current", "true");
    const held = document.activeElement && document.activeElement.matches("textarea, input, select");
    if (!sound.paused && !held && line.offsetParent) line.scrollIntoView({ block: "nearest", behavior: "smooth" });
  }
  function show() {
    const at = sound.readyState > 0 ? sound.currentTime : wanted;
    place.value = at;
    clock.textContent = `${clockOf(at)} / ${clockOf(sound.duration || 0)}`;
    place.setAttribute("aria-valuetext", clockOf(at));
    mark(lines.findLast((line) => Number(line.dataset.start) <= at + 0.05) || null);
  }
  // Left or right alone goes to both ears. Built only when asked for: without it the sound needs no mixing.
  function hear() {
    if (!gains && channel.value === "both") return;
    if (!gains) {
      const context = new AudioContext();
      const source = context.createMediaElementSource(sound), split = context.createChannelSplitter(2);
      const merge = context.createChannelMerger(2);
      source.connect(split);
      gains = [0, 1].map((from) => [0, 1].map((to) => {
        const gain = context.createGain();
        split.connect(gain, from);
        gain.connect(merge, 0, to);
        return gain;
      }));
      merge.connect(context.destination);
      context.resume();
    }
    const chosen = { both: [[1, 0], [0, 1]], left: [[1, 1], [0, 0]], right: [[0, 0], [1, 1]] }[channel.value];
    gains.forEach((row, from) => row.forEach((gain, to) => { gain.gain.value = chosen[from][to]; }));
  }

  sound.addEventListener("loadedmetadata", () => {
    place.max = sound.duration;
    sound.playbackRate = Number(speed.value);
    if (wanted) sound.currentTime = Math.min(wanted, sound.duration);
    show();
  });
  sound.addEventListener("timeupdate", show);
  sound.addEventListener("seeked", show);
  for (const name of ["play", "pause", "ended"]) {
    sound.addEventListener(name, () => {
      play.textContent = sound.paused ? "▶" : "❚❚";
      play.setAttribute("aria-label", sound.paused ? play.dataset.play : play.dataset.pause);
    });
  }
  sound.addEventListener("error", async () => {
    said.textContent = box.dataset.unplayable;
    said.hidden = false;
    const answer = await fetch(sound.src, { headers: { range: "bytes=0-0" } }).catch(() => null);
    if (answer && !answer.ok && answer.headers.get("content-type")?.startsWith("text/plain")) said.textContent = await answer.text();
  });
  const toggle = () => { if (sound.paused) sound.play().catch(() => {}); else sound.pause(); };
  play.addEventListener("click", toggle);
  place.addEventListener("input", () => seek(Number(place.value)));
  speed.addEventListener("change", () => { sound.playbackRate = Number(speed.value); });
  channel.addEventListener("change", hear);
  box.querySelectorAll("[data-skip]").forEach((button) => button.addEventListener("click", () => seek(sound.currentTime + Number(button.dataset.skip))));

  function openLine(id, index) {
    const line = bodies.get(id)?.querySelector(`.line[data-index="${index}"]`);
    if (!line) return;
    line.closest("details").open = true;
    line.focus({ preventScroll: true });
    line.scrollIntoView({ block: "center" });
  }
  const fromLine = (line) => load(line.closest(".call-body").dataset.call, Number(line.dataset.start), true);
  page.addEventListener("click", (event) => {
    const listen = event.target.closest(".listen");
    if (listen) {
      if (listen.dataset.index) openLine(listen.dataset.call, listen.dataset.index);
      load(listen.dataset.call, Number(listen.dataset.start), true);
    } else if (event.target.closest(".seek, .said-words") && !getSelection().toString()) {
      const line = event.target.closest(".line");
      line.focus({ preventScroll: true });
      fromLine(line);
    }
  });

  const step = (select, by) => {
    const to = select.selectedIndex + by;
    if (select.disabled || to < 0 || to >= select.options.length) return;
    select.selectedIndex = to;
    select.dispatchEvent(new Event("change"));
  };
  return {
    toggle() {
      if (call) return toggle();
      const first = [...bodies.values()].find((body) => body.dataset.recorded === "yes");
      if (first) load(first.dataset.call, 0, true);
    },
    skip: (seconds) => call && seek(sound.currentTime + seconds),
    faster: (by) => step(speed, by),
    otherChannel: () => { if (channel.selectedIndex === 2) { step(channel, -2); } else { step(channel, 1); } },
    fromLine,
    get line() { return now; },
  };
}
