// The pictures of a page, large and one after the other. Without script each leads to its largest size.
const root = document.documentElement;
const viewer = document.querySelector(".viewer");
const [picture, words, tools] = viewer.children;
const place = viewer.querySelector(".viewer-place");
const placed = place.textContent;
const links = [...document.querySelectorAll("a.view")];
const number = new Intl.NumberFormat(root.lang);
let at = 0;

/** The picture in the size that the screen needs, which the browser picks among those that exist. */
function larger(link) {
  const copy = link.firstElementChild.cloneNode(true);
  const image = copy.querySelector("img");
  if (link.dataset.srcset) {
    // On the page it is cropped.
    image.srcset = link.dataset.srcset;
    copy.replaceChildren(image);
  }
  for (const source of copy.children) source.sizes = "100vw";
  image.loading = "eager";
  return copy;
}

/** Caption, credit and rights, from where they stand on the page. */
function said(link) {
  const whole = link.closest("figure, .tile");
  return [...whole.querySelectorAll("figcaption > *, .tile > :not(.tile-view)")].map((part) => part.cloneNode(true));
}

function show(index) {
  at = (index + links.length) % links.length;
  picture.replaceChildren(larger(links[at]));
  words.replaceChildren(...said(links[at]));
  place.textContent = placed.replace("{number}", number.format(at + 1)).replace("{count}", number.format(links.length));
}

/** Shows the picture that a link leads to, and gives the focus back to the link in the end. */
export function view(link) {
  show(links.indexOf(link));
  if (!viewer.open) viewer.showModal();
  viewer.addEventListener("close", () => link.focus(), { once: true });
}

function step({ key }) {
  const forward = root.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  if (key === "ArrowLeft" || key === "ArrowRight") show(at + (key === forward ? 1 : -1));
}

for (const button of tools.querySelectorAll("[type=button]")) {
  button.hidden = links.length < 2;
  button.addEventListener("click", () => show(at + Number(button.value)));
}
viewer.addEventListener("keydown", step);
