"""The public site as these tests meet it, and an empty page cache before each of them."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import connection

from tests.website.standing_tree import stands, tree
from website import page_cache
from website.generation import generation

__all__ = ["stands", "tree"]


@pytest.fixture(autouse=True)
def _empty_page_cache() -> Iterator[None]:
    """What one test stored, no other test is served."""
    for room in (page_cache.pages, page_cache.variants):
        room.clear()
    generation.forget()
    yield
    for room in (page_cache.pages, page_cache.variants):
        room.clear()
    generation.forget()


@pytest.fixture
def committed(db: None) -> Callable[[], AbstractContextManager[None]]:
    """`with committed():` does at its end what a real commit does, although the test itself is rolled back."""

    @contextmanager
    def act() -> Iterator[None]:
        connection.run_on_commit = []
        yield
        callbacks, connection.run_on_commit = [entry[1] for entry in connection.run_on_commit], []
        for callback in callbacks:
            callback()

    return act
