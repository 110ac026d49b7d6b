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
