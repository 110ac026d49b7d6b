// Runs before the first paint, so that nothing flashes: what the reader has chosen, else the house, else the device.
const chosen = /(?:^|; )theme=(light|dark|device)/.exec(document.cookie)?.[1];
if (chosen === "device") delete document.documentElement.dataset.theme;
else if (chosen) document.documentElement.dataset.theme = chosen;
