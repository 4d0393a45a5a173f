"""The five locks of the door, each of which must turn something red when it is taken away. The fifth is the matrix beside this file."""

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.urls import path
from django.views.generic import ListView

from groeidocumenten.dossiers import checks
from groeidocumenten.dossiers.models import Groeidocument, Leerling, PrivateModel

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("accounts", "formats", "forms_catalog", "handleidingen", "opp_pages", "groeidocumenten", "post", "sleutels", "site")

# --- Lock 1: rows are found through the door ----------------------------------------------------

MANAGERS = {"unguarded", "_base_manager", "_default_manager"}
# Modules that may name rows themselves: the door, the models, and acts whose rows hang on an opened file. Adding one is a decision.
UNGUARDED = {
    "groeidocumenten/dossiers/access.py",
    "groeidocumenten/dossiers/actions.py",
    "groeidocumenten/dossiers/ages.py",
    "groeidocumenten/dossiers/chain.py",
    "groeidocumenten/dossiers/forms.py",
    "groeidocumenten/dossiers/guests.py",
    "groeidocumenten/dossiers/journaal.py",
    "groeidocumenten/dossiers/koppelen.py",
    "groeidocumenten/dossiers/management/commands/roteer_sleutels.py",
    "groeidocumenten/dossiers/models/toegang.py",
    "groeidocumenten/dossiers/models/toestemming.py",
    "groeidocumenten/berichten/actions.py",
    "groeidocumenten/berichten/hearing.py",
    "groeidocumenten/berichten/mailing.py",
    "groeidocumenten/berichten/preferences.py",
    "groeidocumenten/berichten/reading.py",
    "groeidocumenten/berichten/spreading.py",
    "groeidocumenten/delen/aanvragen.py",
    "groeidocumenten/delen/counting.py",
    "groeidocumenten/delen/devices.py",
    "groeidocumenten/dossiers/traces.py",
    "groeidocumenten/delen/entrance.py",
    "groeidocumenten/delen/pincode_channels.py",
    "groeidocumenten/delen/antwoorden.py",
    "groeidocumenten/delen/gebruik.py",
    "groeidocumenten/delen/gronden.py",
    "groeidocumenten/delen/herinneren.py",
    "groeidocumenten/delen/listing.py",
    "groeidocumenten/delen/telling.py",
    "groeidocumenten/delen/toestemming.py",
    "groeidocumenten/dossiers/blokkades.py",
    "groeidocumenten/documenten/actions.py",
    "groeidocumenten/documenten/reading.py",
    "groeidocumenten/documenten/sealing.py",
    "groeidocumenten/documenten/telling.py",
    "groeidocumenten/doelen/attention.py",
    "groeidocumenten/gesprekken/attention.py",
    "groeidocumenten/gesprekken/reminders.py",
    "groeidocumenten/inhoud/actions.py",
    "groeidocumenten/inhoud/gastwerk.py",
    "groeidocumenten/inhoud/nagekomen.py",
    "groeidocumenten/inhoud/files.py",
    "groeidocumenten/toegangscodes/aanvragen.py",
    "groeidocumenten/toegangscodes/redeeming.py",
    "groeidocumenten/toezicht/actions.py",
    "groeidocumenten/toezicht/lines.py",
    "groeidocumenten/toezicht/looking.py",
    "groeidocumenten/toezicht/openings.py",
    "groeidocumenten/toezicht/people.py",
    "groeidocumenten/toezicht/retention.py",
    "groeidocumenten/toezicht/telling.py",
    "groeidocumenten/opp/actions.py",
    # A stranger's question about a receipt is answered with yes or no, and never with a row.
    "groeidocumenten/opp/bewijs.py",
    "groeidocumenten/opp/overleg.py",
    "groeidocumenten/opp/reading.py",
    "groeidocumenten/opp/telling.py",
    "groeidocumenten/opp/voorleggen.py",
    # Facts of files that the door gave; of a calendar address its own person's.
    "groeidocumenten/termijnen/agenda.py",
    "groeidocumenten/termijnen/feiten.py",
    # Counts of schools that the door gave, and never a row.
    "groeidocumenten/cijfers/tellen.py",
    # Files that wait for a school that the door gave, and pupils that are made or changed for who guides it.
    "groeidocumenten/inlezen/actions.py",
    "groeidocumenten/inlezen/bewaren.py",
    "groeidocumenten/inlezen/schrijven.py",
    "groeidocumenten/rod/actions.py",
    "groeidocumenten/rod/lijst.py",
    "groeidocumenten/rod/telling.py",
    "groeidocumenten/vragen/actions.py",
    "groeidocumenten/vragen/reading.py",
    "groeidocumenten/vragen/telling.py",
}
# From a school, a pupil or a person to files: these pass the door by.
AROUND = {"groeidocumenten", "leerlingen", "journaalregels", "journaalsegmenten", "journaalhoofd"}
AROUND_ALLOWED = {f"groeidocumenten/dossiers/{name}.py" for name in ("access", "actions", "chain", "letting_in")}


