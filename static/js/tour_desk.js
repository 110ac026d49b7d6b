// Points of a virtual tour are placed by a click on the picture. Without it the fields of percent say the same.
(function () {
  const { StructBlockDefinition } = window.wagtailStreamField.blocks;
  const SVG = "http://www.w3.org/2000/svg";

  function named(root, end) {
    return [...root.querySelectorAll("input")].filter((input) => input.name.endsWith(end));
  }

  class Placing {
    constructor(room, prefix) {
      this.room = room;
      this.prefix = prefix;
      this.view = document.createElement("div");
      this.view.className = "nr-tour-desk";
      this.view.dir = "ltr";
      this.picture = document.createElement("img");
      this.picture.alt = "";
      this.marks = document.createElementNS(SVG, "svg");
      this.marks.setAttribute("viewBox", "0 0 200 100");
      this.view.append(this.picture, this.marks);
      this.choice = room.querySelector(`input[name="${prefix}-image"]`);
      room.prepend(this.view); // stays in sight while points are filled in below
      this.view.addEventListener("click", (event) => this.put(event));
      room.addEventListener("focusin", (event) => this.select(event.target));
      room.addEventListener("input", () => this.draw());
      // Choosers and added points change the form without telling. What is drawn here is none of that.
      const watch = new MutationObserver((changes) => changes.every(({ target }) => this.view.contains(target)) || this.draw());
      watch.observe(room, { childList: true, subtree: true, characterData: true });
      this.choice.addEventListener("change", () => this.draw());
      this.draw();
    }

    /** The first view, and every point that is not taken away: [x, y]. */
    pairs() {
      const points = named(this.room, "-value-x")
        .filter((x) => this.room.querySelector(`[name="${x.name.replace(/-value-x$/, "-deleted")}"]`)?.value !== "1")
        .map((x) => [x, this.room.querySelector(`[name="${x.name.replace(/-x$/, "-y")}"]`)]);
      return [[this.room.querySelector(`[name="${this.prefix}-start_x"]`), this.room.querySelector(`[name="${this.prefix}-start_y"]`)], ...points];
    }

    select(field) {
      const found = this.pairs().find(([x]) => field.name && field.name.startsWith(x.name.replace(/(start_)?x$/, "")) && (x.name.includes("-points-") || /start_[xy]$/.test(field.name)));
      if (found) this.chosen = found[0].name;
      this.draw();
    }

    put(event) {
      const pairs = this.pairs();
      const [x, y] = pairs.find(([field]) => field.name === this.chosen) ?? pairs[pairs.length - 1];
      const box = this.picture.getBoundingClientRect();
      for (const [field, share] of [[x, (event.clientX - box.left) / box.width], [y, (event.clientY - box.top) / box.height]]) {
        field.value = (Math.min(1, Math.max(0, share)) * 100).toFixed(1);
        field.dispatchEvent(new Event("input", { bubbles: true }));
        field.dispatchEvent(new Event("change", { bubbles: true }));
      }
    }

    draw() {
      const chooser = this.room.querySelector(`[id="${this.choice.id}-chooser"]`) ?? this.choice.parentElement;
      const at = chooser.dataset?.chooserUrl ?? this.room.querySelector("[data-chooser-url]")?.dataset.chooserUrl;
      this.view.hidden = !(this.choice.value && at);
      if (this.view.hidden) return;
      const source = at.replace(/chooser\/.*$/, `${this.choice.value}/preview/width-1200/`);
      if (!this.picture.src.endsWith(source)) this.picture.src = source;
      const drawn = this.pairs().map(([x, y], number) => this.mark(Number(x.value), Number(y.value), number, x.name === this.chosen));
      this.marks.replaceChildren(...drawn);
    }

    mark(x, y, number, isChosen) {
      const mark = document.createElementNS(SVG, "g");
      mark.setAttribute("transform", `translate(${x * 2} ${y})`);
      if (isChosen) mark.setAttribute("class", "is-chosen");
      const circle = document.createElementNS(SVG, "circle");
      circle.setAttribute("r", number ? 3.4 : 5);
      const text = document.createElementNS(SVG, "text");
      text.setAttribute("y", 1.3);
      text.textContent = number ? number : "◎";
      mark.append(circle, text);
      return mark;
    }
  }

  class RoomDefinition extends StructBlockDefinition {
    render(placeholder, prefix, ...rest) {
      const parent = placeholder.parentElement;
      const block = super.render(placeholder, prefix, ...rest);
      const choice = parent.querySelector(`input[name="${prefix}-image"]`);
      const room = choice?.closest(".nr-tour-room");
      if (room) new Placing(room, prefix);
      return block;
    }
  }

  window.telepath.register("media_library.tours.RoomBlock", RoomDefinition);
})();
