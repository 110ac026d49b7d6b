"""Still life: the bowl that sinks in a basin and so measures each share of water."""

import numpy as np
from canvas import (
    AMBER,
    CLAY,
    CREAM,
    DEEP,
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


def water_clock():
    c = Canvas(1600, 1067, 81)
    table = 640
    c.a[:] = mix(TEAL, DEEP, 0.3)
    c.stipple(None, mix(DEEP, INK, 0.4), c.lin(500, 200, 1700, 500) * 0.9, 0.9)
    beam = c.mask().poly([(330, -10), (690, -10), (1130, table), (640, table)])
    c.paint(beam, mix(SAGE, TEAL, 0.15), 0.85)
    c.stipple(beam, mix(SAGE, CREAM, 0.45), c.lin(980, 640, 420, 0) * 0.8)
    bars = c.mask().poly([(496, -10), (514, -10), (886, table), (862, table)])
    bars.poly([(430, 170), (428, 152), (815, 152), (826, 170)]).poly([(600, 402), (590, 384), (972, 384), (985, 402)])
    c.paint(bars.clip(beam), mix(TEAL, DEEP, 0.3), 0.9)
    board = c.mask().rect(-10, table, 1610, 1080)
    c.paint(board, mix(TERRA, RUST, 0.15))
    c.stipple(board, mix(UMBER, RUST, 0.3), c.lin(500, 600, 1650, 1100) * 0.95, 0.9)
    light = c.mask().poly([(640, table), (1130, table), (1560, 1080), (800, 1080)])
    c.paint(light, CLAY, 0.6)
    c.stipple(light, mix(AMBER, CREAM, 0.4), c.lin(1300, 1080, 760, 620) * 0.7)
    c.paint(c.mask().rect(-10, table - 1, 1610, table + 3), mix(UMBER, INK, 0.3), 0.7)
    cx, cy, rx, ry = 830, 560, 400, 132
    shadow = c.mask().poly(
        [(560, 840), (700, 905), (1000, 905), (1480, 880), (1610, 800), (1610, 700), (1250, 690)], True
    )
    c.paint(shadow.blur(3), mix(INK, UMBER, 0.35), 0.8)
    # basin: outer wall, lip, inner wall, water
    wall = c.poly([*arc(cx, cy, rx, ry, 180, 0, 40), *spline([(cx + rx, cy), (cx + rx * 0.93, cy + 150),
                  (cx + rx * 0.62, cy + 282), (cx + rx * 0.4, cy + 322)])])  # fmt: skip
    left = spline([(cx - rx * 0.4, cy + 322), (cx - rx * 0.62, cy + 282), (cx - rx * 0.93, cy + 150), (cx - rx, cy)])
    right = [(2 * cx - x, y) for x, y in left[::-1]]
    wall = c.poly([*right, *arc(cx, cy + 322, rx * 0.4, 34, 0, 180, 30), *left])
    c.paint(wall, mix(OCHRE, RUST, 0.22))
    side = np.clip((c.x - (cx - rx)) / (2 * rx), 0, 1)
    c.stipple(wall, mix(AMBER, CREAM, 0.35), np.exp(-(((side - 0.2) / 0.13) ** 2)), 0.95)
    c.stipple(wall, mix(UMBER, RUST, 0.25), smoothstep(side, 0.38, 0.92), 0.95)
    c.stipple(wall, mix(UMBER, INK, 0.3), c.lin(0, cy + 170, 0, cy + 370) * 0.85, 0.9)
    c.stipple(wall, CLAY, np.exp(-(((side - 0.94) / 0.035) ** 2)) * 0.8, 0.9)
    for k, dy in enumerate((92, 112)):  # engraved bands
        band = c.mask().line(arc(cx, cy + dy, rx * (0.985 - 0.012 * k), ry, 2, 178, 80), 3.5)
        c.paint(band.clip(wall), UMBER, 0.65)
    c.paint(c.disc(cx, cy, rx + 10, ry + 6), mix(AMBER, OCHRE, 0.25))
    lip = c.disc(cx, cy, rx + 10, ry + 6)
    c.stipple(lip, PAPER, c.rad(cx - 310, cy - 10, 10, 330), 0.95)
    c.stipple(lip, UMBER, c.lin(cx, 0, cx + 430, 0) * 0.7)
    inner = c.disc(cx, cy, rx - 12, ry - 10)
    c.paint(inner, mix(UMBER, OCHRE, 0.3))
    c.stipple(inner, AMBER, c.lin(cx - 100, 0, cx + 380, 0), 0.95)
    water = c.disc(cx, cy + 26, rx - 34, ry - 24).clip(inner)
    c.paint(water, mix(LAPIS, TEAL, 0.55))
    c.stipple(water, mix(WATER, SAGE, 0.15), c.lin(cx + 330, cy + 90, cx - 330, cy - 60) * 1.0, 0.95)
    c.stipple(water, NIGHT, np.exp(-(((c.y - (cy - 70)) / 26) ** 2)), 0.7)
    small_bowl(c, cx - 20, cy + 4, water)
    pebbles(c)
    c.glow(760, 420, 640, (70, 56, 30), 0.5)
    return c.finish(0.9, 0.14)


def small_bowl(c, cx, cy, water):
    """The pierced bowl: it floats, fills and sinks, and that is one measure of water."""
    for k, r in enumerate((176, 222, 272)):
        ring = c.mask().line(arc(cx, cy + 34, r, r * 0.31, 0, 360, 120), 3.4 - k * 0.8)
        c.paint(ring.clip(water), PAPER, 0.75 - 0.18 * k)
    c.paint(c.disc(cx + 46, cy + 52, 136, 38).clip(water), NIGHT, 0.55)
    hull = c.poly([*arc(cx, cy, 128, 41, 180, 0, 30), *arc(cx, cy + 8, 128, 82, 0, 180, 40)])
    c.paint(hull, mix(OCHRE, UMBER, 0.25))
    c.stipple(hull, mix(AMBER, CREAM, 0.4), c.lin(cx + 20, 0, cx - 118, 0), 0.95)
    c.stipple(hull, UMBER, c.lin(cx - 10, 0, cx + 120, 0) * 0.95)
    wet = c.mask().rect(cx - 150, cy + 56, cx + 150, cy + 120).clip(hull)
    c.paint(wet, mix(LAPIS, TEAL, 0.6), 0.7)
    c.paint(c.disc(cx, cy, 131, 43), mix(AMBER, CREAM, 0.35))
    bowl = c.disc(cx, cy + 1, 122, 37)
    c.paint(bowl, UMBER)
    c.stipple(bowl, mix(OCHRE, AMBER, 0.4), c.lin(cx - 40, 0, cx + 122, 0), 0.95)
    pool = c.disc(cx, cy + 15, 84, 19)
    c.paint(pool, mix(TEAL, LAPIS, 0.3))
    c.stipple(pool, WATER, c.lin(cx + 80, 0, cx - 80, 0), 0.9)
    c.paint(c.disc(cx + 8, cy + 13, 5, 3.4), PAPER)
    jet = c.mask().limb([(cx + 8, cy + 12, 2.2), (cx + 8, cy - 14, 1.6)]).disc(cx + 8, cy - 16, 2.6)
    c.paint(jet, PAPER, 0.95)


def pebbles(c):
    """One pebble is laid aside for every sinking of the bowl."""
    spots = [
        (1120, 946, 30),
        (1190, 964, 25),
        (1246, 940, 28),
        (1306, 962, 22),
        (1060, 972, 23),
        (1362, 936, 26),
    ]
    for i, (x, y, r) in enumerate(spots):
        c.paint(c.disc(x + r * 1.3, y + r * 0.38, r * 1.5, r * 0.42).blur(1.2), mix(INK, UMBER, 0.4), 0.75)
        stone = c.poly([(x + r * np.cos(a) * c.rng.uniform(0.9, 1.1), y + r * 0.66 * np.sin(a)) for a in
                        np.linspace(0, 6.28, 9)[:-1]], smooth=True)  # fmt: skip
        tone = (WARM, SAGE, CREAM, DUSK, SAND, WARM)[i]
        c.paint(stone, tone)
        c.stipple(stone, mix(tone, NIGHT, 0.6), c.lin(x - r * 0.4, y - r * 0.4, x + r * 0.9, y + r * 0.7))
