// Copying and sharing. Comes when a reader reaches for such a button.
const status = document.getElementById("status");
const scripts = document.getElementById("scripts");

const NOISE = "button, .screen-only, .sr-only, [hidden], [aria-hidden=true], audio, video";

/** What an element shows, as text to paste: without buttons and what is for the eye or the ear alone. */
function wordsOf(element) {
  // Read from a copy: hiding a button in place, even for a moment, would take the focus from it.
  const copy = element.cloneNode(true);
  for (const noise of copy.querySelectorAll(NOISE)) noise.remove();
  const aside = document.createElement("div");
  aside.className = "sr-only";
  aside.style.setProperty("--caps", "none"); // labels as they are written
  aside.append(copy);
  document.body.append(aside);
  const words = aside.innerText.trim();
  aside.remove();
  return words;
}

/** The item as the server writes it in plain text; "" if it does not. */
async function plainText(address) {
  try {
    const answer = await fetch(address);
    const isText = answer.ok && answer.headers.get("Content-Type")?.startsWith("text/plain");
    return isText ? (await answer.text()).trim() : "";
  } catch {
    return "";
  }
}

/** Counts what was taken: which piece, and what of it. */
function count({ use, address }) {
  const { uses, item } = document.getElementById("take-away")?.dataset ?? {};
  if (uses) navigator.sendBeacon?.(uses, new URLSearchParams({ item, use: use ?? (address ? "link" : "part") }));
}

const named = (ids) => (ids ?? "").split(" ").map((id) => document.getElementById(id)).filter(Boolean);
const absolute = (address) => new URL(address, location.href).href;

const { notice = "" } = document.body.dataset;

/** What a button copies: words that stand on it, an address, those of all buttons of a section, a text. */
async function textFor({ words, address, gather, text, ids, sign }) {
  if (words) return words;
  if (address) return absolute(address);
  if (gather) return [...named(gather)[0].querySelectorAll("[data-words]")].map((one) => one.dataset.words).join("\n");
  const parts = named(ids).map((one) => (one.matches("textarea") ? one.value : wordsOf(one)));
  return (text && (await plainText(text))) || [...parts, sign && absolute(sign)].filter(Boolean).join("\n\n");
}

async function putOnClipboard(text) {
  if (!window.ClipboardItem) return navigator.clipboard.writeText(await text);
  // As a promise: the text may still be on its way, and Safari forgets meanwhile that somebody has clicked.
  const blob = text.then((words) => new Blob([words], { type: "text/plain" }));
  return navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
}

let quiet;

/** Says it once to those who listen; a failure is shown as well. */
function tell(words, isFailure) {
  clearTimeout(quiet);
  status.textContent = words;
  status.classList.toggle("sr-only", !isFailure);
  quiet = setTimeout(() => tell("", false), isFailure ? 8000 : 2000);
}

const labels = new WeakMap(); // of the buttons that say something else at the moment

/** Puts on the clipboard what the button offers, and says so on it. */
export async function copy(button) {
  try {
    await putOnClipboard(textFor(button.dataset).then((words) => (words.startsWith(notice) ? words : notice + words)));
  } catch {
    tell(scripts.dataset.failed, true);
    return;
  }
  count(button.dataset);
  if (!labels.has(button)) labels.set(button, button.textContent);
  button.textContent = scripts.dataset.copied;
  setTimeout(() => (button.textContent = labels.get(button)), 2000);
  tell(scripts.dataset.copied, false);
}

/** The device's own way of sharing; where it has none, the link is copied. */
export function share(button) {
  if (!navigator.share) return copy(button);
  const shared = { title: document.title, url: absolute(button.dataset.address) };
  navigator.share(shared).then(() => count(button.dataset), () => {}); // closed again without sharing
}
