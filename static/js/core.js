// What saves readers a step. Each behaviour is one function; without script a link, a form or `details` does the work.
const root = document.documentElement;
const status = document.getElementById("status");

// -- Copying. The buttons are hidden without script, and where there is no clipboard: the text can be selected.

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

const named = (ids) => (ids ?? "").split(" ").map((id) => document.getElementById(id)).filter(Boolean);
const absolute = (address) => new URL(address, location.href).href;

/** What a button copies: words that stand on it, an address, those of all buttons of a section, a text. */
async function textFor({ words, address, gather, text, copy, sign }) {
  if (words) return words;
  if (address) return absolute(address);
  if (gather) return [...named(gather)[0].querySelectorAll("[data-words]")].map((one) => one.dataset.words).join("\n");
  const parts = named(copy).map(wordsOf);
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

function offerCopying(button) {
  const { words, address, gather, copy } = button.dataset;
  if (!navigator.clipboard || !(words || address || named(gather ?? copy).length)) return;
  const label = button.textContent;
  let restore;
  reveal(button);
  button.addEventListener("click", async () => {
    try {
      await putOnClipboard(textFor(button.dataset));
    } catch {
      tell(status.dataset.failed, true);
      return;
    }
    clearTimeout(restore);
    button.textContent = status.dataset.copied;
    restore = setTimeout(() => (button.textContent = label), 2000);
    tell(status.dataset.copied, false);
  });
}

function reveal(button) {
  button.hidden = false;
  button.closest("[data-tools]")?.removeAttribute("hidden");
}

function offerSharing(button) {
  if (!navigator.share) return offerCopying(button);
  reveal(button);
  button.addEventListener("click", () => {
    const shared = { title: document.title, url: absolute(button.dataset.address) };
    navigator.share(shared).catch(() => {}); // closed again without sharing
  });
}

// -- The menu of narrow screens

function closeWhenLeft(menu) {
  const summary = menu.querySelector("summary");
  const closeUnlessAt = (place) => {
    if (!menu.contains(place)) menu.open = false;
  };
  document.addEventListener("click", ({ target }) => closeUnlessAt(target));
  // It lies over the page: what is reached behind it must be seen. Focus that goes nowhere has not left.
  menu.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && closeUnlessAt(relatedTarget));
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !menu.open) return;
    menu.open = false;
    summary.focus();
  });
}

// -- The press line: a page that was kept may say the state of an earlier hour.

function keepPressLine(line) {
  const [open, closed] = line.children;
  const { opens, closes, days, offset, when } = line.dataset;
  const isWorkingDay = (day) => days.split(",").includes(String(day % 7));

  function correct() {
    // The site's wall clock, read as if it were UTC.
    const there = new Date(Date.now() + offset * 60_000);
    const today = (there.getUTCDay() + 6) % 7; // from Monday on
    const minute = there.getUTCHours() * 60 + there.getUTCMinutes();
    const isOpen = isWorkingDay(today) && minute >= opens && minute < closes;
    const ahead = [0, 1, 2, 3, 4, 5, 6, 7].find((later) => isWorkingDay(today + later) && (later || minute < opens));
    closed.querySelector("bdi").textContent = when.split("|")[(today + ahead) % 7];
    open.hidden = !isOpen;
    closed.hidden = isOpen;
  }

  correct();
  setInterval(correct, 60_000);
}

// -- The bar of a phone: fixed to the screen as soon as the header has left it.

function raiseBar(header) {
  new IntersectionObserver(([{ isIntersecting }]) => {
    root.dataset.bar = isIntersecting ? "waiting" : "raised";
  }).observe(header);
}

document.querySelectorAll(".copy").forEach(offerCopying);
document.querySelectorAll("[data-share]").forEach(offerSharing);
document.querySelectorAll(".menu").forEach(closeWhenLeft);
document.querySelectorAll(".press-line[data-when]").forEach(keepPressLine);
if (document.querySelector(".actions") && document.querySelector(".top")) raiseBar(document.querySelector(".top"));
