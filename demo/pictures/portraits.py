"""Six busts in one light: the window is at the upper left, half of every face lies in shade."""

import numpy as np
from canvas import (
    CLAY,
    CREAM,
    INK,
    PAPER,
    RUST,
    TERRA,
    UMBER,
    Canvas,
    mix,
    spline,
)

W, H = 1200, 1500
FRAME = (132, 214, 1068, 1384)  # the part that is kept
OLIVE_SKIN = (mix(CLAY, CREAM, 0.48), mix(TERRA, CLAY, 0.42), mix(RUST, UMBER, 0.2))
WARM_SKIN = (mix(CLAY, CREAM, 0.36), mix(TERRA, CLAY, 0.18), mix(RUST, UMBER, 0.35))
PALE_SKIN = (mix(CLAY, CREAM, 0.74), mix(CLAY, TERRA, 0.15), mix(RUST, TERRA, 0.35))


class Bust:
    """A head in its own units: u and v run from -1 to 1 over the face."""

    def __init__(self, seed, ground, skin, w=158, h=232, cx=600, cy=640, jaw=0.0, turn=-0.07):
        self.c = Canvas(W, H, seed)
        c = self.c
        c.fill(ground)
        c.stipple(None, mix(ground, CREAM, 0.35), c.rad(330, 420, 60, 900) * 0.55, 0.7)
        c.stipple(None, mix(ground, INK, 0.4), c.lin(600, 700, 1350, 1700) * 0.7, 0.6)
        self.skin, self.w, self.h, self.cx, self.cy, self.jaw, self.turn = skin, w, h, cx, cy, jaw, turn
        self.hairline = None

    def p(self, pts, turn=0.0):
        return [(self.cx + (q[0] + turn) * self.w, self.cy + q[1] * self.h, *q[2:]) for q in pts]

    def shape(self, pts, smooth=True):
        return self.c.poly(self.p(pts), smooth)

    def mirror(self, pts):
        return [*pts, *[(-u, v) for u, v in pts[::-1]]]

    def form(self, mask, tone, light=0.3, shade=0.55, spread=1.5):
        """A body in the window light: paler at the left, darker at the right."""
        c = self.c
        x, r = self.cx, self.w * spread
        c.paint(mask, tone)
        c.stipple(mask, mix(tone, CREAM, light), c.lin(x - r * 0.2, self.cy, x - r * 1.3, self.cy - r * 0.5), 0.9)
        c.stipple(mask, mix(tone, INK, shade), c.lin(x - r * 0.1, self.cy, x + r * 1.15, self.cy + r * 0.5), 0.95)

    def shoulders(self, tone, slope=0.0, width=500, top=1010):
        x = self.cx
        m = self.c.poly([(x - width - 40, 1520), *spline([(x - width - 40, 1520), (x - width + 10, 1270 + slope),
                        (x - width * 0.62, 1120 + slope), (x - 190, 1056), (x - 108, top), (x + 108, top), (x + 190, 1056),
                        (x + width * 0.62, 1120 + slope), (x + width - 10, 1270 + slope), (x + width + 40, 1520)])])  # fmt: skip
        self.form(m, tone, spread=3.0)
        return m

    def neck(self, wide=0.62, foot=1.95):
        lit, mid, dark = self.skin
        m = self.c.poly(self.p([(-wide, 0.5), (-wide, 1.2), (-wide - 0.2, 1.5), (-0.1, foot), (wide + 0.24, 1.5),
                                (wide, 1.2), (wide, 0.5)]))  # fmt: skip
        c = self.c
        c.paint(m, mix(lit, mid, 0.35))
        c.stipple(m, dark, c.lin(self.cx - 90, 0, self.cx + 70, 0), 0.95)
        under = self.shape([(-0.9, 0.7), (-0.5, 1.13), (-0.1, 1.26), (0.4, 1.22), (1.0, 1.5), (1.0, 0.5)]).clip(m)
        c.paint(under, dark, 0.8)
        return m

    def outline(self):
        j = self.jaw
        return self.shape(self.mirror([(-0.06, -1.0), (-0.58, -0.92), (-0.9, -0.55), (-0.97, -0.1), (-0.94, 0.25),
                                       (-0.83 - 0.05 * j, 0.55), (-0.6 - 0.12 * j, 0.8), (-0.3 - 0.1 * j, 0.96), (-0.08, 1.0)]))  # fmt: skip

    def ears(self):
        lit, mid, dark = self.skin
        for s, tone in ((-1, mix(lit, mid, 0.4)), (1, dark)):
            ear = self.shape(
                [(s * 0.92, -0.2), (s * 1.08, -0.24), (s * 1.13, -0.06), (s * 1.05, 0.18), (s * 0.94, 0.26)]
            )
            self.c.paint(ear, tone)
            inner = self.shape([(s * 0.98, -0.1), (s * 1.06, -0.12), (s * 1.06, 0.0), (s * 0.99, 0.12)])
            self.c.paint(inner, mix(tone, UMBER, 0.45), 0.8)

    def face(self, brow=INK, brow_w=1.0, brow_arch=0.0, lid=0.0, lips=None, nose=1.0, age=0.0, smile=0.0, iris=UMBER):
        c, t = self.c, self.turn
        lit, mid, dark = self.skin
        m = self.outline()
        self.mask = m
        c.paint(m, lit)
        c.stipple(m, mix(lit, PAPER, 0.4), c.rad(self.cx - 70, self.cy - 130, 10, 170) * 0.75)
        # the edge of the shade runs over brow, nose and lips
        edge = [(0.34, -1.05), (0.30, -0.72), (0.20, -0.44), (0.05, -0.27), (0.10, -0.13), (0.06, 0.05), (0.0, 0.24),
                (0.02, 0.335), (0.10, 0.38), (0.09, 0.47), (0.16, 0.56), (0.10, 0.64), (0.10, 0.74), (0.16, 0.86), (0.05, 1.05)]  # fmt: skip
        curve = spline(self.p(edge, t))
        shade = c.poly([*curve, *self.p([(1.3, 1.1), (1.3, -1.1)])])
        cheek = c.poly(
            self.p([(0.26, 0.02), (0.50, 0.0), (0.66, 0.06), (0.56, 0.2), (0.36, 0.33), (0.25, 0.22)], t), True
        )
        shade.im.paste(0, (0, 0), cheek.im)
        c.paint(shade.clip(m), mid)
        c.stipple(
            shade.clip(m), dark, c.lin(self.cx + 0.2 * self.w, self.cy, self.cx + 1.05 * self.w, self.cy + 60), 0.95
        )
        c.stipple(m, mid, c.lin(self.cx - 0.60 * self.w, self.cy, self.cx - 1.06 * self.w, self.cy + 60) * 0.75, 0.9)
        c.stipple(m, mid, c.lin(0, self.cy + 0.7 * self.h, 0, self.cy + 1.1 * self.h) * 0.8, 0.8)
        cheeks = self.disc(-0.48 + t, 0.24, 0.34, 0.2)
        c.stipple(cheeks.blur(14), mix(TERRA, lit, 0.45), 0.42, 0.4)
        for s in (-1, 1):
            self.eye(s, lid, iris, age)
            self.brow(s, brow, brow_w, brow_arch)
        self.nose(nose)
        self.mouth(lips or mix(TERRA, RUST, 0.25), smile)
        if age:
            self.lines(age)

    def disc(self, u, v, ru, rv):
        return self.c.disc(self.cx + u * self.w, self.cy + v * self.h, ru * self.w, rv * self.h)

    def eye(self, s, lid, iris, age):
        c, t = self.c, self.turn
        lit, mid, dark = self.skin
        x, y = s * 0.43, -0.115
        k = 0.95 if s < 0 else 1.0
        socket = c.poly(self.p([(x - 0.27, y - 0.07), (x, y - 0.125), (x + 0.27, y - 0.07), (x + 0.2, y + 0.075),
                                (x - 0.18, y + 0.075)], t), True)  # fmt: skip
        c.stipple(socket.blur(5), mid if s < 0 else dark, 0.62, 0.8)
        h = 0.062 - 0.016 * lid
        inner, outer = (x + 0.215 * k, x - 0.235 * k) if s < 0 else (x - 0.215 * k, x + 0.235 * k)
        top = [(inner, y + 0.022), (x + s * -0.07, y - h * 0.92), (x + s * 0.08, y - h), (outer, y + 0.004)]
        low = [(outer, y + 0.004), (x + s * 0.06, y + 0.04), (x - s * 0.09, y + 0.042), (inner, y + 0.022)]
        almond = c.poly([*spline(self.p(top, t)), *spline(self.p(low, t))])
        white = mix(PAPER, mid, 0.22) if s < 0 else mix(mid, CREAM, 0.36)
        c.paint(almond, white)
        ix = x - 0.02
        ball = self.disc(ix + t, y - 0.008, 0.098, 0.0665).clip(almond)
        c.paint(ball, iris).paint(self.disc(ix + t, y - 0.008, 0.048, 0.032).clip(almond), INK)
        c.stipple(almond, dark, c.lin(0, self.cy + (y + 0.0) * self.h, 0, self.cy + (y - h) * self.h) * 0.6, 0.7)
        c.paint(self.disc(ix + t - 0.032, y - 0.028, 0.021, 0.0145), PAPER, 0.95 if s < 0 else 0.55)
        lidline = [(u, v, r) for (u, v), r in zip(top, (1.6, 3.8, 4.4, 2.2), strict=False)]
        c.paint(c.mask().limb(self.p(lidline, t), smooth=True), mix(INK, UMBER, 0.3))
        crease = [(inner * 0.98, y - h * 0.9, 0.8), (x, y - h - 0.044, 2.2), (outer, y - h * 0.75, 1)]
        c.paint(c.mask().limb(self.p(crease, t), smooth=True), dark, 0.75)
        lower = [(u, v + 0.006, r) for (u, v), r in zip(low, (1.4, 1.4, 1.2, 0.8), strict=False)]
        c.paint(c.mask().limb(self.p(lower, t), smooth=True), dark, 0.7)
        if age:
            bag = [(inner, y + 0.075, 0.8), (x, y + 0.115, 1.6), (outer - s * 0.02, y + 0.085, 0.8)]
            c.paint(c.mask().limb(self.p(bag, t), smooth=True), dark, 0.4 + 0.35 * age)

    def brow(self, s, tone, wide, arch):
        pts = [(s * 0.16, -0.245, 7 * wide), (s * 0.36, -0.292 - 0.02 * arch, 8 * wide),
               (s * 0.56, -0.298 - 0.03 * arch, 5.5 * wide), (s * 0.73, -0.235, 1.5)]  # fmt: skip
        self.c.paint(self.c.mask().limb(self.p(pts, self.turn), smooth=True), tone)

    def nose(self, k):
        c, t = self.c, self.turn
        lit, mid, dark = self.skin
        side = c.poly(self.p([(0.05, -0.2), (0.07, 0.0), (0.12 * k, 0.17), (0.21 * k, 0.25), (0.235 * k, 0.31), (0.16 * k, 0.35),
                              (0.02, 0.365), (-0.03, 0.335), (0.0, 0.24), (0.04, 0.05)], t), True)  # fmt: skip
        c.paint(side, dark, 0.72)
        under = [
            (-0.22 * k, 0.305, 2.2),
            (-0.16 * k, 0.342, 4),
            (-0.05, 0.362, 5),
            (0.08, 0.36, 5),
            (0.2 * k, 0.325, 2.5),
        ]
        c.paint(c.mask().limb(self.p(under, t), smooth=True), dark, 0.9)
        wing = [(-0.19 * k, 0.235, 1), (-0.235 * k, 0.285, 2.4), (-0.2 * k, 0.325, 2)]
        c.paint(c.mask().limb(self.p(wing, t), smooth=True), dark, 0.8)
        c.stipple(self.disc(-0.06 + t, 0.265, 0.06, 0.042).blur(2), mix(lit, PAPER, 0.6), 0.6, 0.6)
        c.paint(c.mask().limb(self.p([(-0.035, -0.08, 1.5), (-0.045, 0.16, 4.5)], t)), mix(lit, PAPER, 0.5), 0.6)

    def mouth(self, tone, smile):
        c, t = self.c, self.turn
        lit, mid, dark = self.skin
        y, e = 0.555, -0.028 * smile
        line = [(-0.335, y + e), (-0.15, y + 0.004), (0.0, y + 0.012), (0.15, y + 0.004), (0.335, y + e)]
        upper = c.poly([*spline(self.p(line, t)), *spline(self.p([(0.335, y + e), (0.1, y - 0.056), (0.0, y - 0.043),
                        (-0.1, y - 0.056), (-0.335, y + e)], t))])  # fmt: skip
        lower = c.poly([*spline(self.p(line, t)), *spline(self.p([(0.335, y + e), (0.16, y + 0.078), (0, y + 0.092),
                        (-0.16, y + 0.078), (-0.335, y + e)], t))])  # fmt: skip
        c.paint(upper, mix(tone, dark, 0.35)).paint(lower, tone)
        c.stipple(
            lower,
            mix(tone, CREAM, 0.5),
            c.rad(self.cx + (-0.1 + t) * self.w, self.cy + (y + 0.04) * self.h, 0, 30) * 0.8,
        )
        c.stipple(lower, dark, c.lin(self.cx, 0, self.cx + 0.3 * self.w, 0) * 0.9)
        nodes = [(u, v, r) for (u, v), r in zip(line, (2.2, 2.6, 3, 2.6, 2.2), strict=False)]
        c.paint(c.mask().limb(self.p(nodes, t), smooth=True), UMBER)
        c.stipple(c.poly(self.p([(-0.2, y + 0.115), (0.2, y + 0.115), (0.12, y + 0.165), (-0.12, y + 0.16)], t), True).blur(3),
                  dark, 0.66, 0.85)  # fmt: skip

    def lines(self, age):
        c, t = self.c, self.turn
        dark = self.skin[2]
        m = c.mask()
        for s in (-1, 1):
            m.limb(self.p([(s * 0.25, 0.31, 1), (s * 0.37, 0.42, 2.2), (s * 0.42, 0.53, 1)], t), smooth=True)
            for k in (-0.02, 0.03):
                m.limb(self.p([(s * 0.72, -0.12 + k, 1.4), (s * 0.83, -0.13 + k * 2.4, 0.6)], t))
        if age > 0.6:
            for k in (-0.52, -0.62):
                m.limb(self.p([(-0.4, k + 0.02, 0.8), (-0.1, k, 1.8), (0.3, k + 0.02, 0.8)], t), smooth=True)
        c.paint(m, dark, 0.4 + 0.4 * age)

    def strands(self, mask, tone, roots, tips, n=26, width=2.0, alpha=0.8):
        """Fine lines combed between two curves, kept inside the hair."""
        a, b = spline(self.p(roots), steps=40), spline(self.p(tips), steps=40)
        m = self.c.mask()
        for _ in range(n):
            f = self.c.rng.random()
            i, j = int(f * (len(a) - 1)), int(np.clip(f + self.c.rng.normal(0, 0.03), 0, 1) * (len(b) - 1))
            mid = (a[i] + b[j]) / 2 + self.c.rng.normal(0, 5, 2)
            m.limb([(*a[i], width * 0.4), (*mid, width), (*b[j], width * 0.3)], smooth=True)
        self.c.paint(m.clip(mask), tone, alpha)

    def folds(self, mask, tone, lines, width=7, alpha=0.8):
        m = self.c.mask()
        for line in lines:
            r = [0.6, *[width] * (len(line) - 2), 0.6]
            m.limb(self.p([(u, v, q) for (u, v), q in zip(line, r, strict=False)]), smooth=True)
        self.c.paint(m.clip(mask), tone, alpha)
