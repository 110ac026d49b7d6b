"""Three of the sitters: hair, scarves, a rain jacket around the common head."""

from canvas import (
    AMBER,
    CLAY,
    DEEP,
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
from portraits import FRAME, OLIVE_SKIN, PALE_SKIN, Bust

SCARF = [(-1.75, 2.1), (-1.62, 1.2), (-1.5, 0.3), (-1.38, -0.5), (-1.02, -1.12), (-0.4, -1.43), (0.2, -1.46), (0.85, -1.25),
         (1.28, -0.68), (1.46, 0.1), (1.56, 1.1), (1.8, 2.1)]  # fmt: skip
OPENING = [(-0.8, 1.35), (-1.12, 0.7), (-1.2, -0.1), (-1.06, -0.72), (-0.62, -1.16), (0.0, -1.28), (0.62, -1.14), (1.04, -0.7),
           (1.2, -0.1), (1.1, 0.7), (0.8, 1.35)]  # fmt: skip


def scarf(b, tone, drape, fold_tone):
    """The cloth behind, the hollow inside it; returns the hollow so that hair can be clipped to it."""
    back = b.shape(SCARF)
    b.form(back, tone, 0.35, 0.6, 2.2)
    b.folds(back, fold_tone, [[(-0.7, -1.3), (-1.22, -0.6), (-1.36, 0.4), (-1.3, 1.5)], [(-0.2, -1.4), (-0.9, -1.1),
            (-1.2, -0.5), (-1.26, 0.0)], [(0.5, -1.38), (1.16, -0.7), (1.34, 0.3), (1.3, 1.4)], [(1.0, -1.1), (1.36, -0.3),
            (1.46, 0.6), (1.5, 1.6)], [(-1.5, 0.5), (-1.46, 1.2), (-1.6, 2.0)]], 5, 0.6)  # fmt: skip
    hollow = b.shape(OPENING)
    b.c.paint(hollow, mix(tone, INK, 0.72))
    return hollow


def drape(b, tone, fold_tone, pts, folds):
    m = b.shape(pts)
    b.c.paint(m.shifted(6, 16).blur(8), INK, 0.4)
    b.form(m, tone, 0.35, 0.6, 2.6)
    b.folds(m, fold_tone, folds, 6, 0.65)


def leila_rahmani():
    b = Bust(201, mix(OCHRE, AMBER, 0.25), OLIVE_SKIN, w=150, h=226, turn=-0.09)
    b.shoulders(mix(NIGHT, LAPIS, 0.35), 20, 470)
    tone, line = mix(TEAL, SAGE, 0.12), mix(DEEP, INK, 0.3)
    hollow = scarf(b, tone, None, line)
    b.neck(0.52)
    hair = b.shape([(-1.06, 0.6), (-1.14, -0.1), (-1.02, -0.75), (-0.58, -1.17), (0.0, -1.26), (0.6, -1.15), (1.02, -0.74),
                    (1.12, -0.1), (1.0, 0.55), (0, 0.2)]).clip(hollow)  # fmt: skip
    b.form(hair, mix(INK, UMBER, 0.45), 0.12, 0.6)
    b.face(
        brow=mix(INK, UMBER, 0.4), brow_w=0.8, brow_arch=1.0, lips=mix(TERRA, RUST, 0.2), nose=0.9, age=0.25, smile=0.8
    )
    front = b.shape([(0.26, -1.22), (-0.3, -1.2), (-0.84, -0.92), (-1.1, -0.3), (-1.06, 0.42), (-0.9, 0.2), (-0.86, -0.24),
                     (-0.66, -0.6), (-0.1, -0.86), (0.2, -1.0), (0.4, -1.1)])  # fmt: skip
    right = b.shape([(0.16, -1.22), (0.6, -1.12), (1.0, -0.7), (1.12, -0.1), (1.02, 0.4), (0.93, 0.1), (0.86, -0.42),
                     (0.62, -0.74), (0.24, -0.92), (0.1, -1.02)])  # fmt: skip
    for m in (right, front):
        b.form(m, mix(INK, UMBER, 0.5), 0.16, 0.5)
    b.strands(
        front,
        mix(CLAY, UMBER, 0.35),
        [(0.2, -1.2), (-0.1, -1.1), (0.0, -0.92)],
        [(-1.05, 0.2), (-0.95, -0.1), (-0.8, -0.4)],
        22,
    )
    b.strands(right, mix(RUST, UMBER, 0.4), [(0.2, -1.18), (0.3, -0.95)], [(1.08, 0.1), (0.9, -0.2)], 12)
    drape(b, tone, line, [(-1.55, 1.0), (-1.1, 1.15), (-0.5, 1.55), (0.2, 1.72), (0.95, 1.35), (1.45, 0.95), (1.75, 1.7), (1.4, 2.3),
          (0.9, 2.9), (0.5, 3.9), (-0.3, 3.9), (-0.1, 2.8), (-0.9, 2.3), (-1.9, 2.2)],
          [[(-1.3, 1.2), (-0.6, 1.8), (0.3, 2.0), (1.2, 1.5)], [(-1.5, 1.6), (-0.7, 2.1), (0.2, 2.3), (1.3, 1.9)],
           [(0.2, 2.3), (0.25, 3.0), (0.1, 3.8)], [(0.6, 2.2), (0.5, 3.0), (0.35, 3.8)]])  # fmt: skip
    return b.c.finish(1.0, 0.06, FRAME)


def glasses(b, tone):
    c = b.c
    m = c.mask()
    for s in (-1, 1):
        x, y = b.cx + (s * 0.44 + b.turn) * b.w, b.cy - 0.1 * b.h
        rx, ry = 0.345 * b.w, 0.175 * b.h
        pts = [(x - rx, y - ry * 0.75), (x, y - ry), (x + rx, y - ry * 0.75), (x + rx * 0.95, y + ry * 0.5), (x, y + ry * 1.05),
               (x - rx * 0.95, y + ry * 0.5)]  # fmt: skip
        lens = c.poly(pts, True)
        c.stipple(lens, PAPER, c.lin(x + rx * 0.2, y + ry * 0.2, x - rx, y - ry) * 0.5, 0.45)
        ring = c.poly(pts, True)
        small = c.poly([(x + (u - x) * 0.9, y + (v - y) * 0.88) for u, v in pts], True)
        ring.im.paste(0, (0, 0), small.im)
        m.im.paste(255, (0, 0), ring.im)
    m.limb(b.p([(-0.12, -0.15, 3.2), (0.0, -0.175, 3.4), (0.12, -0.15, 3.2)], b.turn), smooth=True)
    m.limb(b.p([(-0.78 + b.turn, -0.19, 4), (-0.99, -0.16, 4)])).limb(b.p([(0.78 + b.turn, -0.19, 4), (1.0, -0.16, 4)]))
    c.paint(m.shifted(5, 9).blur(2), b.skin[2], 0.5).paint(m, tone)
    c.stipple(m, AMBER, c.rad(b.cx - 120, b.cy - 80, 0, 90) * 0.7)


def mina_tavakoli():
    b = Bust(203, mix(TERRA, CLAY, 0.25), OLIVE_SKIN, w=156, h=222, jaw=0.15, turn=-0.06)
    b.shoulders(mix(DEEP, INK, 0.35), 20, 480)
    tone, line = mix(WARM, SAND, 0.35), mix(DUNE, UMBER, 0.25)
    hollow = scarf(b, tone, None, line)
    b.neck(0.5)
    grey = mix(UMBER, DUSK, 0.35)
    b.form(b.shape([(-1.04, 0.2), (-1.1, -0.4), (-0.8, -1.0), (-0.2, -1.24), (0.4, -1.2), (0.95, -0.8), (1.08, -0.2), (1.0, 0.3),
                    (0, 0)]).clip(hollow), grey, 0.2, 0.6)  # fmt: skip
    b.face(
        brow=mix(UMBER, INK, 0.3),
        brow_w=0.75,
        brow_arch=0.6,
        lips=mix(TERRA, RUST, 0.35),
        nose=1.0,
        age=0.6,
        smile=0.6,
        lid=0.4,
    )
    front = b.shape([(-0.12, -1.22), (-0.7, -1.02), (-1.06, -0.5), (-1.06, 0.02), (-0.93, -0.22), (-0.8, -0.58), (-0.3, -0.83),
                     (0.35, -0.86), (0.8, -0.66), (0.94, -0.3), (1.05, -0.02), (1.08, -0.5), (0.8, -0.96), (0.35, -1.2)])  # fmt: skip
    b.form(front, grey, 0.3, 0.6)
    b.strands(
        front,
        mix(MIST, DUSK, 0.2),
        [(-0.1, -1.2), (0.0, -1.0), (0.1, -0.9)],
        [(-1.05, -0.1), (-0.9, -0.3), (-0.7, -0.66)],
        24,
    )
    b.strands(front, mix(MIST, UMBER, 0.4), [(0.0, -1.2), (0.1, -0.9)], [(1.06, -0.1), (0.8, -0.66)], 18)
    glasses(b, mix(INK, UMBER, 0.2))
    drape(b, tone, line, [(-1.5, 0.75), (-1.12, 0.95), (-0.62, 1.28), (0.0, 1.42), (0.62, 1.28), (1.12, 0.95), (1.5, 0.75), (1.75, 1.6),
          (1.5, 2.2), (0.7, 2.5), (0.0, 3.0), (-0.7, 2.55), (-1.6, 2.2), (-1.8, 1.6)],
          [[(-1.2, 1.0), (-0.6, 1.5), (0.0, 1.7), (0.7, 1.5), (1.2, 1.1)], [(-1.5, 1.5), (-0.7, 1.9), (0.1, 2.1), (0.9, 1.85)],
           [(-0.4, 2.3), (0.1, 2.45), (1.2, 2.0)], [(0.1, 1.5), (0.3, 2.0), (0.1, 2.8)]])  # fmt: skip
    return b.c.finish(1.0, 0.06, FRAME)


def sara_holm():
    b = Bust(206, mix(WATER, MIST, 0.2), PALE_SKIN, w=148, h=224, turn=-0.08)
    c = b.c
    tone = mix(OCHRE, AMBER, 0.45)
    back = b.shape(
        [(-1.3, 2.0), (-1.5, 1.5), (-1.25, 1.0), (-0.6, 0.85), (0.6, 0.85), (1.25, 1.0), (1.5, 1.5), (1.3, 2.0)]
    )
    b.form(back, mix(OCHRE, UMBER, 0.4), 0.1, 0.5, 2)  # the hood lies on the back
    coat = b.shoulders(tone, 10, 480)
    b.neck(0.52)
    knit = b.shape([(-0.66, 1.22), (-0.3, 1.4), (0.1, 1.45), (0.66, 1.22), (0.8, 1.8), (0, 2.3), (-0.8, 1.8)])
    b.form(knit, mix(LAPIS, NIGHT, 0.3), 0.25, 0.5)
    b.folds(knit, mix(DUSK, LAPIS, 0.4), [[(-0.5, 1.36), (-0.45, 1.6), (-0.5, 1.8)], [(-0.2, 1.48), (-0.18, 1.7), (-0.2, 2.0)],
            [(0.15, 1.5), (0.16, 1.7), (0.15, 2.0)], [(0.45, 1.4), (0.44, 1.6), (0.46, 1.85)]], 3, 0.7)  # fmt: skip
    for s in (-1, 1):
        flap = b.shape(
            [(s * 0.7, 1.06), (s * 1.12, 1.3), (s * 1.2, 1.75), (s * 0.5, 2.5), (s * 0.02, 2.55), (s * 0.5, 1.8)]
        )
        c.paint(flap.shifted(-s * 6, 10).blur(5), INK, 0.35)
        b.form(flap, mix(tone, AMBER, 0.4), 0.4, 0.55, 2.2)
    b.folds(coat, mix(UMBER, OCHRE, 0.2), [[(0.02, 2.5), (0.03, 3.1), (0.02, 3.9)], [(-2.2, 2.7), (-1.8, 3.0), (-1.7, 3.8)],
            [(2.2, 2.7), (1.9, 3.1), (1.9, 3.8)], [(-1.3, 1.9), (-1.5, 2.4), (-1.4, 3.0)]], 4, 0.7)  # fmt: skip
    cord = c.mask().limb(b.p([(-0.36, 2.2, 4), (-0.42, 2.6, 4), (-0.38, 2.9, 4)]), smooth=True)
    cord.limb(b.p([(0.36, 2.2, 4), (0.4, 2.7, 4), (0.36, 3.05, 4)]), smooth=True)
    c.paint(cord, PAPER)
    blond = mix(DUNE, AMBER, 0.25)
    behind = b.shape([(-1.1, 0.42), (-1.2, -0.2), (-1.16, -0.8), (-0.7, -1.3), (0.1, -1.42), (0.8, -1.26), (1.16, -0.75), (1.2, -0.1),
                      (1.08, 0.44), (0, 0.2)])  # fmt: skip
    b.form(behind, mix(blond, UMBER, 0.45), 0.1, 0.5)
    b.face(brow=mix(UMBER, OCHRE, 0.4), brow_w=0.75, brow_arch=0.7, lips=mix(CLAY, TERRA, 0.6), nose=0.86, smile=0.9,
           iris=mix(TEAL, DUSK, 0.4))  # fmt: skip
    fringe = b.shape([(0.42, -1.36), (-0.2, -1.42), (-0.8, -1.22), (-1.16, -0.72), (-1.2, -0.1), (-1.08, 0.34), (-0.96, 0.1), (-0.93, -0.3),
                      (-0.72, -0.52), (-0.2, -0.62), (0.3, -0.9)])  # fmt: skip
    right = b.shape([(0.3, -1.4), (0.82, -1.24), (1.16, -0.74), (1.2, -0.1), (1.06, 0.36), (0.95, 0.06), (0.92, -0.42), (0.7, -0.76),
                     (0.3, -0.92)])  # fmt: skip
    for m in (right, fringe):
        b.form(m, blond, 0.45, 0.5)
    b.strands(
        fringe,
        mix(UMBER, OCHRE, 0.45),
        [(0.4, -1.34), (0.3, -1.1), (0.28, -0.92)],
        [(-1.15, 0.1), (-0.98, -0.1), (-0.5, -0.58)],
        30,
    )
    b.strands(right, mix(UMBER, OCHRE, 0.3), [(0.36, -1.34), (0.34, -0.95)], [(1.14, 0.2), (0.92, -0.4)], 16)
    return c.finish(1.0, 0.06, FRAME)
