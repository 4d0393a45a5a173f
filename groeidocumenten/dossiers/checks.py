"""Locks two and three of the door: wiring that would let somebody past it is an error at start-up, with an id and a hint."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.checks import Error, register
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver

from .journaal import journal_keys
from .kluis import KluisError, key_ring
from .models import PrivateModel

PRIVATE_PACKAGE = "groeidocumenten"
PRIVATE_PREFIXES = ("groeidocumenten/", "toegang/")


def private_models() -> list[type[models.Model]]:
    """Every model of the private house, guardian's table included."""
    return [model for model in apps.get_models() if model.__module__.startswith(PRIVATE_PACKAGE + ".")]


def all_patterns(resolver: Any = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of this process with its pattern, whatever it is included from."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from all_patterns(pattern, route)
        else:
            yield route, pattern


def private_patterns(resolver: Any = None) -> Iterator[tuple[str, URLPattern]]:
    """Addresses that belong to the private house: by where they are mounted, and by where their view was written."""
    for route, pattern in all_patterns(resolver):
        module = _written_in(pattern.callback)
        if route.lstrip("^").startswith(PRIVATE_PREFIXES) or module.startswith(PRIVATE_PACKAGE + "."):
            yield route, pattern


def _written_in(callback: Any) -> str:
    """The module in which a view was written, also when it was wrapped in a partial."""
    while hasattr(callback, "func"):
        callback = callback.func
    return getattr(callback, "__module__", None) or ""


@register()
def every_private_view_has_a_door(app_configs: Any, **kwargs: Any) -> list[Error]:
    """E001: a private address whose view was not wrapped by `door`, `lobby` or `entrance`."""
    return [
        Error(
            f"The private address “{route}” has no door.",
            hint="Wrap its view in @door(Recht.…) or @lobby() from groeidocumenten.dossiers.door.",
            id="groeidocumenten.E001",
        )
        for route, pattern in private_patterns()
        if getattr(pattern.callback, "door", None) is None
    ]


@register()
def private_models_are_registered_nowhere(app_configs: Any, **kwargs: Any) -> list[Error]:
    """E002: a private model known to an admin, a search index, an API or Wagtail's reference index."""
    return [
        Error(
            f"The private model {model.__name__} is registered: {place}.",
            hint="Nothing of a child's file may be reachable past groeidocumenten.dossiers.access. Remove the registration.",
            id="groeidocumenten.E002",
        )
        for place, registered in _registries().items()
        for model in registered
        if model.__module__.startswith(PRIVATE_PACKAGE + ".")
    ]


@register()
def private_models_have_the_right_shape(app_configs: Any, **kwargs: Any) -> list[Error]:
    """E003: a private model with an `objects` manager, model-wide permissions, or a tie to Wagtail's pages, images or documents."""
    errors = []
    for model in private_models():
        if issubclass(model, PrivateModel):
            if hasattr(model, "objects"):
                errors.append(_shape_error(model, "has a manager called objects"))
        elif not model._meta.auto_created and not hasattr(model, "permission"):
            errors.append(_shape_error(model, "is no PrivateModel"))
        if model._meta.default_permissions and not model._meta.auto_created:
            errors.append(_shape_error(model, "has model-wide permissions"))
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if getattr(field, "concrete", False) and isinstance(target, type) and target.__module__.startswith("wagtail."):
                errors.append(_shape_error(model, f"points to Wagtail with {field.name}"))
    return errors + [_shape_error(private, f"is pointed at by {model.__name__}.{field}") for model, field, private in _arrows_inwards()]


def _arrows_inwards() -> Iterator[tuple[type[models.Model], str, type[models.Model]]]:
    """Fields of models outside the private house that point at one inside: admin screens and indexes follow such a field."""
    private = set(private_models())
    for model in apps.get_models():
        for field in model._meta.get_fields() if model not in private else ():
            if getattr(field, "concrete", False) and field.related_model in private:
                yield model, field.name, field.related_model


@register()
def keys_are_there(app_configs: Any, **kwargs: Any) -> list[Error]:
    """E004: no usable key ring or pepper, or malformed keys of the journaal; without them nothing could be written safely."""
    from django.conf import settings

    errors = []
    try:
        key_ring()
    except KluisError as error:
        errors.append(Error(str(error), hint="Set DOSSIER_SLEUTELS; see docs/beheer.md.", id="groeidocumenten.E004"))
    try:
        journal_keys()
    except KluisError as error:
        errors.append(Error(str(error), hint="Mend JOURNAAL_SLEUTELS; see docs/beheer.md.", id="groeidocumenten.E004"))
    if len(settings.TOEGANG_PEPER) < 16:
        errors.append(Error("TOEGANG_PEPER is missing or too short.", hint="Set at least 16 random characters.", id="groeidocumenten.E004"))
    return errors


def _shape_error(model: type[models.Model], what: str) -> Error:
    hint = "Derive from groeidocumenten.dossiers.models.PrivateModel and inherit its Meta."
    return Error(f"The private model {model.__name__} {what}.", hint=hint, id="groeidocumenten.E003")


def _registries() -> dict[str, list[type[models.Model]]]:
    """Every place where a model can become visible outside the private house, with the models in it now."""
    from django.contrib.admin.sites import all_sites
    from modelsearch.index import get_indexed_models
    from wagtail.models import ReferenceIndex
    from wagtail.snippets.models import get_snippet_models

    return {
        "wagtail snippets": list(get_snippet_models()),
        "the Django admin": [model for site in all_sites for model in site._registry],
        "a search index": list(get_indexed_models()),
        "wagtail's reference index": [model for model in private_models() if ReferenceIndex.model_is_indexable(model)],
        "a modeladmin, viewset or API": [model for _, pattern in all_patterns() for model in _models_behind(pattern.callback)],
    }


def _models_behind(callback: Any) -> Iterator[type[models.Model]]:
    """The model that a class-based view, an API endpoint or a modeladmin's bound view shows, wherever it keeps it."""
    holders = [callback, getattr(callback, "__self__", None), getattr(callback, "view_class", None), getattr(callback, "cls", None)]
    kwargs = getattr(callback, "view_initkwargs", None) or getattr(callback, "initkwargs", None) or {}
    candidates = [getattr(holder, "model", None) for holder in holders] + [
        kwargs.get("model"),
        getattr(kwargs.get("model_admin"), "model", None),
    ]
    # Generic views and REST views may name a queryset, a form or a serializer instead.
    candidates += [getattr(getattr(holder, "queryset", None), "model", None) for holder in holders]
    candidates.append(getattr(kwargs.get("queryset"), "model", None))
    for name in ("form_class", "serializer_class"):
        named = [kwargs.get(name), *(getattr(holder, name, None) for holder in holders)]
        candidates += [getattr(getattr(one, inner, None), "model", None) for one in named for inner in ("_meta", "Meta")]
    seen = getattr(callback, "__wrapped__", None)
    if seen is not None:
        yield from _models_behind(seen)
    yield from (model for model in candidates if isinstance(model, type) and issubclass(model, models.Model))
