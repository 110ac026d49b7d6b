// Light and dark, before the first paint: a page from a cache does not know what this reader has chosen.
(() => {
  const root = document.documentElement;
  const papers = [...document.querySelectorAll("meta[name=theme-color]")];

  function show(theme = /(?:^|; )theme=(light|dark|device)/.exec(document.cookie)?.[1]) {
    if (!theme) return;
    if (theme === "device") delete root.dataset.theme;
    else root.dataset.theme = theme;
    const forced = papers.find((meta) => meta.media.includes(theme));
    for (const meta of papers) meta.content = (forced ?? meta).dataset.paper;
    for (const button of document.querySelectorAll(".themes button")) button.ariaPressed = button.value === theme;
  }

  show();
  // The buttons are there now; or the reader has come back to a page that the browser had put aside.
  addEventListener("pageshow", () => show());
  document.addEventListener("submit", (event) => {
    const theme = event.target.matches(".themes") && event.submitter?.value;
    if (!theme) return;
    event.preventDefault();
    document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
    show(theme);
  });
})();
