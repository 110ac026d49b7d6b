// The page of many uploads in the admin: how far one is with them, and words for all of them at once, which go to the
// server and into the forms that stand open, so that nothing that is typed there is lost.

const list = document.querySelector("#upload-list");
const told = document.querySelector("[data-uploads]");
const forAll = document.querySelector("[data-for-all]");
const answer = forAll.querySelector("[data-answer]");
const language = document.documentElement.lang;
const count = (number) => number.toLocaleString(language);

const openForms = () => [...list.querySelectorAll("form[data-asset]")].filter((form) => form.dataset.asset);

const OPEN = ".upload-success, .upload-duplicate";
/** What was asked last of an item of the list, which Wagtail's script takes away once it is done: "saved" or "deleted". */
const asked = new WeakMap();
const done = { saved: 0, deleted: 0 };

function tell() {
  const { uploaded, saved, open, refused, finished } = told.dataset;
  const left = list.querySelectorAll(OPEN).length;
  const parts = [
    [uploaded, left + done.saved],
    [saved, done.saved],
    [open, done.saved ? left : 0],
    [refused, list.querySelectorAll(".upload-failure, .upload-server-error").length],
  ];
  const counts = parts.filter(([, number]) => number).map(([name, number]) => `${name} ${count(number)}`).join(" · ");
  const isFinished = done.saved + done.deleted && !left && !list.querySelector(".upload-uploading");
  const text = isFinished ? `${finished} ${counts}` : counts;
  if (told.textContent !== text) told.textContent = text;
  forAll.hidden = openForms().length === 0;
}

/** What was set for all is no news once something else has happened; the way to a job that may still run stays. */
function forgetAnswer() {
  for (const item of answer.querySelectorAll("li:not(:has(a))")) item.remove();
}

/** With a form that is gone, or was replaced, the focus is lost: it goes to what is to be done next. */
function keepFocus(place) {
  if (document.activeElement === document.body) place?.focus();
}

const FIELD = "form[data-asset] input:not([type=hidden])";

function nextPlace(after) {
  const places = [...list.querySelectorAll(`${FIELD}, .confirm-upload`)];
  const follows = (place) => after?.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING;
  return places.find(follows) || places[0] || told;
}

function followItems({ addedNodes, removedNodes, nextSibling }) {
  const gone = [...removedNodes].filter((node) => asked.has(node));
  for (const item of gone) done[asked.get(item)] += 1;
  if (addedNodes.length) forgetAnswer();
  tell();
  if (gone.length) keepFocus(nextPlace(nextSibling));
}

function follow(changes) {
  tell();
  for (const change of changes.filter(({ type }) => type === "childList")) {
    const { target, removedNodes } = change;
    if (target === list) followItems(change);
    else if ([...removedNodes].some((node) => node.matches?.("form, .confirm-duplicate-upload"))) {
      keepFocus(target.querySelector("[aria-invalid=true]") || target.querySelector(FIELD));
    }
  }
}

function note(event, request) {
  asked.set(event.target.closest("#upload-list > li"), request);
  forgetAnswer();
}

function say(messages) {
  answer.replaceChildren(...messages.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
}

/** So many are set by a job: its page opens beside this one, where something may be typed. */
function leadTo(address) {
  const link = Object.assign(document.createElement("a"), { href: address, target: "_blank" });
  link.textContent = answer.dataset.progress;
  const item = document.createElement("li");
  item.append(link);
  answer.append(item);
}

function fill(form, name, values) {
  for (const field of form.querySelectorAll(`[name="${form.dataset.prefix}-${name}"]`)) {
    if (field.type === "checkbox") field.checked ||= values.includes(field.value);
    else [field.value] = values;
  }
}

async function setForAll(event) {
  event.preventDefault();
  const form = event.target;
  const data = new FormData(form);
  const query = new URLSearchParams(openForms().map((one) => ["id", one.dataset.asset]));
  let result;
  try {
    const response = await fetch(`${form.action}?${query}`, {
      method: "POST", body: data, headers: { "X-Requested-With": "XMLHttpRequest" },
    });
    if (!response.ok) throw new Error(response.status);
    result = await response.json();
  } catch {
    say([answer.dataset.failed]);
    return;
  }
  say(result.messages);
  if (result.progress) leadTo(result.progress);
  const changed = new Set((result.set || []).map(String));
  for (const one of openForms().filter((open) => changed.has(open.dataset.asset))) {
    for (const name of new Set(data.keys())) {
      const values = data.getAll(name).filter(Boolean);
      if (name !== "csrfmiddlewaretoken" && values.length) fill(one, name, values);
    }
  }
}

new MutationObserver(follow).observe(list, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
list.addEventListener("submit", (event) => note(event, "saved"));
list.addEventListener("click", (event) => event.target.closest(".delete") && note(event, "deleted"));
forAll.querySelector("form").addEventListener("submit", setForAll);
