"""Fixtures of the browser tests: the stage, one Chromium per module, and people who come with a fresh profile. Imported by two conftests."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from . import stage as stages
from .person import Person
from .stage import Stage

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]


def chromium() -> str:
    """The program to drive.

    Raises:
        Skipped: when there is none; with BROWSER_VERPLICHT=1 the test fails instead.
    """
    path = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
    if not Path(path).is_file():
        (pytest.fail if os.environ.get("BROWSER_VERPLICHT") == "1" else pytest.skip)(
            f"no Chromium at {path}; name one with CHROMIUM=/path/to/it"
        )
    return path


# For one file of tests: what another file's tests left behind would make the order of files matter.
@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    """The running demo, fresh for this file."""
    chromium()
    yield stages.enter()
    stages.leave()


# Not for the whole session: playwright keeps an event loop running, and Django refuses the database to code under one.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def comes(stage: Stage, browser: Browser) -> Iterator[Callable[..., Person]]:
    """`comes("anja")` is Anja at a fresh browser; at the end everybody leaves and tells what was wrong on the way."""
    present: list[Person] = []

    def arrive(name: str, *, script: bool = True, phone: bool = False) -> Person:
        present.append(Person(stage, browser, name, script=script, phone=phone))
        return present[-1]

    yield arrive
    wrong = []
    for person in present:
        person.context.close()
        wrong += [f"{person.name}: {what}" for what in person.wrong]
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)
