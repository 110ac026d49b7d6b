"""The winter turn: the plank that sends the water to the wetland, and those that wait for it there."""

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
    mix,
    smoothstep,
)
from scenes_land import ridge


def gaz_gate():
    c = Canvas(1600, 1067, 131)
    c.a[:] = c.gradient(
        [(0, mix(DUSK, WATER, 0.55)), (250, mix(WATER, CREAM, 0.5)), (390, mix(AMBER, CREAM, 0.6)), (1067, SAND)]
    )
    for base, high, tone in ((380, 150, mix(DUSK, CREAM, 0.45)), (402, 84, mix(DUSK, RUST, 0.3))):
        peaks = c.poly(ridge(c, base, high, 420))
        c.paint(peaks, tone)
        c.stipple(peaks, mix(tone, CREAM, 0.5), c.lin(0, base - 90, 0, base + 5) * 0.8)
    ground = c.mask().rect(-10, 400, 1610, 1077)
    c.paint(ground, mix(DUNE, OCHRE, 0.3))
    c.stipple(ground, mix(TERRA, CLAY, 0.4), smoothstep(c.fbm(120, 4, 4), 0.2, 1.3) * 0.7, 0.7)
    c.stipple(ground, mix(UMBER, RUST, 0.3), c.lin(0, 700, 0, 1200) * 0.6, 0.7)
    bare_poplars(c)
    # the canal comes towards us and forks at a pier: left to the terraces (dry), right to the wetland
    channel(c, [(770, 408), (830, 408), (980, 700), (620, 700)], mix(TEAL, LAPIS, 0.35))
    channel(c, [(620, 700), (760, 700), (330, 1080), (-120, 1080)], None)
    channel(c, [(830, 700), (980, 700), (1720, 1080), (1180, 1080)], mix(TEAL, LAPIS, 0.3))
    walls(c)
    plank(c)
    c.glow(1380, 330, 760, (130, 84, 30), 0.5, 0.7)
    return c.finish(0.6, 0.12)


def channel(c, corners, water):
    bed = c.mask().poly(corners)
    c.paint(bed, water or mix(DUNE, CREAM, 0.3))
    if water:
        glints = smoothstep(c.fbm(46, 3, 5), 0.15, 0.9)
        c.stipple(bed, mix(WATER, PAPER, 0.4), glints * 0.85, 0.9)
        c.stipple(bed, NIGHT, c.lin(1000, 0, 500, 200) * 0.5, 0.6)
    else:
        cracks = np.abs(c.fbm(80, 3)) < 0.035
        c.paint(bed, mix(SAND, CREAM, 0.5), 0.6)
        c.stipple(bed, mix(RUST, CLAY, 0.5), cracks * 0.95, 0.8)
        c.stipple(bed, mix(UMBER, CLAY, 0.5), c.lin(200, 0, 700, 0) * 0.45, 0.6)


def walls(c):
    """Stone kerbs on both sides and the pier that parts the stream, with the slots for the plank."""
    kerb = c.mask()
    kerb.poly([(752, 404), (772, 404), (624, 704), (-118, 1084), (-190, 1084), (560, 690)])
    kerb.poly([(828, 404), (848, 404), (1042, 690), (1800, 1084), (1716, 1084), (976, 704)])
    c.paint(kerb, mix(SAND, DUSK, 0.25))
    c.stipple(kerb, mix(UMBER, DUSK, 0.4), c.lin(1200, 400, 300, 900) * 0.8, 0.9)
    c.stipple(kerb, PAPER, c.lin(600, 700, 1500, 500) * 0.5, 0.8)
    pier = c.poly([(756, 690), (834, 690), (1190, 1084), (322, 1084)])
    c.paint(pier, mix(SAND, CREAM, 0.35))
    c.stipple(pier, mix(CLAY, DUSK, 0.4), c.lin(900, 700, 380, 1060) * 0.9, 0.9)
    c.stipple(pier, CREAM, c.lin(700, 900, 1150, 1000) * 0.7, 0.8)
    joints = c.mask()
    for y, left, right in ((770, 662, 902), (860, 560, 984), (968, 440, 1086)):
        joints.line([(left, y), (right, y + 4)], 3)
    for x0, y0, x1, y1 in ((800, 692, 806, 770), (740, 772, 722, 858), (862, 774, 890, 862), (800, 862, 804, 968)):
        joints.line([(x0, y0), (x1, y1)], 3)
    c.paint(joints.clip(pier), mix(UMBER, CLAY, 0.4), 0.7)
    posts = c.mask().rect(822, 560, 842, 716).rect(970, 560, 990, 716)
    c.paint(posts, mix(SAND, DUSK, 0.3))
    c.stipple(posts, mix(UMBER, INK, 0.3), c.lin(1000, 0, 800, 0) * 0.6, 0.9)
    c.paint(c.mask().rect(836, 566, 842, 712).rect(970, 566, 976, 712), INK, 0.8)


