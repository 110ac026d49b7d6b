"""The country seen from above: shaft lines, terraces, the divider, the map."""

import numpy as np
import relief
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
    S,
    mix,
    smoothstep,
    spline,
)


def ridge(c, base, height, scale, rough=0.5):
    """Outline of a mountain chain as a closed polygon down to the bottom of the picture."""
    xs = np.linspace(-20, c.w + 20, 260)
    y = np.zeros_like(xs)
    for i in range(5):
        knots = c.rng.normal(0, 1, int(c.w / (scale / 2**i)) + 4)
        y += np.interp((xs + 20) / (scale / 2**i), np.arange(len(knots)), knots) * rough**i
    y = base - height * (y - y.min()) / (y.max() - y.min())
    return [(-20, c.h + 20), *zip(xs, y, strict=False), (c.w + 20, c.h + 20)]


def shafts_from_above():
    c = Canvas(1600, 900, 11)
    horizon, eye_z, cell = 96, 940, 2.0
    rows, cols = 4300, 5200
    rng = np.random.default_rng(4)
    land = relief.fbm(rng, (rows, cols), 14, 5, 0.48) * 5.5
    # shallow dry washes, combed by old floods
    wash = np.exp(-((relief.fbm(rng, (rows, cols), 5, 4, 0.45) * 7) ** 2))
    land -= 5 * wash
    gravel = relief.fbm(rng, (rows, cols), 7, 5, 0.55)
    land /= cell
    shafts, hole = main_line(rows, cols)
    rr = np.arange(-90, 91, dtype=np.float32)
    for row, col, size in shafts:
        r0, c0 = int(row), int(col)
        if not (91 < r0 < rows - 91 and 91 < c0 < cols - 91):
            continue
        sl = np.s_[r0 - 90 : r0 + 91, c0 - 90 : c0 + 91]
        wob = relief.smooth_noise(rng, (181, 181), 6) * 5
        d = (np.hypot(rr[:, None], rr[None, :]) + wob) / size
        land[sl] *= 1 - smoothstep(-d, -1.1, -0.8)
        land[sl] += 11.5 * (size / 40) * np.exp(-(((d - 0.56) / 0.21) ** 2)) + 2 * np.exp(-((d / 0.9) ** 4))
        land[sl] -= 34 * smoothstep(-d, -0.31, -0.22)
        hole[sl] = np.maximum(hole[sl], smoothstep(-d, -0.29, -0.23))
    shadow = relief.cast_shadow(land, 0.083, 1.4)
    light = relief.slope_light(relief.blur(land, 2), 2.6)
    camera = {"eye": (cols * 0.5, rows + 560), "z": eye_z / cell, "horizon": horizon * S, "focal": 1020 * S,
              "near": 540, "far": rows + 500}  # fmt: skip
    r, q, _ = relief.view(land, (c.w * S, c.h * S), camera)
    seen = r >= 0
    lit = relief.sample(light, r, q)
    dark = relief.blur(relief.sample(shadow, r, q), 1)
    pit = relief.sample(hole, r, q)
    far = 1 - np.clip((c.y - horizon) / (c.h - horizon), 0, 1)
    # sky and the far plain
    c.a[:] = c.gradient([(0, mix(WATER, PAPER, 0.45)), (70, mix(CREAM, PAPER, 0.3)), (150, mix(AMBER, CREAM, 0.55)),
                         (230, mix(CLAY, SAND, 0.55)), (420, mix(OCHRE, DUNE, 0.4)), (900, mix(OCHRE, CLAY, 0.45))])  # fmt: skip
    plain = c.a.copy()
    for base, high, tone in ((128, 92, mix(DUSK, CREAM, 0.52)), (148, 66, mix(DUSK, CLAY, 0.35)),
                             (166, 40, mix(mix(NIGHT, RUST, 0.45), CLAY, 0.3))):  # fmt: skip
        peaks = c.poly(ridge(c, base, high, 300))
        c.paint(peaks, tone)
        c.stipple(peaks, mix(tone, CREAM, 0.55), c.lin(0, base - 45, 0, base + 10) * 0.9)
    c.paint(smoothstep(c.y + c.noise(30, 6) * 4, 158, 172), plain)
    bed, stones = relief.sample(wash, r, q), relief.sample(gravel, r, q)
    there = seen * smoothstep(-far, -0.93, -0.6)
    c.paint(there * smoothstep(stones, 0.30, 0.34), mix(TERRA, CLAY, 0.45), 0.26)
    c.paint(there * smoothstep(-stones, 0.34, 0.38), mix(AMBER, SAND, 0.4), 0.3)
    c.paint(there * smoothstep(bed, 0.72, 0.78), mix(SAND, CREAM, 0.45), 0.42)
    c.paint(there * smoothstep(bed, 0.95, 0.97), mix(CREAM, PAPER, 0.3), 0.35)
    # inks of the plain: light, half tone, shade, cast shadow
    clear = seen * (0.25 + 0.75 * smoothstep(-far, -0.98, -0.55))
    c.stipple(smoothstep(lit, 0.06, 0.42) * clear, CREAM, 0.5 + 0.5 * smoothstep(lit, 0.1, 0.7), 0.85)
    c.stipple(smoothstep(-lit, 0.04, 0.4) * clear, TERRA, 0.35 + 0.5 * smoothstep(-lit, 0.05, 0.6), 0.8)
    sweep = c.fbm(330, 4, 3.0)
    c.stipple(smoothstep(c.y, 330, 900) * 0.9, mix(TERRA, RUST, 0.3), smoothstep(sweep + c.y / 900, 0.75, 1.7), 0.55)
    shade = mix(NIGHT, RUST, 0.38)
    c.paint(smoothstep(dark, 0.25, 0.75) * seen * (0.35 + 0.5 * smoothstep(-far, -0.97, -0.6)), shade)
    c.paint(smoothstep(pit, 0.4, 0.6) * seen, INK)
    oasis(c)
    walker(c, 1003, 560, 34, shade)
    c.glow(-60, 150, 900, (120, 70, 20), 0.55, 0.6)
    return c.finish(0.9, 0.08)


