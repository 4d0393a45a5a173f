"""The OpenAPI 3.1 description of the API, as the NLGov REST API Design Rules want it: headers and problems at every operation, who to ask, and
a server address that holds the version.
"""

import json
from functools import lru_cache
from typing import Any

from django.http import HttpRequest

from .addresses import host_of
from .api import VERSION, api
from .problems import TITLES

PREFIX = "/api/v1"
METHODS = ("get",)
VERSION_HEADER = {"description": "De volledige versie van de API.", "schema": {"type": "string", "example": VERSION}}
GIVEN = {
    "API-Version": VERSION_HEADER,
    "ETag": {"description": "Kenmerk van dit antwoord, voor `If-None-Match`.", "schema": {"type": "string"}},
}
LINK = {"description": "De weg naar dit deel van de lijst en naar de delen ernaast (RFC 8288).", "schema": {"type": "string"}}
PROBLEM_SCHEMA: dict[str, Any] = {
    "title": "Probleem",
    "description": "Een fout zoals RFC 9457 die beschrijft.",
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "description": "Soort fout."},
        "title": {"type": "string", "description": "De fout in een paar woorden."},
        "status": {"type": "integer", "description": "De HTTP-status."},
        "detail": {"type": "string", "description": "Wat er misging."},
        "errors": {
            "type": "array",
            "description": "Welke parameters niet kloppen.",
            "items": {
                "type": "object",
                "required": ["in", "name", "detail"],
                "properties": {
                    "in": {"type": "string", "enum": ["query"]},
                    "name": {"type": "string", "description": "De naam van de parameter."},
                    "detail": {"type": "string", "description": "Wat er niet klopt."},
                },
            },
        },
    },
}


def description(request: HttpRequest) -> str:
    """The description as JSON, with the contact of the site that was asked."""
    from .contact import contact_of

    return _build(json.dumps(contact_of(request, host_of(request))))


@lru_cache(maxsize=16)
def _build(contact: str) -> str:
    schema = json.loads(json.dumps(api.get_openapi_schema(path_prefix=PREFIX), default=str))
    schema["info"]["contact"] = json.loads(contact)
    schema["info"]["license"] = {"name": "EUPL-1.2", "identifier": "EUPL-1.2"}
    schema["servers"] = [{"url": PREFIX, "description": "Deze website."}]
    schema["tags"] = [{"name": tag, "description": f"Alles over {tag}."} for tag in _tags(schema)]
    schema["components"]["schemas"]["Probleem"] = PROBLEM_SCHEMA
    schema["paths"] = {path.removeprefix(PREFIX): _described(item) for path, item in schema["paths"].items()}
    schema["paths"]["/openapi.json"] = {"get": _openapi_itself()}
    return json.dumps(schema, ensure_ascii=False)


def _tags(schema: dict[str, Any]) -> list[str]:
    return list(dict.fromkeys(tag for item in schema["paths"].values() for one in item.values() for tag in one["tags"]))


def _described(item: dict[str, Any]) -> dict[str, Any]:
    """A path with what all its answers have."""
    for operation in item.values():
        paged = any(parameter["name"] == "pageSize" for parameter in operation["parameters"])
        by_name = any(parameter["in"] == "path" for parameter in operation["parameters"])
        for parameter in operation["parameters"]:
            if parameter["in"] == "path":
                parameter["description"] = "Nummer van de versie." if parameter["name"] == "nummer" else "Slug, of het id."
            elif "description" in parameter["schema"]:
                parameter["description"] = parameter["schema"].pop("description")
        operation["responses"] = {
            "200": _given(operation["responses"].get("200") or operation["responses"][200], paged),
            **_others(by_name),
        }
    return item


def _given(answer: dict[str, Any], paged: bool) -> dict[str, Any]:
    return {**answer, "description": "Gelukt.", "headers": {**GIVEN, "Link": LINK} if paged else GIVEN}


def _others(by_name: bool) -> dict[str, Any]:
    """Not changed, and the problems that can come."""
    numbers = [400, *([404] if by_name else []), 405, 429, 500]
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Probleem"}}}
    problems = {
        str(number): {"description": f"{TITLES[number]}.", "headers": {"API-Version": VERSION_HEADER}, "content": content}
        for number in numbers
    }
    return {"304": {"description": "Niet veranderd sinds uw ETag.", "headers": GIVEN}, **problems}


def _openapi_itself() -> dict[str, Any]:
    content = {"application/json": {"schema": {"type": "object"}}}
    return {
        "operationId": "openapi",
        "summary": "Deze beschrijving",
        "description": "De beschrijving van deze API, in OpenAPI 3.1.",
        "tags": ["openapi"],
        "parameters": [],
        "responses": {"200": {"description": "Gelukt.", "headers": GIVEN, "content": content}, **_others(by_name=False)},
    }