def plank(c):
    """Black walnut across the left mouth; its place on the right is open and the water goes through."""
    shade = c.mask().poly([(612, 700), (770, 700), (700, 790), (500, 800)])
    c.paint(shade.blur(4), mix(INK, UMBER, 0.4), 0.6)
    board = c.poly([(600, 556), (776, 556), (776, 716), (600, 716)])
    c.paint(board, mix(UMBER, INK, 0.25))
    grain = np.abs(np.sin((c.x + c.fbm(160, 3, 0.3) * 22) / 7.5)) < 0.22
    c.stipple(board, mix(RUST, OCHRE, 0.35), grain * 0.9, 0.7)
    c.stipple(board, mix(CLAY, CREAM, 0.35), c.lin(560, 640, 900, 560) * 0.75, 0.85)
    c.paint(c.mask().rect(600, 556, 776, 564), mix(CLAY, CREAM, 0.3), 0.8)
    grip = c.mask().disc(688, 600, 30, 11)
    c.paint(grip, INK)
    c.stipple(grip, mix(AMBER, CREAM, 0.3), c.lin(688, 596, 700, 616) * 0.6)
    posts = c.mask().rect(586, 520, 604, 726).rect(772, 520, 790, 726)
    c.paint(posts, mix(SAND, DUSK, 0.3))
    c.stipple(posts, mix(UMBER, INK, 0.3), c.lin(800, 0, 590, 0) * 0.6, 0.9)


def bare_poplars(c):
    for x, foot, high in ((96, 470, 330), (190, 452, 270), (282, 440, 228), (1490, 480, 380), (1396, 456, 290)):
        tree = c.mask().limb([(x, foot, high / 60), (x + 4, foot - high * 0.6, high / 110), (x, foot - high, 0.8)])
        for k in range(34):
            t = 0.15 + 0.8 * k / 34
            side = 1 if k % 2 else -1
            reach = high * 0.15 * (1 - t * 0.75) * c.rng.uniform(0.6, 1.2)
            y = foot - high * t
            tree.limb([(x + 3, y, 1.7), (x + side * reach * 0.5, y - reach * 0.9, 1.1),
                       (x + side * reach * 0.75, y - reach * 2.2, 0.6)])  # fmt: skip
        c.paint(tree, mix(UMBER, NIGHT, 0.35))


def cranes_passing():
    c = Canvas(1600, 900, 141)
    c.a[:] = c.gradient(
        [(0, mix(DUSK, NIGHT, 0.25)), (300, mix(DUSK, CLAY, 0.45)), (520, mix(AMBER, CLAY, 0.35)), (640, CREAM)]
    )
    c.paint(c.disc(1150, 520, 108), mix(AMBER, CREAM, 0.6))
    c.glow(1150, 520, 620, (150, 86, 30), 0.8, 0.8)
    for base, high, tone in ((640, 70, mix(DUSK, CLAY, 0.4)), (650, 36, mix(NIGHT, RUST, 0.45))):
        c.paint(c.poly(ridge(c, base, high, 460)), tone)
    water = c.mask().rect(-10, 648, 1610, 910)
    c.paint(
        water, c.gradient([(648, mix(AMBER, CREAM, 0.4)), (760, mix(DUSK, CLAY, 0.35)), (900, mix(NIGHT, TEAL, 0.4))])
    )
    c.stipple(
        water, mix(AMBER, PAPER, 0.4), smoothstep(c.fbm(60, 3, 7), 0.1, 0.9) * c.rad(1150, 690, 40, 620, 0.4), 0.95
    )
    standing(c)
    flock(c)
    reeds(c)
    return c.finish(0.6, 0.14)


