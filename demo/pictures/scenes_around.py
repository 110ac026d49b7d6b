"""All around, for the virtual tour: each point of the print is a direction, from -180 to 180 degrees east and from 90
degrees up to 90 down."""

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
    MIST,
    NIGHT,
    OCHRE,
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
from PIL import Image

WIDTH, HEIGHT = 1536, 768  # the print itself is twice as large: see `whole`
SEAM = 40


class Around(Canvas):
    def __init__(self, seed):
        super().__init__(WIDTH, HEIGHT, seed)
        self.east = (self.x / WIDTH - 0.5) * 2 * np.pi
        self.up = (0.5 - self.y / HEIGHT) * np.pi

    def at(self, east, up):
        """Where a direction in degrees lies on the print."""
        return (east / 360 + 0.5) * WIDTH, (0.5 - up / 180) * HEIGHT

    def rect_at(self, east, up, wide, high):
        x, y = self.at(east, up)
        w, h = wide / 360 * WIDTH, high / 180 * HEIGHT
        return self.mask().rect(x - w / 2, y - h, x + w / 2, y)

    def whole(self):
        """At the full size of the press, its right edge led over into its left."""
        self._hand_cut()
        self.a += (self.noise(260) * 3 + self.noise(2.6) * 3.4)[..., None]
        share = smoothstep(np.linspace(0, 1, SEAM))[None, :, None]
        mirrored = self.a[:, :SEAM][:, ::-1]
        self.a[:, -SEAM:] = self.a[:, -SEAM:] * (1 - share) + mirrored * share
        return Image.fromarray(np.clip(self.a + 0.5, 0, 255).astype(np.uint8))


def waves(east, *parts):
    """A line that closes: pairs of how many waves go round, and how high."""
    return sum(high * np.cos(many * east + many * many) for many, high in parts)


def nowbar_divider_around():
    """Before sunrise at the sill where the stream of Nowbar parts into five."""
    c = Around(311)
    degrees = np.degrees(c.up)
    sky = c.gradient([(-2, AMBER), (6, mix(AMBER, CLAY, 0.55)), (18, mix(DUSK, CLAY, 0.3)), (40, mix(LAPIS, DUSK, 0.4)),
                      (90, NIGHT)], degrees)  # fmt: skip
    c.a[:] = sky
    c.stipple(None, mix(CREAM, AMBER, 0.4), smoothstep(degrees, 22, 0) * (degrees > 0) * 0.55, 0.5)
    for base, parts, tone in (
        (8, ((3, 2.6), (7, 1.6), (17, 0.7)), mix(DUSK, CLAY, 0.35)),
        (4, ((4, 1.8), (9, 1.2), (23, 0.5)), mix(NIGHT, RUST, 0.4)),
    ):
        hills = ((degrees < base + waves(c.east, *parts)) & (degrees > -2)).astype(np.float32)
        c.paint(hills, tone)
        c.stipple(hills, mix(CLAY, AMBER, 0.3), smoothstep(degrees, base + 4, base - 6) * 0.6)
    _windcatchers(c)
    _ground(c, degrees)
    _mouth(c)
    return c.whole()


def _windcatchers(c):
    for east, wide, high in ((58, 5, 17), (66, 4, 12), (96, 5, 15), (-118, 4, 10)):
        c.paint(c.rect_at(east, 0, wide, high), mix(NIGHT, RUST, 0.36))
        c.paint(c.rect_at(east + wide * 0.3, 0, wide * 0.4, high), mix(CLAY, AMBER, 0.3))
        for place in (-0.3, -0.1, 0.1, 0.3):
            c.paint(c.rect_at(east + place * wide, high * 0.62, 0.5, high * 0.32), INK, 0.8)
    c.paint(c.rect_at(80, 0, 20, 5), mix(UMBER, CLAY, 0.35))


def _ground(c, degrees):
    below = (degrees < 0).astype(np.float32)
    far = 1.6 / np.tan(np.clip(-c.up, 0.004, 1.5))
    x, z = far * np.sin(c.east), far * np.cos(c.east)
    c.paint(below, c.gradient([(0, mix(UMBER, CLAY, 0.4)), (2, mix(CLAY, DUNE, 0.4)), (9, mix(RUST, CLAY, 0.6)),
                               (40, mix(RUST, DUSK, 0.4))], np.clip(far, 0, 40)))  # fmt: skip
    c.stipple(below, mix(SAND, DUNE, 0.5), np.clip(c.noise(30, 3) * 0.5 + 0.25, 0, 1) * smoothstep(far, 14, 1), 0.7)
    # The stream comes from behind and parts in front: five channels, each with its own bend.
    stream = (np.abs(x - 0.15 * np.sin(z * 1.3)) < 0.75) & (z < 2.2)
    channels = np.zeros_like(stream)
    for number in range(-2, 3):
        middle = number * (0.34 + np.maximum(z - 2.2, 0) * 0.42)
        channels |= (np.abs(x - middle) < 0.13 + np.maximum(z - 2.2, 0) * 0.012) & (z >= 2.2) & (z < 26)
    bank = (np.abs(x - 0.15 * np.sin(z * 1.3)) < 1.0) & (z < 2.2)
    c.paint((bank & (degrees < 0)).astype(np.float32), mix(UMBER, DEEP, 0.4))
    wet = ((stream | channels) & (degrees < 0)).astype(np.float32)
    c.paint(wet, mix(TEAL, WATER, 0.35))
    c.stipple(wet, mix(MIST, WATER, 0.4), np.clip(0.5 + 0.5 * np.sin(z * 9 + c.noise(22) * 2.4), 0, 1) * 0.75)
    sill = ((np.abs(z - 2.2) < 0.16) & (np.abs(x) < 1.5) & (degrees < 0)).astype(np.float32)
    c.paint(sill, mix(SAND, DUSK, 0.3))
    notches = sum(np.abs(x - number * 0.34) < 0.1 for number in range(-2, 3)) > 0
    c.paint(sill * notches, mix(TEAL, WATER, 0.5))
    plots = ((np.abs(np.sin(x * 0.9)) < 0.07) & (z > 4) & (z < 24) & (degrees < 0)).astype(np.float32)
    c.paint(plots, mix(SAGE, TEAL, 0.5), 0.8)


