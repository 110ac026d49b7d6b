"""The OpenAPI 3.1 document, out of what is served: shapes, parameters, problems. Nothing is written twice."""

from django.conf import settings
from django.urls import reverse

from pages.models import BrandSettings

from ..addresses import absolute
from ..naming import newsroom
from . import problems
from .registry import RESOURCES
from .shapes import LINK, TEXT, Shape, many, maybe

ABOUT = """What this newsroom has published, for other sites and programs: read-only, no key, open to any origin.

Times are RFC 3339, days ISO 8601. Every answer carries `ETag` and `Last-Modified`; what you have already costs you
nothing of your limit. Errors are RFC 9457 problems. A field that is asked for is always there, empty or null where
there is nothing to say. Picture credits are to be shown wherever a picture is shown, and `terms` are to be kept.
"""


def openapi_document():
    shapes = {}
    paths = {}
    for resource in RESOURCES:
        base = reverse(f"api:{resource.name}")
        paths[base] = {"get": _list_operation(resource, shapes)}
        paths[f"{base}{{id}}/"] = {"get": _one_operation(resource, shapes)}
    return {
        "openapi": "3.1.0",
        "info": {"title": _title(), "version": "1", "description": ABOUT},
        "servers": [{"url": absolute("/").rstrip("/")}],
        "paths": paths,
        "components": {
            "schemas": {"Problem": problems.SCHEMA, **{name: shapes[name] for name in sorted(shapes)}},
            "responses": {
                name: {
                    "description": problems.TITLES[status],
                    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
                }
                for name, status in (("Wrong", 400), ("Absent", 404), ("TooMany", 429))
            },
        },
    }


def _title():
    return newsroom(BrandSettings.current(), settings.LANGUAGE_CODE)


def _list_operation(resource, shapes):
    listed = {
        "type": "object",
        "properties": {
            "data": many(_partly(resource.listed, shapes)),
            "next": {**maybe(LINK), "description": "The next page; null on the last."},
        },
        "required": ["data", "next"],
        "additionalProperties": False,
    }
    return {
        "operationId": f"list_{resource.name}",
        "summary": resource.about,
        "parameters": [_parameter(parameter) for parameter in resource.of_list],
        "responses": _responses(listed),
    }


def _one_operation(resource, shapes):
    identifier = {"name": "id", "in": "path", "required": True, "schema": TEXT, "description": resource.about_id}
    found = _responses(_partly(resource.shape, shapes))
    return {
        "operationId": f"get_{resource.singular}",
        "summary": resource.shape.about,
        "parameters": [identifier, *(_parameter(parameter) for parameter in resource.of_one)],
        "responses": {**found, "404": {"$ref": "#/components/responses/Absent"}},
    }


def _parameter(parameter):
    # Several values stand in one parameter, with commas between them.
    style = {"style": "form", "explode": False} if parameter.schema.get("type") == "array" else {}
    return {
        "name": parameter.name,
        "in": "query",
        "description": parameter.about,
        "schema": parameter.schema,
        **style,
    }


def _responses(schema):
    return {
        "200": {
            "description": "As asked.",
            "headers": {"ETag": {"schema": TEXT}, "Last-Modified": {"schema": TEXT}},
            "content": {"application/json": {"schema": schema}},
        },
        "304": {"description": "You have it already."},
        "400": {"$ref": "#/components/responses/Wrong"},
        "429": {"$ref": "#/components/responses/TooMany"},
    }


def _partly(shape, shapes):
    """By reference. `fields` may leave properties out, so that none is required of what is asked for itself."""
    _take(shape, shapes, required=False)
    return {"$ref": f"#/components/schemas/{shape.name}"}


def _take(shape, shapes, required=True):
    if shape.name in shapes:
        return
    shapes[shape.name] = {}
    properties = {field.name: _described(field, shapes) for field in shape.fields}
    shapes[shape.name] = {
        "type": "object",
        "description": shape.about,
        "properties": properties,
        "additionalProperties": False,
        **({"required": list(properties)} if required else {}),
    }


def _described(field, shapes):
    schema = _plain(field.schema, shapes)
    return {**schema, "description": field.about} if field.about else schema


def _plain(schema, shapes):
    """The schema with its shapes by reference."""
    if isinstance(schema, Shape):
        _take(schema, shapes)
        return {"$ref": f"#/components/schemas/{schema.name}"}
    if isinstance(schema, dict):
        return {name: _plain(part, shapes) for name, part in schema.items()}
    return [_plain(part, shapes) for part in schema] if isinstance(schema, list) else schema
