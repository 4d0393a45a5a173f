"""The public site as these tests meet it, and an empty page cache before each of them."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import connection
from wagtail.images import get_image_model

from tests.website.public_tree import PublicTree, build_public_tree
from website import page_cache
from website.generation import generation


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
def tree(db: None) -> PublicTree:
    """A small public site."""
    return build_public_tree()


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
