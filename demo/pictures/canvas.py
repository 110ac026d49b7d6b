"""A small print workshop: a float canvas at twice the final size, masks, stippled shading, paper.

Coordinates are always those of the finished picture; the factor two is kept inside this module.
"""

from pathlib import Path

import numpy as np
from PIL import Image, ImageCms, ImageDraw, ImageFilter

OUT = Path(__file__).resolve().parent
S = 2  # supersampling

INK = (0x17, 0x18, 0x1C)
PAPER = (0xFC, 0xFB, 0xF8)
WARM = (0xF3, 0xF1, 0xEB)
CREAM = (0xF1, 0xE3, 0xC8)
SAND = (0xE0, 0xCA, 0xA2)
DUNE = (0xCF, 0xAE, 0x7A)
OCHRE = (0xC9, 0x8B, 0x36)
AMBER = (0xE9, 0xB0, 0x55)
TERRA = (0xB4, 0x55, 0x38)
CLAY = (0xCB, 0x7B, 0x55)
RUST = (0x7E, 0x35, 0x26)
UMBER = (0x46, 0x25, 0x20)
LAPIS = (0x1E, 0x3A, 0x8A)
DUSK = (0x5A, 0x6B, 0xA3)
NIGHT = (0x12, 0x1D, 0x45)
TEAL = (0x17, 0x55, 0x5B)
DEEP = (0x0D, 0x30, 0x38)
SAGE = (0x6F, 0x96, 0x8F)
WATER = (0xA9, 0xCF, 0xD6)
MIST = (0xDC, 0xE6, 0xE3)


def mix(a, b, t):
    """The colour a fraction t of the way from a to b."""
    return tuple(x + (y - x) * t for x, y in zip(a, b, strict=False))


def smoothstep(x, lo=0.0, hi=1.0):
    t = np.clip((x - lo) / (hi - lo), 0, 1)
    return t * t * (3 - 2 * t)


def spline(points, closed=False, steps=14):
    """Catmull-Rom curve through the points."""
    p = np.asarray(points, float)
    p = np.vstack([p[-1], p, p[0], p[1]]) if closed else np.vstack([p[0], p, p[-1]])
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    out = []
    for a, b, c, d in zip(p, p[1:], p[2:], p[3:], strict=False):
        out.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2
                          + (3 * b - a - 3 * c + d) * t**3))  # fmt: skip
    out = np.vstack(out)
    return out if closed else np.vstack([out, p[-2]])


def arc(cx, cy, rx, ry, a0, a1, n=60):
    """Points of an elliptic arc, angles in degrees, y downwards."""
    t = np.radians(np.linspace(a0, a1, n))
    return [(cx + rx * np.cos(v), cy + ry * np.sin(v)) for v in t]


