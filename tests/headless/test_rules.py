"""The NLGov REST API Design Rules, held against the description that the API gives of itself and against what it really answers.

The rules are those of version 2.1 that can be tested by a program; the names in the asserts are theirs.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from headless.api import VERSION
from tests.website.public_tree import PublicTree

V1 = "/api/v1"
KEBAB = re.compile(r"^(/|(/_[a-z0-9]+|/(([a-z0-9\-]+|{[^}]+})(/([a-z0-9\-.]+|{[^}]+}))*)(/_[a-z]+)?)/?)$")
CAMEL = re.compile(r"^[a-z][a-z\d]*([A-Z][a-z\d]*)*$")
SEMVER = re.compile(r"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$")
ENGLISH = re.compile(r"\b(the|list of|returns?|get|not found|successful|page of|and)\b", re.IGNORECASE)
# What the OpenAPI 3.1 meta schema asks of the parts that this API uses.
META: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["openapi", "info", "paths", "servers"],
    "properties": {
        "openapi": {"type": "string", "pattern": r"^3\.1\.\d+$"},
        "info": {"type": "object", "required": ["title", "version", "contact", "description"]},
        "servers": {"type": "array", "minItems": 1, "items": {"type": "object", "required": ["url"]}},
        "paths": {"type": "object", "propertyNames": {"pattern": "^/"}, "additionalProperties": {"$ref": "#/$defs/path"}},
        "components": {
            "type": "object",
            "properties": {"schemas": {"type": "object", "additionalProperties": {"type": "object"}}},
        },
    },
    "$defs": {
        "path": {"type": "object", "additionalProperties": False, "properties": {"get": {"$ref": "#/$defs/operation"}}},
        "operation": {
            "type": "object",
            "required": ["operationId", "summary", "description", "tags", "responses", "parameters"],
            "properties": {
                "parameters": {"type": "array", "items": {"$ref": "#/$defs/parameter"}},
                "responses": {
                    "type": "object",
                    "propertyNames": {"pattern": r"^[1-5]\d\d$"},
                    "additionalProperties": {"type": "object", "required": ["description", "headers"]},
                },
            },
        },
        "parameter": {
            "type": "object",
            "required": ["name", "in", "schema", "description"],
            "properties": {"in": {"enum": ["query", "path"]}, "schema": {"type": "object"}},
            "if": {"properties": {"in": {"const": "path"}}},
            "then": {"properties": {"required": {"const": True}}, "required": ["required"]},
        },
    },
}


def operations(body: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every path with its operation."""
    for path, item in body["paths"].items():
        for operation in item.values():
            yield path, operation


def complaints(body: dict[str, Any]) -> list[str]:
    """Every rule that this description breaks, with the place."""
    found = [f"schema: {error.json_path}: {error.message[:120]}" for error in Draft202012Validator(META).iter_errors(body)]
    if not SEMVER.match(body["info"]["version"]):
        found.append("/core/semver")
    if {"name", "email", "url"} - set(body["info"].get("contact", {})):
        found.append("/core/doc-openapi-contact")
    found += [f"/core/uri-version {server['url']}" for server in body["servers"] if not re.search(r"/v\d+$", server["url"])]
    found += [f"/core/transport/tls {server['url']}" for server in body["servers"] if server["url"].startswith("http://")]
    names = [operation["operationId"] for _, operation in operations(body)]
    found += [f"operationId twice: {name}" for name in names if names.count(name) > 1]
    for path, operation in operations(body):
        found += [f"{path}: {line}" for line in _operation(path, operation)]
    refs = re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(body))
    found += [f"no such schema: {name}" for name in refs if name not in body["components"]["schemas"]]
    for name, schema in body["components"]["schemas"].items():
        Draft202012Validator.check_schema(schema)
        if not re.match(r"^[A-Z][A-Za-z0-9]*$", name):
            found.append(f"schema name {name}")
        for key, value in schema.get("properties", {}).items():
            if re.search(r"(_d|\wD|^d)(ate|atum)$", key) and "format" not in json.dumps(value):
                found.append(f"/core/date-time/format {name}.{key}")
    return found


def _operation(path: str, operation: dict[str, Any]) -> Iterator[str]:
    if path != "/openapi.json" and not KEBAB.match(path):
        yield "/core/path-segments-kebab-case"
    if path.endswith("/"):
        yield "/core/no-trailing-slash"
    for text in (operation["summary"], operation["description"], *(one["description"] for one in operation["parameters"])):
        if not text or ENGLISH.search(text):
            yield f"/core/doc-language: {text}"
    for parameter in operation["parameters"]:
        if parameter["in"] == "query" and not CAMEL.match(parameter["name"]):
            yield f"/core/query-keys-camel-case {parameter['name']}"
    wanted = {"200", "304", "400", "405", "500"} | ({"404"} if "{" in path else set())
    if wanted - set(operation["responses"]):
        yield f"/core/error-handling/invalid-input: no {wanted - set(operation['responses'])}"
    for status, answer in operation["responses"].items():
        if "API-Version" not in answer["headers"]:
            yield f"/core/version-header {status}"
        if status >= "400" and "application/problem+json" not in answer["content"]:
            yield f"/core/error-handling/problem-details {status}"


