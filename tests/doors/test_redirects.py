"""Redirects that editors type in Wagtail: for the public house alone."""

import uuid

import pytest
from wagtail.contrib.redirects.models import Redirect


@pytest.mark.parametrize("person", ["anja", "mehmet", "anoniem"])
def test_a_redirect_that_an_editor_typed_leads_nobody_away_from_a_private_address(person, world, enter):
    private, public = f"/groeidocumenten/{uuid.uuid4()}", "/bestaat-niet-meer"
    before = enter(person).get(f"{private}/")
    for path in (private, public):
        Redirect.add_redirect(path, redirect_to="https://elders.example/", is_permanent=False)
    client = enter(person)
    assert client.get(f"{public}/").headers.get("Location") == "https://elders.example/"
    after = client.get(f"{private}/")
    assert (after.status_code, after.headers.get("Location")) == (before.status_code, before.headers.get("Location"))
