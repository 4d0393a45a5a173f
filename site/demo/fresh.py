"""A fresh demo on a free port, with its own server and folder, thrown away afterwards. Only for the walk of `manage.py screenshots`."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings


@contextmanager
def fresh_demo(data: Path) -> Iterator[tuple[str, str]]:
    """A fresh demo: its address, and what the demo command printed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://localhost:{port}"
    root = settings.ROOT
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
    environment = kept | {"DATA_DIR": str(data), "BASE_URL": address, "DJANGO_SETTINGS_MODULE": "groeiportaal.settings.dev"}
    environment["PYTHONPATH"] = f"{root / 'site'}{os.pathsep}{root}"
    for command in (["migrate", "--noinput", "--verbosity", "0"], ["demo"]):
        run = [sys.executable, str(root / "manage.py"), *command]
        said = subprocess.run(run, cwd=root, env=environment, check=True, capture_output=True, text=True).stdout  # noqa: S603  our own program
    granian = [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    granian += ["--blocking-threads", "4", "--workers-kill-timeout", "5", "--log-level", "warning", "groeiportaal.wsgi:application"]
    with (data / "server.log").open("wb") as log:
        server = subprocess.Popen(granian, cwd=root, env=environment, stdout=log, stderr=log)  # noqa: S603
    try:
        _wait(f"{address}/inloggen/")
        yield address, said
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait(address: str) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(address, timeout=10).close()  # noqa: S310  our own server
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
