// Copy buttons. Without script they stay hidden: the text can be selected.
const status = document.createElement("p");
status.className = "sr-only";
status.setAttribute("role", "status");
document.body.append(status);

// Words that stand on the button, an address, the words of all buttons of a section, or what an element shows.
function textFor({ words, address, gather, copy }) {
  if (words) return words;
  if (address) return new URL(address, location.href).href;
  const source = document.getElementById(gather ?? copy);
  if (!gather) return source?.innerText.trim();
  return [...source.querySelectorAll("[data-words]")].map((button) => button.dataset.words).join("\n");
}

for (const button of document.querySelectorAll("[data-copied]")) {
  if (!navigator.clipboard || !textFor(button.dataset)) continue;
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(textFor(button.dataset));
    status.textContent = button.textContent = button.dataset.copied;
    setTimeout(() => {
      button.textContent = label;
      status.textContent = "";
    }, 2000);
  });
}

// Light and dark. Without script the device decides; theme.js sets what is chosen before the page is painted.
const themes = document.querySelector("[data-themes]");
if (themes) {
  const root = document.documentElement;
  const mark = (chosen) => {
    for (const button of themes.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.value === chosen));
    }
  };
  mark(root.dataset.theme ?? "device");
  themes.hidden = false;
  themes.addEventListener("click", ({ target }) => {
    const chosen = target.closest("button")?.value;
    if (!chosen) return;
    if (chosen === "device") delete root.dataset.theme;
    else root.dataset.theme = chosen;
    document.cookie = `theme=${chosen}; path=/; max-age=31536000; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
    mark(chosen);
  });
}
