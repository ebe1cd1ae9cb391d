// Shows how far a learning is, while it runs.

export function followLearning() {
  const box = document.getElementById("learning-state");
  if (!box || box.dataset.running !== "yes") return;
  const timer = setInterval(async () => {
    const state = await fetch("/learning").then((answer) => answer.json()).catch(() => null);
    if (!state) return;
    box.querySelector("pre").textContent = state.lines.join("\n");
    if (!state.running) { clearInterval(timer); location.reload(); }
  }, 1500);
}
