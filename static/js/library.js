// The media library: the running total of what is ticked, the basket without leaving the page, an asset's page as a dialog.
const root = document.documentElement;
const units = ["byte", "kilobyte", "megabyte", "gigabyte"];

function weight(octets) {
  const step = Math.min(3, Math.floor(Math.log10(Math.max(octets, 1)) / 3));
  const value = octets / 1000 ** step;
  const unitDisplay = root.lang === "fa" ? "long" : "short"; // the short one is in Latin letters
  const digits = { style: "unit", unit: units[step], unitDisplay, maximumFractionDigits: value < 10 ? 1 : 0 };
  return new Intl.NumberFormat(root.lang, digits).format(value);
}

const number = (count) => new Intl.NumberFormat(root.lang).format(count);

/** What the cookie of the basket holds: sixteen octets a file. */
function inBasket() {
  const [, packed = ""] = document.cookie.match(/(?:^|; )basket="?([^";]*)/) ?? [];
  return Math.floor((packed.replace(/=+$/, "").length * 3) / 64);
}

function tellBasket() {
  for (const link of document.querySelectorAll("[data-basket]")) {
    link.dataset.basket ||= link.textContent;
    link.textContent = inBasket() ? `${link.dataset.basket} (${number(inBasket())})` : link.dataset.basket;
  }
}

/** How much is ticked, in the sizes that are chosen. */
function addUp(form) {
  const total = form.querySelector(".lib-total");
  if (!total) return;
  const ticked = [...form.elements].filter((box) => box.name === "pick" && box.checked);
  const sizes = form.querySelector("[name=size]:checked")?.value === "web" ? "web" : "weight";
  const octets = ticked.reduce((sum, box) => sum + Number(box.dataset[sizes] ?? box.dataset.weight), 0);
  total.hidden = !ticked.length;
  const words = { "{count}": number(ticked.length), "{weight}": weight(octets) };
  total.textContent = total.dataset.total.replace(/{\w+}/g, (name) => words[name]);
  for (const button of form.querySelectorAll("[type=submit]")) button.disabled = !ticked.length;
}

async function putIn(form, action) {
  const said = form.querySelector("[data-said]");
  const body = new URLSearchParams(new FormData(form));
  const answer = await fetch(action, { method: "POST", body, headers: { Accept: "application/json" } });
  const { count, full } = await answer.json();
  said.textContent = full ? said.dataset.full : said.dataset.said.replace("{count}", number(count));
  tellBasket();
}

function reach(place) {
  for (const form of place.querySelectorAll("form[data-pick]")) {
    form.querySelector("[data-add-up]")?.remove();
    form.addEventListener("submit", (event) => {
      const button = event.submitter;
      if ((button?.formMethod || form.method) !== "post") return;
      event.preventDefault();
      const action = button?.getAttribute("formaction") ?? form.getAttribute("action");
      putIn(form, action).catch(() => form.submit());
    });
    addUp(form);
  }
  for (const button of place.querySelectorAll("button[data-act=copy]")) button.hidden = !navigator.clipboard;
}

const dialog = document.querySelector(".lib-dialog");
let opener;
dialog.addEventListener("close", () => opener?.focus());

/** The page of an asset above the list that leads to it. Where it does not come, the link is followed. */
async function open(link) {
  const answer = await fetch(link.href);
  if (!answer.ok) throw new Error(answer.status);
  const read = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".asset");
  const article = document.adoptNode(read);
  dialog.setAttribute("aria-label", article.querySelector("h1").textContent);
  dialog.lastElementChild.replaceChildren(article);
  reach(article);
  tellBasket();
  dialog.scrollTop = 0;
  if (dialog.open) return;
  opener = link;
  dialog.showModal();
}

document.addEventListener("change", ({ target }) => target.form?.matches("[data-pick]") && addUp(target.form));
document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".lib-open, .lib-view");
  // The page of an asset leads on to pages: above it, a second one would have the same parts.
  if (!link || (link.closest(".asset") && !dialog.contains(link)) || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  open(link).catch(() => location.assign(link.href));
});
reach(document);
tellBasket();
