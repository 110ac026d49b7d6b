// Proofs as high as what they show. Without script they keep the height of the stylesheet, and scroll.
for (const frame of document.querySelectorAll("iframe[data-fit]")) {
  const fit = () => {
    const shown = frame.contentDocument;
    // Not before it is there: made low, all of them would be near enough to be fetched.
    if (!shown || shown.URL === "about:blank" || shown.readyState === "loading") return;
    frame.style.blockSize = "0";
    frame.style.blockSize = `${shown.documentElement.scrollHeight + 2}px`;
  };
  const watch = () => {
    fit();
    frame.contentDocument.fonts.ready.then(fit);
    frame.contentDocument.addEventListener("toggle", fit, true);
  };
  frame.addEventListener("load", watch);
  addEventListener("resize", fit);
  // It may have come before this script.
  fit();
}
