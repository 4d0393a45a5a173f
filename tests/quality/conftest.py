"""The demo with everything in it, and one browser that walks through it: once on a desk, once zoomed in to 400%, once without JavaScript."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.fixtures import browser, stage
from tests.browser.stage import Stage
from tests.quality.visits import Visit, visits
from tests.quality.walk import Walk, walk

__all__ = ["browser", "stage"]


@pytest.fixture(scope="session")
def pages(stage: Stage) -> Walk:
    """An address of every kind of page, and the HTML of every page."""
    return walk(stage)


@pytest.fixture(scope="module")
def on_a_desk(stage: Stage, browser: Browser, pages: Walk) -> Iterator[dict[str, Visit]]:
    """Every kind of page as seen on a wide screen, by somebody with a keyboard."""
    yield from visits(stage, browser, pages, viewport={"width": 1280, "height": 900}, color_scheme="light")


@pytest.fixture(scope="module")
def zoomed_in(stage: Stage, browser: Browser, pages: Walk) -> Iterator[dict[str, Visit]]:
    """Every kind of page at 400%: what is 1280 by 1024 px then has room for 320 by 256. In the dark, for the other set of colours."""
    yield from visits(stage, browser, pages, viewport={"width": 320, "height": 256}, color_scheme="dark")


@pytest.fixture(scope="module")
def without_script(stage: Stage, browser: Browser, pages: Walk) -> Iterator[dict[str, Visit]]:
    """Every kind of page on a phone that runs no JavaScript."""
    yield from visits(stage, browser, pages, viewport={"width": 360, "height": 740}, java_script_enabled=False)


@pytest.fixture(scope="session")
def html_folder(pages: Walk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every page that was fetched, as a file."""
    folder = tmp_path_factory.mktemp("html")
    for number, answer in enumerate(pages.answers.values()):
        (folder / f"{number}.html").write_text(answer.html, encoding="utf-8")
    return folder
