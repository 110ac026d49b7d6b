// Before the site's own script: the press line of an example keeps the hour that it shows.
for (const line of document.querySelectorAll(".press-line")) delete line.dataset.when;

// An example leads nowhere: the item behind its link is in no database.
addEventListener("click", (event) => {
  const address = event.target.closest("a[href]")?.getAttribute("href");
  if (address && !address.startsWith("#")) event.preventDefault();
});
addEventListener("submit", (event) => event.preventDefault());
