"""The demo with everything in it, and one browser that walks through it: once on a desk, once zoomed in to 400%, once without JavaScript."""

import re
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser import stage as stages
from tests.browser.fixtures import browser, stage
from tests.browser.stage import Stage
from tests.quality.visits import Visit, visits
from tests.quality.walk import Walk, walk

__all__ = ["browser", "stage"]

LONG_PAGE = 40_000
# What a script copies is a tree of its own, in which an id may stand that is in the page too; the checker reads it as part of the page.
TEMPLATE = re.compile(r"<template>.*?</template>", re.DOTALL)


@pytest.fixture(scope="module")
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


@pytest.fixture(scope="module")
def as_in_production(stage: Stage, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same database behind a server with production's settings, so that files come packed as they do there; no TLS in front of it."""
    folder = tmp_path_factory.mktemp("productie")
    (folder / "media").symlink_to(stage.folder / "media")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    secrets = dict(line.split("=", 1) for line in (stage.folder / "geheimen.env").read_text().splitlines())
    environment = stages.environment(stage) | {
        "DJANGO_SETTINGS_MODULE": "groeiportaal.settings.production",
        "DATA_DIR": str(folder),
        "BASE_URL": f"http://127.0.0.1:{port}",
        "ALLOWED_HOSTS": "127.0.0.1",
        "EMAIL_URL": "consolemail://",
        "SECURE_SSL_REDIRECT": "0",
        "MEDIA_SERVED_BY_APP": "1",
        **{name: secrets[name] for name in ("SECRET_KEY", "DOSSIER_SLEUTELS", "TOEGANG_PEPER")},
    }
    # Public pages ask for nothing of the admin, and packing that takes a while.
    others = [f"--ignore={pattern}" for pattern in ("wagtail*", "admin", "rest_framework", "ninja", "guardian", "versioned")]
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0", *others]
    subprocess.run(collect, cwd=stages.ROOT, env=environment, check=True)
    server = Stage(folder, stage.database_url, port)
    stages.serve(server, environment)
    yield server.url
    assert server.process
    server.process.terminate()
    server.process.wait(timeout=20)


@pytest.fixture(scope="module")
def html_files(pages: Walk, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """File → address for every kind of page, and for every other page that is not very long: those are the formats, which are all made alike."""
    folder = tmp_path_factory.mktemp("html")
    files = {}
    for number, answer in enumerate(pages.answers.values()):
        if answer.path in pages.kinds.values() or len(answer.html) < LONG_PAGE:
            file = folder / f"{number}.html"
            file.write_text(TEMPLATE.sub("<template></template>", answer.html), encoding="utf-8")
            files[str(file)] = answer.path
    return files
