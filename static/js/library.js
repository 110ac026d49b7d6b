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

/** The parts of a form, which may stand anywhere on the page. */
const parts = (form, selector) => [...form.elements].filter((part) => part.matches(selector));
/** Where a form says what came of it: that of a list in the bar below the list. */
const place = (form) => form.closest(".asset") ?? document.querySelector(".lib-bar");
const ticked = (form) => parts(form, "[name=pick]:checked");

/** How much is ticked, in the sizes that are chosen. */
function addUp(form) {
  const total = place(form)?.querySelector(".lib-total");
  if (!total) return;
  const boxes = ticked(form);
  const sizes = parts(form, "[name=size]:checked")[0]?.value === "web" ? "web" : "weight";
  const octets = boxes.reduce((sum, box) => sum + Number(box.dataset[sizes] ?? box.dataset.weight), 0);
  total.hidden = !boxes.length;
  const words = { "{count}": number(boxes.length), "{weight}": weight(octets) };
  total.textContent = total.dataset.total.replace(/{\w+}/g, (name) => words[name]);
  for (const button of parts(form, ".lib-bar [type=submit]")) button.disabled = !boxes.length;
}

async function putIn(form, action) {
  const said = place(form).querySelector("[data-said]");
  const body = new URLSearchParams(new FormData(form));
  const answer = await fetch(action, { method: "POST", body, headers: { Accept: "application/json" } });
  const { count, full } = await answer.json();
  said.textContent = full ? said.dataset.full : said.dataset.said.replace("{count}", number(count));
  tellBasket();
}

function reach(within) {
  for (const form of within.querySelectorAll("form[data-pick]")) {
    parts(form, "[data-add-up]")[0]?.remove();
    let plainly;
    form.addEventListener("submit", (event) => {
      const button = event.submitter;
      if (plainly || (button?.formMethod || form.method) !== "post") return;
      event.preventDefault();
      putIn(form, button?.getAttribute("formaction") ?? form.getAttribute("action")).catch(() => {
        plainly = true;
        form.requestSubmit(button);
      });
    });
    addUp(form);
  }
  for (const button of within.querySelectorAll("button[data-act=copy]")) button.hidden = !navigator.clipboard;
}

/** What is ticked goes along to another part of the list. */
function takeAlong(link) {
  const address = new URL(link.href);
  address.searchParams.delete("pick");
  for (const { value } of ticked(document.querySelector("form[data-pick]"))) address.searchParams.append("pick", value);
  link.href = address;
}

const dialog = document.querySelector(".lib-dialog");
const { title } = document;
const here = () => location.pathname + location.search;
const loaded = here();
let opener;

/** The page of an asset above the list that leads to it, under its own address. Inside, `way` leads to the next. */
async function open(href, way) {
  const answer = await fetch(href);
  if (!answer.ok) throw new Error(answer.status);
  const read = new DOMParser().parseFromString(await answer.text(), "text/html");
  const article = document.adoptNode(read.querySelector(".asset"));
  if (way && !dialog.open) return; // closed meanwhile
  const heading = article.querySelector("h1");
  dialog.setAttribute("aria-label", heading.textContent);
  dialog.lastElementChild.replaceChildren(article);
  document.title = read.title;
  history[history.state?.asset ? "replaceState" : "pushState"]({ asset: true }, "", href);
  reach(article);
  tellBasket();
  dialog.scrollTop = 0;
  if (!dialog.open) return dialog.showModal();
  heading.tabIndex = -1;
  (article.querySelector(`[rel=${way}]`) ?? article.querySelector("[rel=prev], [rel=next]") ?? heading).focus();
}

dialog.addEventListener("close", () => {
  document.title = title;
  opener?.focus();
  if (history.state?.asset) history.back();
});

// After a reload, what stood before the page of an asset is another page under the same history.
addEventListener("popstate", () => {
  if (here() === loaded) dialog.close();
  else if (history.state?.asset) open(location.href).catch(() => location.reload());
  else location.reload();
});

document.addEventListener("change", ({ target }) => target.form?.matches("[data-pick]") && addUp(target.form));
document.addEventListener("click", (event) => {
  const list = event.target.closest?.(".lib-applied a, .pager a");
  if (list) takeAlong(list);
  const link = event.target.closest?.(".lib-open, .lib-view");
  const isInside = dialog.contains(link);
  // The page of an asset leads on to pages: above it, a second one would have the same parts.
  if (!link || (link.closest(".asset") && !isInside) || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (!isInside) opener = link;
  open(link.href, isInside && link.rel).catch(() => location.assign(link.href));
});
reach(document);
tellBasket();
