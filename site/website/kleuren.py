"""One accent colour becomes a whole theme, light and dark, in which every text stays readable. For the settings of a site and its stylesheet.

Measured the way of WCAG 2.2 (1.4.3): text needs 4.5:1. The papers and inks are those of tokens.css; a test compares them.
"""

import re
from dataclasses import dataclass

MINIMUM = 4.5

Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)


@dataclass(frozen=True)
class Ground:
    """What the accent stands on in one scheme: the page, the sheets and notes on it, and the ink that a strong accent leans to."""

    paper: str
    sheet: str
    note: str
    signal_soft: str
    danger_soft: str
    ink: str
    dark: bool


LIGHT = Ground("#f6f1e6", "#fffefb", "#f9f3e3", "#fcefd0", "#fbeae5", "#211f1a", dark=False)
DARK = Ground("#161511", "#1f1d19", "#2a261c", "#352a12", "#3a1f1a", "#ece6d9", dark=True)


def parse(text: str) -> Colour:
    """The three numbers of `#rrggbb`.

    Raises:
        ValueError: for anything else.
    """
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise ValueError(text)
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def to_hex(colour: Colour) -> str:
    """The colour as a stylesheet writes it."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """This share of the first colour, the rest of the second, as `color-mix(in srgb, …)` does."""
    red, green, blue = (round(a * share + b * (1 - share)) for a, b in zip(first, second, strict=True))
    return red, green, blue


def contrast(first: Colour, second: Colour) -> float:
    """The contrast ratio of WCAG 2.2 between 1 and 21."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    parts = [value / 255 for value in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def weakest(accent: Colour, ground: Ground) -> float:
    """The lowest contrast that text in this accent, or text on it, would have anywhere on the site."""
    surfaces = [parse(value) for value in (ground.paper, ground.sheet, ground.note, ground.signal_soft, ground.danger_soft)]
    return min(contrast(accent, surface) for surface in [*surfaces, soft(accent, ground), on_accent(accent, ground)])


def soft(accent: Colour, ground: Ground) -> Colour:
    """The tint behind something that belongs to the accent."""
    return mix(accent, parse(ground.sheet), 0.10)


def strong(accent: Colour, ground: Ground) -> Colour:
    """The accent under a pointer."""
    return mix(accent, parse(ground.ink), 0.75)


def on_accent(accent: Colour, ground: Ground) -> Colour:
    """The text on a button: white by day; by night nearly black, with a breath of the accent."""
    return mix(accent, BLACK, 0.12) if ground.dark else WHITE


def readable(accent: Colour, ground: Ground) -> Colour:
    """The nearest shade of this accent that is readable on this ground: darker by day, lighter by night."""
    end = WHITE if ground.dark else BLACK
    for step in range(101):
        shade = mix(end, accent, step / 100)
        if weakest(shade, ground) >= MINIMUM:
            return shade
    return end
