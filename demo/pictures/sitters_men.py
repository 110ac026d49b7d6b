"""Three of the sitters: hair, beards, a felt cap, coats around the common head."""

from canvas import (
    CLAY,
    CREAM,
    DUNE,
    DUSK,
    INK,
    LAPIS,
    MIST,
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
    mix,
)
from portraits import FRAME, OLIVE_SKIN, WARM_SKIN, Bust

BEARD = [(-1.0, -0.02), (-0.86, 0.12), (-0.74, 0.38), (-0.5, 0.47), (-0.3, 0.42), (-0.08, 0.41), (0.1, 0.41), (0.3, 0.42),
         (0.52, 0.47), (0.76, 0.38), (0.88, 0.12), (1.0, -0.02), (1.05, 0.6), (0.6, 1.05), (0, 1.1), (-0.6, 1.05), (-1.05, 0.6)]  # fmt: skip
LIPS = [(-0.34, 0.55), (-0.1, 0.49), (0.1, 0.49), (0.34, 0.55), (0.17, 0.655), (-0.17, 0.655)]


def short_hair(b, tone, glint, top, n=30):
    m = b.shape(top)
    b.form(m, tone, 0.14, 0.55)
    b.strands(m, glint, [(-0.9, -0.5), (-0.3, -0.75), (0.5, -0.75), (0.95, -0.5)],
              [(-1.0, -0.9), (-0.3, -1.3), (0.5, -1.3), (1.0, -0.9)], n, 2.4, 0.7)  # fmt: skip
    return m


def beard(b, tone, pts, hole, alpha=1.0):
    m = b.shape(pts)
    for cut in hole:
        m.im.paste(0, (0, 0), b.shape([(u + b.turn, v) for u, v in cut]).im)
    m = m.clip(b.mask)
    b.c.stipple(m.blur(2), tone, 0.86, alpha)
    return m


def behrouz_sohrabi():
    b = Bust(202, mix(TEAL, SAGE, 0.2), WARM_SKIN, w=152, h=228, jaw=0.7, turn=-0.05)
    coat = b.shoulders(mix(SAND, CREAM, 0.2), 0, 490)
    b.neck(0.66)
    c = b.c
    for s in (-1, 1):  # open collar
        flap = b.shape([(s * 0.66, 1.3), (s * 1.02, 1.52), (s * 1.05, 1.95), (s * 0.55, 2.28), (s * 0.12, 2.02)], False)
        c.paint(flap.shifted(4, 10).blur(4), INK, 0.35)
        b.form(flap, mix(SAND, CREAM, 0.45), 0.4, 0.45, 2.4)
    b.folds(coat, mix(DUNE, RUST, 0.4), [[(0.0, 2.05), (0.02, 2.8), (0.0, 3.8)], [(-2.3, 2.6), (-1.9, 3.0), (-1.8, 3.8)],
            [(2.3, 2.6), (1.95, 3.0), (1.9, 3.8)]], 4)  # fmt: skip
    strap = c.mask().limb([(395, 1085, 26), (560, 1280, 27), (760, 1510, 28)])
    c.paint(strap.shifted(8, 12).blur(4).clip(coat), INK, 0.4)
    b.form(strap.clip(coat), mix(UMBER, INK, 0.4), 0.25, 0.5, 2)
    stitch = (
        c.mask().line([(412, 1080), (578, 1270), (778, 1500)], 2.5).line([(376, 1096), (540, 1292), (736, 1510)], 2.5)
    )
    c.paint(stitch.clip(strap), OCHRE, 0.9)
    camera = c.poly(
        [
            (660, 1258),
            (700, 1226),
            (770, 1232),
            (784, 1214),
            (852, 1218),
            (866, 1238),
            (900, 1242),
            (918, 1268),
            (908, 1410),
            (646, 1400),
        ]
    )
    c.paint(camera.shifted(12, 16).blur(6), INK, 0.45).paint(camera, mix(INK, NIGHT, 0.3))
    c.stipple(camera, mix(DUSK, INK, 0.3), c.lin(760, 1300, 640, 1210) * 0.8)
    for r, tone in ((66, mix(DUSK, INK, 0.45)), (54, INK), (38, mix(LAPIS, NIGHT, 0.4))):
        c.paint(c.disc(786, 1326, r), tone)
    c.stipple(c.disc(786, 1326, 38), mix(LAPIS, WATER, 0.6), c.lin(800, 1336, 756, 1296))
    b.ears()
    b.face(brow=INK, brow_w=1.25, lips=mix(TERRA, RUST, 0.35), nose=1.12, smile=0.4, iris=mix(UMBER, INK, 0.4))
    beard(b, mix(INK, UMBER, 0.35), BEARD, [LIPS], 0.42)
    short_hair(b, mix(INK, UMBER, 0.15), mix(DUSK, UMBER, 0.5),
               [(-1.06, -0.1), (-1.12, -0.62), (-0.95, -1.1), (-0.5, -1.38), (0.1, -1.46), (0.7, -1.34), (1.08, -1.0), (1.12, -0.55),
                (1.04, -0.1), (0.93, -0.3), (0.88, -0.62), (0.55, -0.78), (0.1, -0.72), (-0.35, -0.84), (-0.75, -0.7), (-0.92, -0.4)])  # fmt: skip
    return c.finish(1.0, 0.06, FRAME)


