"""Things people built: windcatchers, the village, the pump house."""

import numpy as np
from canvas import (
    AMBER,
    CLAY,
    CREAM,
    DUNE,
    DUSK,
    INK,
    LAPIS,
    NIGHT,
    PAPER,
    RUST,
    SAND,
    TEAL,
    TERRA,
    UMBER,
    WATER,
    Canvas,
    arc,
    mix,
    smoothstep,
    spline,
)
from scenes_land import ridge


def windcatchers():
    c = Canvas(1600, 1067, 101)
    ground = 842
    c.a[:] = c.gradient([(0, NIGHT), (230, mix(LAPIS, NIGHT, 0.25)), (460, mix(DUSK, LAPIS, 0.25)),
                         (640, mix(CLAY, DUSK, 0.35)), (760, mix(AMBER, CLAY, 0.45)), (850, AMBER)])  # fmt: skip
    c.stipple(None, mix(CLAY, AMBER, 0.3), c.lin(0, 330, 0, 820) * 0.7, 0.5)
    c.paint(c.disc(352, 236, 56).disc(376, 223, 54, on=0), mix(CREAM, PAPER, 0.4))
    for base, high, tone in ((850, 120, mix(DUSK, CLAY, 0.4)), (852, 62, mix(NIGHT, RUST, 0.42))):
        hills = c.poly(ridge(c, base, high, 480))
        c.paint(hills, tone)
        c.stipple(hills, mix(CLAY, AMBER, 0.4), c.lin(0, base - high * 0.6, 0, base + 10) * 0.8)
    soil = c.mask().rect(-10, ground, 1610, 1080)
    c.paint(soil, mix(RUST, UMBER, 0.25))
    c.stipple(soil, mix(TERRA, CLAY, 0.3), c.lin(0, 1000, 0, ground - 20) * 0.9, 0.9)
    c.stipple(soil, NIGHT, c.lin(0, 880, 0, 1130) * 0.95, 0.9)
    # towers behind, dome, towers in front: the last sun is on the right
    tower(c, 640, 820, 96, 560, 0.72)
    tower(c, 1196, 820, 96, 560, 0.72)
    dome(c, 918, 852, 330, 360)
    tower(c, 508, 866, 128, 740, 1.0)
    tower(c, 1340, 866, 128, 740, 1.0)
    plinth = c.mask().poly([(420, 842), (1436, 842), (1470, 900), (392, 900)])
    c.paint(plinth, mix(UMBER, NIGHT, 0.35))
    c.stipple(plinth, TERRA, c.lin(700, 0, 1480, 0) * 0.75)
    for k in range(3):
        c.paint(c.mask().rect(392, 856 + k * 15, 1470, 858 + k * 15), INK, 0.35)
    person(c, 1122, 912, 78)
    return c.finish(0.9, 0.12)


def tower(c, x, foot, w, h, near):
    """A windcatcher in two faces, with the tall vents under its cornice."""
    dark = mix(mix(NIGHT, RUST, 0.34), DUSK, (1 - near) * 0.55)
    lit = mix(mix(CLAY, AMBER, 0.42), DUSK, (1 - near) * 0.3)
    top, edge, right = foot - h, x + w * 0.12, x + w * 0.5
    left = x - w * 0.5
    shade = c.mask().poly([(left - w * 0.1, foot), (left, top), (edge, top), (edge, foot)])
    sun = c.mask().poly([(edge, foot), (edge, top), (right, top), (right + w * 0.1, foot)])
    c.paint(shade, dark).paint(sun, lit)
    c.stipple(shade, NIGHT, c.lin(0, top, 0, foot) * 0.8)
    c.stipple(sun, RUST, c.lin(0, top + h * 0.25, 0, foot) * 0.85)
    head = top + h * 0.36
    for y, out in ((top - 12, 10), (head, 7), (top + h * 0.43, 4)):
        c.paint(c.mask().rect(left - out, y, edge, y + 14 * near), mix(dark, NIGHT, 0.35))
        c.paint(c.mask().rect(edge, y, right + out, y + 14 * near), mix(lit, CREAM, 0.35))
    vents, glint = c.mask(), c.mask()
    for x0, x1, n in ((left + 8, edge - 6, 4), (edge + 7, right - 4, 2)):
        pitch = (x1 - x0) / n
        for i in range(n):
            a = x0 + i * pitch + pitch * 0.22
            b = a + pitch * 0.56
            vents.rect(a, top + 26, b, head - 10).disc((a + b) / 2, top + 26, (b - a) / 2, 10)
            glint.rect(b - 1, top + 26, b + 1.6, head - 10)
    c.paint(vents, mix(INK, NIGHT, 0.5)).paint(glint, lit, 0.75)
    poles = c.mask()
    for k in (0.2, 0.62, 0.8):
        y = top + h * k
        poles.line([(left - 24 * near, y), (left + 4, y)], 4 * near).line(
            [(right - 2, y + 4), (right + 24 * near, y + 4)], 4 * near
        )
    c.paint(poles, INK)