def modules(root: Path = ROOT) -> Iterator[tuple[str, ast.Module]]:
    for room in ROOMS:
        for file in sorted((root / room).rglob("*.py")):
            name = file.relative_to(root).as_posix()
            if "/migrations/" not in name and not name.startswith("site/demo/"):
                yield name, ast.parse(file.read_text())


def attributes(tree: ast.Module) -> set[str]:
    """Every attribute that is read, every keyword, and every name given to getattr."""
    found = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    found |= {str(part) for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg for part in node.arg.split("__")}
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "getattr"]
    return found | {arg.value for call in calls for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)}


def test_only_known_modules_find_private_rows_without_the_door():
    naming = {name for name, tree in modules() if attributes(tree) & {"unguarded"}}
    assert naming == UNGUARDED


def test_inside_the_private_house_nobody_takes_the_managers_behind_it():
    for name, tree in modules():
        if name.startswith("groeidocumenten/"):
            assert not attributes(tree) & (MANAGERS - {"unguarded"}), name


def test_only_the_door_goes_from_a_school_or_pupil_to_files():
    for name, tree in modules():
        if name not in AROUND_ALLOWED:
            used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)} & AROUND
            assert not used, f"{name} uses {used}"


def test_no_private_model_has_the_manager_that_habit_writes():
    assert not [model for model in checks.private_models() if issubclass(model, PrivateModel) and hasattr(model, "objects")]


@pytest.mark.parametrize("code", ["Leerling.unguarded.all()", "getattr(Leerling, 'unguarded').all()"])
def test_the_reading_of_source_sees_a_planted_manager(code):
    assert "unguarded" in attributes(ast.parse(code))


# --- Lock 2: every private view has a door -------------------------------------------------------


def planted(view, at: str):
    resolver = type("Resolver", (), {"url_patterns": [path(at, view)]})()
    return [route for route, pattern in checks.private_patterns(resolver) if getattr(pattern.callback, "door", None) is None]


def bare(request):
    return HttpResponse("alles")


def test_a_view_without_a_door_under_a_private_address_is_found():
    assert planted(bare, "groeidocumenten/lek/") and planted(bare, "toegang/lek/")
    assert not planted(bare, "handleidingen/lek/")


def test_a_private_view_that_is_mounted_elsewhere_is_found():
    def view(request):
        return HttpResponse("alles")

    view.__module__ = "groeidocumenten.inhoud.views"
    assert planted(view, "openbaar/lek/")
    assert planted(partial(view), "openbaar/lek/"), "also wrapped in a partial"
    planted_class = type("Lek", (ListView,), {"model": Leerling, "__module__": "groeidocumenten.dossiers.views"})
    assert planted(planted_class.as_view(), "openbaar/lek/"), "also as a class"


def test_the_check_at_start_up_is_made_of_that_list(monkeypatch):
    assert checks.every_private_view_has_a_door(None) == []
    pattern = path("groeidocumenten/lek/", bare)
    monkeypatch.setattr(checks, "all_patterns", lambda *args: iter([("groeidocumenten/lek/", pattern)]))
    assert [error.id for error in checks.every_private_view_has_a_door(None)] == ["groeidocumenten.E001"]


# --- Lock 3: private models are known nowhere else -----------------------------------------------

PLANTS = {
    "a snippet": "from wagtail.snippets.models import register_snippet; register_snippet(Leerling)",
    "a Django admin": "from django.contrib.admin.sites import AdminSite; keep = AdminSite(name='lek'); keep.register(Leerling)",
    "a viewset": (
        "from wagtail import hooks; from wagtail.admin.viewsets.model import ModelViewSet\n"
        "Lek = type('Lek', (ModelViewSet,), {'model': Leerling, 'form_fields': ['groep'], 'icon': 'user'})\n"
        "hooks.register('register_admin_viewset', lambda: Lek('lek'))"
    ),
    "a chooser": (
        "from wagtail import hooks; from wagtail.admin.viewsets.chooser import ChooserViewSet\n"
        "Lek = type('Lek', (ChooserViewSet,), {'model': Leerling})\n"
        "hooks.register('register_admin_viewset', lambda: Lek('lek'))"
    ),
    "a modeladmin": (
        "from wagtail_modeladmin.options import ModelAdmin, modeladmin_register\n"
        "modeladmin_register(type('Lek', (ModelAdmin,), {'model': Leerling}))"
    ),
    "an endpoint of the API": (
        "from wagtail.api.v2.views import BaseAPIViewSet; from headless.wagtail_v2 import router\n"
        "router.register_endpoint('lek', type('Lek', (BaseAPIViewSet,), {'model': Leerling, 'base_serializer_class': None}))"
    ),
    "a search index": "from modelsearch import index; index.get_indexed_models = lambda: [Leerling]",
    "the reference index": "Leerling.wagtail_reference_index_ignore = False",
    "a generic view over a queryset": (
        "from django.urls import path; from django.views.generic import ListView; import groeiportaal.urls as urls\n"
        "urls.urlpatterns.append(path('lek/', ListView.as_view(queryset=Leerling.unguarded.all())))"
    ),
    "a form view": (
        "from django.urls import path; from django.views.generic import FormView; import groeiportaal.urls as urls\n"
        "from groeidocumenten.dossiers.forms import LeerlingForm\n"
        "urls.urlpatterns.append(path('lek/', FormView.as_view(form_class=LeerlingForm)))"
    ),
}
# One start of Django, and a child process per plant: a registration cannot be taken back.
RUN_CHECKS = """
import json, os, sys, django
django.setup()
from groeidocumenten.dossiers import checks
from groeidocumenten.dossiers.models import Leerling
for name, plant in json.loads(sys.stdin.read()).items():
    if os.fork() == 0:
        exec(plant)
        print(json.dumps([name, [error.id for error in checks.private_models_are_registered_nowhere(None)]]), flush=True)
        os._exit(0)
    os.wait()
"""