def main_line(rows, cols):
    """Row, column and radius of the shafts: one long curve and a younger branch."""
    hole = np.zeros((rows, cols), np.float32)
    line = spline([(4420, 2690), (3900, 2800), (3350, 3010), (2700, 3120), (1950, 2900), (1200, 2480),
                   (500, 2130), (0, 1900)], steps=200)  # fmt: skip
    branch = spline([(2620, 640), (2150, 1010), (1750, 1280), (1350, 1560), (800, 1800), (300, 1900)], steps=200)
    out = []
    rng = np.random.default_rng(9)
    for path, gap, size in ((line, 205, 59), (branch, 165, 36)):
        run = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(path, axis=0).T))])
        for s in np.arange(40, run[-1], gap):
            row, col = (np.interp(s + rng.normal(0, 8), run, path[:, k]) for k in (0, 1))
            out.append((row, col + rng.normal(0, 6), size * rng.uniform(0.88, 1.1)))
    return out, hole


def oasis(c):
    """The gardens where the water comes out, small and far."""
    for i in range(46):
        x, y = c.rng.normal(690, 95), c.rng.uniform(168, 190)
        w = c.rng.uniform(14, 46)
        tone = [TEAL, SAGE, mix(DEEP, TEAL, 0.5), mix(SAGE, SAND, 0.4)][i % 4]
        c.paint(c.mask().poly([(x, y), (x + w, y - 0.8), (x + w + 5, y + 3), (x + 3, y + 4)]), tone, 0.85)
    m = c.mask()
    for _ in range(26):
        x, y = c.rng.normal(720, 70), c.rng.uniform(164, 172)
        m.rect(x, y - c.rng.uniform(1, 4), x + 1.6, y + 2)
    c.paint(m, DEEP, 0.9)


def walker(c, x, y, size, shade):
    """One person with a long shadow gives the craters their size."""
    s = size / 30
    c.paint(c.mask().limb([(x, y, 2.2 * s), (x + 120 * s, y + 3 * s, 1.6 * s)]).blur(0.5), shade, 0.75)
    m = c.mask().limb([(x - 1.6 * s, y, 1.3 * s), (x - 0.5 * s, y - 13 * s, 2.4 * s), (x, y - 22 * s, 3.2 * s)])
    m.limb([(x + 2.2 * s, y, 1.3 * s), (x + 0.6 * s, y - 13 * s, 2.4 * s)]).disc(x, y - 28 * s, 2.7 * s)
    c.paint(m, INK)