class Mask:
    """One cut stencil: shapes are added in white (or removed with on=0)."""

    def __init__(self, w, h):
        self.im = Image.new("L", (w * S, h * S), 0)
        self.d = ImageDraw.Draw(self.im)

    def poly(self, pts, smooth=False, on=255):
        if smooth:
            pts = spline(pts, closed=True)
        self.d.polygon([(float(x) * S, float(y) * S) for x, y in pts], fill=on)
        return self

    def rect(self, x0, y0, x1, y1, on=255):
        return self.poly([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], on=on)

    def disc(self, cx, cy, rx, ry=None, on=255):
        ry = rx if ry is None else ry
        self.d.ellipse([(cx - rx) * S, (cy - ry) * S, (cx + rx) * S, (cy + ry) * S], fill=on)
        return self

    def line(self, pts, width, smooth=False, on=255):
        if smooth:
            pts = spline(pts)
        xy = [(float(x) * S, float(y) * S) for x, y in pts]
        self.d.line(xy, fill=on, width=max(1, round(width * S)), joint="curve")
        return self

    def limb(self, nodes, on=255, smooth=False):
        """A tapered stroke through nodes (x, y, radius): arms, necks, reeds, ropes."""
        if smooth:
            nodes = spline(nodes, steps=10)
        for (x0, y0, r0), (x1, y1, r1) in zip(nodes, nodes[1:], strict=False):
            length = np.hypot(x1 - x0, y1 - y0) or 1
            nx, ny = -(y1 - y0) / length, (x1 - x0) / length
            self.poly([(x0 + nx * r0, y0 + ny * r0), (x1 + nx * r1, y1 + ny * r1),
                       (x1 - nx * r1, y1 - ny * r1), (x0 - nx * r0, y0 - ny * r0)], on=on)  # fmt: skip
        for x, y, r in nodes:
            if r * S > 1.2:
                self.disc(x, y, r, on=on)
        return self

    def blur(self, radius):
        self.im = self.im.filter(ImageFilter.GaussianBlur(radius * S))
        self.d = ImageDraw.Draw(self.im)
        return self

    def clip(self, other):
        """Keep only what lies inside the other stencil."""
        self.im = Image.fromarray((self.array() * other.array() * 255).astype(np.uint8))
        self.d = ImageDraw.Draw(self.im)
        return self

    def shifted(self, dx, dy):
        m = Mask(1, 1)
        m.im = Image.new("L", self.im.size, 0)
        m.im.paste(self.im, (round(dx * S), round(dy * S)))
        m.d = ImageDraw.Draw(m.im)
        return m

    def array(self):
        return np.asarray(self.im, np.float32) / 255


