"""The gauge at night: a well, a mast, and somebody reading the tape."""

import numpy as np
from canvas import (
    AMBER,
    CLAY,
    CREAM,
    DEEP,
    DUSK,
    INK,
    LAPIS,
    MIST,
    NIGHT,
    OCHRE,
    PAPER,
    TERRA,
    UMBER,
    WATER,
    Canvas,
    mix,
    smoothstep,
    spline,
)
from scenes_land import ridge


def gauge_night():
    c = Canvas(1600, 1067, 121)
    c.a[:] = c.gradient([(0, mix(INK, NIGHT, 0.55)), (380, NIGHT), (640, mix(LAPIS, NIGHT, 0.35)),
                         (790, mix(DUSK, LAPIS, 0.45)), (850, mix(DUSK, WATER, 0.35))])  # fmt: skip
    stars(c)
    for base, high, tone in ((856, 190, mix(NIGHT, DUSK, 0.5)), (872, 104, mix(NIGHT, LAPIS, 0.3))):
        hills = c.poly(ridge(c, base, high, 520))
        c.paint(hills, tone)
        c.stipple(hills, mix(DUSK, WATER, 0.25), c.lin(0, base - high * 0.5, 0, base + 20) * 0.8)
    soil = c.poly(
        [
            (-10, 880),
            *spline([(-10, 880), (400, 858), (820, 872), (1250, 854), (1610, 876)]),
            (1610, 1080),
            (-10, 1080),
        ]
    )
    c.paint(soil, mix(DEEP, NIGHT, 0.6))
    c.stipple(soil, INK, c.lin(0, 880, 0, 1090), 0.95)
    head, pipe = (872, 662), (1046, 838)
    pool = c.rad(1010, 910, 30, 300, 0.2)
    c.stipple(soil, mix(OCHRE, UMBER, 0.25), pool * 0.95)
    c.stipple(soil, mix(AMBER, CREAM, 0.4), c.rad(1030, 902, 0, 170, 0.2) * 0.9)
    beam = c.mask().poly([(head[0] + 6, head[1] - 4), (1230, 900), (930, 930), (head[0] + 2, head[1] + 8)])
    c.paint(beam.blur(5).array() * (1 - c.lin(head[0], head[1], 1120, 960) * 0.75), mix(AMBER, CREAM, 0.45), 0.34)
    mast(c, 1216, 872)
    well(c, *pipe)
    observer(c, head)
    c.glow(*head, 80, (255, 230, 170), 0.95, power=2.5)
    c.paint(c.disc(head[0] + 4, head[1], 6.5), PAPER)
    return c.finish(0.9, 0.12)


def stars(c):
    band = np.exp(-(((c.x * 0.62 + c.y - 1010 + c.fbm(260, 3) * 70) / 150) ** 2))
    cloud = np.clip(c.fbm(90, 5) * 0.55 + 0.62, 0, 1)
    above = 1 - smoothstep(c.y, 560, 800)
    c.stipple(None, mix(DUSK, WATER, 0.3), band * cloud * above * 0.74, 0.7)
    c.stipple(None, MIST, np.clip(band**3 * cloud - 0.1, 0, 1) * above * 0.62, 0.7)
    m, big = c.mask(), c.mask()
    for _ in range(1100):
        x, y = c.rng.uniform(0, c.w), c.rng.uniform(0, 800)
        m.disc(x, y, c.rng.choice([0.7, 0.9, 1.2, 1.7], p=[0.5, 0.3, 0.14, 0.06]))
    for _ in range(26):
        big.disc(c.rng.uniform(0, c.w), c.rng.uniform(0, 640), c.rng.uniform(2.0, 3.0))
    c.paint(m.array() * (1 - smoothstep(c.y, 480, 800) * 0.8), PAPER, 0.85)
    c.paint(big, mix(PAPER, AMBER, 0.15))


