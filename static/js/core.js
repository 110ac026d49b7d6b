// What saves readers a step, and brings what few of them need.
const scripts = document.getElementById("scripts").dataset;

/** The menu of narrow screens: what is reached behind it must be seen. */
function closeWhenLeft(menu) {
  const closeUnlessAt = (place) => {
    if (!menu.contains(place)) menu.open = false;
  };
  document.addEventListener("click", ({ target }) => closeUnlessAt(target));
  // Focus that goes nowhere has not left.
  menu.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && closeUnlessAt(relatedTarget));
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.firstElementChild.focus();
  });
}

/** The bar of a phone: fixed to the screen as soon as the header has left it. */
function raiseBar(header) {
  new IntersectionObserver(([{ isIntersecting }]) => {
    document.documentElement.dataset.bar = isIntersecting ? "waiting" : "raised";
  }).observe(header);
}

/** Shows a button where it can do something. */
function reveal(button) {
  const { act, gather, ids = gather } = button.dataset;
  const isThere = !ids || ids.split(" ").some((id) => document.getElementById(id));
  if (!isThere || !(navigator.clipboard || (act === "share" && navigator.share))) return;
  button.hidden = false;
  button.closest("[data-tools]")?.removeAttribute("hidden");
}

/** Fetches what acts when a reader reaches for it: Safari lets no click wait. */
function act(event) {
  const target = event.target.closest?.("[data-act]");
  if (!target || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const { act } = target.dataset;
  const script = import(scripts[act]);
  if (event.type !== "click") return;
  event.preventDefault();
  script.then((actions) => actions[act](target)).catch(() => {
    if (target.href) location.assign(target.href);
    else target.textContent = scripts.failed;
  });
}

for (const sign of ["pointerover", "focusin", "click"]) document.addEventListener(sign, act);
document.querySelectorAll("button[data-act]").forEach(reveal);
document.querySelectorAll(".menu").forEach(closeWhenLeft);
if (document.querySelector(".actions")) document.querySelectorAll(".top").forEach(raiseBar);
for (const { dataset } of document.querySelectorAll(".press-line[data-until]")) {
  setTimeout(() => import(scripts.hours), dataset.until * 1000 - Date.now());
}
