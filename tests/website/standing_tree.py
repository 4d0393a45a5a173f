"""The small public site of `public_tree`, built once and left standing under the tests that follow, each of which is rolled back to it.

Building it takes longer than most tests that use it. It stands in a transaction of its own around those of the tests; `make_room` takes it
down before the first test that did not ask for it.
"""

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, models, transaction

from tests.website.public_tree import PublicTree, build_public_tree

_STANDING: list[tuple[transaction.Atomic, PublicTree]] = []


def make_room(item: pytest.Item) -> None:
    """Take the tree down unless this test is one that wants it, and only it, under its feet."""
    if _STANDING and "stands" not in getattr(item, "fixturenames", ()):
        take_down()


def take_down() -> None:
    """Roll everything of the tree back."""
    while _STANDING:
        around, _ = _STANDING.pop()
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture
def stands(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Build the tree before the test's own transaction begins; a test that has begun already builds one for itself."""
    with django_db_blocker.unblock():
        rolled_back = "transactional_db" not in request.fixturenames
        if not _STANDING and rolled_back and not connection.in_atomic_block:
            around = transaction.atomic()
            around.__enter__()
            try:
                _STANDING.append((around, build_public_tree()))
            except BaseException:
                transaction.set_rollback(True)
                around.__exit__(None, None, None)
                raise
    yield


@pytest.fixture
def tree(stands: None, db: None) -> PublicTree:
    """A small public site, with rows that were fetched anew."""
    if not _STANDING:
        return build_public_tree()
    made = _STANDING[0][1]
    fresh: dict[str, models.Model] = {}
    for part in dataclasses.fields(made):
        row = getattr(made, part.name)
        fresh[part.name] = type(row)._default_manager.get(pk=row.pk)
    return PublicTree(**fresh)  # type: ignore[arg-type]
