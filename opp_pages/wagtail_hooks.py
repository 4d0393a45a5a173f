"""What the admin gets from this room; each module hangs up its own."""

from . import exchange_hooks  # noqa: F401
