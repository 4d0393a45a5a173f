"""Serves the demo for `make demo`, and says in one sentence why a port will not do: `serve.py check PORT`, `serve.py run PORT`.

The server runs in a session of its own: a Ctrl-C of the terminal reaches this program only, which then asks the server's first process to
stop. Sent to all of its processes at once, as a terminal does, the same signal leaves granian waiting for itself.
"""

import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

SECONDS_TO_STOP = 8
SECONDS_BEFORE_WORKER = 5
WORKER = [sys.executable, "manage.py", "db_worker", "--backend", "wachtrij", "--interval", "2", "--no-reload", "--verbosity", "0"]


def complaint(text: str) -> str | None:
    """Why nothing can be served on this port of 127.0.0.1, or None.

    Args:
        text: what somebody typed after PORT=.
    """
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        return f"PORT={text} is no port number. Choose one from 1024 to 65535: make demo PORT=8001"
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(text)))
        except PermissionError:
            return f"Port {text} is reserved for the system. Choose one from 1024 to 65535: make demo PORT=8001"
        except OSError:
            return f"Port {text} is in use by another program. Choose another: make demo PORT={max(int(text) % 65535 + 1, 1024)}"
    return None


def stop(*_: object) -> None:
    """Turn any wish to stop into the one that `run` waits for."""
    raise KeyboardInterrupt


def run(port: str) -> int:
    """Serve until somebody stops it; the exit code is the server's, or 0 after a wish to stop."""
    command = [str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--host", "127.0.0.1", "--port", port]
    command += ["--blocking-threads", "4", "--log-level", "warning", "groeiportaal.wsgi:application"]
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    server = subprocess.Popen(command, start_new_session=True)
    workers: list[subprocess.Popen[bytes]] = []
    # Sends what waits for webhooks and makes the small files of pictures. Nobody publishes in the first seconds, so it does not slow the start.
    later = threading.Timer(SECONDS_BEFORE_WORKER, lambda: workers.append(subprocess.Popen(WORKER, start_new_session=True)))
    later.daemon = True
    later.start()
    try:
        return server.wait()
    except KeyboardInterrupt:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        server.send_signal(signal.SIGINT)
        try:
            server.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()
        print("\nStopped.")
        return 0
    finally:
        later.cancel()
        for worker in workers:
            worker.terminate()


if __name__ == "__main__":
    action, port = sys.argv[1:]
    sys.exit(complaint(port) if action == "check" else run(port))
