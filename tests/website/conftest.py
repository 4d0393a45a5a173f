"""The public site as these tests meet it, and an empty page cache before each of them."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from django.db import connection
from wagtail.images import get_image_model

from tests.website import counting
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


@pytest.fixture(autouse=True)
def _forget_the_sizes_of_pictures() -> None:
    """Wagtail remembers by number which sizes a picture has; after a test was rolled back the next picture gets the same number."""
    get_image_model().get_rendition_model().cache_backend.clear()


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


@pytest.fixture
def count_pages(settings: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths that were really made, in order."""
    made: list[str] = []
    monkeypatch.setattr(counting, "made", made)
    place = settings.MIDDLEWARE.index("website.page_cache.PageCacheMiddleware") + 1
    settings.MIDDLEWARE = [*settings.MIDDLEWARE[:place], "tests.website.counting.Counting", *settings.MIDDLEWARE[place:]]
    return made