def kaveh_nazari():
    b = Bust(204, mix(SAND, DUNE, 0.25), OLIVE_SKIN, w=158, h=230, jaw=0.9, turn=-0.07)
    c = b.c
    b.shoulders(PAPER, 0, 300)
    b.neck(0.7)
    b.shoulders(mix(LAPIS, NIGHT, 0.45), 0, 500)
    shirt = b.shape(
        [(-0.78, 1.36), (-0.3, 1.6), (0.3, 1.6), (0.78, 1.36), (0.62, 2.4), (0.12, 3.9), (-0.12, 3.9), (-0.62, 2.4)],
        False,
    )
    b.form(shirt, WARM, 0.5, 0.4, 1.6)
    throat = b.shape([(-0.62, 1.0), (0.62, 1.0), (0.56, 1.5), (0.03, 2.0), (-0.5, 1.5)], False)
    c.paint(throat, b.skin[1])
    c.stipple(throat, b.skin[2], c.lin(b.cx - 60, 0, b.cx + 60, 0), 0.95)
    c.paint(b.shape([(-0.8, 0.8), (-0.3, 1.28), (0.3, 1.3), (0.8, 1.2), (0.9, 0.6)]).clip(throat), b.skin[2], 0.8)
    for s in (-1, 1):
        collar = b.shape([(s * 0.62, 1.22), (s * 0.86, 1.42), (s * 0.62, 2.06), (s * 0.04, 1.98)], False)
        c.paint(collar.shifted(5, 8).blur(3), INK, 0.35)
        b.form(collar, PAPER, 0.5, 0.35, 1.6)
        lapel = b.shape(
            [(s * 0.84, 1.36), (s * 1.3, 1.62), (s * 1.2, 2.2), (s * 1.36, 2.32), (s * 0.08, 3.95), (s * 0.5, 2.4)],
            False,
        )
        c.paint(lapel.shifted(6, 6).blur(4), INK, 0.4)
        b.form(lapel, mix(LAPIS, NIGHT, 0.3), 0.22, 0.6, 2.4)
    for y in (2.4, 3.0):
        c.paint(b.disc(0.0, y, 0.035, 0.024), mix(DUSK, INK, 0.3))
    b.ears()
    b.face(brow=INK, brow_w=1.15, lips=mix(TERRA, RUST, 0.4), nose=1.08, age=0.35, smile=0.3, iris=UMBER)
    full = beard(b, mix(INK, UMBER, 0.3), BEARD, [LIPS], 0.92)
    b.strands(
        full,
        mix(DUSK, MIST, 0.4),
        [(-0.7, 0.5), (0.0, 0.7), (0.7, 0.5)],
        [(-0.6, 0.9), (0, 1.05), (0.6, 0.9)],
        26,
        1.5,
        0.5,
    )
    top = [(-1.04, 0.02), (-1.08, -0.55), (-0.98, -0.98), (-0.6, -1.26), (0.0, -1.36), (0.62, -1.26), (1.0, -0.96), (1.08, -0.5),
           (1.02, 0.02), (0.93, -0.3), (0.9, -0.6), (0.66, -0.86), (0.2, -0.96), (-0.3, -0.88), (-0.72, -0.82), (-0.9, -0.56), (-0.94, -0.3)]  # fmt: skip
    hair = short_hair(b, mix(INK, UMBER, 0.25), mix(DUSK, INK, 0.2), top)
    b.strands(hair, MIST, [(-1.0, -0.1), (-0.94, -0.4)], [(-1.05, -0.6), (-0.98, -0.9)], 14, 1.6, 0.7)
    return c.finish(1.0, 0.06, FRAME)


