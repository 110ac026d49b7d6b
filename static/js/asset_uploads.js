// The page of many uploads in the admin: how many came in, and words for all of them at once, which go to the server
// and into the forms that stand open, so that nothing that is typed there is lost.

const list = document.querySelector("#upload-list");
const told = document.querySelector("[data-uploads]");
const forAll = document.querySelector("[data-for-all]");
const answer = forAll.querySelector("[data-answer]");
const language = document.documentElement.lang;
const count = (number) => number.toLocaleString(language);

const openForms = () => [...list.querySelectorAll("form[data-asset]")].filter((form) => form.dataset.asset);

function tell() {
  const refused = list.querySelectorAll(".upload-failure, .upload-server-error").length;
  const taken = list.querySelectorAll(".upload-success, .upload-duplicate").length;
  const parts = [[told.dataset.uploaded, taken], [told.dataset.refused, refused]];
  told.textContent = parts.filter(([, number]) => number).map(([name, number]) => `${name} ${count(number)}`).join(" · ");
  forAll.hidden = openForms().length === 0;
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
  const done = new Set((result.set || []).map(String));
  for (const one of openForms().filter((open) => done.has(open.dataset.asset))) {
    for (const name of new Set(data.keys())) {
      const values = data.getAll(name).filter(Boolean);
      if (name !== "csrfmiddlewaretoken" && values.length) fill(one, name, values);
    }
  }
}

new MutationObserver(tell).observe(list, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
forAll.querySelector("form").addEventListener("submit", setForAll);