def dome(c, cx, foot, rx, h):
    """Stepped dome of the cistern with its lantern and portal."""
    drum = c.mask().poly(
        [(cx - rx - 26, foot), (cx - rx - 16, foot - 84), (cx + rx + 16, foot - 84), (cx + rx + 26, foot)]
    )
    shell = c.mask().poly([(cx - rx, foot - 80), *spline([(cx - rx, foot - 80), (cx - rx * 0.93, foot - 190),
                          (cx - rx * 0.62, foot - 312), (cx, foot - h - 6), (cx + rx * 0.62, foot - 312),
                          (cx + rx * 0.93, foot - 190), (cx + rx, foot - 80)])])  # fmt: skip
    for part in (drum, shell):
        c.paint(part, mix(TERRA, RUST, 0.35))
        c.stipple(
            part,
            mix(NIGHT, RUST, 0.25),
            c.lin(cx + rx * 0.35, foot - 260, cx - rx * 0.85, foot - 120) * 1.1,
            0.95,
        )
        c.stipple(part, mix(AMBER, CLAY, 0.35), c.lin(cx + rx * 0.1, foot - 190, cx + rx * 1.0, foot - 260), 0.95)
    for k in range(1, 9):
        y = foot - 80 - (h - 80) * np.sin(k / 9 * np.pi / 2)
        r = rx * np.cos(k / 9 * np.pi / 2) ** 0.82
        c.paint(c.mask().line(arc(cx, y, r, 16, 4, 176, 50), 4).clip(shell), mix(NIGHT, UMBER, 0.5), 0.55)
    c.paint(c.mask().rect(cx - rx - 20, foot - 92, cx + rx + 20, foot - 80), mix(UMBER, NIGHT, 0.35))
    lantern = c.mask().rect(cx - 34, foot - h - 34, cx + 34, foot - h + 8).disc(cx, foot - h - 34, 34, 26)
    c.paint(lantern, mix(NIGHT, RUST, 0.35))
    c.stipple(lantern, AMBER, c.lin(cx, 0, cx + 40, 0) * 0.95)
    c.paint(
        c.mask().rect(cx - 22, foot - h - 26, cx - 10, foot - h).rect(cx + 8, foot - h - 26, cx + 20, foot - h),
        INK,
    )
    gate = [(cx - 104, foot), (cx - 104, foot - 150), (cx + 104, foot - 150), (cx + 104, foot)]
    c.paint(c.mask().poly(gate), mix(RUST, UMBER, 0.2))
    c.stipple(c.mask().poly(gate), mix(CLAY, AMBER, 0.3), c.lin(cx - 10, 0, cx + 110, 0) * 0.95)
    for w, tone in ((76, UMBER), (58, mix(INK, NIGHT, 0.4))):
        c.paint(c.poly([(cx - w, foot), *spline([(cx - w, foot - 70), (cx - w * 0.6, foot - 108), (cx, foot - 70 - w * 0.8),
                       (cx + w * 0.6, foot - 108), (cx + w, foot - 70)]), (cx + w, foot)]), tone)  # fmt: skip
    lamp = c.poly([(cx - 50, foot), (cx - 30, foot - 62), (cx + 30, foot - 62), (cx + 50, foot)])
    c.stipple(lamp, AMBER, c.rad(cx, foot - 14, 0, 76) * 0.95)


def person(c, x, foot, h, tone=INK):
    s = h / 100
    m = c.mask().limb([(x - 7 * s, foot, 5 * s), (x - 5 * s, foot - 46 * s, 8 * s), (x, foot - 74 * s, 12 * s)])
    m.limb([(x + 9 * s, foot, 5 * s), (x + 5 * s, foot - 46 * s, 8 * s)]).disc(x + 1 * s, foot - 93 * s, 8 * s, 9 * s)
    m.limb([(x - 10 * s, foot - 76 * s, 5 * s), (x - 16 * s, foot - 44 * s, 4 * s)])
    m.limb([(x + 10 * s, foot - 76 * s, 5 * s), (x + 16 * s, foot - 46 * s, 4 * s)])
    c.paint(
        c.mask().limb([(x, foot, 6 * s), (x - 190 * s, foot + 22 * s, 9 * s)]).blur(1),
        mix(NIGHT, INK, 0.5),
        0.6,
    )
    c.paint(m, tone)
    c.paint(np.clip(m.array() - m.shifted(-2, 0).array(), 0, 1), AMBER, 0.9)


