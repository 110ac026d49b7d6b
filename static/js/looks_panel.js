// The panel "How the link looks": asks for the look of what is being written, while it is open.
const panel = document.querySelector("[data-looks-panel]");
const form = document.getElementById("page-edit-form");
const shown = panel.querySelector("[data-looks-shown]");
const told = panel.querySelector("[data-looks-told]");
const EVERY = 1500; // milliseconds

const written = () => new URLSearchParams(new FormData(form)).toString();
let asked;
let seen;

async function look(body) {
  asked = body;
  const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value, "Content-Type": "application/x-www-form-urlencoded" };
  try {
    const answer = await fetch(panel.dataset.lookUrl, { method: "POST", headers, body });
    if (!answer.ok || answer.redirected) throw new Error(`${answer.status}`);
    const html = await answer.text();
    if (asked !== body) return;
    shown.innerHTML = html;
    told.textContent = "";
  } catch {
    told.textContent = panel.dataset.failed;
  }
}

setInterval(() => {
  if (panel.closest("[data-side-panel]").hidden) return;
  const now = written();
  // At once when the panel is opened; afterwards what has stood for a moment.
  if (asked === undefined || (now === seen && now !== asked)) look(now);
  seen = now;
}, EVERY);