def terraces():
    c = Canvas(1600, 1067, 21)
    n = 2400
    rng = np.random.default_rng(12)
    yy, xx = np.mgrid[0:n, 0:n].astype(np.float32)
    swell = relief.fbm(rng, (n, n), 2.0, 2, 0.3)
    slope = (n - yy) * 0.36 + swell * 150 + 70 * np.sin(xx / 430 + 0.8) + 0.05 * xx
    step = 62.0
    level = np.floor(slope / step)
    inside = slope / step - level
    height = level * step * 0.62
    # fields: each terrace is cut by its own set of cross walls
    along = xx + swell * 90 + yy * 0.25
    shift = (level * 151) % 97
    plot = np.floor(along / (150 + (level * 37) % 110) + shift)
    pick = ((level * 7 + plot * 13 + (level * plot) % 5) % 11).astype(int)
    inks = np.array([SAGE, TEAL, SAND, mix(SAGE, CREAM, 0.45), WATER, OCHRE, mix(TEAL, SAGE, 0.5), CREAM,
                     mix(TEAL, DEEP, 0.5), WATER, mix(OCHRE, SAND, 0.5)], np.float32)  # fmt: skip
    colour = inks[pick]
    furrow = np.isin(pick, [0, 2, 5, 6, 8]) * (np.sin(inside * 2 * np.pi * 6) > 0.25)
    colour = colour * (1 - 0.13 * furrow[..., None])
    edge = np.abs(along / (150 + (level * 37) % 110) + shift - plot - 0.5) > 0.475
    colour[edge | (inside < 0.07)] = mix(SAND, CREAM, 0.6)
    # the canal crosses the steps on one straight line
    canal = np.abs(xx - (1980 - 0.46 * (n - yy) + 26 * np.sin(yy / 240)))
    colour[canal < 46] = mix(CREAM, PAPER, 0.4)
    colour[canal < 27] = mix(LAPIS, WATER, 0.3)
    flat = canal < 46
    height[flat] = ((np.floor(slope / (step)) * step * 0.62)[flat]) + 7
    height[canal < 27] -= 12
    light = relief.slope_light(relief.blur(height, 1), 0.12)
    shadow = relief.cast_shadow(height, 0.62, 5)
    camera = {"eye": (n * 0.5, n + 560), "z": 2050, "horizon": -1650, "focal": 3050, "near": 560,
              "far": n + 520, "yaw": 0, "steps": 3400}  # fmt: skip
    r, q, drop = relief.view(height, (c.w * S, c.h * S), camera)
    c.a[:] = relief.sample(colour, r, q)
    wall = relief.blur((drop > 9).astype(np.float32), 1)
    c.paint(wall, mix(RUST, UMBER, 0.2))
    c.stipple(wall, CLAY, 0.30 + 0.22 * c.noise(26), 0.75, 1.6)
    dark = relief.blur(relief.sample(shadow, r, q), 1) * (1 - wall)
    c.paint(smoothstep(dark, 0.2, 0.8), mix(NIGHT, TEAL, 0.4), 0.55)
    lit = relief.sample(light, r, q)
    c.paint(smoothstep(lit, 0.3, 0.8) * (1 - wall), PAPER, 0.4)
    wet = (np.abs(c.a - np.array(WATER)).sum(-1) < 12).astype(np.float32)
    c.stipple(wet, PAPER, smoothstep(c.fbm(120, 3, 3), 0.0, 1.0) * 0.9)
    c.stipple(None, mix(OCHRE, AMBER, 0.5), c.lin(1250, 900, 300, 0) * 0.5, 0.35)
    c.stipple(None, NIGHT, c.lin(700, 400, 1750, 1200) * 0.62, 0.35)
    trees(c, [(r, q, height)], camera)
    return c.finish(0.9)


def trees(c, field, camera):
    """Poplars along the canal, round crowns with their shadows to the right."""
    for i in range(30):
        t = i / 29
        x, y = 1085 - 470 * (1 - t) + 420 * t * 0.2, 40 + 960 * t
        if i % 5 == 3:
            continue
        s = 8 + 15 * t
        x += 52 + 38 * t + c.rng.normal(0, 5)
        c.paint(c.mask().limb([(x, y, s * 0.8), (x + s * 3.2, y + s * 0.9, s * 0.35)]).blur(0.7), NIGHT, 0.5)
        crown = c.disc(x, y - s * 0.5, s, s * 1.15)
        c.paint(crown, mix(DEEP, INK, 0.15))
        c.stipple(crown, SAGE, c.lin(x + s * 0.8, y + s, x - s, y - s * 1.4), 0.95)


