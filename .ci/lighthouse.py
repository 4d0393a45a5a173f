"""`make lighthouse`: the four scores of Lighthouse 12 for a page of every type, on a server that is set up as in production.

It needs Node (npx fetches Lighthouse by its name when it is not there) and a Chromium, and is no part of the suite: scores for speed depend on the
machine. DATA_DIR may name a demo that was loaded before; it is copied, not touched. Addresses may be given as arguments.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GOAL = 95
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
# Beside the page types. The search is left out: it asks search engines to stay away, which costs points for being found.
MORE = ("/formulieren/gezinsvragenlijst/",)


def settings(folder: Path, port: int) -> dict[str, str]:
    """Production's settings on this machine: no TLS in front, so no redirect to it."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    secrets = dict(line.split("=", 1) for line in (folder / "geheimen.env").read_text().splitlines() if "=" in line)
    return kept | {
        "PYTHONPATH": f"{ROOT / 'site'}:{ROOT}",
        "DJANGO_SETTINGS_MODULE": "groeiportaal.settings.production",
        "DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/groeiportaal.sqlite3",
        "ALLOWED_HOSTS": "localhost",
        "BASE_URL": f"http://localhost:{port}",
        "EMAIL_URL": "consolemail://",
        "SECURE_SSL_REDIRECT": "0",
        "MEDIA_SERVED_BY_APP": "1",
        **{name: secrets[name] for name in ("SECRET_KEY", "DOSSIER_SLEUTELS", "TOEGANG_PEPER")},
    }


def load(folder: Path) -> None:
    """A loaded demo in this folder: a copy of DATA_DIR's, or a new one."""
    if given := os.environ.get("DATA_DIR"):
        shutil.copytree(given, folder, dirs_exist_ok=True)
        return
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "groeiportaal.settings.dev",
        "DATA_DIR": str(folder),
        "PYTHONPATH": f"{ROOT / 'site'}:{ROOT}",
    }
    environment.pop("DATABASE_URL", None)
    for command in (["migrate", "--noinput", "--verbosity", "0"], ["demo"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


FIND = """
import sys; sys.path.insert(0, "benchmarks")
import django; django.setup()
from page_queries import examples
for page in examples().values(): print(page.url)
"""


def score(url: str, folder: Path, chromium: str) -> dict[str, float | list[str]]:
    """The four scores of one address, and which audits cost points."""
    report = folder / "report.json"
    command = ["npx", "--yes", "lighthouse@12", url, "--quiet", "--output=json", f"--output-path={report}"]
    command += ["--chrome-flags=--headless=new --no-sandbox --disable-gpu", f"--only-categories={','.join(CATEGORIES)}"]
    environment = os.environ | {"CHROME_PATH": chromium}
    # A browser that did not start says nothing about the page: it is tried once more.
    if subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, timeout=600).returncode:
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL, timeout=600)
    said = json.loads(report.read_text())
    found: dict[str, float | list[str]] = {name: round((said["categories"][name]["score"] or 0) * 100) for name in CATEGORIES}
    weighed = {audit["id"] for name in CATEGORIES for audit in said["categories"][name]["auditRefs"] if audit["weight"]}
    costs = [
        f"{name} {said['audits'][name].get('displayValue', '')}".strip() for name in weighed if (said["audits"][name]["score"] or 1) < 0.9
    ]
    costs += [name for name in weighed if said["audits"][name]["score"] == 0]
    return found | {"costs": sorted(set(costs))}


def serve(port: int, environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    """Granian on this port, once it answers.

    Raises:
        SystemExit: when it stopped, or does not answer within two minutes.
    """
    command = [str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--blocking-threads", "4", "--log-level", "warning", "groeiportaal.wsgi:application"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    for _ in range(480):
        if process.poll() is not None:
            raise SystemExit("The server stopped before it served anything.")
        try:
            urllib.request.urlopen(f"http://localhost:{port}/", timeout=60).close()
            return process
        except OSError:
            time.sleep(0.25)
    process.terminate()
    raise SystemExit("The server did not answer within two minutes.")


def main() -> None:
    """Measure and print; the exit status is 1 when a page stays below the goal."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
    if not shutil.which("npx") or not Path(chromium).is_file():
        raise SystemExit("make lighthouse needs Node's npx and a Chromium (CHROMIUM=/path/to/it).")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    low = False
    with tempfile.TemporaryDirectory(prefix="groeiportaal-lighthouse-") as name:
        folder = Path(name)
        load(folder)
        environment = settings(folder, port)
        subprocess.run(
            [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"], cwd=ROOT, env=environment, check=True
        )
        paths = sys.argv[1:]
        if not paths:
            found = subprocess.run([sys.executable, "-c", FIND], cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
            paths = [*found.stdout.split(), *MORE]
        process = serve(port, environment)
        try:
            print(f"{'performance':>12}{'accessibility':>15}{'best-practices':>16}{'seo':>5}")
            for path in paths:
                # The first visit of all makes the page; the visitor that is measured gets it as most do.
                urllib.request.urlopen(f"http://localhost:{port}{path}", timeout=120).close()
                result = score(f"http://localhost:{port}{path}", folder, chromium)
                low = low or any(int(result[category]) < GOAL for category in CATEGORIES)  # type: ignore[arg-type]
                print(
                    "".join(f"{result[category]:>{width}}" for category, width in zip(CATEGORIES, (12, 15, 16, 5), strict=True)),
                    path,
                    flush=True,
                )
                for cost in result["costs"]:  # type: ignore[union-attr]
                    print(f"      {cost}")
        finally:
            process.terminate()
            process.wait(timeout=20)
    raise SystemExit(1 if low else 0)


if __name__ == "__main__":
    main()
