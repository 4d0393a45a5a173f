"""Every colour that meets another in the design is far enough from it, computed from tokens.css itself."""

import re

import pytest
from django.conf import settings

TOKENS = settings.ROOT / "site/website/static/website/css/tokens.css"

# Text and what it stands on: 4.5:1 (WCAG 1.4.3).
TEXT = [
    *((text, ground) for text in ("ink", "ink-muted", "accent", "accent-strong", "danger") for ground in ("paper", "sheet")),
    *(
        ("ink", ground)
        for ground in (
            "accent-soft",
            "signal-soft",
            "danger-soft",
            "note",
            "rule",
            "line",
        )
    ),
    *(("accent", ground) for ground in ("accent-soft", "signal-soft", "danger-soft", "note")),
    *(("ink-muted", ground) for ground in ("accent-soft", "note")),
    ("accent-strong", "accent-soft"),
    ("danger", "danger-soft"),
    ("signal", "signal-soft"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-danger", "danger"),
    ("paper", "ink"),
]
# Borders of inputs, icons and the focus ring: 3:1 (WCAG 1.4.11).
SHAPES = [
    *(("line-strong", ground) for ground in ("paper", "sheet", "note")),
    *(("focus", ground) for ground in ("paper", "sheet", "accent-soft", "signal-soft", "note")),
    ("danger", "sheet"),
    ("accent", "sheet"),
    ("signal", "signal-soft"),
]

Colour = tuple[float, float, float]


def _block(css: str, opening: str) -> dict[str, str]:
    """The colour tokens of the first :root after this text."""
    body = css[css.index(opening) + len(opening) :]
    body = body[body.index(":root {") :]
    return dict(re.findall(r"--gp-color-([a-z-]+):\s*([^;]+);", body[: body.index("}")]))


def _resolve(value: str, tokens: dict[str, str]) -> Colour:
    """A hex value, a reference or a mix in sRGB as three numbers between 0 and 1."""
    if found := re.fullmatch(r"#([0-9a-f]{6})", value):
        return tuple(int(found[1][i : i + 2], 16) / 255 for i in (0, 2, 4))  # type: ignore[return-value]
    if found := re.fullmatch(r"var\(--gp-color-([a-z-]+)\)", value):
        return _resolve(tokens[found[1]], tokens)
    found = re.fullmatch(r"color-mix\(in srgb, (.+?) (\d+)%, (.+)\)", value)
    assert found, f"tokens.css holds a colour that this test cannot read: {value}"
    share = int(found[2]) / 100
    first, second = _resolve(found[1], tokens), _resolve(found[3], tokens)
    return tuple(a * share + b * (1 - share) for a, b in zip(first, second, strict=True))  # type: ignore[return-value]


def _luminance(colour: Colour) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: Colour, second: Colour) -> float:
    """The WCAG contrast ratio of two colours."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _tokens(scheme: str, *, mixed: bool) -> dict[str, str]:
    css = re.sub(r"/\*.*?\*/", "", TOKENS.read_text(), flags=re.DOTALL)
    tokens = _block(css, "")
    if scheme == "dark":
        tokens |= _block(css, "@media screen and (prefers-color-scheme: dark)")
    if mixed:
        tokens |= _block(css, "@supports (color: color-mix")
    return tokens


def test_the_measure_itself_is_right() -> None:
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)
    assert contrast(_resolve("#777777", {}), (1, 1, 1)) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("mixed", [False, True], ids=["plain", "mixed"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_what_it_stands_on(scheme: str, mixed: bool) -> None:
    tokens = _tokens(scheme, mixed=mixed)
    weak = {
        f"{text} on {ground}": round(ratio, 2)
        for text, ground in TEXT
        if (ratio := contrast(_resolve(tokens[text], tokens), _resolve(tokens[ground], tokens))) < 4.5
    }
    assert weak == {}


@pytest.mark.parametrize("mixed", [False, True], ids=["plain", "mixed"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_borders_of_inputs_icons_and_focus_can_be_seen(scheme: str, mixed: bool) -> None:
    tokens = _tokens(scheme, mixed=mixed)
    weak = {
        f"{shape} on {ground}": round(ratio, 2)
        for shape, ground in SHAPES
        if (ratio := contrast(_resolve(tokens[shape], tokens), _resolve(tokens[ground], tokens))) < 3
    }
    assert weak == {}


def test_dark_redefines_every_colour_of_light() -> None:
    css = TOKENS.read_text()
    assert set(_block(css, "@media screen and (prefers-color-scheme: dark)")) == set(_block(css, ""))
