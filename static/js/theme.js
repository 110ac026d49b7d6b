// Light and dark. Runs before the first paint, so that nothing flashes: a page that a cache has kept does not know what
// this reader has chosen. Without script the server remembers the choice, and answers with it.
(() => {
  const root = document.documentElement;
  const papers = [...document.querySelectorAll("meta[name=theme-color]")];
  const kept = () => /(?:^|; )theme=(light|dark|device)/.exec(document.cookie)?.[1];

  function show(theme) {
    if (!theme) return;
    if (theme === "device") delete root.dataset.theme;
    else root.dataset.theme = theme;
    const forced = papers.find((meta) => meta.media.includes(theme));
    for (const meta of papers) meta.content = (forced ?? meta).dataset.paper;
    for (const button of document.querySelectorAll(".themes button")) {
      button.setAttribute("aria-pressed", String(button.value === theme));
    }
  }

  function choose(event) {
    const theme = event.target.matches(".themes") && event.submitter?.value;
    if (!theme) return;
    event.preventDefault();
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax${secure}`;
    show(theme);
  }

  show(kept());
  document.addEventListener("submit", choose);
  // The buttons are there now; or the reader has come back to a page that the browser had put aside.
  addEventListener("pageshow", () => show(kept()));
})();
