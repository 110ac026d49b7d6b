// Crops on a picture's page in the admin: a rectangle in the shape's own ratio, in pixels of the original, moved by
// mouse, finger or keyboard. The number fields hold what is saved; without this script they are typed.

const SIDES = ["x", "y", "width", "height"];
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const numbers = (text) => text.split(" ").map(Number);
const clamp = (value, least, most) => Math.min(Math.max(value, least), Math.max(least, most));

class Cut {
  constructor(box) {
    this.box = box;
    [this.across, this.down] = numbers(box.dataset.picture);
    const [width, height] = numbers(box.dataset.pixels);
    this.ratio = width / height;
    this.least = Number(box.dataset.least);
    this.most = Math.max(Math.min(this.across, Math.floor(this.down * this.ratio)), 1);
    this.byFocalPoint = numbers(box.dataset.byFocalPoint);
    this.find = (name) => box.querySelector(`[data-${name}]`);
    [this.stage, this.frame, this.handle, this.shade] = ["stage", "frame", "handle", "shade"].map(this.find);
    [this.preview, this.told] = ["preview", "told"].map(this.find);
    this.fields = Object.fromEntries(SIDES.map((side) => [side, box.querySelector(`[data-side=${side}]`)]));
    this.tooSmall = this.told.dataset.tooSmall;
    this.find("buttons").hidden = false;
    this.find("begin").addEventListener("click", () => this.begin());
    this.find("forget").addEventListener("click", () => this.forget());
    for (const field of Object.values(this.fields)) field.addEventListener("change", () => this.read());
    this.frame.addEventListener("keydown", (event) => this.press(event));
    for (const [part, resizes] of [[this.frame, false], [this.handle, true]]) {
      part.addEventListener("pointerdown", (event) => this.grab(event, resizes));
    }
    this.read();
  }

  // What stands in the fields; the height follows the width. Nothing is marked as changed by opening the page.
  read() {
    const [x, y, width] = ["x", "y", "width"].map((side) => this.fields[side].value);
    this.isOwn = x !== "" && y !== "" && width !== "";
    if (this.isOwn) this.place(Number(x), Number(y), Number(width));
    else this.show(...this.byFocalPoint);
  }

  begin() {
    if (!this.isOwn) this.place(this.byFocalPoint[0], this.byFocalPoint[1], this.byFocalPoint[2]);
    this.frame.focus();
  }

  forget() {
    for (const field of Object.values(this.fields)) field.value = "";
    this.read();
    this.tell("");
    this.changed();
    this.find("begin").focus();
  }

  place(x, y, width) {
    const wide = clamp(Math.round(width), Math.min(this.least, this.most), this.most);
    this.isOwn = true;
    this.tell(Math.round(width) < wide ? this.tooSmall : "");
    const high = Math.min(Math.max(Math.round(wide / this.ratio), 1), this.down);
    const left = clamp(Math.round(x), 0, this.across - wide);
    const top = clamp(Math.round(y), 0, this.down - high);
    const rectangle = [left, top, wide, high];
    const isAnother = SIDES.some((side, index) => this.fields[side].value !== String(rectangle[index]));
    SIDES.forEach((side, index) => { this.fields[side].value = rectangle[index]; });
    this.show(...rectangle);
    if (isAnother) this.changed();
  }

  // The page warns of what is not saved; it listens to the fields.
  changed() {
    this.fields.width.dispatchEvent(new Event("input", { bubbles: true }));
  }

  tell(text) {
    this.told.textContent = text || (this.isOwn ? this.told.dataset.own : this.told.dataset.byFocalPoint);
  }

  show(x, y, width, height) {
    this.rectangle = [x, y, width, height];
    this.preview.setAttribute("viewBox", this.rectangle.join(" "));
    this.stage.toggleAttribute("hidden", !this.isOwn);
    this.preview.toggleAttribute("hidden", false);
    SIDES.forEach((side, index) => this.frame.setAttribute(side, this.rectangle[index]));
    const grip = Math.max(this.across, this.down) / 14;
    const place = { x: x + width - grip, y: y + height - grip, width: grip, height: grip };
    for (const [side, value] of Object.entries(place)) this.handle.setAttribute(side, value);
    const outer = `M0 0H${this.across}V${this.down}H0Z`;
    this.shade.setAttribute("d", `${outer}M${x} ${y}h${width}v${height}h${-width}Z`);
  }

  press(event) {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const far = Math.max(Math.round(this.across / 50), 1);
    const [x, y, width] = this.rectangle;
    if (event.shiftKey) this.place(x, y, width + (step[0] - step[1]) * far);
    else this.place(x + step[0] * far, y + step[1] * far, width);
  }

  grab(event, resizes) {
    event.preventDefault();
    const scale = this.across / this.stage.getBoundingClientRect().width;
    const [x, y, width] = this.rectangle;
    const { pointerId, clientX, clientY, currentTarget: part } = event;
    const move = (moved) => {
      if (moved.pointerId !== pointerId) return;
      const [right, below] = [(moved.clientX - clientX) * scale, (moved.clientY - clientY) * scale];
      if (resizes) this.place(x, y, width + Math.max(right, below * this.ratio));
      else this.place(x + right, y + below, width);
    };
    const drop = () => {
      part.removeEventListener("pointermove", move);
      this.frame.focus();
    };
    part.setPointerCapture(pointerId);
    part.addEventListener("pointermove", move);
    part.addEventListener("pointerup", drop, { once: true });
    part.addEventListener("pointercancel", drop, { once: true });
  }
}

for (const box of document.querySelectorAll("[data-cut]")) new Cut(box);
