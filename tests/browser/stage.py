"""The demo as a visitor meets it: its own data folder, its own database, its own server on a free port of 127.0.0.1. For tests that drive a browser.

The rows are real: no transaction around a test, nothing flushed after it. So each file of tests gets a stage of its own, as fresh as the demo:
what a file finds does not depend on the files before it. Within a file a test brings its own pupil.
"""

import fcntl
import hashlib
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import psycopg

from accounts.inloggen.codes import code_at, half_minute
from tests.builders import migrated

ROOT = Path(__file__).resolve().parents[2]
MADE_OF = (
    "accounts",
    "formats",
    "forms_catalog",
    "groeidocumenten",
    "handleidingen",
    "opp_pages",
    "post",
    "site",
    "sleutels",
    "requirements.txt",
)
KINDS = {".py", ".toml", ".json", ".png", ".typ", ".txt"}
SECONDS_TO_START = 180


@dataclass
class Stage:
    """One running demo. `holders` counts the fixtures that use it; the last one to leave puts out the light."""

    folder: Path
    database_url: str
    port: int
    said: str = ""
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    holders: int = 0

    @property
    def url(self) -> str:
        """The address of the home page, without the last slash."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def password(self) -> str:
        """The one password of all demo people, as `manage.py demo` printed it."""
        found = re.search(r"met wachtwoord: (\S+)", self.said)
        assert found, self.said
        return found[1]

    def code(self, name: str) -> str:
        """The code that this demo person's app shows; empty for who has none.

        A code works once, and people of the tests sign in many times within half a minute. So the half minutes pass for them: as with the end
        of a link, the clock of the server cannot be turned, and what it counts is put back in its row.
        """
        found = re.search(r"een app op uw telefoon: (\S+)", self.said)
        assert found, self.said
        of = "FROM accounts_user WHERE username = {} AND tweede_stap_sinds IS NOT NULL"
        if not self._changed(f"UPDATE inloggen_tweedestap SET teller = 0 WHERE gebruiker_id IN (SELECT id {of})", name):
            return ""
        return code_at(found[1], half_minute())

    def post(self) -> list[str]:
        """Every mail that was sent, oldest first, as text."""
        return [path.read_text(encoding="utf-8") for path in sorted((self.folder / "post").glob("*"))]

    def sms(self) -> list[str]:
        """Every SMS that was sent, oldest first, as text."""
        return [path.read_text(encoding="utf-8") for path in sorted((self.folder / "sms").glob("*.txt"))]

    def time_runs_out(self, ontvanger: str) -> None:
        """Let the link of this guest end now. The server keeps its clock, so the end is put into the link's own row."""
        # The row is written straight into the database, beside the server, because a clock in another process cannot be turned.
        ended = self._changed("UPDATE dossiers_toegangslink SET geldig_tot = {} WHERE ontvanger_naam = {}", datetime.now(UTC), ontvanger)
        assert ended == 1, f"{ended} links of {ontvanger}"

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        """What the stage's own database answers."""
        if self.database_url.startswith("sqlite"):
            connection = sqlite3.connect(self.folder / "groeiportaal.sqlite3", timeout=20)
            answer = connection.execute(question).fetchall()
            connection.close()
            return answer
        with psycopg.connect(self.database_url) as connected:
            return connected.execute(question).fetchall()

    def _changed(self, statement: str, *values: Any) -> int:
        """Write straight into the stage's own database; how many rows that changed."""
        if self.database_url.startswith("sqlite"):
            known = [one.strftime("%Y-%m-%d %H:%M:%S.%f") if isinstance(one, datetime) else one for one in values]
            with sqlite3.connect(self.folder / "groeiportaal.sqlite3", timeout=20) as connection:
                changed = connection.execute(statement.format(*"?" * len(known)), known).rowcount
            connection.close()
            return changed
        with psycopg.connect(self.database_url) as connected:
            return connected.execute(statement.format(*["%s"] * len(values)), list(values)).rowcount


_STAGE: list[Stage] = []


def enter() -> Stage:
    """The stage of this process, built by the first who asks."""
    if not _STAGE:
        _STAGE.append(_build())
    _STAGE[0].holders += 1
    return _STAGE[0]


