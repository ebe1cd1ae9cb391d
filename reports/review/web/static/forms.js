// Sends a verdict without leaving the page until it is stored: what was typed is never lost to a broken connection or an
// ended session.

export async function sentenceOf(answer, fallback) {
  if (!answer) return fallback;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector("main .said")?.textContent.trim() || fallback;
}

// The session may be another by now (logged in again in another tab), and its forms have another token.
export async function freshToken() {
  const text = await fetch(location.href).then((answer) => answer.text()).catch(() => "");
  const page = new DOMParser().parseFromString(text, "text/html");
  const token = page.querySelector("#case") && page.querySelector("input[name=form_token]")?.value;
  if (token) document.querySelectorAll("input[name=form_token]").forEach((field) => { field.value = token; });
}

export function startForms() {
  const form = document.getElementById("verdict-form");
  if (!form) return;
  const said = form.querySelector(".said");
  let failed = false, sending = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (sending) return;
    sending = true;
    if (failed) await freshToken();
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form, event.submitter)) }).catch(() => null);
    sending = false;
    if (answer?.ok && answer.redirected) { location.href = answer.url; return; }
    failed = true;
    said.textContent = await sentenceOf(answer, form.dataset.failed);
    said.hidden = false;
    said.scrollIntoView({ block: "nearest" });
  });
  // Only the grades that go with the decision can be chosen.
  const narrow = () => {
    const decision = form.elements.decision.value;
    for (const grade of form.elements.grade.options) {
      grade.hidden = grade.disabled = Boolean(grade.dataset.for && decision && grade.dataset.for !== decision);
      if (grade.disabled && grade.selected) form.elements.grade.value = "";
    }
  };
  form.addEventListener("change", narrow);
  narrow();
}
