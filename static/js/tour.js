// Virtual tours. Without script, or without WebGL, the flat pictures and the lists of their points say the same.
// The viewer (Pannellum) is fetched when a reader wants to look around, and not before.
const TURN = 45; // degrees
const NARROW = 40, WIDE = 110; // degrees that a view holds
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

function loaded(element) {
  return new Promise((resolve, reject) => {
    element.addEventListener("load", resolve);
    element.addEventListener("error", reject);
    document.head.append(element);
  });
}

function fetchViewer({ style, script }) {
  return Promise.all([
    loaded(Object.assign(document.createElement("link"), { rel: "stylesheet", href: style })),
    loaded(Object.assign(document.createElement("script"), { src: script })),
  ]);
}

class Tour {
  constructor(section) {
    this.section = section;
    this.rooms = [...section.querySelectorAll(".tour-room")];
    this.start = section.querySelector(".tour-start");
    this.stage = section.querySelector(".tour-stage");
    this.around = section.querySelector(".tour-around");
    this.here = section.querySelector(".tour-here");
    this.said = section.querySelector(".tour-said");
    for (const button of section.querySelectorAll("[data-tour]")) {
      button.addEventListener("click", () => this[button.dataset.tour]());
    }
    section.addEventListener("click", (event) => this.follow(event));
    this.start.hidden = !this.rooms.every((room) => room.dataset.around);
  }

  async begin() {
    try {
      if (!window.pannellum) await fetchViewer(this.section.dataset);
      this.start.hidden = true;
      this.stage.hidden = false;
      this.enter(this.rooms[0]);
      this.around.focus();
    } catch {
      this.cannot();
    }
  }

  /** What the list under the picture leads to opens in the viewer, once that is open. */
  follow(event) {
    const point = event.target.closest("[data-room]");
    if (!point || this.stage.hidden || !event.target.closest("a")) return;
    event.preventDefault();
    this.enter(this.rooms[point.dataset.room - 1]);
  }

  enter(room) {
    this.viewer?.destroy();
    for (const other of this.rooms) {
      other.hidden = other !== room;
      other.querySelector(".tour-flat").hidden = other === room;
    }
    this.here.textContent = room.querySelector(".tour-room-title").textContent;
    const points = [...room.querySelectorAll("[data-point]")];
    this.viewer = window.pannellum.viewer(this.around, {
      type: "equirectangular",
      panorama: room.dataset.around,
      autoLoad: true,
      yaw: Number(room.dataset.yaw),
      pitch: Number(room.dataset.pitch),
      hfov: this.around.clientWidth < 600 ? 75 : 95,
      minHfov: NARROW,
      maxHfov: WIDE,
      showControls: false,
      mouseZoom: false, // the wheel scrolls the page
      hotSpots: points.map((point) => ({
        yaw: Number(point.dataset.yaw),
        pitch: Number(point.dataset.pitch),
        cssClass: "tour-hotspot",
        createTooltipFunc: (place) => place.append(this.spot(point)),
      })),
    });
    this.viewer.on("error", () => this.cannot());
  }

  /** The point in the picture: a link where it leads away, else a button. */
  spot(point) {
    const link = point.querySelector(".tour-point-title a");
    const leadsAway = point.dataset.point === "link";
    const spot = document.createElement(leadsAway ? "a" : "button");
    spot.className = "tour-spot";
    spot.dir = "auto";
    spot.textContent = (link ?? point.querySelector(".tour-point-title")).textContent;
    if (leadsAway) spot.href = link.href;
    else spot.type = "button";
    // A press on it turns nothing, and keys on it turn nothing either.
    for (const sign of ["mousedown", "pointerdown", "touchstart", "keydown"]) {
      spot.addEventListener(sign, (event) => event.stopPropagation());
    }
    if (!leadsAway) spot.addEventListener("click", () => this.press(point));
    // Reached by keyboard it comes into the middle.
    spot.addEventListener("focus", () => {
      if (spot.matches(":focus-visible")) this.look(Number(point.dataset.pitch), Number(point.dataset.yaw));
    });
    return spot;
  }

  press(point) {
    if (point.dataset.room) {
      this.enter(this.rooms[point.dataset.room - 1]);
      this.around.focus();
      return;
    }
    this.said.firstElementChild.replaceChildren(...[...point.children].map((part) => part.cloneNode(true)));
    this.said.showModal();
  }

  look(pitch, yaw) {
    this.viewer.lookAt(pitch, yaw, undefined, calm ? false : 600);
  }

  west() {
    this.viewer.setYaw(this.viewer.getYaw() - TURN, calm ? false : 400);
  }

  east() {
    this.viewer.setYaw(this.viewer.getYaw() + TURN, calm ? false : 400);
  }

  closer() {
    this.viewer.setHfov(this.viewer.getHfov() - 15, calm ? false : 300);
  }

  farther() {
    this.viewer.setHfov(this.viewer.getHfov() + 15, calm ? false : 300);
  }

  full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.stage.requestFullscreen?.();
  }

  stop() {
    if (document.fullscreenElement) document.exitFullscreen();
    this.viewer?.destroy();
    this.viewer = null;
    this.stage.hidden = true;
    this.start.hidden = false;
    for (const room of this.rooms) {
      room.hidden = false;
      room.querySelector(".tour-flat").hidden = false;
    }
    this.start.querySelector("button").focus();
  }

  /** No WebGL, or no way to the viewer or the picture: the flat pictures stand again, and why. */
  cannot() {
    this.stop();
    const why = document.createElement("p");
    why.setAttribute("role", "status");
    why.textContent = this.section.dataset.unable;
    this.start.replaceChildren(why);
  }
}

for (const section of document.querySelectorAll(".tour:not([data-ready])")) {
  section.dataset.ready = "";
  new Tour(section);
}
