"""How a link to a page looks where it is shared, shown to editors beside the page while they write it."""
