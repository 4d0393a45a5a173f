"""The files of the design keep the rules of the house: nothing inline, nothing from elsewhere, every class and icon exists."""

import re
from pathlib import Path

import pytest
from django.conf import settings

STATIC = settings.ROOT / "site/website/static/website"
TEMPLATES = settings.ROOT / "templates"
CSS = sorted(STATIC.glob("css/*.css"))
# Every style sheet of the product: those of the whole site, and what a room draws for its own pages.
ROOMS = sorted([*settings.ROOT.glob("*/static/*/css/*.css"), *settings.ROOT.glob("*/*/static/*/css/*.css")])
WEB_TEMPLATES = [p for p in sorted(TEMPLATES.rglob("*")) if p.suffix in {".html", ".svg"} and not {"emails", "pdf"} & set(p.parts)]
CONTRACT = [
    "gp-container",
    "gp-stack",
    "gp-cluster",
    "gp-sheet",
    "gp-lead",
    "gp-muted",
    "gp-button",
    "gp-button--secondary",
    "gp-button--danger",
    "gp-button--quiet",
    "gp-field",
    "gp-label",
    "gp-hint",
    "gp-error",
    "gp-input",
    "gp-textarea",
    "gp-select",
    "gp-fieldset",
    "gp-choice",
    "gp-error-summary",
    "gp-notice",
    "gp-notice--success",
    "gp-notice--attention",
    "gp-notice--danger",
    "gp-task-list",
    "gp-task",
    "gp-task__title",
    "gp-task__meta",
    "gp-status",
    "gp-status--done",
    "gp-status--busy",
    "gp-status--empty",
    "gp-status--attention",
    "gp-summary-list",
    "gp-table",
    "gp-table-wrap",
    "gp-breadcrumbs",
    "gp-statusbar",
    "gp-pagination",
    "gp-skip",
    "gp-steps",
    "gp-step",
    "gp-figure",
    "gp-tip",
    "gp-warning",
    "gp-card",
    "gp-card-list",
    "gp-filters",
    "gp-chip",
    "gp-badge",
    "gp-compare",
    "gp-secret",
    "gp-empty",
    "gp-voice",
    "gp-toc",
]


def _name(path: Path) -> str:
    return str(path.relative_to(settings.ROOT))


def test_there_is_something_to_check() -> None:
    assert len(CSS) >= 2
    assert len(WEB_TEMPLATES) >= 15


@pytest.mark.parametrize(
    "path",
    [*CSS, *STATIC.glob("js/*.js"), *STATIC.rglob("*.svg"), *WEB_TEMPLATES],
    ids=_name,
)
def test_no_file_asks_another_host_for_anything(path: Path) -> None:
    text = path.read_text().replace("http://www.w3.org/2000/svg", "")
    # A link for the reader may lead elsewhere; a file for the browser may not come from there.
    text = re.sub(r"<a\b[^>]*>", "", text)
    assert not re.search(r"(https?:)?//[a-z0-9-]+\.[a-z]{2,}", text, re.IGNORECASE), "an address of another host"
    assert "@import" not in text


@pytest.mark.parametrize("path", WEB_TEMPLATES, ids=_name)
def test_no_template_holds_inline_style_or_script(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"<style\b", text)
    assert not re.search(r"<script\b(?![^>]*\bsrc=)(?![^>]*application/(ld\+)?json)", text)
    assert not re.search(r"\son[a-z]+\s*=", text)
    assert "javascript:" not in text


def test_the_css_is_small_enough_for_a_phone() -> None:
    # What every page loads. What one whole visit may weigh is measured in a browser (tests/quality).
    assert sum((STATIC / f"css/{name}.css").stat().st_size for name in ("tokens", "site")) < 45_000
    assert (STATIC / "css/formats.css").stat().st_size < 10_000


@pytest.mark.parametrize(
    "sheet", [sheet for sheet in ROOMS if sheet.name not in ("tokens.css", "site.css", "formats.css")], ids=lambda sheet: sheet.name
)
def test_what_a_room_draws_for_itself_is_small(sheet: Path) -> None:
    assert sheet.stat().st_size <= 4_096


@pytest.mark.parametrize("name", CONTRACT)
def test_every_agreed_class_is_drawn(name: str) -> None:
    css = (STATIC / "css/site.css").read_text()
    assert re.search(rf"\.{name}(?![\w-])", css)


@pytest.mark.parametrize("name", ["site", "formats"])
def test_every_colour_in_the_css_is_a_token_that_exists(name: str) -> None:
    css = (STATIC / f"css/{name}.css").read_text()
    tokens = set(re.findall(r"(--gp-[a-z0-9-]+):", (STATIC / "css/tokens.css").read_text())) | {"--gp-icon"}
    assert set(re.findall(r"var\((--gp-[a-z0-9-]+)", css)) <= tokens
    screen = css[: css.index("@media print")]
    assert not re.findall(r"(?<!&)#[0-9a-f]{3,8}\b(?![-\w])", screen)


def test_every_icon_that_the_css_asks_for_is_there() -> None:
    asked = set(re.findall(r'url\("\.\./([^"]+)"\)', (STATIC / "css/site.css").read_text()))
    assert asked
    assert {name for name in asked if not (STATIC / name).exists()} == set()


def test_every_class_that_a_template_uses_is_drawn() -> None:
    css = "".join(sheet.read_text() for sheet in ROOMS)
    drawn = set(re.findall(r"\.(gp-[a-z0-9_-]+)", css))
    attributes = re.findall(r'class="([^"]*)"', "\n".join(path.read_text() for path in WEB_TEMPLATES))
    # A name that a template tag completes ("gp-status--{{ state }}") is left to the test of its parts.
    used = {name for attribute in attributes for name in re.findall(r"(?<![\w-])gp-[a-z0-9_-]+(?!\w|-|\{)", attribute)}
    assert len(used) > 40
    assert {name for name in used if not name.endswith("-")} - drawn - {"gp-statusbar__inner"} == set()
