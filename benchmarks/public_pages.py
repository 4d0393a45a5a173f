"""A public page asked past the page cache, the same page out of it, and a static file: requests per second in one run, and their ratios.

Anybody may run it; it serves the demo on a free loopback port from an own folder that is thrown away. One run compares like with like: the same
machine, the same minute, the same client. The client is a fixed number of threads that each ask a fixed number of times over one connection; the
rounds go in turn through the three questions, so that a slow minute hurts all three. Only ratios mean something elsewhere. `ROUNDS`, `REQUESTS`
and `THREADS` come from the environment.
"""

import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = int(os.environ.get("ROUNDS", "15"))
REQUESTS = int(os.environ.get("REQUESTS", "600"))
UNCACHED_REQUESTS = max(REQUESTS // 20, 20)
THREADS = int(os.environ.get("THREADS", "4"))
# Any cookie makes a request personal, so the page cache passes it on.
PERSONAL = {"Cookie": "bench=1"}
LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)


def free_port() -> int:
    """A port of 127.0.0.1 that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def demo() -> Iterator[int]:
    """The demo, served like `make demo` does, on the port that is yielded; stopped and removed afterwards."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="groeiportaal-bench-") as folder:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "groeiportaal.settings.dev",
            "DATA_DIR": folder,
            "BASE_URL": f"http://localhost:{port}",
            "PYTHONPATH": f"{ROOT / 'site'}:{ROOT}",
        }
        environment.pop("DATABASE_URL", None)
        (Path(folder) / "static").mkdir()
        for command in (["migrate", "--noinput", "--verbosity", "0"], ["demo"]):
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        server = [str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
        server += ["--blocking-threads", "4", "--log-level", "warning", "groeiportaal.wsgi:application"]
        process = subprocess.Popen(server, cwd=ROOT, env=environment, start_new_session=True)
        try:
            wait_until_served(port, process)
            yield port
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def wait_until_served(port: int, process: subprocess.Popen[bytes]) -> None:
    """Return when the port answers.

    Raises:
        SystemExit: when the server stopped, or does not answer within a minute.
    """
    for _ in range(240):
        if process.poll() is not None:
            raise SystemExit("The server stopped before it served anything.")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.25)
    raise SystemExit("The server did not answer within a minute.")


class Connection:
    """A connection that stays open. It does as little as HTTP/1.1 allows: a heavier client would measure itself instead of the server."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._left = b""

    def ask(self, path: str, headers: dict[str, str]) -> bytes:
        """The body of one answer.

        Raises:
            SystemExit: for any status but 200 (a quick error must not look like a quick page), or an answer without a length.
        """
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self._socket.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{lines}\r\n".encode())
        while (end := self._left.find(b"\r\n\r\n")) < 0:
            self._receive()
        head = self._left[:end]
        length = LENGTH.search(head)
        if not head.startswith(b"HTTP/1.1 200 ") or length is None:
            raise SystemExit(f"{path} did not give a page with a length: {head.splitlines()[0].decode()}")
        stop = end + 4 + int(length[1])
        while len(self._left) < stop:
            self._receive()
        body, self._left = self._left[end + 4 : stop], self._left[stop:]
        return body

    def _receive(self) -> None:
        part = self._socket.recv(1 << 16)
        if not part:
            raise SystemExit("The server closed a connection that should stay open.")
        self._left += part

    def close(self) -> None:
        """End the connection."""
        self._socket.close()


def rate(port: int, path: str, headers: dict[str, str], count: int) -> float:
    """Requests per second of all threads together, each asking its share over one connection."""

    def work(share: int) -> None:
        connection = Connection(port)
        for _ in range(share):
            connection.ask(path, headers)
        connection.close()

    with ThreadPoolExecutor(THREADS) as threads:
        begin = time.perf_counter()
        list(threads.map(work, [count // THREADS] * THREADS))
        return count // THREADS * THREADS / (time.perf_counter() - begin)


def main() -> None:
    """Measure, and print the median rate of each question and the median ratios."""
    path = sys.argv[1] if len(sys.argv) > 1 else "/"
    with demo() as port:
        connection = Connection(port)
        page = connection.ask(path, {})
        static = re.search(rb"/static/[^\"'?]+\.css", page)
        if static is None:
            raise SystemExit(f"{path} names no style sheet, so there is no static file to compare with.")
        questions = {
            "uncached": (path, PERSONAL, UNCACHED_REQUESTS),
            "cached": (path, {}, REQUESTS),
            "static": (static[0].decode(), {}, REQUESTS),
        }
        for target, headers, _ in questions.values():
            rate(port, target, headers, THREADS * 5)
        rates: dict[str, list[float]] = {name: [] for name in questions}
        for _ in range(ROUNDS):
            for name, question in questions.items():
                rates[name].append(rate(port, *question))
        sizes = {name: len(connection.ask(target, headers)) for name, (target, headers, _) in questions.items()}
        connection.close()
    print(f"{path}, {ROUNDS} rounds, {THREADS} connections; medians")
    for name, (target, _, count) in questions.items():
        print(f"  {name:9} {statistics.median(rates[name]):8.0f} requests/s   {sizes[name]:7} bytes   {count} a round   {target}")
    for above, below in (("cached", "static"), ("cached", "uncached")):
        ratios = [a / b for a, b in zip(rates[above], rates[below], strict=True)]
        print(f"  {above}/{below}: {statistics.median(ratios):.2f} (from {min(ratios):.2f} to {max(ratios):.2f})")


if __name__ == "__main__":
    main()
