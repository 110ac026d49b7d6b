"""Water and light: the well, the tunnel, the wetland."""

import numpy as np
from canvas import (
    AMBER,
    CLAY,
    CREAM,
    DEEP,
    DUNE,
    DUSK,
    INK,
    MIST,
    NIGHT,
    OCHRE,
    PAPER,
    RUST,
    SAND,
    TEAL,
    TERRA,
    UMBER,
    WATER,
    Canvas,
    mix,
    smoothstep,
    spline,
)
from scenes_land import ridge


def mother_well():
    c = Canvas(1600, 1067, 51)
    # each ring of the wall is a little nearer and a little off centre: the shaft was dug by hand
    rings = 15
    c.fill(INK)
    cx1, cy1 = 905, 400
    for i in range(rings):
        t = i / (rings - 1)
        r = 1290 * (0.149**t)
        cx = 800 + (cx1 - 800) * t + c.rng.normal(0, 5 * (1 - t) + 1.5)
        cy = 560 + (cy1 - 560) * t + c.rng.normal(0, 5 * (1 - t) + 1.5)
        a = np.linspace(0, 2 * np.pi, 90, endpoint=False)
        wob = sum(c.rng.normal(0, 0.008) * np.cos(k * a + c.rng.uniform(0, 6)) for k in range(2, 11))
        pts = list(zip(cx + r * (1 + wob) * np.cos(a), cy + r * (1 + wob) * np.sin(a), strict=False))
        ring = c.poly(pts, smooth=True)
        stops = [INK, mix(INK, UMBER, 0.55), UMBER, mix(UMBER, RUST, 0.7), TERRA, CLAY, DUNE, SAND]
        f = (t**1.25) * (len(stops) - 1)
        base = mix(stops[int(f)], stops[min(int(f) + 1, 7)], f % 1)
        c.paint(ring, base)
        # the sun comes in from the upper right and lights the left wall
        ang = np.arctan2(c.y - cy, c.x - cx)
        lit = smoothstep(np.cos(ang - 2.75), 0.15, 1.0)
        shade = smoothstep(np.cos(ang + 0.35), -0.1, 1.0)
        c.stipple(ring, mix(base, mix(TERRA, CREAM, t), 0.3 + 0.35 * t), lit * (0.35 + 0.5 * t), 0.9)
        c.stipple(ring, mix(base, NIGHT, 0.62), shade * 0.85, 0.9)
        d = np.hypot(c.x - cx, c.y - cy) / r
        c.stipple(ring, mix(base, INK, 0.5), smoothstep(d, 0.86, 1.03) * 0.55, 0.8)
    sun_patch(c, cx1, cy1)
    sky = c.disc(cx1, cy1, 186, 182)
    c.paint(sky, c.gradient([(220, mix(WATER, DUSK, 0.35)), (420, WATER), (590, mix(PAPER, AMBER, 0.18))]))
    c.stipple(sky, PAPER, c.rad(cx1 + 90, cy1 + 100, 20, 260), 0.9)
    winch(c, cx1, cy1)
    c.glow(cx1, cy1, 520, (150, 160, 165), 0.30)
    return c.finish(0.8, 0.15)


def sun_patch(c, cx, cy):
    """The one bright sickle of sun on the upper wall."""
    ang = np.arctan2(c.y - cy, c.x - cx)
    d = np.hypot(c.x - cx, c.y - cy)
    side = smoothstep(np.cos(ang - 2.7), 0.45, 0.98)
    wall = smoothstep(d, 180, 190) * (1 - smoothstep(d + c.noise(60) * 5, 205 + 46 * side, 213 + 50 * side))
    c.stipple(wall * (side > 0), mix(AMBER, CREAM, 0.5), side * 1.05, 0.95)


