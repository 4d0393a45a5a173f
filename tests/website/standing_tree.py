"""The small public site of `public_tree`, built once and left standing: building it takes longer than most tests that use it."""

import dataclasses

import pytest
from django.db import models

from tests.standing import keep
from tests.website.public_tree import PublicTree, build_public_tree

stands = keep("stands", build_public_tree)


@pytest.fixture
def tree(stands: PublicTree | None, db: None) -> PublicTree:
    """A small public site, with rows that were fetched anew."""
    if stands is None:
        return build_public_tree()
    fresh: dict[str, models.Model] = {}
    for part in dataclasses.fields(stands):
        row = getattr(stands, part.name)
        fresh[part.name] = type(row)._default_manager.get(pk=row.pk)
    return PublicTree(**fresh)  # type: ignore[arg-type]
