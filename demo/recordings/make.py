"""Make the sounds of the demo newsroom: python demo/recordings/make.py. Synthesised, so they are free of any right."""

import math
import random
import wave
from array import array
from pathlib import Path

HERE = Path(__file__).resolve().parent
RATE = 16_000
SECONDS = 9


def silence():
    return [0.0] * (RATE * SECONDS)


def add(track, at, sound, gain=1.0):
    start = int(at * RATE)
    for offset, value in enumerate(sound[: len(track) - start]):
        track[start + offset] += value * gain


def noise(rng, smooth, seconds=SECONDS):
    """White noise through one low-pass; the nearer `smooth` is to 1, the darker the sound."""
    level, out = 0.0, []
    for _ in range(int(seconds * RATE)):
        level += (rng.uniform(-1, 1) - level) * (1 - smooth)
        out.append(level)
    return out


def tone(seconds, pitch, shape):
    """A sine whose pitch (Hz) and shape (0..1) are functions of the fraction of time gone."""
    phase, out, count = 0.0, [], int(seconds * RATE)
    for step in range(count):
        phase += 2 * math.pi * pitch(step / count) / RATE
        out.append(math.sin(phase) * shape(step / count))
    return out


def bubble(rng):
    """A drop closing over a little air: the pitch rises while the sound dies."""
    base, rise = rng.uniform(420, 1500), rng.uniform(0.15, 0.9)
    return tone(rng.uniform(0.02, 0.08), lambda t: base * (1 + rise * t), lambda t: math.exp(-5 * t) * min(1, 12 * t))


def whistle(low, high):
    return tone(0.22, lambda t: low + (high - low) * math.sin(math.pi * t), lambda t: math.sin(math.pi * t) ** 2)


def divider_at_dawn():
    rng = random.Random(17)
    track = silence()
    bright, dark = noise(rng, 0.55), noise(rng, 0.93)
    for step in range(len(track)):
        sway = 0.8 + 0.2 * math.sin(2 * math.pi * step / RATE / 2.7)
        track[step] = 0.10 * bright[step] * sway + 0.9 * dark[step]
    for _ in range(900):
        add(track, rng.uniform(0, SECONDS - 0.1), bubble(rng), rng.uniform(0.02, 0.13))
    for at in (2.1, 2.4, 2.85, 6.2, 6.5, 6.95):
        add(track, at, whistle(2300, 3300 if at in (2.85, 6.95) else 2800), 0.06)
    return track


def click(rng, dark, seconds=0.012):
    sound = noise(rng, dark, seconds)
    return [value * math.exp(-6 * step / len(sound)) for step, value in enumerate(sound)]


def tape_and_buzzer():
    rng = random.Random(58)
    track = silence()
    for step, value in enumerate(noise(rng, 0.985)):
        track[step] = value * (0.7 + 0.4 * math.sin(2 * math.pi * step / RATE / 4.1))
    at, gap = 0.3, 0.09
    while at < 6.1:
        add(track, at, click(rng, 0.35), 0.5)
        gap *= 1.012 if at < 3.6 else 1.075
        at += gap
    buzz = tone(1.25, lambda t: 3150, lambda t: 0.5 + 0.5 * math.copysign(1, math.sin(2 * math.pi * 42 * t)))
    add(track, 6.4, buzz, 0.16)
    add(track, 8.2, click(rng, 0.8, 0.09), 0.9)
    ring = tone(0.5, lambda t: 880, lambda t: math.exp(-7 * t))
    add(track, 8.2, ring, 0.12)
    return track


def write(track, name):
    peak = max(abs(value) for value in track)
    fade = RATE // 4
    samples = array("h")
    for step, value in enumerate(track):
        edge = min(1.0, step / fade, (len(track) - 1 - step) / fade)
        samples.append(round(value / peak * edge * 20_000))
    with wave.open(str(HERE / name), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    print(name, (HERE / name).stat().st_size)


if __name__ == "__main__":
    write(divider_at_dawn(), "divider-at-dawn.wav")
    write(tape_and_buzzer(), "tape-and-buzzer.wav")
