"""The pistachio grove and the tools of the craft."""

import numpy as np
from canvas import (
    AMBER,
    CLAY,
    CREAM,
    DEEP,
    DUNE,
    DUSK,
    INK,
    LAPIS,
    NIGHT,
    OCHRE,
    PAPER,
    RUST,
    SAGE,
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


def pistachio_grove():
    c = Canvas(1600, 1067, 141)
    line, vx = 452, 905
    c.a[:] = c.gradient([(0, mix(DUSK, WATER, 0.45)), (170, mix(WATER, CREAM, 0.6)), (330, mix(AMBER, CREAM, 0.5)),
                         (line, AMBER)])  # fmt: skip
    c.glow(vx, 372, 620, (120, 70, 24), 0.7)
    c.paint(c.disc(vx, 368, 92), mix(PAPER, AMBER, 0.1))
    for base, high, tone in (
        (458, 120, mix(DUSK, CLAY, 0.38)),
        (462, 56, mix(mix(NIGHT, RUST, 0.5), CLAY, 0.4)),
    ):
        hills = c.poly(ridge(c, base, high, 460))
        c.paint(hills, tone)
        c.stipple(hills, AMBER, c.rad(vx, 400, 60, 700) * 0.85)
    v = np.maximum(c.y - line, 0.5)
    field = smoothstep(c.y, line, line + 2)
    c.paint(
        field,
        c.gradient([(line, mix(AMBER, CLAY, 0.35)), (640, mix(CLAY, OCHRE, 0.3)), (1067, mix(TERRA, RUST, 0.3))]),
    )
    gx = (c.x - vx) / v
    furrow = 0.5 + 0.5 * np.cos(gx * 2 * np.pi / 0.152)
    c.stipple(
        field * smoothstep(furrow, 0.3, 0.7) * smoothstep(v, 12, 90),
        mix(RUST, NIGHT, 0.2),
        0.25 + 0.3 * furrow,
        0.6,
    )
    # the middle row is left out: water runs there towards the reader, bent away from the corner
    canal = c.mask().poly([(vx - 2, line), (vx + 2, line), (1098, 1080), (760, 1080)])
    c.paint(canal, mix(TEAL, DEEP, 0.3))
    c.stipple(
        canal,
        mix(AMBER, PAPER, 0.45),
        smoothstep(c.noise(6, 10) * 0.35 + 1 - c.lin(0, line, 0, 1150), 0.25, 1.1),
    )
    for x in (760, 1098):
        c.paint(c.mask().limb([(vx, line, 1), (x, 1080, 17)]), mix(CLAY, AMBER, 0.3))
    depth = 1 / np.linspace(1 / 470, 1 / 12, 21)
    for d in sorted(depth):
        for side in (-3.5, -2.5, -1.55, -0.62, 0.62, 1.55, 2.5, 3.5):
            x = vx + side * d * 1.08
            if -300 < x < 1900:
                tree(c, x + c.rng.normal(0, 0.02 * d), line + d, d, (vx, 368), line)
    c.stipple(None, mix(NIGHT, RUST, 0.3), c.lin(0, 900, 0, 1250) * 0.9, 0.6)
    return c.finish(0.9, 0.1)


def tree(c, x, foot, d, sun, line):
    """Backlit crown: dark heart, bright rim, and a shadow that comes towards us."""
    s = d * 0.44
    far = np.clip(1 - d / 260, 0, 1)
    reach = 0.62
    dx = (x - sun[0]) * reach
    shade = c.mask().limb([(x, foot, s * 0.09), (x + dx * 0.4, foot + d * reach * 0.35, s * 0.12),
                           (x + dx * 0.7, foot + d * reach * 0.6, s * 0.55), (x + dx, foot + d * reach, s * 0.5)])  # fmt: skip
    c.paint(shade, mix(mix(NIGHT, RUST, 0.45), CLAY, far * 0.45), 0.72)
    trunk = c.mask().limb(
        [
            (x, foot, s * 0.11),
            (x + s * 0.03, foot - s * 0.5, s * 0.075),
            (x - s * 0.25, foot - s * 1.0, s * 0.05),
        ]
    )
    trunk.limb([(x + s * 0.03, foot - s * 0.5, s * 0.07), (x + s * 0.3, foot - s * 1.0, s * 0.05)])
    c.paint(trunk, mix(INK, CLAY, far * 0.55))
    crown = c.mask()
    cy = foot - s * 1.28
    crown.disc(x, cy, s * 0.62, s * 0.5)
    for k in range(46):  # leaf clusters: a ragged, slightly flat crown
        a, out = k * 2.4 + c.rng.normal(0, 0.2), (k / 46) ** 0.5
        r = c.rng.uniform(0.11, 0.22) * s
        crown.disc(x + np.cos(a) * out * s * 0.86, cy + np.sin(a) * out * s * 0.62 + 0.05 * s, r, r * 0.85)
    tone = mix(mix(DEEP, INK, 0.2), mix(SAGE, CLAY, 0.55), far * 0.75)
    c.paint(crown, tone)
    to = np.hypot(sun[0] - x, sun[1] - cy) + 1
    ux, uy = (sun[0] - x) / to, (sun[1] - cy) / to - 0.5
    c.stipple(
        crown,
        mix(SAGE, OCHRE, 0.5),
        c.lin(x + ux * s * 0.05, cy + uy * s * 0.05, x + ux * s, cy + uy * s * 1.1),
        0.95,
    )
    if s > 22:
        rim = np.clip(crown.array() - crown.shifted(-ux * s * 0.055, -uy * s * 0.055).array(), 0, 1)
        c.paint(rim, mix(AMBER, CREAM, 0.4), 0.9)


def workshop():
    c = Canvas(1600, 1067, 151)
    c.fill(mix(TEAL, DEEP, 0.25))
    c.stipple(None, mix(SAGE, TEAL, 0.45), c.lin(1500, 1000, 100, 0) * 0.8, 0.6)
    c.stipple(None, DEEP, c.lin(500, 300, 1700, 1150) * 0.85, 0.8)
    wheel(c, 840, 420, 300)
    rope(c, 1345, 330, 168)
    kaval(c)
    pick(c)
    lamp(c, 1350, 640)
    plumb(c)
    bucket(c, 300, 800)
    c.glow(300, 100, 1100, (52, 44, 26), 0.6)
    return c.finish(1.0, 0.12)


def drop(c, mask, dx=16, dy=20, alpha=0.6):
    """Shadow of a thing lying on the cloth; the window is at the upper left."""
    c.paint(mask.shifted(dx, dy).blur(3), INK, alpha)


def wood(c, mask, light=DUNE, dark=RUST, ramp=None):
    c.paint(mask, light)
    c.stipple(mask, dark, (0.35 + 0.35 * c.noise(3.2, 16)) if ramp is None else ramp, 0.75)


def wheel(c, x, y, r):
    """The winch wheel: rim of four felloes, eight spokes, hub with its iron pin."""
    m = c.mask()
    for k in range(8):
        a = np.radians(k * 45 + 12)
        m.limb([(x, y, 17), (x + r * 0.9 * np.cos(a), y + r * 0.9 * np.sin(a), 13)])
    rim = c.disc(x, y, r)
    rim.disc(x, y, r * 0.83, on=0)
    both = c.disc(x, y, r)
    both.disc(x, y, r * 0.83, on=0)
    both.im.paste(255, (0, 0), m.im)
    drop(c, both, 22, 28)
    ang = np.arctan2(c.y - y, c.x - x)
    wood(
        c,
        m,
        mix(OCHRE, DUNE, 0.4),
        RUST,
        0.3 + 0.25 * c.noise(5, 3) + 0.4 * c.lin(x - 100, y - 200, x + 220, y + 260),
    )
    c.paint(np.clip(m.array() - m.shifted(3, 4).array(), 0, 1), CREAM, 0.7)
    c.paint(c.disc(x, y, r).array() * 0 + rim.shifted(5, 7).array() * m.array(), INK, 0.35)
    c.paint(rim, DUNE)
    c.stipple(
        rim,
        mix(RUST, UMBER, 0.2),
        0.3 + 0.5 * smoothstep(np.cos(ang - 0.9), -0.6, 1.0) + 0.12 * c.noise(4, 4),
        0.85,
    )
    for q in (0.985, 0.85):
        edge = c.mask().line(arc(x, y, r * q, r * q, 150, 300), 4)
        c.stipple(edge, PAPER, c.rad(x - r * 0.7, y - r * 0.7, 20, 330))
    joints = c.mask()
    for k in range(4):
        a = np.radians(k * 90 + 34)
        joints.line(
            [
                (x + r * 0.83 * np.cos(a), y + r * 0.83 * np.sin(a)),
                (x + r * np.cos(a + 0.03), y + r * np.sin(a + 0.03)),
            ],
            4,
        )
    for k in range(8):
        a = np.radians(k * 45 + 12)
        joints.disc(x + r * 0.915 * np.cos(a), y + r * 0.915 * np.sin(a), 6.5)
    c.paint(joints, UMBER)
    hub = c.disc(x, y, 66)
    drop(c, hub, 8, 10, 0.5)
    wood(c, hub, mix(OCHRE, DUNE, 0.5), UMBER, c.lin(x - 40, y - 50, x + 60, y + 70))
    c.paint(c.mask().line(arc(x, y, 52, 52, 0, 360), 4), UMBER, 0.7)
    c.paint(c.disc(x, y, 24), INK)
    c.stipple(c.disc(x, y, 24), DUSK, c.lin(x + 10, y + 14, x - 22, y - 24))


def rope(c, x, y, r):
    """A coil, drawn as one spiral with its lay marked across."""
    n = 5.75
    a = np.linspace(0, n * 2 * np.pi, 900)
    rad = 30 + (r - 30) * a / a[-1]
    px, py = list(x + rad * np.cos(a)), list(y + rad * np.sin(a))
    tail = spline([(px[-1], py[-1]), (px[-1] + 1, py[-1] - 30), (px[-1] + 2, py[-1] - 60)])
    w = (r - 30) / n / 2 * 0.96
    m = c.mask().limb([(u, v, w) for u, v in zip(px, py, strict=False)]).limb([(u, v, w * 0.95) for u, v in tail])
    drop(c, m, 13, 16)
    c.paint(m, mix(SAND, CREAM, 0.35))
    d = np.hypot(c.x - x, c.y - y)
    th = np.mod(np.arctan2(c.y - y, c.x - x), 2 * np.pi)
    cross = np.mod((d - 30) / (r - 30) * n - th / (2 * np.pi) + 0.5, 1) - 0.5
    coil = c.disc(x, y, r + w).clip(m)
    c.paint(coil, mix(UMBER, OCHRE, 0.2), smoothstep(np.abs(cross), 0.36, 0.5) * 0.9)
    lay = np.sin(th * d / 5.2 + cross * 7)
    c.paint(
        coil,
        mix(DUNE, RUST, 0.35),
        smoothstep(lay, 0.35, 0.75) * 0.7 * smoothstep(-np.abs(cross), -0.46, -0.34),
    )
    c.stipple(m, mix(UMBER, RUST, 0.3), c.lin(x - 60, y - 60, x + 240, y + 260) * 0.7, 0.7)
    bind = c.mask().limb([(x - r * 0.99, y + 10, 9), (x - r * 0.3, y + 3, 9)])
    c.paint(bind, TERRA)


def kaval(c):
    """Oval hoops of fired clay that line the weak stretches of a tunnel."""
    for i, (x, y) in enumerate(((250, 205), (250, 430))):
        rx, ry = 152, 92
        hoop = c.disc(x, y, rx, ry)
        hoop.disc(x + 2, y - 3, rx - 31, ry - 31, on=0)
        drop(c, hoop, 15, 19)
        deep = c.disc(x, y, rx - 27, ry - 27)
        c.paint(np.clip(deep.array() - deep.shifted(9, 13).array(), 0, 1), mix(RUST, UMBER, 0.4))
        tone = (CLAY, mix(CLAY, TERRA, 0.5))[i]
        c.paint(hoop, tone)
        c.stipple(hoop, mix(RUST, UMBER, 0.15), c.lin(x - 100, y - 90, x + 150, y + 110) * 0.95, 0.9)
        c.stipple(hoop, CREAM, c.rad(x - 96, y - 62, 0, 120) * 0.85)
        c.paint(c.mask().line(arc(x, y, rx - 15, ry - 15, 20, 330), 2.6), RUST, 0.6)


def pick(c):
    """The short-handled pick, and the shovel, side by side along the lower edge."""
    handle = c.mask().limb([(575, 838, 15), (1010, 808, 12), (1030, 807, 14)])
    head = c.mask().limb([(556, 730, 3), (560, 778, 12), (572, 838, 21), (584, 896, 13), (606, 950, 3)], smooth=True)
    drop(c, handle)
    wood(c, handle, mix(DUNE, CREAM, 0.2), RUST, 0.15 + 0.7 * c.lin(800, 812, 803, 838) + 0.1 * c.noise(3, 14))
    drop(c, head, 12, 16)
    c.paint(head, mix(INK, DUSK, 0.28))
    c.stipple(head, mix(DUSK, WATER, 0.5), c.lin(588, 830, 556, 824) * 0.85)
    pole = c.mask().limb([(760, 942, 12), (1020, 930, 12)])
    blade = c.poly(
        [(770, 905), (700, 892), (606 + 20, 912), (588 + 14, 950), (628, 984), (706, 994), (772, 978)],
        smooth=True,
    )
    drop(c, pole)
    wood(c, pole, mix(OCHRE, DUNE, 0.4), UMBER, 0.15 + 0.7 * c.lin(900, 926, 902, 950) + 0.1 * c.noise(3, 14))
    drop(c, blade, 12, 16)
    c.paint(blade, mix(DUSK, INK, 0.45))
    c.stipple(blade, mix(WATER, DUSK, 0.3), c.lin(740, 990, 640, 890) * 0.85)
    c.paint(c.mask().limb([(640, 944, 2.5), (770, 941, 5)]), INK, 0.6)


def lamp(c, x, y):
    """Clay oil lamp from above."""
    body = c.poly([(x - 96, y + 8), (x - 70, y - 58), (x + 6, y - 72), (x + 66, y - 42), (x + 136, y - 22), (x + 150, y + 10),
                   (x + 132, y + 36), (x + 62, y + 52), (x, y + 78), (x - 72, y + 66)], smooth=True)  # fmt: skip
    ring = c.disc(x - 104, y + 4, 30, 26)
    ring.disc(x - 104, y + 4, 15, 12, on=0)
    drop(c, ring, 10, 14)
    drop(c, body)
    c.paint(ring, TERRA)
    c.paint(body, CLAY)
    c.stipple(body, RUST, c.lin(x - 50, y - 50, x + 90, y + 90))
    c.stipple(body, CREAM, c.rad(x - 40, y - 42, 0, 66) * 0.85)
    c.paint(c.disc(x - 4, y + 2, 38, 34), mix(RUST, UMBER, 0.4)).paint(c.disc(x - 4, y + 6, 30, 26), INK)
    c.paint(c.disc(x + 118, y + 7, 15, 12), INK)
    flame = c.poly([(x + 104, y + 6), (x + 116, y - 12), (x + 160, y - 6), (x + 122, y + 18)], smooth=True)
    c.paint(flame, mix(AMBER, CREAM, 0.3))
    c.glow(x + 128, y + 4, 150, (190, 110, 30), 0.8)


def plumb(c):
    """Plumb bob and its cord: the oldest measuring tool of the trade."""
    cord = c.mask().line(
        spline([(1214, 872), (1236, 800), (1320, 812), (1300, 886), (1400, 884), (1460, 826), (1500, 800)]), 5
    )
    bob = c.poly(
        [(1190, 858), (1234, 866), (1246, 896), (1222, 934), (1176, 984), (1166, 924), (1168, 880)],
        smooth=True,
    )
    drop(c, cord, 7, 9, 0.5)
    c.paint(cord, CREAM)
    drop(c, bob, 12, 16)
    c.paint(bob, OCHRE)
    c.stipple(bob, UMBER, c.lin(1190, 890, 1250, 930))
    c.stipple(bob, PAPER, c.rad(1190, 884, 0, 46) * 0.9)


def bucket(c, x, y):
    """The skin bucket, seen from above, its four cords tied to a cross of wood."""
    skin = c.poly([(x - 150, y), (x - 112, y - 108), (x, y - 144), (x + 118, y - 104), (x + 148, y + 6), (x + 104, y + 112),
                   (x - 4, y + 146), (x - 116, y + 106)], smooth=True)  # fmt: skip
    drop(c, skin, 20, 26)
    c.paint(skin, mix(RUST, TERRA, 0.35))
    c.stipple(skin, CLAY, c.lin(x + 60, y + 80, x - 110, y - 120))
    inner = c.disc(x + 2, y + 2, 118, 112)
    c.paint(inner, mix(UMBER, INK, 0.35))
    c.stipple(inner, mix(RUST, TERRA, 0.2), c.lin(x - 20, y - 20, x + 104, y + 104) * 0.95)
    stitch = c.mask()
    for k in range(40):
        a = k / 40 * 2 * np.pi
        stitch.line(
            [
                (x + 126 * np.cos(a), y + 121 * np.sin(a)),
                (x + 134 * np.cos(a + 0.05), y + 129 * np.sin(a + 0.05)),
            ],
            3.4,
        )
    c.paint(stitch, SAND)
    cross = (
        c.mask()
        .limb([(x - 150, y - 26, 11), (x + 152, y + 30, 11)])
        .limb([(x - 30, y + 150, 11), (x + 34, y - 148, 11)])
    )
    drop(c, cross, 10, 13, 0.5)
    wood(c, cross, DUNE, RUST, 0.25 + 0.5 * c.lin(x - 150, y - 150, x + 160, y + 160))
    c.paint(c.disc(x, y, 20), CREAM).paint(c.disc(x, y, 9), mix(LAPIS, INK, 0.4))