def village_evening():
    c = Canvas(1600, 1067, 111)
    c.a[:] = c.gradient([(0, mix(LAPIS, DUSK, 0.3)), (190, mix(DUSK, WATER, 0.3)), (330, mix(CLAY, CREAM, 0.55)),
                         (430, mix(AMBER, CREAM, 0.3))])  # fmt: skip
    c.paint(c.disc(318, 214, 50), mix(PAPER, CREAM, 0.4))
    for base, high, tone in ((470, 240, mix(DUSK, CREAM, 0.42)), (490, 150, mix(DUSK, CLAY, 0.42)),
                             (520, 74, mix(mix(NIGHT, RUST, 0.45), CLAY, 0.3))):  # fmt: skip
        hills = c.poly(ridge(c, base, high, 560))
        c.paint(hills, tone)
        c.stipple(hills, mix(tone, CREAM, 0.5), c.lin(0, base - high * 0.7, 0, base + 20) * 0.9)
    rows = 7
    for i in range(rows):
        t = i / (rows - 1)
        if i == 1:
            tower(c, 1206, 622, 49, 242, 0.66)
        row_of_domes(c, t, 496 + 540 * t**1.3, 48 + 150 * t**1.15)
        haze = np.exp(-(((c.y - (548 + 540 * t**1.3) + c.noise(70, 6) * 16) / (30 + 22 * t)) ** 2))
        c.paint(haze, mix(mix(CLAY, CREAM, 0.3), NIGHT, 0.1 + 0.4 * t), 0.42 * (1 - t) ** 1.2)
    smoke(c)
    c.stipple(None, NIGHT, c.lin(0, 800, 0, 1290) * 0.95, 0.8)
    return c.finish(0.9, 0.1)


def row_of_domes(c, t, foot, r):
    """Neighbouring vaults share walls; each has a lit cheek on the right and a smoke hole."""
    far = 1 - t
    lit = mix(mix(CLAY, AMBER, 0.35), CREAM, 0.32 * far)
    dark = mix(mix(NIGHT, RUST, 0.30), DUSK, 0.5 * far)
    xs, x = [], -r * c.rng.uniform(0.2, 1.2)
    while x < c.w + r:
        xs.append((x, r * c.rng.uniform(0.82, 1.14), c.rng.normal(0, r * 0.16), c.rng.random()))
        x += xs[-1][1] * c.rng.uniform(1.82, 2.2)
    for x, q, dy, dice in xs:
        y = foot + dy
        wall = c.mask().rect(x - q * 1.04, y, x + q * 1.04, y + r * 3)
        shell = c.mask().poly([*spline([(x - q, y + 4), (x - q * 0.9, y - q * 0.46), (x - q * 0.52, y - q * 0.84),
                              (x, y - q * 0.99), (x + q * 0.52, y - q * 0.84), (x + q * 0.9, y - q * 0.46), (x + q, y + 4)])])  # fmt: skip
        c.paint(wall, mix(dark, lit, 0.25))
        c.stipple(wall, dark, c.lin(0, y - 6, 0, y + r * 0.9) * 1.1)
        c.paint(shell, mix(lit, dark, 0.06))
        c.stipple(shell, dark, c.lin(x + q * 0.34, y - q * 0.45, x - q * 0.30, y - q * 0.3) * 1.1, 0.94)
        c.stipple(shell, mix(lit, CREAM, 0.5), c.rad(x + q * 0.52, y - q * 0.56, 0, q * 0.55) * 0.8)
        c.paint(c.mask().rect(x - q * 1.06, y, x + q * 1.06, y + max(2, q * 0.06)), dark, 0.8)
        if dice < 0.55:
            w = q * 0.13
            hole = c.mask().rect(x - w, y - q * 1.1, x + w, y - q * 0.92).disc(x, y - q * 1.1, w, w * 0.8)
            c.paint(hole, mix(dark, INK, 0.3))
            c.stipple(hole, lit, c.lin(x - w, 0, x + w, 0))
        if dice > 0.5 and t < 0.9 and 60 < x < 1540:
            w = q * 0.085
            wx, wy = x - q * (0.30 + 0.3 * (dice - 0.5)), y - q * 0.2
            c.glow(wx, wy, q * 0.75, (200, 108, 24), 0.9)
            pane = c.mask().rect(wx - w, wy, wx + w, wy + w * 2.1).disc(wx, wy, w, w)
            c.paint(pane, mix(AMBER, PAPER, 0.4))
            c.paint(c.mask().rect(wx - 0.9, wy - w, wx + 0.9, wy + w * 2.1), RUST, 0.9)