class Canvas:
    def __init__(self, w, h, seed, base=PAPER):
        self.w, self.h = w, h
        self.rng = np.random.default_rng(seed)
        self.a = np.empty((h * S, w * S, 3), np.float32)
        self.a[:] = base
        self.y, self.x = np.mgrid[0 : h * S, 0 : w * S].astype(np.float32) / S
        self._grain = self._uniform_noise(1.15)

    # -- fields ---------------------------------------------------------------------------------
    def noise(self, scale, stretch=1.0):
        """Smooth noise, mean 0, about -1..1; scale in pixels, stretch > 1 makes it lie flat."""
        gh, gw = int(self.h / scale) + 4, int(self.w / (scale * stretch)) + 4
        im = Image.fromarray(self.rng.normal(0, 0.5, (gh, gw)).astype(np.float32))
        size = (int(gw * scale * stretch * S), int(gh * scale * S))
        big = im.resize(size, Image.BICUBIC)
        return np.asarray(big)[: self.h * S, : self.w * S]

    def fbm(self, scale, octaves=4, stretch=1.0):
        total = sum(self.noise(max(scale / 2**i, 1.2), stretch) / 2**i for i in range(octaves))
        return total / 1.3

    def _uniform_noise(self, scale):
        n = self.noise(scale)
        return 0.5 + 0.5 * np.tanh(n / n.std() * 0.85)

    def lin(self, x0, y0, x1, y1):
        """Ramp 0..1 from the first point to the second."""
        dx, dy = x1 - x0, y1 - y0
        return np.clip(((self.x - x0) * dx + (self.y - y0) * dy) / (dx * dx + dy * dy), 0, 1)

    def rad(self, cx, cy, r0, r1, squash=1.0):
        """Ramp 1..0 from radius r0 to radius r1 around a point."""
        d = np.hypot(self.x - cx, (self.y - cy) / squash)
        return np.clip((r1 - d) / (r1 - r0), 0, 1)

    # -- stencils -------------------------------------------------------------------------------
    def mask(self):
        return Mask(self.w, self.h)

    def poly(self, pts, smooth=False):
        return self.mask().poly(pts, smooth)

    def disc(self, cx, cy, rx, ry=None):
        return self.mask().disc(cx, cy, rx, ry)

    # -- ink ------------------------------------------------------------------------------------
    def _cut(self, mask):
        """The stencil as numbers and the window it touches; None when it is empty."""
        if mask is None or isinstance(mask, np.ndarray):
            return np.s_[:, :], mask
        box = mask.im.getbbox()
        if box is None:
            return None, None
        return np.s_[box[1] : box[3], box[0] : box[2]], np.asarray(mask.im.crop(box), np.float32) / 255

    def _press(self, window, m, colour, alpha, mode):
        if isinstance(alpha, np.ndarray):
            alpha = alpha[window]
        m = (m * alpha)[..., None]
        col = colour[window] if isinstance(colour, np.ndarray) else np.array(colour, np.float32)
        under = self.a[window]
        if mode == "screen":
            col = 255 - (255 - under) * (255 - col) / 255
        self.a[window] = under + (col - under) * m
        return self

    def paint(self, mask, colour, alpha=1.0, mode="normal"):
        """Press a colour (tuple or picture-sized array) through a stencil."""
        window, m = self._cut(mask)
        return self if window is None else self._press(window, m, colour, alpha, mode)

    def stipple(self, mask, colour, field, alpha=1.0, crisp=3.0):
        """Grainy shading: the field (0..1) says how densely the second ink covers the stencil."""
        window, m = self._cut(mask)
        if window is None:
            return self
        dense = field[window] if isinstance(field, np.ndarray) else field
        cover = np.clip((dense * 1.3 - 0.15 - self._grain[window]) * crisp + 0.5, 0, 1)
        return self._press(window, cover if m is None else m * cover, colour, alpha, "normal")

    def gradient(self, stops, field=None):
        """Array of colours along the field (default: y); stops are (value, colour)."""
        f = self.y if field is None else field
        xs = [s[0] for s in stops]
        return np.stack([np.interp(f, xs, [s[1][k] for s in stops]) for k in range(3)], -1).astype(np.float32)

    def fill(self, colour):
        self.a[:] = colour
        return self

    def glow(self, cx, cy, r, colour, alpha=1.0, squash=1.0, power=2.0):
        return self.paint(self.rad(cx, cy, 0, r, squash) ** power, colour, alpha, "screen")

    # -- leaving the press ----------------------------------------------------------------------
    def _hand_cut(self, amount=0.8):
        """Tremble every edge a little, as a knife does in film."""
        dx = self.noise(4.5) * amount * S
        dy = self.noise(4.5) * amount * S
        yy = np.clip(self.y * S + dy, 0, self.h * S - 1.001)
        xx = np.clip(self.x * S + dx, 0, self.w * S - 1.001)
        yi, xi = yy.astype(np.int32), xx.astype(np.int32)
        fy, fx = (yy - yi)[..., None], (xx - xi)[..., None]
        y1, x1 = np.minimum(yi + 1, self.h * S - 1), np.minimum(xi + 1, self.w * S - 1)
        top = self.a[yi, xi] * (1 - fx) + self.a[yi, x1] * fx
        self.a = top * (1 - fy) + (self.a[y1, xi] * (1 - fx) + self.a[y1, x1] * fx) * fy

    def finish(self, paper=1.0, vignette=0.10, crop=None):
        """The finished print; crop (x0, y0, x1, y1) enlarges that part to the full size."""
        self._hand_cut()
        mottled = self.fbm(240, 3) * 2.6 + self.noise(2.2) * 3.2 + self.noise(1.0) * 2.2
        self.a += (mottled * paper)[..., None]
        d = np.hypot((self.x / self.w - 0.5) * 1.15, self.y / self.h - 0.5)
        self.a *= (1 - vignette * smoothstep(d, 0.38, 0.8))[..., None]
        im = Image.fromarray(np.clip(self.a + 0.5, 0, 255).astype(np.uint8))
        if crop:
            im = im.crop([v * S for v in crop])
        return im.resize((self.w, self.h), Image.LANCZOS)


def save(im, name, budget):
    """JPEG at quality 85; grainy pictures step down a little to keep the folder light."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = bytes(12)  # the hour of making: without it the same picture is the same file
    path = OUT / name
    for quality in range(85, 58, -2):
        im.save(path, quality=quality, optimize=True, progressive=True, icc_profile=bytes(profile))
        if path.stat().st_size <= budget:
            break
    return path.stat().st_size
