// Which signals a line carries: confirmed, taken away, added. One dialog serves all lines.
import { freshToken, sentenceOf } from "./forms.js";

export function startSignals(page) {
  const dialog = document.getElementById("signal-dialog");
  if (!dialog) return null;
  const form = dialog.querySelector("form"), add = document.getElementById("signal-add"), said = form.querySelector(".said");
  const items = new Map([...form.querySelectorAll(".judged-signals li")].map((item) => [item.dataset.code, item]));
  let line = null;

  const codesOf = (text) => text.split(" ").filter(Boolean);
  function ask(code, there) {
    const item = items.get(code);
    item.hidden = false;
    for (const choice of item.querySelectorAll("input")) choice.checked = there !== null && (choice.value === "yes") === there;
    for (const option of add.options) if (option.value === code) option.hidden = option.disabled = true;
  }
  function open(of) {
    line = of;
    form.reset();
    said.hidden = true;
    for (const item of items.values()) item.hidden = true;
    for (const option of add.options) option.hidden = option.disabled = false;
    document.getElementById("signal-words").textContent = line.querySelector(".words").textContent;
    codesOf(line.dataset.heard).forEach((code) => ask(code, null));
    codesOf(line.dataset.judged).forEach((mark) => ask(mark.slice(1), mark[0] === "+"));
    dialog.showModal();
  }
  function judged() {
    return [...items].filter(([, item]) => !item.hidden).map(([code, item]) => [code, item.querySelector("input:checked")?.value])
      .filter(([, value]) => value);
  }
  function redraw(answers) {
    const chips = line.querySelector(".signals");
    for (const [code, value] of answers) {
      let chip = chips.querySelector(`[data-code="${code}"]`);
      if (!chip) {
        chip = document.createElement("span");
        chip.dataset.code = code;
        chip.textContent = items.get(code).querySelector("span").textContent;
        chips.prepend(chip, " ");
      }
      chip.className = `signal ${value === "yes" ? "right" : "wrong"}`;
    }
    line.dataset.judged = answers.map(([code, value]) => (value === "yes" ? "+" : "-") + code).join(" ");
  }

  add.addEventListener("change", () => { if (add.value) { ask(add.value, true); add.value = ""; } });
  form.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => line?.focus({ preventScroll: true }));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answers = judged(), heard = codesOf(line.dataset.heard);
    if (!answers.length) { dialog.close(); return; }
    if (!said.hidden) await freshToken();
    const body = new URLSearchParams({ form_token: form.elements.form_token.value, call_id: line.closest(".call-body").dataset.call, index: line.dataset.index });
    for (const [code, value] of answers) body.append(value === "no" ? "removed" : heard.includes(code) ? "confirmed" : "added", code);
    const answer = await fetch(page.dataset.signals, { method: "POST", body }).catch(() => null);
    if (answer?.status === 204) { redraw(answers); dialog.close(); return; }
    said.textContent = await sentenceOf(answer, said.dataset.failed);
    said.hidden = false;
  });
  page.addEventListener("click", (event) => {
    const button = event.target.closest(".fix");
    if (button) open(button.closest(".line"));
  });
  return { open };
}