def test_a_private_model_that_is_planted_elsewhere_is_found():
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "groeiportaal.settings.test", "PYTHONPATH": f"{ROOT / 'site'}{os.pathsep}{ROOT}"}
    call = [sys.executable, "-W", "ignore", "-c", RUN_CHECKS]
    plants = PLANTS | {"nothing at all": ""}
    run = subprocess.run(call, cwd=ROOT, env=environment, input=json.dumps(plants), capture_output=True, text=True)
    found = dict(json.loads(line) for line in run.stdout.splitlines())
    assert set(found) == set(plants), run.stderr
    for plant in PLANTS:
        assert "groeidocumenten.E002" in found[plant], plant
    assert found["nothing at all"] == []


def test_nothing_private_is_registered_now():
    assert checks.private_models_are_registered_nowhere(None) == []
    assert checks.private_models_have_the_right_shape(None) == []


@pytest.mark.parametrize(
    ("attribute", "value"), [("objects", Groeidocument.unguarded), ("default_permissions", ("view",))], ids=["objects", "permissions"]
)
def test_a_private_model_of_the_wrong_shape_is_found(monkeypatch, attribute, value):
    place = Groeidocument._meta if attribute == "default_permissions" else Groeidocument
    monkeypatch.setattr(place, attribute, value, raising=False)
    assert {error.id for error in checks.private_models_have_the_right_shape(None)} == {"groeidocumenten.E003"}


def test_a_private_model_that_is_tied_to_wagtail_is_found_in_both_directions(monkeypatch):
    from wagtail.images.models import Image

    monkeypatch.setitem(Leerling._meta.get_field("school").__dict__, "related_model", Image)
    assert any("points to Wagtail" in error.msg for error in checks.private_models_have_the_right_shape(None))
    monkeypatch.undo()
    monkeypatch.setitem(Image._meta.get_field("collection").__dict__, "related_model", Leerling)
    assert any("is pointed at by" in error.msg for error in checks.private_models_have_the_right_shape(None))


# --- Lock 4: guardian is imported in two doors and two tables ------------------------------------


def test_importing_guardian_elsewhere_is_reported(tmp_path):
    for code in ("import guardian\n", "from guardian.shortcuts import get_objects_for_user\n", "import guardian.shortcuts as g\n"):
        command = [ROOT / ".venv/bin/ruff"] if (ROOT / ".venv/bin/ruff").exists() else [sys.executable, "-m", "ruff"]
        call = [
            *command,
            "check",
            "--config",
            ROOT / "pyproject.toml",
            "--stdin-filename",
            ROOT / "groeidocumenten/inhoud/lek.py",
            "--select",
        ]
        run = subprocess.run([*map(str, call), "TID251", "-"], input=code, cwd=ROOT, capture_output=True, text=True)
        assert run.returncode == 1 and "TID251" in run.stdout, code


def test_exactly_four_modules_may_import_guardian():
    ignores = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["ruff"]["lint"]["per-file-ignores"]
    product = {
        name for name, rules in ignores.items() if "TID251" in rules and not name.startswith(("tests/", "benchmarks/", "**/migrations"))
    }
    doors = {
        "accounts/access.py",
        "accounts/models.py",
        "groeidocumenten/dossiers/access.py",
        "groeidocumenten/dossiers/models/groeidocument.py",
    }
    assert product == doors
    importing = {name for name, tree in modules() if re.search(r"\bguardian\b", " ".join(imports(tree)))}
    assert importing == doors


def test_no_line_of_the_product_silences_that_rule():
    noisy = re.compile(r"noqa(?!: F401)(?=:.*TID251|\s*$)", re.MULTILINE)
    for name, _ in modules():
        assert not noisy.search((ROOT / name).read_text()), name


def imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
