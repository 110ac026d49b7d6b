// The panel "Style": checks what is being written while it is open, and mends in the form what a button is pressed for.
// Texts are changed in their controls alone, letter by letter, so nothing else that is unsaved can be lost.
const panel = document.querySelector("[data-style-panel]");
const form = document.getElementById("page-edit-form");
const shown = panel.querySelector("[data-style-shown]");
const told = panel.querySelector("[data-style-told]");
const counter = document.querySelector('[data-side-panel-toggle="style"] [data-side-panel-toggle-counter]');
const EVERY = 2000; // milliseconds
const UNTIL_IN_FORM = 600; // a text editor writes into the form a moment after its change

const written = () => new URLSearchParams(new FormData(form)).toString();
let checked = written();
let seen = checked;

async function ask(address, body) {
  const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value, "Content-Type": "application/x-www-form-urlencoded" };
  const answer = await fetch(address, { method: "POST", headers, body });
  if (!answer.ok || answer.redirected) throw new Error(`${answer.status}`);
  return answer;
}

async function check() {
  const asked = written();
  checked = asked;
  try {
    const answer = await ask(panel.dataset.checkUrl, asked);
    const html = await answer.text();
    if (checked !== asked) return;
    const focused = focusedFinding();
    shown.innerHTML = html;
    if (focused) goOn(focused);
    const { count } = shown.querySelector("[data-style-findings]").dataset;
    counter.textContent = Number(count).toLocaleString(document.documentElement.lang);
    counter.hidden = count === "0";
  } catch {
    told.textContent = panel.dataset.failed;
  }
}

function focusedFinding() {
  const finding = document.activeElement.closest("[data-style-shown] li");
  return finding && { place: [...finding.parentElement.children].indexOf(finding), ...document.activeElement.dataset };
}

// What had the focus is drawn anew, or gone with its finding: the keyboard goes on at the one that stands there now,
// behind the last at the last, and at the sentence where nothing is left.
function goOn({ place, styleShow }) {
  const findings = [...shown.querySelectorAll("li")];
  const finding = findings[place] ?? findings.at(-1) ?? shown.querySelector("[data-style-findings]");
  const [mends, shows] = ["[data-style-mend]", "[data-style-show]"].map((name) => finding.querySelector(name));
  const target = (styleShow ? shows : mends) ?? mends ?? shows ?? finding;
  if (target === finding) finding.tabIndex = -1;
  target.focus();
}

setInterval(() => {
  if (panel.closest("[data-side-panel]").hidden) return;
  const now = written();
  // Not in the middle of a word: what has stood for a moment is checked.
  if (now === seen && now !== checked) check();
  seen = now;
}, EVERY);

// Where a path leads: a field of the page by its name, or a block of a body by the ids and names that Wagtail gives.
function placeOf(path) {
  const [field, ...inside] = path.split(" ");
  if (!inside.length) return form.elements[field]?.closest?.("[data-field]") ?? form.elements[field];
  return [field, ...inside].reduce((place, name) => place?.querySelector(`[data-contentpath="${CSS.escape(name)}"]`), form);
}

function controlsIn(place) {
  const controls = place.matches("input, textarea") ? [place] : [...place.querySelectorAll("input, textarea")];
  return controls.filter((control) => control.draftailEditor || ["text", "textarea"].includes(control.type));
}

const blocksOf = (control) => control.draftailEditor.getEditorState().getCurrentContent().getBlocksAsArray();
const textsOf = (control) =>
  control.draftailEditor ? blocksOf(control).map((block) => block.getText()) : [control.value];

function mendText(control, edits) {
  for (const [start, end, text] of edits.toReversed()) control.setRangeText(text, start, end, "preserve");
  for (const name of ["input", "change"]) control.dispatchEvent(new Event(name, { bubbles: true }));
}

// Through the editor's own state: marks, links, comments and the way back stay. Inside a figure, or across the border of
// a link, it is left to a person.
function mendRichText(control, edits) {
  const { EditorState, Modifier, SelectionState } = window.DraftJS;
  const editor = control.draftailEditor;
  let content = editor.getEditorState().getCurrentContent();
  let changes = 0;
  blocksOf(control).forEach((block, place) => {
    for (const [start, end, text] of edits[place].toReversed()) {
      const entity = block.getEntityAt(start);
      const isWhole = [...Array(end - start).keys()].every((offset) => block.getEntityAt(start + offset) === entity);
      if (!isWhole || (entity && content.getEntity(entity).getMutability() === "IMMUTABLE")) continue;
      const selection = SelectionState.createEmpty(block.getKey()).merge({ anchorOffset: start, focusOffset: end });
      content = Modifier.replaceText(content, selection, text, block.getInlineStyleAt(start), entity);
      changes += 1;
    }
  });
  if (changes) editor.onChange(EditorState.push(editor.getEditorState(), content, "insert-characters"));
  return changes;
}

async function mend({ styleMend, rule, wrong }) {
  let changes = 0;
  for (const control of controlsIn(placeOf(styleMend) ?? panel)) {
    const texts = textsOf(control);
    const asked = new URLSearchParams({ language: panel.dataset.language, rule, wrong });
    for (const text of texts) asked.append("text", text);
    const { edits } = await (await ask(panel.dataset.mendUrl, asked)).json();
    const now = textsOf(control);
    // Somebody typed on while it was asked.
    if (now.length !== texts.length || now.some((text, place) => text !== texts[place])) continue;
    if (control.draftailEditor) changes += mendRichText(control, edits);
    else if (edits[0].length) {
      mendText(control, edits[0]);
      changes += 1;
    }
  }
  return changes;
}

panel.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-style-mend], [data-style-show]");
  if (!button || button.ariaDisabled === "true") return;
  told.textContent = "";
  if (button.dataset.styleShow) {
    const place = placeOf(button.dataset.styleShow);
    if (!place) return;
    place.scrollIntoView({ block: "center" });
    place.querySelector('input[type="text"], textarea, [contenteditable="true"]')?.focus({ preventScroll: true });
    return;
  }
  // Not `disabled`: that would take the focus from it.
  button.ariaDisabled = "true";
  try {
    if (!(await mend(button.dataset))) told.textContent = panel.dataset.changed;
    await new Promise((resolve) => setTimeout(resolve, UNTIL_IN_FORM));
    await check();
  } catch {
    told.textContent = panel.dataset.failed;
  } finally {
    button.ariaDisabled = null;
  }
});
