"""A process serves the house that SITE_ROLE names, and stands without the other."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROBE = """
import json, django
django.setup()
from django.urls import get_resolver
from groeidocumenten.dossiers.checks import all_patterns
routes = [route for route, _ in all_patterns(get_resolver())]
import sys
print(json.dumps({"routes": routes, "modules": [name for name in sys.modules if name.startswith("groeidocumenten") and name.endswith("views")]}))
"""


def ask(role: str) -> dict[str, list[str]]:
    """What a fresh process with this role serves and has imported."""
    environment = os.environ | {
        "SITE_ROLE": role,
        "DJANGO_SETTINGS_MODULE": "groeiportaal.settings.test",
        "PYTHONPATH": f"{ROOT}/site:{ROOT}",
    }
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PROBE], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def test_the_public_process_serves_and_imports_no_private_view():
    asked = ask("publiek")
    assert not [route for route in asked["routes"] if route.startswith(("groeidocumenten/", "toegang/"))]
    assert asked["modules"] == []
    assert any(route.startswith("admin/") for route in asked["routes"])


def test_the_dossier_process_serves_no_page_admin_or_api():
    asked = ask("dossier")
    assert not [route for route in asked["routes"] if route.startswith(("admin/", "api/", "documenten/"))]
    assert any(route.startswith("groeidocumenten/") for route in asked["routes"])


@pytest.mark.parametrize("role", ["alles"])
def test_one_process_can_serve_both(role):
    routes = ask(role)["routes"]
    assert any(route.startswith("admin/") for route in routes) and any(route.startswith("groeidocumenten/") for route in routes)