def water_divider():
    c = Canvas(1600, 1067, 31)
    n, cols = 2000, 3300
    rng = np.random.default_rng(5)
    yy, xx = np.mgrid[0:n, 0:cols].astype(np.float32)
    spread = 1 + np.clip(yy - 1060, 0, None) * 0.00075
    u = (xx - cols / 2) / spread + 34 * np.sin(yy / 260 - 2.4) * np.clip((760 - yy) / 400, 0, 1)
    pitch, half = 136.0, 408.0
    rel = np.mod(u + half, pitch) - pitch / 2  # distance from the middle of each channel
    nose = 44 * np.clip((yy - 700) / 150, 0, 1) ** 0.55  # half width of a pointed tooth
    comb = (np.abs(np.abs(rel) - pitch / 2) < nose * 0.62) & (np.abs(u) < half - 20) & (yy > 700)
    bank = np.abs(u) > half - 8 + 10 * relief.smooth_noise(rng, (n, cols), 30) * (yy < 640)
    built = comb & (yy < 1190)
    sill = bank & (yy > 640) & (yy < 1190) & (np.abs(u) < half + 105)
    earth = (bank & ~sill) | (comb & (yy >= 1190))
    height = np.zeros((n, cols), np.float32)
    soil = relief.fbm(rng, (n, cols), 16, 5)
    height[earth] = 34 + soil[earth] * 15
    height[built | sill] = 62
    height = relief.blur(height, 1)
    block = np.floor(yy / 92 + np.where(sill, np.floor(np.abs(u) / 60) * 0.5, 0))
    joint = ((np.mod(yy / 92, 1) < 0.035) | (sill & (np.mod(np.abs(u) / 57, 1) < 0.05))) & (built | sill)
    flow = relief.smooth_noise(rng, (n, cols), 26, 9)
    colour = np.empty((n, cols, 3), np.float32)
    deepness = np.clip(1 - yy / 1500, 0, 1)[..., None]
    colour[:] = np.array(mix(WATER, SAGE, 0.35)) * (1 - deepness) + np.array(mix(TEAL, LAPIS, 0.4)) * deepness
    colour[(flow > 0.42)] = mix(WATER, PAPER, 0.45)
    colour[(flow < -0.5)] = mix(TEAL, LAPIS, 0.35)
    colour[earth] = np.where((soil > 0.25)[..., None], CLAY, mix(TERRA, CLAY, 0.35))[earth]
    tint = ((block * 5 + np.floor(u / 70) * 3) % 4)[..., None] / 3
    colour[built | sill] = (np.array(CREAM) * (1 - tint) + np.array(SAND) * tint)[built | sill]
    colour[joint] = mix(DUNE, UMBER, 0.4)
    # the bright lip of water held up before every nose
    lip = ~comb & ~bank & (np.abs(np.abs(rel) - pitch / 2) < nose * 0.62 + 12) & (yy > 676) & (yy < 1180)
    colour[lip] = mix(PAPER, WATER, 0.25)
    shadow = relief.cast_shadow(height, 1.75, 8)
    light = relief.slope_light(height, 0.16)
    camera = {"eye": (cols / 2, n + 690), "z": 1500, "horizon": -1660, "focal": 2900, "near": 900, "far": n + 680,
              "yaw": 0, "steps": 3400}  # fmt: skip
    r, q, drop = relief.view(height, (c.w * S, c.h * S), camera)
    c.a[:] = relief.sample(colour, r, q)
    wall = (drop > 8).astype(np.float32)
    c.paint(wall, mix(RUST, UMBER, 0.5))
    dark = smoothstep(relief.blur(relief.sample(shadow, r, q), 2), 0.2, 0.8) * (1 - wall)
    c.paint(dark, mix(NIGHT, DEEP, 0.5), 0.66)
    lit = relief.sample(light, r, q)
    c.paint(smoothstep(lit, 0.4, 0.9) * (1 - wall) * (1 - dark), mix(CREAM, SAND, 0.3), 0.7)
    c.stipple(None, NIGHT, c.lin(0, 500, 0, -150) * 0.85, 0.55)
    c.stipple(None, mix(RUST, UMBER, 0.5), c.rad(800, 480, 1150, 560, 0.8) * 0.9, 0.55)
    c.glow(520, 420, 760, (92, 66, 30), 0.5)
    return c.finish(0.9)


