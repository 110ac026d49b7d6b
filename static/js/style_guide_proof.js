// An example leads nowhere: the item behind its link is in no database.
addEventListener("click", (event) => {
  const address = event.target.closest("a[href]")?.getAttribute("href");
  if (address && !address.startsWith("#")) event.preventDefault();
});
addEventListener("submit", (event) => event.preventDefault());
