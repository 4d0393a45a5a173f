"""A script in a process of its own, beside a database in a file that has the world in it: for threads and crashes, which cannot share a transaction."""

import contextlib
import os
import pickle
import sqlite3
import subprocess
import sys
from pathlib import Path

from tests.builders import template

ROOT = Path(__file__).resolve().parents[2]


def run_beside_world(script: str, folder: Path, timeout: int = 300) -> str:
    """What the script printed; it finds the pickled world at `sys.argv[1]`.

    Raises:
        AssertionError: with the end of its errors, if it failed.
    """
    database, people = folder / "own.sqlite3", folder / "own.world"
    with contextlib.closing(sqlite3.connect(database)) as connection:
        people.write_bytes(pickle.dumps(template.load(connection)))
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "groeiportaal.settings.test",
        "DATABASE_URL": f"sqlite:///{database}",
        "PYTHONPATH": f"{ROOT / 'site'}{os.pathsep}{ROOT}",
    }
    call = [sys.executable, "-W", "ignore", "-c", script, str(people)]
    run = subprocess.run(call, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=timeout)
    assert run.returncode == 0, run.stderr[-3000:]
    return run.stdout