def winch(c, cx, cy):
    m = c.mask()
    m.limb([(cx - 210, cy - 64, 13), (cx + 214, cy - 52, 11)])
    m.limb([(cx - 214, cy + 58, 10), (cx + 210, cy + 70, 13)])
    # the drum with its crossed arms, seen from below
    m.limb([(cx - 104, cy - 2, 27), (cx + 108, cy + 6, 27)])
    for x, tilt in ((cx - 112, 30), (cx + 116, -24)):
        m.limb([(x - tilt, cy - 104, 6.5), (x + tilt, cy + 108, 6.5)])
        m.limb([(x + tilt * 1.2, cy - 92, 6.5), (x - tilt * 1.2, cy + 96, 6.5)])
        m.disc(x, cy + 2, 17, 34)
    c.paint(m, INK)
    # rope: thin at the drum, thick where it passes us
    path = spline([(cx + 2, cy + 4), (cx + 8, cy + 150), (cx + 30, cy + 340), (cx + 78, 1110)], steps=40)
    t = np.linspace(0, 1, len(path))
    width = 3.6 + 25 * t**2.2
    rope = c.mask().limb([(x, y, w) for (x, y), w in zip(path, width, strict=False)])
    c.paint(rope.shifted(-10, 4), INK, 0.4)
    c.paint(rope, c.gradient([(400, INK), (600, mix(UMBER, RUST, 0.4)), (1067, mix(DUNE, RUST, 0.35))]))
    lay = c.mask()
    s, i = 0.12, 0
    while s < 0.985:
        x, y = np.interp(s, t, path[:, 0]), np.interp(s, t, path[:, 1])
        w = np.interp(s, t, width)
        lay.limb([(x - w, y + w * 0.5, w * 0.13), (x + w, y - w * 0.65, w * 0.13)])
        s += w * 0.0011 + 0.0015
        i += 1
    c.paint(lay.clip(rope), UMBER, 0.85)
    hi = c.mask().limb([(x - w * 0.55, y, w * 0.2) for (x, y), w in zip(path, width, strict=False)])
    c.stipple(hi.clip(rope), CREAM, c.lin(0, 480, 0, 900) * 0.7)


def vault(cx, floor, half, rise):
    """Outline of the tunnel: straight foot, pointed egg above."""
    left = spline([(cx - half * 0.94, floor), (cx - half, floor - rise * 0.42), (cx - half * 0.82, floor - rise * 0.76),
                   (cx - half * 0.36, floor - rise * 0.965), (cx, floor - rise)])  # fmt: skip
    return [*left, *[(2 * cx - x, y) for x, y in left[::-1]]]


def tunnel_lamp():
    c = Canvas(1600, 1067, 61)
    c.fill(INK)
    lamp = (912, 520)
    n = 13
    for i in range(n):
        t = i / (n - 1)
        k = 0.118**t
        cx, floor = 800 + 66 * t, 705 + 470 * k
        shape = c.poly([(x + c.rng.normal(0, 9 * k), y + c.rng.normal(0, 9 * k))
                        for x, y in vault(cx, floor, 850 * k, 1290 * k)])  # fmt: skip
        near = np.exp(-(((t - 0.62) / 0.30) ** 2))
        base = mix(mix(INK, UMBER, 0.35 + 0.4 * t), mix(CLAY, OCHRE, 0.35), near * 0.92)
        if t > 0.78:
            base = mix(base, UMBER, (t - 0.78) * 4.2)
        c.paint(shape, base)
        c.stipple(shape, mix(AMBER, CREAM, 0.25), c.rad(*lamp, 20, 430 * k + 170) * (0.25 + 0.75 * near), 0.85)
        c.stipple(
            shape,
            mix(INK, RUST, 0.3),
            c.lin(cx + 380 * k, floor, cx - 380 * k, floor - 1300 * k) * 0.62,
            0.75,
        )
        pocks(c, shape, cx, floor, k, base)
    tunnel_floor(c, lamp)
    c.glow(*lamp, 560, (196, 120, 44), 0.85)
    digger(c, lamp)
    c.glow(*lamp, 120, (255, 226, 150), 0.9)
    return c.finish(0.8, 0.2)


def pocks(c, shape, cx, floor, k, base):
    """Marks of the pick along the walls."""
    m = c.mask()
    for _ in range(70):
        a = c.rng.uniform(np.pi * 0.98, np.pi * 2.02)
        x, y = cx + 800 * k * np.cos(a) * c.rng.uniform(0.82, 1.0), floor - 560 * k + 690 * k * np.sin(a)
        w = c.rng.uniform(14, 44) * k
        m.limb([(x - w * 0.6, y + w * 0.55, w * 0.12), (x, y, w * 0.2), (x + w * 0.5, y - w * 0.4, w * 0.08)])
    c.paint(m.clip(shape), mix(base, INK, 0.5), 0.55)


