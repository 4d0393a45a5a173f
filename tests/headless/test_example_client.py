"""The example client of docs/voorbeelden in a real browser, from another origin than the API it reads."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.browser.fixtures import browser, stage

__all__ = ["browser", "stage"]
pytestmark = [pytest.mark.browser]
FOLDER = Path(__file__).resolve().parents[2] / "docs" / "voorbeelden"


class Quiet(SimpleHTTPRequestHandler):
    """A web server that says nothing."""

    def log_message(self, *args: Any) -> None:
        """Nothing."""


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """The example on a server of its own."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=FOLDER))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_another_website_lists_formulieren_and_shows_a_handleiding(stage, browser, elsewhere):
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{elsewhere}/index.html?api={stage.url}")
    status = page.locator("#melding")
    page.wait_for_function("document.getElementById('melding').textContent.includes('gevonden')")
    everything = page.locator("#formulieren li").count()
    assert everything > 3

    page.select_option("#soort", "format")
    with page.expect_response(lambda answer: "soort=format" in answer.url) as first:
        page.click("text=Toon formulieren")
    assert first.value.status == 200
    page.wait_for_function(f"document.querySelectorAll('#formulieren li').length < {everything}")
    assert all("(format)" in line for line in page.locator("#formulieren li").all_inner_texts())

    with page.expect_response(lambda answer: "soort=format" in answer.url) as second:
        page.click("text=Toon formulieren")
    assert second.value.status == 304
    page.wait_for_function("document.getElementById('melding').textContent.includes('niet veranderd')")
    assert "gevonden" in status.inner_text()

    page.locator("#handleidingen button").first.click()
    page.wait_for_selector("#handleiding ol li")
    assert page.locator("#handleiding ol li").count() >= 2
    page.close()
    assert said == []
