"""What takes long to build is built once and left standing under the tests that follow, each of which is rolled back to it.

It stands in a transaction of its own around those of the tests. `make_room` takes it down before the first test that did not ask for it, so
that no test meets rows it did not ask for, in whatever order tests run.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, transaction

# At most one at a time: the name of the fixture that keeps it, the transaction around it, and what was built.
_STANDING: list[tuple[str, transaction.Atomic, Any]] = []


def make_room(item: pytest.Item) -> None:
    """Take down what stands unless this test asked for it, and only it, under its feet."""
    if _STANDING and _STANDING[0][0] not in getattr(item, "fixturenames", ()):
        take_down()


def take_down() -> None:
    """Roll back everything that stands."""
    while _STANDING:
        _, around, _ = _STANDING.pop()
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


def keep(name: str, build: Callable[[], Any]) -> Any:
    """A fixture of this name that gives what `build` made, or None inside a test whose transaction had begun: that one builds for itself.

    Who needs it asks for this fixture before `db`.
    """

    @pytest.fixture(name=name)
    def stands(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
        with django_db_blocker.unblock():
            rolled_back = "transactional_db" not in request.fixturenames
            if not _STANDING and rolled_back and not connection.in_atomic_block:
                _STANDING.append((name, *_built(build)))
        yield _STANDING[0][2] if _STANDING else None

    return stands


def _built(build: Callable[[], Any]) -> tuple[transaction.Atomic, Any]:
    around = transaction.atomic()
    around.__enter__()
    try:
        return around, build()
    except BaseException:
        transaction.set_rollback(True)
        around.__exit__(None, None, None)
        raise