def tunnel_floor(c, lamp):
    """Still water: the vault upside down, broken by ripples."""
    top = 742
    span = smoothstep(c.y, top, top + 6)
    depth = (c.y - top) / (c.h - top)
    water = c.mask().poly([(790, top), (960, top), (1420, c.h + 10), (180, c.h + 10)])
    field = water.array() * span
    c.paint(
        field,
        c.gradient([(top, mix(TEAL, OCHRE, 0.45)), (830, mix(DEEP, TEAL, 0.5)), (1067, mix(INK, DEEP, 0.6))]),
    )
    wave = c.noise(7, 14) + 0.6 * c.noise(16, 10)
    column = np.exp(-(((c.x - lamp[0] + 30 * depth) / (46 + 170 * depth)) ** 2))
    c.paint(field * smoothstep(column + wave * 0.42, 0.42, 0.62), mix(AMBER, CREAM, 0.35), 0.95)
    wide = np.exp(-(((c.x - lamp[0]) / (150 + 400 * depth)) ** 2))
    c.paint(field * smoothstep(wide * 0.9 + wave * 0.5, 0.82, 0.98), OCHRE, 0.7)
    c.paint(field * smoothstep(wave - depth * 0.2, 0.62, 0.8), mix(WATER, TEAL, 0.4), 0.5)
    for x0, x1, _s in ((790, 180, -1), (960, 1420, 1)):
        rim = c.mask().limb([(x0, top, 2), (x1, c.h + 10, 16)])
        c.paint(rim, mix(INK, UMBER, 0.5))


def digger(c, lamp):
    """A man on one knee, the short pick raised; light comes from the lamp before him."""
    m = c.mask()
    m.limb([(716, 742, 15), (742, 742, 17), (700, 700, 20)])  # shin on the ground
    m.limb([(742, 744, 18), (700, 690, 25), (690, 668, 30)])
    m.limb([(690, 665, 33), (742, 652, 27), (792, 664, 22)])  # front thigh
    m.limb([(792, 662, 21), (786, 706, 15), (782, 742, 13), (812, 745, 9)])
    m.limb([(688, 668, 36), (694, 610, 40), (716, 556, 42), (728, 532, 34)], smooth=True)  # back
    m.limb([(728, 520, 18), (746, 494, 17)])
    m.disc(757, 470, 27, 31)
    m.poly([(728, 470), (732, 440), (756, 430), (782, 441), (788, 462), (760, 458)], smooth=True)  # felt cap
    m.poly([(778, 466), (790, 478), (780, 486), (776, 500), (758, 502)])
    arm = c.mask().limb([(726, 540, 21), (770, 572, 16), (815, 540, 12), (824, 528, 12)])
    far = c.mask().limb([(740, 536, 17), (788, 520, 14), (842, 498, 11)])
    pick = c.mask().limb([(792, 566, 5), (880, 446, 5)])
    pick.limb([(838, 414, 2), (864, 430, 8), (884, 446, 10), (906, 470, 8), (922, 500, 2)], smooth=True)
    c.paint(far, mix(UMBER, INK, 0.5)).paint(pick, INK).paint(m, INK)
    body = m
    rim = body.shifted(-6, 1)
    edge = c.mask()
    edge.im.paste(body.im)
    edge_a = np.clip(body.array() - rim.array(), 0, 1)
    facing = smoothstep(c.x, 700, 770)
    c.paint(edge_a * facing, mix(AMBER, CREAM, 0.3), 0.95)
    c.stipple(body, TERRA, c.rad(*lamp, 60, 255) * 0.8, 0.9)
    c.paint(arm, mix(INK, UMBER, 0.4))
    c.stipple(arm, CLAY, c.lin(722, 600, 800, 510) * 0.9)
    c.paint(np.clip(arm.array() - arm.shifted(-4, 3).array(), 0, 1), AMBER, 0.9)
    # the lamp hangs from a peg on the wall
    x, y = lamp
    holder = c.mask().line([(x + 24, y - 74), (x, y - 66), (x, y - 36)], 3).rect(x - 15, y - 38, x + 15, y - 30)
    holder.rect(x - 17, y + 26, x + 17, y + 36)
    c.paint(
        c.mask().poly([(x - 13, y - 30), (x + 13, y - 30), (x + 17, y + 26), (x - 17, y + 26)]),
        mix(AMBER, CREAM, 0.6),
    )
    c.paint(c.disc(x, y + 4, 8, 17), PAPER).paint(holder, INK)


