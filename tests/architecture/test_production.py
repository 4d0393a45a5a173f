"""Production starts with all of its secrets or not at all, and says which one is missing without repeating any."""

import base64
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KEY = base64.b64encode(b"k" * 32).decode()
COMPLETE = {
    "SECRET_KEY": "s3cret-" + "abcdefghij0123456789" * 3,
    "DOSSIER_SLEUTELS": f"eerste:{KEY}",
    "TOEGANG_PEPER": "p3per-" + "0123456789abcdef" * 2,
    "ALLOWED_HOSTS": "portaal.example",
    "BASE_URL": "https://portaal.example",
}


def start(tmp_path: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Start Django with the production settings and nothing in the environment but these."""
    code = "import django; django.setup(); from django.conf import settings; print('started', settings.DEBUG)"
    base = {"PATH": "/usr/bin:/bin", "PYTHONPATH": f"{ROOT}/site:{ROOT}", "DJANGO_SETTINGS_MODULE": "groeiportaal.settings.production"}
    environment = base | {"DATA_DIR": str(tmp_path)} | environment
    return subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)


def test_production_starts_with_everything_it_needs(tmp_path):
    result = start(tmp_path, COMPLETE)
    assert result.stdout.strip() == "started False", result.stderr


@pytest.mark.parametrize("value", [None, ""], ids=["absent", "empty"])
@pytest.mark.parametrize("name", COMPLETE)
def test_production_refuses_to_start_without(tmp_path, name, value):
    environment = {key: text for key, text in COMPLETE.items() if key != name} | ({} if value is None else {name: value})
    result = start(tmp_path, environment)
    assert result.returncode != 0
    assert "ImproperlyConfigured" in result.stderr
    assert name in result.stderr
    assert not [secret for secret in ("SECRET_KEY", "DOSSIER_SLEUTELS", "TOEGANG_PEPER") if COMPLETE[secret] in result.stderr]


@pytest.mark.parametrize("name", ["DEBUG", "DEMO"])
def test_production_cannot_be_talked_into_debugging_or_the_demo(tmp_path, name):
    code = f"import django; django.setup(); from django.conf import settings; print(settings.{name})"
    environment = COMPLETE | {"PATH": "/usr/bin:/bin", "PYTHONPATH": f"{ROOT}/site:{ROOT}", "DATA_DIR": str(tmp_path), name: "True"}
    environment["DJANGO_SETTINGS_MODULE"] = "groeiportaal.settings.production"
    result = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert result.stdout.strip() == "False", result.stderr
