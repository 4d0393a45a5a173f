"""An own empty database for a benchmark, thrown away afterwards. For the benchmarks beside this file; nothing of a running product is touched.

PostgreSQL comes from `DATABASE_URL` (an extra database beside the one it names) or from the programs in /usr/lib/postgresql (an extra
cluster in a temporary folder, on a free loopback port, run as `postgres` when root asks). Without either it is SQLite, and the line says so.
"""

import os
import secrets
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

PROGRAMS = Path("/usr/lib/postgresql")
# Nothing in the cluster has to survive a crash; reading is not made faster by this.
OPTIONS = (
    "-c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0 "
    "-c synchronous_commit=off -c max_wal_size=4GB -c autovacuum=off -c shared_buffers=512MB -c maintenance_work_mem=1GB"
)


def free_port() -> int:
    """A port of 127.0.0.1 that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def throw_away_database(*, sqlite: bool = False) -> Iterator[str]:
    """The address of an empty database that exists as long as the context does.

    Args:
        sqlite: take SQLite, whatever else there is.
    """
    named = os.environ.get("DATABASE_URL", "")
    if not sqlite and named.startswith("postgres"):
        with _beside(named) as url:
            yield url
    elif not sqlite and (programs := _programs()):
        with _cluster(programs) as url:
            yield url
    else:
        with tempfile.TemporaryDirectory(prefix="groeiportaal-bench-") as folder:
            yield f"sqlite:///{folder}/bench.sqlite3"


def _programs() -> Path | None:
    """The folder of the newest PostgreSQL on this machine."""
    found = [path.parent for path in PROGRAMS.glob("*/bin/initdb")]
    return max(found, key=lambda path: float(path.parent.name)) if found else None


@contextmanager
def _beside(named: str) -> Iterator[str]:
    import psycopg

    name = f"groeiportaal_bench_{secrets.token_hex(6)}"
    with psycopg.connect(named, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlunsplit(urlsplit(named)._replace(path=f"/{name}"))
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def _cluster(programs: Path) -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="groeiportaal-bench-") as folder:
        password, port = secrets.token_hex(16), free_port()
        secret = Path(folder) / "password"
        secret.write_text(password, encoding="ascii")
        secret.chmod(0o600)
        if os.geteuid() == 0:
            for path in (folder, secret):
                subprocess.run(["chown", "postgres:", path], check=True)
        data = f"{folder}/data"
        initdb = ["-D", data, "-U", "bench", f"--pwfile={secret}", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8"]
        _as_postgres([programs / "initdb", *initdb, "--no-sync"])
        _as_postgres([programs / "pg_ctl", "-D", data, "-l", f"{folder}/log", "-w", "-o", f"-p {port} {OPTIONS}", "start"])
        try:
            yield f"postgres://bench:{password}@127.0.0.1:{port}/postgres"
        finally:
            _as_postgres([programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"])


def _as_postgres(command: list[str | Path]) -> None:
    # PostgreSQL refuses to run as root.
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*prefix, *command], cwd="/tmp", check=True, stdout=subprocess.DEVNULL)