def wetland_dawn():
    c = Canvas(1600, 1067, 71)
    line = 520
    c.a[:] = c.gradient([(0, mix(DUSK, WATER, 0.55)), (170, mix(WATER, MIST, 0.4)), (330, mix(CREAM, PAPER, 0.2)),
                         (460, mix(AMBER, CREAM, 0.55)), (line, mix(CLAY, CREAM, 0.45))])  # fmt: skip
    sun = (1040, 402)
    c.glow(*sun, 520, (110, 62, 24), 0.6)
    c.paint(c.disc(*sun, 78), mix(PAPER, AMBER, 0.16))
    for base, high, tone in ((505, 150, mix(DUSK, MIST, 0.62)), (514, 86, mix(TEAL, MIST, 0.58)),
                             (520, 46, mix(TEAL, MIST, 0.36))):  # fmt: skip
        hills = c.poly(ridge(c, base, high, 420))
        c.paint(hills, tone)
        c.stipple(hills, mix(MIST, CREAM, 0.5), c.lin(0, base - high * 0.75, 0, base + 6) * 0.95)
    mirror = c.a[int(line * 2) - 1 :: -1][: c.h * 2 - line * 2]
    pad = c.h * 2 - line * 2 - mirror.shape[0]
    if pad > 0:
        mirror = np.concatenate([mirror, np.repeat(mirror[-1:], pad, 0)])
    c.a[line * 2 :] = mirror * 0.9 + np.array(mix(TEAL, WATER, 0.5)) * 0.1
    c.stipple(smoothstep(c.y, line, line + 2), mix(TEAL, DUSK, 0.3), c.lin(0, 640, 0, 1250), 0.75)
    wave = c.noise(5, 22) + c.noise(13, 14) * 0.7
    depth = np.clip((c.y - line) / (c.h - line), 0, 1)
    below = smoothstep(c.y, line + 3, line + 8)
    c.paint(below * smoothstep(wave, 0.62, 0.85) * depth, PAPER, 0.6)
    c.paint(below * smoothstep(-wave, 0.66, 0.9) * depth, mix(TEAL, DEEP, 0.3), 0.4)
    glade = np.exp(-(((c.x - sun[0]) / (60 + 130 * depth)) ** 2))
    c.paint(below * smoothstep(glade + wave * 0.4, 0.5, 0.75), mix(PAPER, AMBER, 0.25), 0.85)
    c.paint(np.exp(-(((c.y - line - 8 + c.noise(60, 6) * 16) / 22) ** 2)), mix(PAPER, CREAM, 0.4), 0.75)
    reeds(c, 600, 0.55, mix(TEAL, MIST, 0.32), (0, 430), 150)
    reeds(c, 596, 0.5, mix(TEAL, MIST, 0.36), (1310, 1600), 110)
    for x, y, s, kind in ((700, 640, 0.62, 0), (800, 622, 0.5, 1), (862, 655, 0.66, 2), (1100, 628, 0.55, 1),
                          (620, 700, 0.86, 1), (960, 744, 1.16, 0), (1216, 782, 1.3, 0),
                          (770, 786, 1.25, 1)):  # fmt: skip
        flamingo(c, x, y, s, kind)
    reeds(c, 800, 0.95, mix(TEAL, DEEP, 0.15), (-30, 360), 130)
    reeds(c, 830, 1.0, mix(TEAL, DEEP, 0.25), (1400, 1640), 110)
    c.paint(np.exp(-(((c.y - 800 + c.noise(90, 6) * 30) / 42) ** 2)) * 0.5, MIST, 0.7)
    reeds(c, 1100, 1.55, mix(DEEP, INK, 0.35), (-40, 240), 80)
    reeds(c, 1110, 1.4, mix(DEEP, INK, 0.35), (1440, 1640), 70)
    geese(c)
    return c.finish(0.9, 0.06)


def reeds(c, foot, size, tone, span, n):
    m, heads = c.mask(), c.mask()
    for _ in range(n):
        x = c.rng.uniform(*span)
        edge = min(abs(x - span[0]), abs(x - span[1])) if span[0] > 0 and span[1] < 1600 else (
            span[1] - x if span[0] <= 0 else x - span[0])  # fmt: skip
        h = size * c.rng.uniform(120, 290) * (0.35 + 0.65 * min(1, edge / (130 * size)))
        lean = c.rng.normal(14, 26) * size
        y = foot + c.rng.normal(0, 8) * size
        m.limb(
            [(x, y, 2.6 * size), (x + lean * 0.3, y - h * 0.55, 2.1 * size), (x + lean, y - h, 0.8 * size)],
            smooth=True,
        )
        if c.rng.random() < 0.55:
            b = c.rng.choice([-1, 1]) * h * 0.22
            m.limb([(x + lean * 0.2, y - h * 0.4, 2 * size), (x + lean * 0.4 + b * 0.5, y - h * 0.66, 1.8 * size),
                    (x + lean * 0.3 + b * 1.3, y - h * 0.6, 0.5 * size)], smooth=True)  # fmt: skip
        if c.rng.random() < 0.4:
            heads.limb([(x + lean * 0.86, y - h * 0.88, 3.6 * size), (x + lean * 1.05, y - h * 1.06, 3.4 * size)])
    c.paint(m, tone).paint(heads, mix(tone, RUST, 0.42))


