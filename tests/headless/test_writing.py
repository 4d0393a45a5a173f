"""Wagtail's API v3: not there, unless a setting says so; and then nothing at all without the token of an editor."""

import json
from typing import Any

import pytest
from django.test import Client
from wagtail.models import APIToken

from accounts.models import User
from tests.website.public_tree import PublicTree
from website.groups import ensure_groups

ADDRESSES = ("/api/v3/pages/", "/api/v3/whoami/", "/api/v3/sites/", "/api/v3/openapi.json", "/api/v3/docs/")


def test_off_means_not_there(client: Client, tree: PublicTree) -> None:
    for path in ADDRESSES:
        assert client.get(path).status_code == 404
        assert client.post(path).status_code in (403, 404)


@pytest.mark.urls("tests.headless.v3_urls")
def test_on_means_nothing_without_an_editors_token(client: Client, tree: PublicTree) -> None:
    boss = Client()
    boss.force_login(User.objects.create_superuser("baas"), backend="django.contrib.auth.backends.ModelBackend")
    bearer = {"authorization": "Bearer verzonnen"}
    for path in (*ADDRESSES, f"/api/v3/pages/{tree.info.pk}/", f"/api/v3/pages/{tree.draft.pk}/"):
        for asks in (client, boss):
            for answer in (asks.get(path), asks.get(path, headers=bearer), asks.post(path, b"{}", content_type="application/json")):
                assert answer.status_code == 401, path
                assert "Voor ouders" not in answer.content.decode()
    no_editor = User.objects.create_user("geen-redacteur")
    assert client.get("/api/v3/pages/", headers=_bearer(no_editor)).status_code == 401


@pytest.mark.urls("tests.headless.v3_urls")
def test_a_token_gives_an_editors_own_rights_and_no_more(client: Client, tree: PublicTree) -> None:
    redacteur = User.objects.create_user("redacteur", soort="redacteur")
    redacteur.groups.add(ensure_groups()["Redacteur"])
    bearer = _bearer(redacteur)
    assert client.get("/api/v3/pages/", headers=bearer).status_code == 200
    before = tree.info.title
    body: dict[str, Any] = {"type": "website.InfoPage", "title": "Overgenomen", "publish": True}
    answer = client.patch(f"/api/v3/pages/{tree.info.pk}/?publish=true", json.dumps(body), content_type="application/json", headers=bearer)
    tree.info.refresh_from_db()
    assert answer.status_code < 500
    assert tree.info.title == before, "a redacteur cannot publish through the back door"


def _bearer(user: User) -> dict[str, str]:
    return {"authorization": f"Bearer {APIToken.create_token(user=user, name='proef')[1]}"}
