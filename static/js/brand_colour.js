// What the pages make of the brand colour, while it is being chosen. The server works it out.
const shown = document.querySelector("[data-palette-of]");
const field = document.getElementById(shown.dataset.paletteOf);

const picker = document.createElement("input");
picker.type = "color";
picker.value = field.value;
picker.className = "nr-picker";
picker.setAttribute("aria-labelledby", `${field.id}-label`);
field.after(picker);
picker.addEventListener("input", () => {
  field.value = picker.value.toUpperCase();
  field.dispatchEvent(new Event("input", { bubbles: true }));
});

let latest = 0;
field.addEventListener("input", async () => {
  if (!/^#[0-9a-f]{6}$/i.test(field.value)) return;
  picker.value = field.value;
  const asked = ++latest;
  const address = new URL(shown.dataset.paletteAt, location.href);
  address.searchParams.set("colour", field.value);
  const answer = await fetch(address);
  if (answer.ok && asked === latest) shown.innerHTML = await answer.text();
});