def flamingo(c, x, y, s, kind):
    """Standing bird at its waterline point (x, y); kind 0 upright, 1 drinking, 2 looking back."""
    flip = -1 if kind == 2 else 1

    def P(nodes):
        return [(x + flip * a * s, y + b * s, r * s) for a, b, r in nodes]

    rose, light = mix(TERRA, CREAM, 0.38), mix(CLAY, PAPER, 0.62)
    legs = (
        c.mask().limb(P([(-6, -92, 3), (-9, -46, 3.2), (-4, 0, 2)])).limb(P([(8, -92, 3), (13, -48, 3.2), (9, 0, 2)]))
    )
    body = c.mask().limb(P([(-56, -112, 4), (-30, -124, 20), (4, -126, 29), (30, -128, 20)]), smooth=True)
    if kind == 1:
        neck = P([(34, -130, 12), (62, -132, 8), (78, -96, 7), (68, -50, 6.5), (76, -22, 7)])
        head, bill = P([(78, -18, 9), (84, -12, 8)]), P([(86, -12, 6), (84, 2, 4)])
    else:
        neck = P([(30, -132, 14), (54, -146, 9), (58, -178, 7.5), (42, -208, 7), (46, -240, 7), (62, -250, 7.5)])
        head, bill = P([(62, -250, 9), (70, -247, 8.5)]), P([(76, -245, 6), (88, -234, 5), (86, -224, 2.5)])
    neckm = c.mask().limb(neck, smooth=True).limb(head)
    group = [(legs, rose), (body, light), (neckm, light)]
    for m, tone in group:  # reflection first: the same stencils turned over at the waterline
        arr = m.array()
        row = int(y * 2)
        flipped = np.zeros_like(arr)
        n = min(row, arr.shape[0] - row)
        flipped[row : row + n] = arr[row - n : row][::-1]
        broken = smoothstep(c.noise(4, 9) + 0.75 - (c.y - y) / (420 * s), 0.0, 0.35)
        c.paint(flipped * broken, mix(tone, DUSK, 0.3), 0.7)
    c.paint(legs, mix(rose, RUST, 0.35))
    c.paint(body, light).paint(neckm, light)
    c.stipple(body, rose, c.lin(x, y - 160 * s, x, y - 96 * s) * 1.1)
    c.stipple(neckm, rose, c.lin(x + flip * 20 * s, 0, x + flip * 100 * s, 0) * 0.75)
    wing = c.mask().limb(P([(-58, -108, 2), (-34, -112, 9), (-4, -114, 13)]), smooth=True)
    c.paint(wing.clip(body), TERRA, 0.85)
    c.paint(c.mask().limb(bill), INK)
    c.paint(c.mask().limb(P([(-14, 2, 1.6), (22, 2, 1.6)])), PAPER, 0.7)


def geese(c):
    m = c.mask()
    spots = [(430, 150), (478, 172), (528, 190), (580, 214), (398, 182), (372, 214), (350, 246), (632, 232)]
    for i, (x, y) in enumerate(spots):
        s, up = 0.85 + 0.05 * (i % 3), (-1) ** i
        m.limb([(x - 16 * s, y + 3, 1), (x, y, 4 * s), (x + 14 * s, y - 2, 2.6), (x + 27 * s, y - 4, 1.6)])
        m.limb([(x - 2, y, 4 * s), (x - 9 * s, y - up * 13 * s, 2.6 * s), (x - 22 * s, y - up * 24 * s, 0.8)])
        m.limb([(x + 2, y, 3 * s), (x + 2 * s, y - up * 15 * s, 2 * s), (x - 5 * s, y - up * 27 * s, 0.8)])
    c.paint(m, mix(TEAL, INK, 0.35), 0.92)