def plain_map():
    c = Canvas(1600, 1067, 41)
    h, w = c.h * S, c.w * S
    rng = np.random.default_rng(23)
    x, y = c.x / c.w, c.y / c.h
    rise = 1.5 * smoothstep(-(y + 0.25 * np.sin(x * 4.2) * 0.5), -0.5, 0.12) + 0.9 * smoothstep(x - 0.5 * y, 0.62, 1.1)
    land = relief.fbm(rng, (h, w), 3.2, 5, 0.42) * (0.28 + 0.5 * rise) + rise * 1.8
    river_y = 0.66 + 0.10 * np.sin(x * 5.2 + 0.6) + 0.035 * np.sin(x * 15)
    land -= 0.34 * np.exp(-(((y - river_y) / 0.10) ** 2))
    land = relief.blur(land.astype(np.float32), 3)
    steps = [(-9, mix(SAGE, CREAM, 0.55)), (-0.18, mix(CREAM, WARM, 0.3)), (0.28, mix(CREAM, SAND, 0.6)), (0.75, SAND),
             (1.2, mix(DUNE, SAND, 0.3)), (1.7, mix(CLAY, DUNE, 0.5)), (2.25, mix(CLAY, SAND, 0.15)), (2.8, mix(TERRA, CLAY, 0.4)), (3.3, TERRA)]  # fmt: skip
    for lo, tone in steps:
        c.paint(smoothstep(land, lo - 0.004, lo + 0.004), tone)
    gy, gx = np.gradient(land)
    shade = np.tanh((gx + gy) * 150)
    c.stipple(smoothstep(-shade, 0.0, 0.8), mix(RUST, NIGHT, 0.35), smoothstep(-shade, 0.1, 1.3), 0.42)
    c.stipple(smoothstep(shade, 0.1, 0.9), PAPER, smoothstep(shade, 0.1, 1.4), 0.5)
    slope = np.hypot(gx, gy) + 1e-5
    for k in np.arange(-0.66, 4.6, 0.082):
        thick = 1.25 if round(k / 0.082) % 5 else 2.3
        c.paint(smoothstep(-np.abs(land - k) / slope, -thick - 0.7, -thick + 0.5), mix(RUST, UMBER, 0.4), 0.42)
    map_water(c, land)
    return c.finish(0.8, 0.06)


def map_water(c, land):
    """River, gardens, the dotted lines of the qanats and the settlements they feed."""

    def river_at(x):
        t = x / c.w
        return (0.66 + 0.10 * np.sin(t * 5.2 + 0.6) + 0.035 * np.sin(t * 15)) * c.h

    xs = np.linspace(-20, c.w + 20, 300)
    nodes = [(x, river_at(x) + 6 * np.sin(x / 23), 5.5 + 6.5 * x / c.w) for x in xs]
    c.paint(c.mask().limb([(x, y, r + 5) for x, y, r in nodes]), PAPER, 0.9)
    c.paint(c.mask().limb(nodes), LAPIS)
    c.paint(c.mask().limb([(x, y - 1, r * 0.45) for x, y, r in nodes]), mix(LAPIS, WATER, 0.5))
    lines = [[(1040, 90), (985, 210), (900, 330), (860, 470), (800, 560)], [(1395, 270), (1290, 340), (1190, 410),
             (1120, 470)], [(560, 60), (520, 190), (540, 330), (470, 460)], [(300, 130), (275, 260), (215, 390)],
             [(985, 210), (1080, 290), (1105, 380), (1120, 470)]]  # fmt: skip
    for path in lines:
        p = spline(path, steps=60)
        run = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(p, axis=0).T))])
        c.paint(c.mask().line(p, 2.4), LAPIS, 0.55)
        for s in np.arange(0, run[-1], 23):
            x, y = np.interp(s, run, p[:, 0]), np.interp(s, run, p[:, 1])
            r = 7.6 - 3.0 * s / run[-1]
            c.paint(c.disc(x, y, r + 2.4), PAPER).paint(c.disc(x, y, r), INK).paint(c.disc(x, y, r * 0.42), PAPER)
    for x, y, big in ((800, 575, 1.25), (1112, 476, 1.0), (470, 472, 1.0), (210, 402, 0.8)):
        for _ in range(int(30 * big)):
            a, d = c.rng.uniform(0, 2 * np.pi), c.rng.uniform(26, 88) * big
            px, py, w = x + d * np.cos(a) * 1.25, y + abs(d * np.sin(a)) * 0.8 + 4, c.rng.uniform(12, 26)
            t = 0.25
            field = [
                (px, py),
                (px + w, py + w * t),
                (px + w * 0.8, py + w * (t + 0.62)),
                (px - w * 0.2, py + w * 0.62),
            ]
            c.paint(c.mask().poly(field), [TEAL, SAGE, mix(TEAL, SAGE, 0.5), OCHRE][int(c.rng.integers(4))], 0.92)
        m = c.mask()
        for _ in range(int(34 * big)):
            px, py, w = x + c.rng.normal(0, 24 * big), y + c.rng.normal(0, 15 * big), c.rng.uniform(4, 9)
            m.rect(px, py, px + w, py + w * c.rng.uniform(0.7, 1.3))
        c.paint(m.shifted(2.5, 2.5), PAPER, 0.8).paint(m, mix(RUST, INK, 0.25))