def mast(c, x, foot):
    m = c.mask().limb([(x, foot + 10, 7), (x, 250, 4)])
    m.line([(x, 300), (x - 150, foot + 22)], 2).line([(x, 300), (x + 160, foot + 18)], 2)
    m.line([(x - 74, 296), (x + 66, 296)], 5).line([(x, 250), (x, 190)], 3)
    for _k, a in enumerate((200, 320, 85)):  # cups of the wind gauge
        px, py = x - 74 + 26 * np.cos(np.radians(a)), 272 + 8 * np.sin(np.radians(a))
        m.line([(x - 74, 272), (px, py)], 2.5).disc(px, py, 8, 6)
    m.line([(x - 74, 296), (x - 74, 266)], 4)
    m.line([(x + 66, 296), (x + 66, 270)], 4).poly([(x + 40, 268), (x + 112, 262), (x + 112, 280), (x + 66, 273)])
    m.poly([(x - 62, 470), (x + 20, 420), (x + 48, 482), (x - 34, 534)])  # solar panel
    m.rect(x - 30, 596, x + 30, 690).line([(x, 480), (x, 600)], 8)
    c.paint(m, INK)
    panel = c.mask()
    for i in range(3):
        for j in range(2):
            u0, v0 = i / 3 + 0.03, j / 2 + 0.04
            quad = [(u0, v0), (u0 + 0.27, v0), (u0 + 0.27, v0 + 0.41), (u0, v0 + 0.41)]
            panel.poly([(x - 62 + 82 * u + 28 * v, 470 - 50 * u + 63 * v) for u, v in quad])
    c.paint(panel, mix(LAPIS, WATER, 0.25))
    c.stipple(panel, NIGHT, c.lin(x, 420, x, 530))
    c.paint(c.mask().rect(x - 24, 602, x + 24, 684), mix(NIGHT, DUSK, 0.35))
    c.stipple(c.mask().rect(x - 24, 602, x + 24, 684), AMBER, c.lin(x + 40, 600, x - 60, 700) * 0.7)
    c.paint(c.disc(x + 12, 616, 3.4), mix(TERRA, AMBER, 0.4))
    c.glow(x + 12, 616, 26, (200, 80, 40), 0.8)
    c.stipple(c.mask().limb([(x - 3, foot, 2.5), (x - 2, 700, 2)]), AMBER, c.lin(0, 690, 0, 860) * 0.9)


def well(c, x, foot):
    base = c.mask().poly([(x - 84, foot + 62), (x - 70, foot + 36), (x + 74, foot + 36), (x + 92, foot + 62)])
    c.paint(base, mix(UMBER, NIGHT, 0.2))
    c.stipple(base, CREAM, c.lin(x + 70, 0, x - 90, 0))
    pipe = c.mask().rect(x - 28, foot - 52, x + 28, foot + 44).disc(x, foot + 44, 28, 8)
    c.paint(pipe, mix(LAPIS, DUSK, 0.25))
    c.stipple(pipe, mix(AMBER, CREAM, 0.55), c.lin(x + 8, 0, x - 32, 0))
    c.stipple(pipe, NIGHT, c.lin(x, 0, x + 30, 0))
    c.paint(c.disc(x, foot - 52, 31, 9), mix(CREAM, AMBER, 0.3)).paint(c.disc(x, foot - 52, 22, 5.5), INK)


def observer(c, head):
    """Kneels at the well with the tape in hand, the beam of the headlamp on the pipe."""
    hx, hy = head
    m = c.mask()
    m.limb([(hx - 118, 906, 13), (hx - 70, 900, 16), (hx - 24, 892, 22)])
    m.limb([(hx - 24, 888, 26), (hx - 62, 836, 32), (hx - 66, 808, 36)])
    m.limb([(hx - 66, 812, 37), (hx - 4, 806, 30), (hx + 40, 812, 23)])
    m.limb([(hx + 40, 812, 22), (hx + 34, 860, 17), (hx + 32, 902, 15), (hx + 62, 906, 10)])
    m.limb([(hx - 68, 816, 40), (hx - 64, 764, 45), (hx - 46, 716, 43), (hx - 34, 702, 32)], smooth=True)
    m.limb([(hx - 32, 700, 20), (hx - 20, 678, 18)]).disc(hx - 16, hy - 2, 27, 31)
    m.poly(
        [(hx - 46, hy + 4), (hx - 42, hy - 26), (hx - 16, hy - 38), (hx + 6, hy - 26), (hx + 10, hy - 8)],
        smooth=True,
    )
    arm = c.mask().limb([(hx - 38, 722, 24), (hx + 24, 770, 18), (hx + 108, 778, 13), (hx + 134, 776, 12)])
    line = c.mask().line([(hx + 140, 776), (hx + 168, 786)], 2.4)
    c.paint(m, INK)
    lit = c.rad(1030, 830, 30, 250)
    c.stipple(m, mix(LAPIS, NIGHT, 0.35), 0.8 * lit)
    c.paint(
        np.clip(m.array() - m.shifted(-5, -1).array(), 0, 1) * smoothstep(c.x, hx - 30, hx + 20),
        mix(AMBER, CREAM, 0.3),
    )
    c.paint(arm, mix(INK, LAPIS, 0.25))
    c.stipple(arm, mix(CLAY, AMBER, 0.3), c.lin(hx + 10, 0, hx + 130, 0) * 0.9)
    c.paint(np.clip(arm.array() - arm.shifted(-2, 4).array(), 0, 1), mix(AMBER, CREAM, 0.3), 0.9)
    c.paint(line, PAPER)
