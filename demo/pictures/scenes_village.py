"""Made by hand above ground: clay hoops at the kiln, and a falling line on a school wall."""

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
    WARM,
    WATER,
    Canvas,
    arc,
    mix,
    smoothstep,
    spline,
)


def clay_hoops():
    c = Canvas(1600, 1067, 151)
    c.a[:] = c.gradient([(0, mix(WATER, DUSK, 0.2)), (430, mix(CREAM, WATER, 0.35)), (520, mix(CREAM, AMBER, 0.2))])
    kiln(c)
    yard = c.mask().rect(-10, 560, 1610, 1077)
    c.paint(yard, mix(SAND, DUNE, 0.5))
    c.stipple(yard, mix(CLAY, DUNE, 0.4), smoothstep(c.fbm(130, 4, 4), 0.1, 1.2) * 0.75, 0.7)
    c.stipple(yard, mix(UMBER, CLAY, 0.4), c.lin(0, 760, 0, 1200) * 0.6, 0.7)
    for row, (y, size, gap) in enumerate(((604, 74, 118), (700, 106, 168), (846, 152, 244))):
        start = (40, -30, -70)[row]
        for k in range(int(1800 / gap)):
            x = start + k * gap + c.rng.normal(0, 5)
            tall = 3 - (k * 7 + row * 3) % 3 if row < 2 else 2 - (k * 5) % 2
            stack(c, x, y, size, tall)
    c.glow(300, 200, 900, (90, 60, 20), 0.4)
    return c.finish(0.6, 0.12)


def kiln(c):
    outline = spline(
        [(930, 600), (940, 460), (1000, 310), (1110, 222), (1190, 210), (1290, 258), (1376, 390), (1410, 600)]
    )
    dome = c.poly(outline)
    c.paint(dome, mix(CLAY, DUNE, 0.45))
    c.stipple(dome, mix(RUST, UMBER, 0.3), c.lin(1000, 300, 1430, 460) * 0.95, 0.9)
    c.stipple(dome, CREAM, c.lin(1180, 420, 960, 300) * 0.7, 0.8)
    courses = c.mask()
    for k in range(9):
        courses.line(arc(1170, 640 - k * 44, 260 - k * 20, 36, 180, 360, 40), 2.2)
    c.paint(courses.clip(dome), mix(UMBER, CLAY, 0.4), 0.55)
    mouth = c.poly(spline([(1060, 606), (1060, 520), (1080, 470), (1112, 448), (1144, 470), (1164, 520), (1164, 606)]))
    c.paint(mouth, mix(INK, UMBER, 0.25))
    c.glow(1112, 580, 120, (210, 110, 40), 0.8)
    smoke = smoothstep(c.fbm(150, 4, 0.6) + c.rad(1190, 120, 10, 260, 1.5) * 1.9, 1.0, 1.9)
    c.paint(smoke * (c.y < 240), mix(WARM, DUSK, 0.3), 0.55)
    roofs = c.mask().rect(-10, 486, 420, 600).rect(420, 510, 640, 600).rect(640, 530, 760, 600)
    for x, y, rx, ry in ((70, 488, 96, 62), (300, 488, 84, 54), (520, 512, 78, 46), (700, 532, 46, 26)):
        roofs.disc(x, y, rx, ry)
    c.paint(roofs, mix(DUNE, DUSK, 0.35))
    c.stipple(roofs, mix(DUSK, UMBER, 0.4), c.lin(0, 430, 900, 640) * 0.7, 0.8)


def stack(c, x, y, size, tall):
    """Hoops lie flat, one on another; each is egg-shaped, so that it stands up in a tunnel."""
    shade = c.mask().disc(x + size * 0.55, y + size * 0.18, size * 0.72, size * 0.24).blur(3)
    c.paint(shade, mix(UMBER, NIGHT, 0.35), 0.55)
    thick = size * 0.26
    for k in range(tall):
        hoop(c, x + c.rng.normal(0, size * 0.02), y - k * thick, size, thick)


def hoop(c, x, y, size, thick):
    rx, ry = size * 0.6, size * 0.235
    tone = (TERRA, CLAY, mix(TERRA, OCHRE, 0.35), mix(CLAY, CREAM, 0.2))[int(c.rng.integers(4))]
    side = c.mask().poly([*arc(x, y, rx, ry, 180, 0, 30), *arc(x, y - thick, rx, ry, 0, -180, 30)])
    side.disc(x, y, rx, ry)
    c.paint(side, mix(tone, RUST, 0.25))
    c.stipple(side, mix(UMBER, RUST, 0.3), c.lin(x - rx * 0.2, 0, x + rx, 0) * 0.95, 0.9)
    c.stipple(side, mix(tone, CREAM, 0.45), c.lin(x - rx * 0.2, 0, x - rx, 0) * 0.6, 0.9)
    top = c.disc(x, y - thick, rx, ry)
    c.paint(top, mix(tone, CREAM, 0.3))
    c.stipple(top, mix(tone, RUST, 0.4), c.lin(x - rx, 0, x + rx, 0) * 0.6, 0.8)
    hole = c.disc(x + size * 0.02, y - thick, rx * 0.76, ry * 0.72)
    c.paint(hole, mix(UMBER, RUST, 0.3))
    c.stipple(hole, mix(INK, UMBER, 0.4), c.lin(x + rx * 0.6, 0, x - rx * 0.6, 0), 0.95)