def smoke(c):
    for x, y in ((860, 520), (1270, 560)):
        path = [
            (x, y, 4),
            (x + 12, y - 50, 8),
            (x - 8, y - 110, 13),
            (x + 26, y - 180, 20),
            (x + 12, y - 260, 30),
        ]
        m = c.mask().limb(path, smooth=True).blur(5)
        c.paint(m.array() * (1 - c.lin(x, y - 40, x, y - 270)), PAPER, 0.55)


def pump_house():
    c = Canvas(1600, 1067, 131)
    line = 560
    c.a[:] = c.gradient([(0, mix(WATER, SAND, 0.25)), (300, mix(CREAM, WATER, 0.25)), (line, mix(CREAM, AMBER, 0.2))])
    c.paint(c.disc(318, 196, 64), PAPER, 0.95)
    c.glow(318, 196, 420, (60, 50, 34), 0.6)
    for base, high, tone in ((566, 130, mix(DUSK, CREAM, 0.62)), (570, 66, mix(CLAY, CREAM, 0.45))):
        hills = c.poly(ridge(c, base, high, 500))
        c.paint(hills, tone)
        c.stipple(hills, CREAM, c.lin(0, base - high * 0.6, 0, base + 6) * 0.9)
    cracked_field(c, line)
    poles(c)
    house(c)
    return c.finish(1.0, 0.1)


def cracked_field(c, line):
    """Cells of dry mud in perspective: distance to the two nearest points of a loose grid."""
    v = np.maximum(c.y - line, 0.8)
    gz = 5200 / v
    gx = (c.x - 860) * gz / 560 + 400
    i0, j0 = np.floor(gz), np.floor(gx)
    d1, d2 = np.full_like(gx, 9), np.full_like(gx, 9)
    tone = np.zeros_like(gx)
    seedx = c.rng.uniform(0.08, 0.92, (97, 101)).astype(np.float32)
    seedz = c.rng.uniform(0.08, 0.92, (97, 101)).astype(np.float32)
    for di in (-1, 0, 1):
        for dj in (-1, 0, 1):
            i, j = (i0 + di).astype(int), (j0 + dj).astype(int)
            pz, px = i + seedz[i % 97, j % 101], j + seedx[i % 97, j % 101]
            d = np.hypot((pz - gz), px - gx)
            closer = d < d1
            d2 = np.where(closer, d1, np.minimum(d2, d))
            tone = np.where(closer, seedx[i % 97, (j + 31) % 101], tone)
            d1 = np.where(closer, d, d1)
    field = smoothstep(c.y, line, line + 2)
    c.paint(
        field,
        c.gradient([(line, mix(SAND, CREAM, 0.4)), (680, mix(DUNE, SAND, 0.4)), (1067, mix(CLAY, DUNE, 0.45))]),
    )
    near = smoothstep(v, 14, 130)
    c.paint(field * near * (tone > 0.66), mix(CREAM, SAND, 0.4), 0.4)
    c.paint(field * near * (tone < 0.3), mix(CLAY, TERRA, 0.3), 0.35)
    gap = d2 - d1
    px_per_unit = v * v / 5200 + 6
    wide = 0.085 + 2.2 / px_per_unit * 0.2
    c.paint(field * near * smoothstep(-gap, -wide - 0.05, -wide), mix(RUST, UMBER, 0.55), 0.95)
    rim = smoothstep(-gap, -wide - 0.17, -wide - 0.1) - smoothstep(-gap, -wide - 0.05, -wide)
    c.paint(field * near * np.clip(rim, 0, 1), CREAM, 0.45)
    c.stipple(field, mix(TERRA, RUST, 0.4), c.lin(0, 760, 0, 1180), 0.6)


