// Players and maps of other houses: nothing of theirs loads before a reader asks for it by a button that names them.
function show(button) {
  const frame = document.createElement("iframe");
  frame.src = button.dataset.frame;
  frame.title = button.dataset.title;
  frame.allow = "fullscreen; picture-in-picture";
  // A player wants to know the site that shows it; it is not told the page.
  frame.referrerPolicy = "strict-origin";
  frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-presentation");
  button.parentElement.replaceWith(frame);
  frame.focus();
}

for (const button of document.querySelectorAll("[data-frame]")) {
  if (!button.parentElement.hidden) continue;
  button.parentElement.hidden = false;
  button.addEventListener("click", () => show(button));
}