def leave() -> None:
    """Stop the server and clear away when nobody needs it any more."""
    stage = _STAGE[0]
    stage.holders -= 1
    if stage.holders == 0:
        _STAGE.clear()
        _clear(stage)


def _build() -> Stage:
    folder = Path(tempfile.mkdtemp(prefix="groeiportaal-browser-"))
    url = os.environ.get("DATABASE_URL", "")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base = url.rsplit("/", 1)[0] if url.startswith("postgres") else ""
    own = f"{base}/browser_{uuid.uuid4().hex[:12]}" if base else f"sqlite:///{folder}/groeiportaal.sqlite3"
    stage = Stage(folder, own, port)
    _copy(stage, base)
    serve(stage, environment(stage))
    return stage


def _clear(stage: Stage) -> None:
    if stage.process is not None:
        stage.process.terminate()
        stage.process.wait(timeout=20)
    if stage.database_url.startswith("postgres"):
        name = stage.database_url.rsplit("/", 1)[1]
        with psycopg.connect(os.environ["DATABASE_URL"].rsplit("/", 1)[0] + "/postgres", autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    shutil.rmtree(stage.folder, ignore_errors=True)


def environment(stage: Stage) -> dict[str, str]:
    """What the demo's programs get to know: nothing that this test process was told for another purpose."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR") if name in os.environ}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "groeiportaal.settings.dev",
        "DATA_DIR": str(stage.folder),
        "DATABASE_URL": stage.database_url,
        "BASE_URL": stage.url,
        "PYTHONPATH": f"{ROOT / 'site'}{os.pathsep}{ROOT}",
    }


def _load(stage: Stage) -> None:
    """Migrate and load the demo, with the two commands of `make demo`."""
    for command in (["migrate", "--noinput", "--verbosity", "0"], ["demo"]):
        done = subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment(stage), capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        stage.said = done.stdout


def _copy(stage: Stage, server: str) -> None:
    """Copy a loaded demo that an earlier stage of the same code made today; make it first when there is none.

    Args:
        server: address of the PostgreSQL server, without a database behind it; empty for SQLite.
    """
    store = migrated.store()
    name = f"groeiportaal_demo_{_digest()}"
    ready = store / f"{name}-{hashlib.sha256(server.encode()).hexdigest()[:8]}"
    with (store / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (ready.exists() and (not server or _has(server, name))):
            for old in store.glob("groeiportaal_demo_*"):
                if old == ready or not old.name.startswith(name):
                    shutil.rmtree(old)
            half = store / f"groeiportaal_demo_half-{uuid.uuid4().hex}"
            half.mkdir()
            if server:
                migrated.create(name, server)
            else:
                migrated.copy_to(half / "groeiportaal.sqlite3")
            first = Stage(half, f"{server}/{name}" if server else f"sqlite:///{half}/groeiportaal.sqlite3", 1)
            _load(first)
            (half / "gezegd.txt").write_text(first.said, encoding="utf-8")
            half.rename(ready)
        shutil.copytree(ready, stage.folder, dirs_exist_ok=True)
        if server:
            with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
                connection.execute(f'CREATE DATABASE "{stage.database_url.rsplit("/", 1)[1]}" TEMPLATE "{name}"')
    stage.said = (stage.folder / "gezegd.txt").read_text(encoding="utf-8")


def _has(server: str, name: str) -> bool:
    with psycopg.connect(f"{server}/postgres") as connection:
        return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _digest() -> str:
    digest = hashlib.sha256(date.today().isoformat().encode())
    for place in MADE_OF:
        path = ROOT / place
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and file.suffix in KINDS:
                digest.update(file.read_bytes())
    return digest.hexdigest()[:24]


def serve(stage: Stage, environment: dict[str, str]) -> None:
    """Start the server of `make demo` in this environment and wait until it answers."""
    command = [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(stage.port)]
    command += ["--blocking-threads", "4", "--workers-kill-timeout", "5", "--log-level", "warning", "groeiportaal.wsgi:application"]
    with (stage.folder / "server.log").open("wb") as log:
        stage.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    until = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            urllib.request.urlopen(f"{stage.url}/inloggen/", timeout=10).close()
            return
        except OSError:
            said = (stage.folder / "server.log").read_text(encoding="utf-8", errors="replace")
            assert stage.process.poll() is None and time.monotonic() < until, said
            time.sleep(0.2)
