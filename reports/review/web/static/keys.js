// Everything by keyboard. Keys are read by their place, so that they work in a Russian layout as well.

const typing = (target) => target.closest("textarea, select, input:not([type=radio]):not([type=checkbox]):not([type=range])");

export function startKeys(page, player, signals) {
  const help = document.getElementById("keys");
  document.getElementById("keys-button")?.addEventListener("click", () => help.showModal());
  const form = document.getElementById("verdict-form");

  const spoken = () => [...page.querySelectorAll(".line")].filter((line) => line.closest("details").open || line.matches(".cited"));
  const current = () => document.activeElement.closest?.(".line") || player.line;
  function toLine(by) {
    const lines = spoken(), at = lines.indexOf(current());
    const line = lines[at < 0 ? (by > 0 ? 0 : lines.length - 1) : Math.min(lines.length - 1, Math.max(0, at + by))];
    if (!line) return;
    line.closest("details").open = true;
    line.focus({ preventScroll: true });
    line.scrollIntoView({ block: "nearest" });
  }
  function decide(value) {
    const choice = form?.querySelector(`input[name=decision][value=${value}]`);
    if (!choice) return;
    choice.checked = true;
    choice.dispatchEvent(new Event("change", { bubbles: true }));
    choice.focus({ preventScroll: true });
  }
  const onCase = {
    KeyJ: () => toLine(1), KeyK: () => toLine(-1), Space: () => player.toggle(),
    ArrowLeft: () => player.skip(-5), ArrowRight: () => player.skip(5),
    Enter: () => { const line = document.activeElement.closest(".line"); if (line) player.fromLine(line); },
    Minus: () => player.faster(-1), Equal: () => player.faster(1), KeyC: () => player.otherChannel(),
    Digit1: () => decide("confirm"), Digit2: () => decide("reject"), Digit3: () => decide("unsure"),
    Numpad1: () => decide("confirm"), Numpad2: () => decide("reject"), Numpad3: () => decide("unsure"),
    KeyG: () => { const line = current(); if (line) signals?.open(line); },
    KeyM: () => form?.elements.comment.focus(),
    KeyS: () => form?.requestSubmit(form.querySelector("button.main")),
    KeyN: () => { if (form) location.href = page.dataset.next; },
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) {
      if (event.ctrlKey && event.code === "Enter" && form?.contains(event.target)) form.requestSubmit(form.querySelector("button.main"));
      return;
    }
    if (event.code === "Escape") document.activeElement.blur();
    if (typing(event.target)) return;
    const help_asked = event.key === "?" || (event.shiftKey && event.code === "Slash") || event.key === ",";
    if (help_asked && help) { event.preventDefault(); help.showModal(); return; }
    if (event.shiftKey && event.code !== "Equal") return;
    const onButton = event.target.closest("button, a, summary") && (event.code === "Space" || event.code === "Enter");
    const onRange = event.target.matches("input") && event.code.startsWith("Arrow");
    if (onButton || onRange) return;
    if (page && onCase[event.code]) { event.preventDefault(); onCase[event.code](); return; }
    const link = !page && document.querySelector(`a[data-key="${event.code.replace("Key", "").toLowerCase()}"]`);
    if (link) { event.preventDefault(); link.click(); }
  });
}