def corridor_line():
    c = Canvas(1600, 1067, 161)
    c.fill(mix(CREAM, PAPER, 0.35))
    c.stipple(None, mix(SAND, DUNE, 0.3), c.lin(500, 0, 1700, 300) * 0.65, 0.6)
    dado = c.mask().rect(-10, 690, 1610, 930)
    c.paint(dado, mix(SAGE, TEAL, 0.35))
    c.stipple(dado, mix(TEAL, DEEP, 0.4), c.lin(300, 0, 1700, 0) * 0.75, 0.8)
    floor = c.mask().rect(-10, 930, 1610, 1077)
    c.paint(floor, mix(CLAY, DUNE, 0.4))
    tiles = c.mask()
    for k in range(-8, 26):
        tiles.line([(k * 110 + 60, 930), ((k - 7) * 180 + 700, 1080)], 2.5)
    for y in (962, 1008):
        tiles.line([(-10, y), (1610, y)], 2.5)
    c.paint(tiles.clip(floor), mix(UMBER, CLAY, 0.3), 0.6)
    c.stipple(floor, mix(UMBER, INK, 0.2), c.lin(300, 0, 1700, 0) * 0.6, 0.7)
    light = c.poly([(250, -10), (560, -10), (760, 930), (330, 930)]).poly(
        [(620, -10), (760, -10), (1010, 930), (850, 930)]
    )
    c.paint(light, mix(AMBER, PAPER, 0.55), 0.3)
    door(c)
    strip(c)
    coats(c)
    return c.finish(0.5, 0.12)


def door(c):
    frame = c.mask().rect(1290, 130, 1570, 930)
    c.paint(frame, mix(UMBER, OCHRE, 0.25))
    leaf = c.mask().rect(1316, 158, 1546, 930)
    c.paint(leaf, mix(LAPIS, DUSK, 0.45))
    c.stipple(leaf, mix(NIGHT, LAPIS, 0.3), c.lin(1280, 200, 1600, 900) * 0.85, 0.9)
    panels = c.mask()
    for y0, y1 in ((196, 470), (540, 880)):
        panels.rect(1344, y0, 1518, y1).rect(1350, y0 + 6, 1512, y1 - 6, on=0)
    c.paint(panels, mix(DUSK, WATER, 0.5), 0.8)
    c.paint(c.disc(1338, 512, 9), AMBER)


def strip(c):
    """Squared paper from the height of the door frame to the skirting, and the line that the classes draw."""
    x0, x1, y0, y1 = 150, 1130, 130, 926
    c.paint(c.mask().rect(x0 + 10, y0 + 10, x1 + 10, y1 + 10).blur(3), mix(UMBER, INK, 0.3), 0.35)
    sheet = c.mask().rect(x0, y0, x1, y1)
    c.paint(sheet, PAPER)
    fine, bold = c.mask(), c.mask()
    for k, x in enumerate(range(x0, x1 + 1, 14)):
        (bold if k % 10 == 0 else fine).line([(x, y0), (x, y1)], 1.6 if k % 10 == 0 else 0.8)
    for k, y in enumerate(range(y0, y1 + 1, 14)):
        (bold if k % 10 == 0 else fine).line([(x0, y), (x1, y)], 1.6 if k % 10 == 0 else 0.8)
    c.paint(fine, mix(WATER, PAPER, 0.2), 0.8).paint(bold, mix(DUSK, WATER, 0.5), 0.8)
    # depth in September 2021 to 2026: the sheet's top is 57.32 m and its foot 2 m lower
    depths = (57.32, 57.66, 58.03, 58.41, 58.71, 58.94)
    points = [(x0 + 84 + k * 160, y0 + 14 + (d - 57.32) / 2 * (y1 - y0 - 14)) for k, d in enumerate(depths)]
    c.paint(c.mask().line(points, 7), LAPIS)
    dots, rings = c.mask(), c.mask()
    for x, y in points:
        dots.disc(x, y, 12)
        rings.disc(x, y, 6)
    c.paint(dots, TERRA).paint(rings, CREAM)
    x, y = points[-1]
    gap = c.mask()
    for k in range(int((y1 - y - 24) / 22)):
        gap.rect(x - 2, y + 22 + k * 22, x + 2, y + 33 + k * 22)
    c.paint(gap, RUST)
    pins = c.mask()
    for px in (x0 + 14, (x0 + x1) / 2, x1 - 14):
        for py in (y0 + 14, y1 - 14):
            pins.disc(px, py, 7)
    c.paint(pins.shifted(3, 4), INK, 0.35).paint(pins, OCHRE)


def coats(c):
    rail = c.mask().rect(-10, 520, 132, 542)
    c.paint(rail, mix(UMBER, OCHRE, 0.3))
    for x, tone, long in ((16, TERRA, 250), (84, mix(TEAL, SAGE, 0.3), 220)):
        coat = c.poly(
            [(x - 12, 540), (x + 12, 540), (x + 46, 600), (x + 52, 540 + long), (x - 52, 540 + long), (x - 44, 600)]
        )
        c.paint(coat, tone)
        c.stipple(coat, mix(tone, INK, 0.6), c.lin(x - 30, 0, x + 60, 0) * 0.8, 0.9)
        c.stipple(coat, mix(tone, CREAM, 0.4), np.clip(np.sin((c.x - x) / 9), 0, 1) * 0.4, 0.7)
    c.paint(c.mask().disc(16, 532, 6).disc(84, 532, 6), SAND)