def poles(c):
    """The dead power line leads out of the picture."""
    m = c.mask()
    spots = [(1530, 190, 640, 9), (560, 370, 588, 5), (410, 438, 578, 3.4), (322, 476, 573, 2.4)]
    for x, top, foot, w in spots[1:]:
        m.limb([(x, foot, w * 0.6), (x + w * 0.6, top, w * 0.45)])
        m.limb([(x - w * 5, top + w * 4, w * 0.35), (x + w * 5, top + w * 3, w * 0.35)])
    c.paint(m, mix(UMBER, DUSK, 0.3))
    wire = c.mask()
    for (x0, t0, _, w0), (x1, t1, _, w1) in zip(spots[1:], spots[2:], strict=False):
        wire.line(
            spline([(x0 - w0 * 4, t0 + w0 * 4), ((x0 + x1) / 2, (t0 + t1) / 2 + 26), (x1 - w1 * 4, t1 + w1 * 4)]),
            1.4,
        )
    wire.line(spline([(540, 390), (545, 470), (562, 560), (600, 592)]), 1.4)
    c.paint(wire, UMBER, 0.85)


def house(c):
    """Front in shade, side wall in full sun from the left; the pipe ends over dust."""
    front = [(890, 330), (1290, 316), (1290, 742), (890, 700)]
    side = [(690, 352), (890, 330), (890, 700), (690, 664)]
    c.paint(
        c.mask().poly([(890, 700), (1290, 742), (1610, 760), (1610, 690), (1300, 640)]).blur(1),
        mix(UMBER, NIGHT, 0.4),
        0.72,
    )
    c.paint(c.mask().poly(side), mix(CREAM, PAPER, 0.3)).paint(c.mask().poly(front), mix(TERRA, CLAY, 0.35))
    c.stipple(c.mask().poly(side), DUNE, c.lin(0, 470, 0, 720) * 0.9)
    c.stipple(c.mask().poly(front), mix(RUST, NIGHT, 0.35), c.lin(860, 600, 1330, 300) * 0.95)
    fallen = np.clip(c.fbm(70, 4) * 0.9 - 0.35, 0, 1)
    c.paint(c.mask().poly(front).array() * (fallen > 0.12), mix(RUST, UMBER, 0.3), 0.75)
    c.paint(c.mask().poly(side).array() * (fallen > 0.2), CLAY, 0.7)
    c.paint(
        c.mask().poly([(672, 340), (888, 314), (1308, 298), (1308, 330), (890, 346), (672, 366)]),
        mix(SAND, CREAM, 0.3),
    )
    c.paint(c.mask().poly([(888, 314), (1308, 298), (1308, 330), (890, 346)]), mix(RUST, UMBER, 0.3))
    door = [(985, 470), (1110, 470), (1110, 722), (985, 709)]
    c.paint(c.mask().poly(door), INK)
    c.paint(c.mask().poly([(1110, 470), (1166, 486), (1166, 744), (1110, 722)]), mix(TEAL, SAND, 0.15))
    c.stipple(c.mask().poly([(1110, 470), (1166, 486), (1166, 744), (1110, 722)]), RUST, 0.35 + 0.25 * c.fbm(60, 3))
    c.paint(c.mask().poly([(1200, 424), (1258, 422), (1258, 500), (1200, 498)]), INK)
    c.paint(c.mask().rect(1227, 422, 1231, 500).rect(1200, 458, 1258, 462), CLAY)
    c.paint(c.mask().poly([(750, 452), (808, 446), (808, 520), (750, 522)]), mix(UMBER, INK, 0.3))
    pipe = (
        c.mask()
        .limb([(900, 640, 21), (770, 652, 22), (690, 668, 23)])
        .limb([(690, 668, 23), (652, 690, 24), (646, 742, 25)])
    )
    c.paint(
        c.mask().limb([(700, 742, 14), (900, 730, 10)]).disc(670, 772, 70, 15).blur(2),
        mix(UMBER, NIGHT, 0.3),
        0.6,
    )
    c.paint(pipe, TEAL)
    c.stipple(pipe, RUST, 0.3 + 0.4 * c.fbm(40, 3), 0.9)
    c.stipple(pipe, mix(WATER, CREAM, 0.5), c.lin(0, 668, 0, 628) * 0.8)
    c.paint(
        c.mask().limb([(760, 628, 7), (764, 678, 7)]).limb([(846, 620, 7), (850, 668, 7)]),
        mix(TEAL, INK, 0.4),
    )
    c.paint(c.disc(646, 746, 29, 11), mix(TEAL, INK, 0.35)).paint(c.disc(646, 747, 20, 7), INK)
