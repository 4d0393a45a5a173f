"""A migrated SQLite database with the world in it, made once and copied by every test process: migrating takes longer than many tests.

Run as a module it builds the file; `load` copies it into this process's in-memory database. The file is kept under a name that changes
with the code, the installed packages and the day, so a stale one is never used.
"""

import fcntl
import hashlib
import os
import pickle
import sqlite3
import subprocess
import sys
from pathlib import Path

from django.utils import timezone

from tests.builders import migrated

ROOT = Path(__file__).resolve().parents[2]
CODE = (
    "accounts",
    "formats",
    "forms_catalog",
    "groeidocumenten",
    "handleidingen",
    "opp_pages",
    "post",
    "site",
    "sleutels",
    "tests/builders",
    "requirements-dev.txt",
)


def _name() -> str:
    digest = hashlib.sha256(timezone.localdate().isoformat().encode())
    for place in CODE:
        path = ROOT / place
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            digest.update(file.read_bytes())
    return f"groeiportaal-test-{digest.hexdigest()[:24]}"


def load(connection: sqlite3.Connection):
    """Fill an empty in-memory database from the template, building it if this is the first process that asks.

    Returns:
        The world that is in it.
    """
    folder = ROOT / "var" / "tests"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{_name()}.sqlite3"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not target.exists():
            for old in folder.glob("groeiportaal-test-*"):
                old.unlink()
            _build(target)
    with sqlite3.connect(target) as source:
        source.backup(connection)
    # The file was written by this same user's test run a moment ago; it holds invented people only.
    return pickle.loads(target.with_suffix(".world").read_bytes())


def _build(target: Path) -> None:
    half = target.with_suffix(".half")
    migrated.copy_to(half)
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "groeiportaal.settings.test",
        "DATABASE_URL": f"sqlite:///{half}",
        "PYTHONPATH": f"{ROOT / 'site'}{os.pathsep}{ROOT}",
    }
    subprocess.run([sys.executable, "-m", "tests.builders.template", str(half)], cwd=ROOT, env=environment, check=True)
    half.with_suffix(".world").rename(target.with_suffix(".world"))
    half.rename(target)


if __name__ == "__main__":
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection as database

    from tests.builders.world import build_world

    call_command("migrate", verbosity=0)
    world = build_world()
    with database.cursor() as cursor:
        # One plain file to copy, without a journal beside it.
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("PRAGMA journal_mode=DELETE")
    Path(sys.argv[1]).with_suffix(".world").write_bytes(pickle.dumps(world))
