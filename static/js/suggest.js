// Takes along to the form what a reader has marked. Comes when a reader reaches for its link.
const LONGEST_PASSAGE = 600; // characters: what the form takes
const LONGEST_ADDRESS = 3800; // servers refuse one of four thousand, and a Persian letter takes six

const marked = () => getSelection().toString().trim();

let passage = marked();

// A press of the button, or of a finger, ends the selection before the click is there.
document.addEventListener("pointerdown", () => (passage = marked()), true);

/** Leads to the form, with the passage filled in. */
export function suggest(link) {
  const address = new URL(link.href);
  let words = (marked() || passage).slice(0, LONGEST_PASSAGE);
  while (words) {
    address.searchParams.set("passage", words);
    if (address.href.length <= LONGEST_ADDRESS) break;
    words = words.slice(0, -20);
  }
  location.assign(address);
}
