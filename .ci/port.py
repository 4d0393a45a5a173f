"""Refuses a port on which the demo could not serve, with a sentence that says what to type instead: `python .ci/port.py 8000`."""

import socket
import sys


def complaint(text: str) -> str | None:
    """Why nothing can be served on this port of 127.0.0.1, or None.

    Arguments:
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
            return f"Port {text} is in use by another program. Choose another: make demo PORT={int(text) % 65535 + 1}"
    return None


if __name__ == "__main__":
    sys.exit(complaint(sys.argv[1]))
