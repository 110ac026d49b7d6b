"""Height fields: evening shadows, and a view of the field from a raised eye."""

import numpy as np
from PIL import Image


def smooth_noise(rng, shape, cells, stretch=1.0):
    gh, gw = max(4, int(cells)), max(4, int(cells * shape[1] / shape[0] * stretch))
    im = Image.fromarray(rng.normal(0, 0.5, (gh, gw)).astype(np.float32))
    return np.asarray(im.resize((shape[1], shape[0]), Image.BICUBIC))


def fbm(rng, shape, cells, octaves=5, gain=0.5):
    return sum(smooth_noise(rng, shape, cells * 2**i) * gain**i for i in range(octaves))


def cast_shadow(height, slope, soft=1.0):
    """Shade 0..1 of a sun standing at the left of the map; slope is its fall per cell."""
    run = np.arange(height.shape[1], dtype=np.float32) * slope
    reach = np.maximum.accumulate(height + run[None, :], axis=1)
    return np.clip((reach - (height + run[None, :])) / soft, 0, 1)


def slope_light(height, strength):
    """How much each cell leans towards a sun at the left: about -1..1."""
    gy, gx = np.gradient(height)
    return np.tanh((gx + 0.35 * gy) * strength)


def blur(a, radius):
    """Box blur twice: enough to soften a map."""
    for _ in range(2):
        for axis in (0, 1):
            pad = [(0, 0), (0, 0)]
            pad[axis] = (radius + 1, radius)
            c = np.cumsum(np.pad(a, pad, mode="edge"), axis=axis, dtype=np.float64)
            n = 2 * radius + 1
            a = (np.take(c, range(n, c.shape[axis]), axis) - np.take(c, range(c.shape[axis] - n), axis)) / n
    return a.astype(np.float32)


def sample(a, row, col):
    r = np.clip(row, 0, a.shape[0] - 1.001)
    c = np.clip(col, 0, a.shape[1] - 1.001)
    ri, ci = r.astype(np.int32), c.astype(np.int32)
    fr, fc = (r - ri).astype(np.float32), (c - ci).astype(np.float32)
    if a.ndim == 3:
        fr, fc = fr[..., None], fc[..., None]
    top = a[ri, ci] * (1 - fc) + a[ri, ci + 1] * fc
    return top * (1 - fr) + (a[ri + 1, ci] * (1 - fc) + a[ri + 1, ci + 1] * fc) * fr


def view(height, size, camera):
    """Look over the field; returns map rows, columns and how far below the visible edge each pixel is.

    camera: eye (col, row) on the map, z eye height, horizon (pixels from the top), focal (pixels),
    near and far distances in cells, yaw in degrees. Pixels above the farthest ground get row -1.
    """
    w, h = size
    yaw = np.radians(camera.get("yaw", 0))
    depth = np.geomspace(camera["near"], camera["far"], camera.get("steps", 2600)).astype(np.float32)
    sx = (np.arange(w, dtype=np.float32) - w * camera.get("centre", 0.5))[:, None] / camera["focal"]
    side = sx * depth[None, :]
    cols = camera["eye"][0] + side * np.cos(yaw) + depth[None, :] * np.sin(yaw)
    rows = camera["eye"][1] - depth[None, :] * np.cos(yaw) + side * np.sin(yaw)
    ground = sample(height, rows, cols)
    screen = camera["horizon"] + camera["focal"] * (camera["z"] - ground) / depth[None, :]
    edge = np.minimum.accumulate(screen, axis=1)  # from near to far only rising ground stays visible
    out_r = np.full((h, w), -1, np.float32)
    out_c = np.zeros((h, w), np.float32)
    drop = np.zeros((h, w), np.float32)
    ys = np.arange(h, dtype=np.float32)
    for i in range(w):
        seen = edge[i, -1] <= ys
        # the first step that reached this height is the visible one
        j = np.searchsorted(-edge[i], -ys, side="left")
        j = np.clip(j, 0, len(depth) - 1)
        out_r[:, i] = np.where(seen, rows[i, j], -1)
        out_c[:, i] = cols[i, j]
        nearer = edge[i, np.maximum(j - 1, 0)]
        drop[:, i] = np.where(seen, nearer - edge[i, j], 0)
    return out_r, out_c, drop