def flock(c):
    """A loose line with one bird out of step; necks ahead and legs behind tell cranes from herons."""
    places = [(300, 372, 1.0), (412, 318, 0.94), (520, 272, 0.9), (636, 236, 0.86), (744, 208, 0.8),
              (858, 236, 0.78), (960, 268, 0.74), (1056, 306, 0.7), (1196, 262, 0.66)]  # fmt: skip
    for i, (x, y, s) in enumerate(places):
        crane(c, x, y, s * 1.25, up=i % 3 != 1)


def crane(c, x, y, s, up):
    tip = -46 if up else 30
    bird = c.mask().limb([(x - 62 * s, y + 7 * s, 1.3 * s), (x - 24 * s, y + 3 * s, 2.2 * s), (x, y, 6.6 * s),
                          (x + 20 * s, y - 2 * s, 5 * s), (x + 62 * s, y - 9 * s, 1.9 * s), (x + 70 * s, y - 10 * s, 2.8 * s),
                          (x + 86 * s, y - 8 * s, 0.7 * s)])  # fmt: skip
    near = [(x - 12 * s, y), (x + 14 * s, y - 2 * s), (x + 2 * s, y + tip * s), (x - 14 * s, y + tip * 1.7 * s),
            (x - 22 * s, y + tip * 1.62 * s), (x - 20 * s, y + tip * 0.8 * s)]  # fmt: skip
    far = [(x - 6 * s, y - 2 * s), (x + 14 * s, y - 4 * s), (x + 22 * s, y + tip * 0.8 * s),
           (x + 14 * s, y + tip * 1.4 * s), (x + 6 * s, y + tip * 0.8 * s)]  # fmt: skip
    c.paint(c.mask().poly(far, smooth=True), mix(NIGHT, DUSK, 0.35))
    c.paint(bird.poly(near, smooth=True), mix(INK, NIGHT, 0.4))


def standing(c):
    for x, y, s, turn in (
        (210, 742, 1.0, 1),
        (286, 752, 1.1, -1),
        (420, 728, 0.8, 1),
        (700, 722, 0.72, -1),
        (760, 726, 0.76, 1),
    ):
        bird = c.mask()
        for leg in (-4, 5):
            bird.limb([(x + leg * s, y, 1.2 * s), (x + leg * 0.6 * s, y - 44 * s, 1.4 * s)])
        bird.poly([(x - turn * 34 * s, y - 36 * s), (x - turn * 8 * s, y - 66 * s), (x + turn * 22 * s, y - 62 * s),
                   (x + turn * 12 * s, y - 42 * s)], smooth=True)  # fmt: skip
        bird.limb([(x + turn * 18 * s, y - 58 * s, 4.5 * s), (x + turn * 26 * s, y - 84 * s, 2.6 * s),
                   (x + turn * 30 * s, y - 104 * s, 3.4 * s), (x + turn * 48 * s, y - 100 * s, 0.8 * s)], smooth=True)  # fmt: skip
        c.paint(bird, mix(INK, NIGHT, 0.3))
        c.paint(c.mask().limb([(x, y + 3, 5 * s), (x + 3, y + 50 * s, 1.5 * s)]).blur(1.2), NIGHT, 0.45)


def reeds(c):
    back, front = c.mask(), c.mask()
    for k in range(330):
        bed = back if k % 3 else front
        x = c.rng.normal(1420, 190) if k % 2 else c.rng.normal(40, 130)
        high = c.rng.uniform(70, 240) * (0.75 if bed is back else 1)
        foot, lean = 900 - c.rng.uniform(-20, 60), c.rng.normal(14, 16)
        bed.limb([(x, foot, 2.4), (x + lean * 0.5, foot - high * 0.6, 1.6), (x + lean, foot - high, 0.6)])
        if k % 7 == 0:
            bed.limb([(x + lean, foot - high - 4, 3.4), (x + lean * 1.1, foot - high - 34, 3.0)])
    c.paint(back, mix(DEEP, SAGE, 0.25))
    c.paint(front, mix(DEEP, INK, 0.5))