def _mouth(c):
    """Where the tunnel comes out, behind whoever stands at the sill."""
    for side in (-1, 1):
        c.paint(c.rect_at(side * 180, -12, 88, 30), mix(RUST, CLAY, 0.35))
        c.paint(c.rect_at(side * 180, 14, 92, 3), mix(CLAY, SAND, 0.35))
        for row in range(-9, 13, 5):
            c.paint(c.rect_at(side * 180, row, 88, 0.4), mix(UMBER, RUST, 0.5), 0.6)
        x, y = c.at(side * 180, -12)
        c.paint(c.mask().rect(x - 62, y - 70, x + 62, y).disc(x, y - 70, 62, 34), INK)
        c.paint(c.mask().rect(x - 40, y - 16, x + 40, y), mix(TEAL, NIGHT, 0.4))


def nowbar_tunnel_around():
    """Under the third shaft: the tunnel to both sides, water underfoot, light from above."""
    c = Around(313)
    x, y, z = np.cos(c.up) * np.sin(c.east), np.sin(c.up), np.cos(c.up) * np.cos(c.east)
    # A tube along z, higher than wide; how far away its wall is decides how dark it is.
    reach = 1 / np.sqrt((x / 0.8) ** 2 + (y / 1.15) ** 2 + 1e-6)
    along, height = z * reach, y * reach
    depth = np.abs(along)
    c.a[:] = c.gradient([(0, mix(CLAY, DUNE, 0.35)), (1.2, CLAY), (3, mix(TERRA, RUST, 0.5)), (7, UMBER), (16, INK)],
                        np.clip(depth, 0, 16))  # fmt: skip
    c.stipple(None, mix(RUST, UMBER, 0.5), np.clip(c.noise(14, 1.6) * 0.6 + 0.35, 0, 1), 0.65)
    c.stipple(None, mix(SAND, OCHRE, 0.4), np.clip(c.noise(7) * 0.5, 0, 1) * smoothstep(depth, 4, 0.5), 0.6)
    hoops = ((np.abs((along + 0.4) % 1.1 - 0.55) < 0.11) & (height > -0.8) & (depth > 0.7)).astype(np.float32)
    c.paint(hoops, c.gradient([(0, mix(SAND, CLAY, 0.3)), (4, mix(CLAY, RUST, 0.5)), (9, UMBER)], np.clip(depth, 0, 9)))
    water = (height < -0.82).astype(np.float32)
    c.paint(water, c.gradient([(0, mix(TEAL, WATER, 0.3)), (3, TEAL), (9, DEEP)], np.clip(depth, 0, 9)))
    ripples = np.clip(0.5 + 0.5 * np.sin(along * 14 + c.noise(16) * 2), 0, 1)
    c.stipple(water, mix(MIST, WATER, 0.3), ripples * smoothstep(depth, 6, 0.3) * 0.8)
    _shaft(c)
    _lamp(c)
    return c.whole()


def _shaft(c):
    up = np.degrees(c.up)
    mouth = smoothstep(up, 76.5, 78)
    c.paint((smoothstep(up, 58, 60)).astype(np.float32), mix(UMBER, RUST, 0.3))
    rings = (np.abs(up % 4 - 2) < 0.5) & (up > 60)
    c.paint(rings.astype(np.float32), mix(INK, UMBER, 0.4), 0.8)
    c.paint(mouth.astype(np.float32), mix(CREAM, WATER, 0.4))
    c.paint(smoothstep(up, 30, 80) ** 2, mix(CREAM, WATER, 0.3), 0.5, "screen")


def _lamp(c):
    x, y = c.at(38, -4)
    c.glow(x, y, 190, AMBER, 0.85)
    c.paint(c.mask().rect(x - 1.2, y - 46, x + 1.2, y - 14), INK)
    c.paint(c.mask().disc(x, y, 10, 14), mix(CREAM, AMBER, 0.3))
    c.paint(c.mask().rect(x - 9, y + 11, x + 9, y + 18).rect(x - 7, y - 19, x + 7, y - 13), INK)
    # The winch's bucket and rope hang under the shaft.
    x, y = c.at(-62, -20)
    c.paint(c.mask().rect(x - 1, 0, x + 1, y), mix(SAND, UMBER, 0.4))
    c.paint(c.mask().poly([(x - 22, y), (x + 22, y), (x + 16, y + 42), (x - 16, y + 42)]), mix(INK, UMBER, 0.5))
    c.paint(c.mask().disc(x, y, 22, 6), mix(SAND, CLAY, 0.5))