@pytest.fixture
def described(client: Client, tree: PublicTree) -> dict[str, Any]:
    """What the API says of itself."""
    return client.get(f"{V1}/openapi.json").json()


def test_the_description_breaks_no_rule(described: dict[str, Any]) -> None:
    assert complaints(described) == []
    assert described["info"]["version"] == VERSION


def test_a_description_that_breaks_a_rule_is_found(described: dict[str, Any]) -> None:
    described["info"]["version"] = "1"
    described["servers"] = [{"url": "http://elders.example/api"}]
    described["paths"]["/Formulier_Lijst/"] = described["paths"].pop("/formulieren")
    operation = described["paths"]["/handleidingen"]["get"]
    operation["operationId"] = "nieuws"
    operation["parameters"][0]["name"] = "page_size"
    operation["summary"] = "List of pages"
    del operation["responses"]["400"], operation["responses"]["200"]["headers"]["API-Version"]
    found = " ".join(complaints(described))
    for rule in (
        "semver",
        "uri-version",
        "tls",
        "kebab",
        "trailing-slash",
        "twice",
        "camel",
        "doc-language",
        "invalid-input",
        "version-header",
    ):
        assert rule in found


def test_every_resource_of_the_issue_is_there(described: dict[str, Any]) -> None:
    lists = ("handleidingen", "formulieren", "opp-formats", "begrippen", "nieuws", "vragen", "zoeken")
    assert {f"/{name}" for name in lists} <= set(described["paths"])
    details = ("handleidingen", "formulieren", "opp-formats", "begrippen", "nieuws", "vragen")
    assert {f"/{name}/{{slug}}" for name in details} <= set(described["paths"])


def test_every_address_refuses_what_it_does_not_know_by_name(client: Client, described: dict[str, Any]) -> None:
    for path, operation in operations(described):
        address = V1 + re.sub(r"{nummer}", "1", path).replace("{slug}", "iets")
        answer = client.get(address, {"onzin": "1"})
        assert answer.status_code == 400, path
        assert [error["name"] for error in answer.json()["errors"]] == ["onzin"], path
        for parameter in operation["parameters"]:
            if parameter["in"] != "query" or parameter["name"] == "q":
                continue
            answer = client.get(address, {parameter["name"]: "bestaat-niet", **({"q": "vlinders"} if path == "/zoeken" else {})})
            assert (answer.status_code, answer.json()["errors"][0]["name"]) == (400, parameter["name"]), path
            assert "bestaat-niet" not in answer.content.decode(), path


def test_every_answer_names_the_version_and_every_error_is_a_problem(client: Client, described: dict[str, Any]) -> None:
    for path in described["paths"]:
        address = V1 + path.replace("{nummer}", "1").replace("{slug}", "bestaat-niet")
        for answer in (client.get(address), client.get(f"{address}/"), client.post(address), client.get(address, {"x": "1"})):
            assert answer.headers["API-Version"] == VERSION, address
            if answer.status_code >= 400:
                assert answer.headers["Content-Type"].startswith("application/problem+json"), address
                assert {"type", "title", "status", "detail"} <= set(answer.json()), address
                assert answer.json()["status"] == answer.status_code, address


def test_an_address_with_a_slash_at_the_end_is_not_there(client: Client, described: dict[str, Any]) -> None:
    for path in described["paths"]:
        assert client.get(f"{V1}{path.replace('{slug}', 'x').replace('{nummer}', '1')}/").status_code == 404


def test_answers_have_the_shape_that_is_described(client: Client, tree: PublicTree, described: dict[str, Any]) -> None:
    described["components"]["schemas"].pop("Probleem")
    for name, slug in (("handleidingen", tree.handleiding.slug), ("formulieren", tree.geldend.slug)):
        for path, address in ((f"/{name}", f"/{name}"), (f"/{name}/{{slug}}", f"/{name}/{slug}")):
            schema = described["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
            whole = {**schema, "components": described["components"]}
            Draft202012Validator(whole).validate(client.get(V1 + address).json())


def test_something_broken_is_a_problem_without_its_cause(client: Client, tree: PublicTree, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("geheim van binnen")

    monkeypatch.setattr("headless.listing.site_of", broken)
    answer = client.get(f"{V1}/formulieren?page=3")
    assert answer.status_code == 500
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert "geheim" not in answer.content.decode()


def test_a_host_that_is_not_ours_is_a_problem(client: Client, tree: PublicTree) -> None:
    answer = client.get(f"{V1}/formulieren", headers={"host": "boef.example"})
    assert answer.status_code == 400
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert "boef" not in answer.content.decode()


def test_a_search_of_ten_thousand_characters_or_only_operators_answers(client: Client, tree: PublicTree) -> None:
    assert client.get(f"{V1}/zoeken", {"q": "a" * 10_000}).json()["errors"][0]["name"] == "q"
    for odd in ('"', "* OR *", "NEAR(", "'; --", "🐘", "\u202e", "%00", "(((((", "AND AND AND"):
        assert client.get(f"{V1}/zoeken", {"q": odd}).status_code == 200
    assert client.get(f"{V1}/zoeken?q=vlinders").json()["aantal"] == 1
    assert client.get(f"{V1}/zoeken?q=vlinders&lezer=ouder&pageSize=1").status_code == 200
    assert client.get(f"{V1}/zoeken?q=vlindres").json()["bedoeld"]