def hamid_yazdani():
    skin = (mix(CLAY, CREAM, 0.28), mix(TERRA, CLAY, 0.1), mix(RUST, UMBER, 0.45))
    b = Bust(205, mix(LAPIS, DUSK, 0.15), skin, w=154, h=232, jaw=0.4, turn=-0.08)
    c = b.c
    b.shoulders(mix(UMBER, RUST, 0.35), 26, 470)
    b.neck(0.64)
    shirt = b.shape(
        [
            (-0.66, 1.3),
            (-0.9, 1.5),
            (-0.55, 2.1),
            (-0.2, 3.9),
            (0.3, 3.9),
            (0.62, 2.1),
            (0.9, 1.5),
            (0.66, 1.3),
            (0, 1.8),
        ],
        False,
    )
    b.form(shirt, mix(SAND, CREAM, 0.3), 0.4, 0.5, 1.8)
    for s in (-1, 1):
        coat = b.shape([(s * 0.9, 1.36), (s * 1.5, 1.7), (s * 1.4, 3.9), (s * 0.16, 3.9), (s * 0.56, 2.3)], False)
        c.paint(coat.shifted(-s * 8, 6).blur(5), INK, 0.4)
        b.form(coat, mix(UMBER, RUST, 0.45), 0.24, 0.6, 2.6)
    b.ears()
    b.face(brow=mix(MIST, DUSK, 0.25), brow_w=1.3, lips=mix(RUST, TERRA, 0.4), nose=1.22, age=1.0, smile=0.3, lid=0.7)
    beard(b, mix(MIST, SAND, 0.2), BEARD, [LIPS], 0.32)
    white = mix(WARM, MIST, 0.5)
    t = b.turn
    for s in (-1, 1):
        half = b.shape(
            [
                (t, 0.40),
                (t + s * 0.2, 0.405),
                (t + s * 0.42, 0.5),
                (t + s * 0.52, 0.63),
                (t + s * 0.36, 0.585),
                (t + s * 0.14, 0.545),
                (t, 0.54),
            ]
        )
        c.paint(half, white if s < 0 else mix(white, DUSK, 0.45))
        b.strands(
            half,
            mix(DUSK, UMBER, 0.3),
            [(t, 0.41), (t + s * 0.1, 0.42)],
            [(t + s * 0.5, 0.62), (t + s * 0.2, 0.56)],
            12,
            1.4,
            0.7,
        )
    sides = b.shape([(-0.9, -0.62), (-1.04, -0.6), (-1.06, -0.2), (-0.96, 0.05), (-0.9, -0.2)])
    sides.im.paste(255, (0, 0), b.shape([(0.9, -0.62), (1.04, -0.6), (1.06, -0.2), (0.96, 0.05), (0.9, -0.2)]).im)
    b.form(sides, mix(MIST, DUSK, 0.3), 0.5, 0.55)
    cap = b.shape([(-1.1, -0.6), (-1.08, -0.95), (-0.94, -1.34), (-0.5, -1.56), (0.05, -1.62), (0.6, -1.55), (0.98, -1.32), (1.1, -0.95),
                   (1.1, -0.6), (0.6, -0.5), (0.0, -0.47), (-0.6, -0.5)])  # fmt: skip
    c.paint(cap.shifted(4, 16).blur(7).clip(b.mask), b.skin[2], 0.75)
    b.form(cap, mix(OCHRE, UMBER, 0.42), 0.34, 0.6)
    b.folds(cap, mix(UMBER, INK, 0.3), [[(-1.12, -0.78), (-0.5, -0.68), (0.1, -0.66), (0.7, -0.69), (1.12, -0.78)],
            [(0.1, -1.6), (0.3, -1.3), (0.34, -0.9)], [(-0.5, -1.5), (-0.66, -1.2), (-0.62, -0.95)]], 3.4, 0.55)  # fmt: skip
    return c.finish(1.0, 0.06, FRAME)
