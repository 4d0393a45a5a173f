"""The three groups of editors and what each may do, as one table. Nobody in them gets any right on users, schools or groeidocumenten.

A redacteur writes and submits, a formatbeheerder edits formats and submits them; an eindredacteur who is somebody else approves, and that publishes
the page (`four_eyes`). `ensure_groups` makes the stored groups equal to the table: it adds what is missing, and takes
nothing away that an administrator added.
"""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction

FORMATS_APP = "opp_pages"


@dataclass(frozen=True)
class Rechten:
    """What a group may do: on pages (everywhere, or on the formats only), in the media library, and model-wide."""

    pages: tuple[str, ...] = ()
    format_pages: tuple[str, ...] = ()
    library: tuple[str, ...] = ()
    models: tuple[str, ...] = ("wagtailadmin.access_admin",)
    approves: bool = field(default=False)


LIBRARY_READ = ("wagtailimages.choose_image", "wagtaildocs.choose_document")
LIBRARY_WRITE = (
    *LIBRARY_READ,
    "wagtailimages.add_image",
    "wagtailimages.change_image",
    "wagtaildocs.add_document",
    "wagtaildocs.change_document",
)
LIBRARY_ALL = (*LIBRARY_WRITE, "wagtailimages.delete_image", "wagtaildocs.delete_document")
CATALOGUE_WRITE = ("forms_catalog.add_formulier", "forms_catalog.change_formulier")
HANDLEIDING_WRITE = ("handleidingen.add_onderwerp", "handleidingen.change_onderwerp", "handleidingen.view_reactie")

GROUPS: dict[str, Rechten] = {
    "Redacteur": Rechten(
        pages=("add", "change"),
        library=LIBRARY_WRITE,
        models=("wagtailadmin.access_admin", *CATALOGUE_WRITE, *HANDLEIDING_WRITE),
    ),
    "Eindredacteur": Rechten(
        pages=("add", "change", "publish", "lock", "unlock"),
        library=LIBRARY_ALL,
        models=(
            "wagtailadmin.access_admin",
            *CATALOGUE_WRITE,
            *HANDLEIDING_WRITE,
            "handleidingen.delete_onderwerp",
            "handleidingen.delete_reactie",
            "forms_catalog.delete_formulier",
            "forms_catalog.publiceer_formulier",
            "forms_catalog.add_thema",
            "forms_catalog.change_thema",
            "forms_catalog.delete_thema",
            "headless.view_aflevering",
            "wagtailredirects.add_redirect",
            "wagtailredirects.change_redirect",
            "wagtailredirects.delete_redirect",
            "website.change_siteinstellingen",
        ),
        approves=True,
    ),
    "Formatbeheerder": Rechten(
        format_pages=("add", "change", "lock", "unlock"),
        library=LIBRARY_READ,
        models=(
            "wagtailadmin.access_admin",
            "formats.add_wettelijkelement",
            "formats.change_wettelijkelement",
            "formats.delete_wettelijkelement",
            *(f"formats.{deed}_{name}" for name in ("lijst", "bank", "hulptekst") for deed in ("add", "change", "delete")),
        ),
    ),
}


@transaction.atomic
def ensure_groups() -> dict[str, Group]:
    """Make the groups and their rights; safe to call again and again.

    The rights on formats hang on the highest page of `opp_pages`; as long as there is none, that part waits for the next call.
    """
    from wagtail.models import Collection, Page

    root = Page.objects.filter(depth=1).first()
    formats = Page.objects.filter(content_type__app_label=FORMATS_APP).order_by("depth", "path").first()
    library = Collection.objects.filter(depth=1).first()
    made = {}
    for name, rechten in GROUPS.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(*_permissions(rechten.models))
        _on_pages(group, root, rechten.pages)
        _on_pages(group, formats, rechten.format_pages)
        _on_library(group, library, rechten.library)
        made[name] = group
    approvers = [group for name, group in made.items() if GROUPS[name].approves]
    _ensure_workflow(root, approvers, name="Eindredactie", task_name="Controle door de eindredactie")
    _ensure_workflow(formats, approvers, name="Controle van formats", task_name="Controle door een tweede redacteur")
    return made


def _permissions(names: tuple[str, ...]) -> list[Permission]:
    """The stored permissions with these names; one whose app is not migrated yet is left for the next call."""
    found = []
    for name in names:
        app_label, codename = name.split(".")
        found += Permission.objects.filter(content_type__app_label=app_label, codename=codename)
    return found


def _on_pages(group: Group, page: Any, actions: tuple[str, ...]) -> None:
    from wagtail.models import GroupPagePermission

    if page is None:
        return
    for permission in _permissions(tuple(f"wagtailcore.{action}_page" for action in actions)):
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def _on_library(group: Group, collection: Any, names: tuple[str, ...]) -> None:
    from wagtail.models import GroupCollectionPermission

    if collection is None:
        return
    for permission in _permissions(names):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


def _ensure_workflow(page: Any, approvers: list[Group], *, name: str, task_name: str) -> None:
    """What is submitted below this page is put before a second editor, instead of before Wagtail's own group of moderators.

    Made once: an administrator may change or switch off a workflow, and that stays so. Only a task of this name from before every page had
    four eyes is replaced: with it, somebody could approve an own draft.
    """
    from wagtail.models import GroupApprovalTask, Task, Workflow, WorkflowPage, WorkflowTask

    from .models import VierOgenTaak

    if page is None:
        return
    workflow = Workflow.objects.filter(name=name).first()
    old = Task.objects.filter(pk__in=GroupApprovalTask.objects.filter(name=task_name).values("pk"), active=True)
    if workflow is not None and not old.exists():
        return
    task = VierOgenTaak.objects.create(name=task_name)
    task.groups.set(approvers)
    if workflow is not None:
        WorkflowTask.objects.filter(workflow=workflow, task__in=old).update(task=task)
        old.update(active=False)
        return
    workflow = Workflow.objects.create(name=name)
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.update_or_create(page=page, defaults={"workflow": workflow})


def after_migrate(sender: Any, apps: Any, **kwargs: Any) -> None:
    """Make the groups when the last app has been migrated, so that every permission exists."""
    from django.apps import apps as installed

    # Django sends the signal for apps with models only.
    if sender.label != [config.label for config in installed.get_app_configs() if config.models_module][-1]:
        return
    try:
        apps.get_model("wagtailcore", "WorkflowPage")
        apps.get_model("website", "VierOgenTaak")
        apps.get_model("forms_catalog", "Formulier")
    except LookupError:
        return
    ensure_groups()
