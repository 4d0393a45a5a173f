"""An empty database with every migration in it, made once per set of migrations: running them all takes longer than building the world.

Code changes many times a day and migrations seldom. On SQLite the database is a file that is copied; on PostgreSQL one that others are made
from (`CREATE DATABASE … TEMPLATE`). Whoever takes a copy still runs `migrate`: that finds nothing to do, and adds what a changed model
brings without a migration (permissions, content types).
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[2]
KEPT = 12


def copy_to(target: Path) -> None:
    """Put a migrated SQLite file at this place."""
    ready = store() / f"groeiportaal-migrated-{digest()}.sqlite3"
    with _only_one():
        if not ready.exists():
            half = ready.with_suffix(".half")
            # Of a run that was stopped halfway, with what SQLite left beside it.
            for left in store().glob(f"{half.name}*"):
                left.unlink()
            _migrate(f"sqlite:///{half}")
            half.rename(ready)
            for old in sorted(store().glob("groeiportaal-migrated-*.sqlite3"), key=lambda path: path.stat().st_mtime)[:-KEPT]:
                old.unlink()
    shutil.copyfile(ready, target)


def create(name: str, server: str) -> None:
    """Make a migrated database of this name on a PostgreSQL server.

    Args:
        server: address of the server, without a database behind it.
    """
    template = f"groeiportaal_migrated_{digest()}"
    with _only_one(), psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template]).fetchone():
            connection.execute(f'DROP DATABASE IF EXISTS "{template}_half"')
            connection.execute(f'CREATE DATABASE "{template}_half"')
            _migrate(f"{server}/{template}_half")
            connection.execute(f'ALTER DATABASE "{template}_half" RENAME TO "{template}"')
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def store() -> Path:
    """Where this user keeps what tests make once and use often."""
    folder = Path(tempfile.gettempdir()) / f"groeiportaal-tests-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def digest() -> str:
    """A name for this set of migrations and installed packages."""
    found = hashlib.sha256(sys.version.encode())
    own = sorted(path for path in ROOT.glob("**/migrations/*.py") if ".venv" not in path.parts)
    for path in (*own, ROOT / "formats" / "triggers.py", ROOT / "requirements-dev.txt"):
        found.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return found.hexdigest()[:16]


@contextmanager
def _only_one() -> Iterator[None]:
    with (store() / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _migrate(database_url: str) -> None:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "groeiportaal.settings.test",
        "DATABASE_URL": database_url,
        "PYTHONPATH": f"{ROOT / 'site'}{os.pathsep}{ROOT}",
    }
    subprocess.run([sys.executable, "manage.py", "migrate", "--noinput", "--verbosity", "0"], cwd=ROOT, env=environment, check=True)
    if database_url.startswith("sqlite"):
        # One plain file to copy, without a journal beside it.
        connection = sqlite3.connect(database_url.removeprefix("sqlite:///"))
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.close()
