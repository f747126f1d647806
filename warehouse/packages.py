"""Descriptions of an export that programs read: Frictionless `datapackage.json` and Croissant `croissant.json`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from warehouse.derive import DATASET_NAME, SCHEMA_VERSION, exported_columns, meaning
from warehouse.manifest import FileEntry, Manifest, write_json
from warehouse.tables import MAIN_TABLES, Column, Table
from warehouse.tables.columns import Kind

TITLE = "Dateline: dated events and figures from news articles"
ABOUT = (
    "Tidy tables made from news articles: every time expression, every figure, every event that a text places in time, and who "
    "says it. One row is one thing that one article says, at the place where it says it; every row names the rule that made it."
)
RIGHTS = (
    "Quoted words belong to their publishers; they are quoted, with their source, so that every row can be checked."
)
FRICTIONLESS_TYPES: Mapping[Kind, str] = {
    "key": "string", "text": "string", "code": "string", "int": "integer", "float": "number", "date": "date",
    "timestamp": "datetime", "bool": "boolean", "text_list": "array", "json": "object",
}  # fmt: skip
CROISSANT_TYPES: Mapping[Kind, str] = {
    "key": "sc:Text", "text": "sc:Text", "code": "sc:Text", "int": "sc:Integer", "float": "sc:Float", "date": "sc:Date",
    "timestamp": "sc:DateTime", "bool": "sc:Boolean", "text_list": "sc:Text", "json": "sc:Text",
}  # fmt: skip
CROISSANT_CONTEXT = {
    "@language": "en", "@vocab": "https://schema.org/", "sc": "https://schema.org/", "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/", "dct": "http://purl.org/dc/terms/", "citeAs": "cr:citeAs",
    "column": "cr:column", "conformsTo": "dct:conformsTo", "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"}, "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract", "field": "cr:field", "fileProperty": "cr:fileProperty", "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet", "format": "cr:format", "includes": "cr:includes", "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath", "key": "cr:key", "md5": "cr:md5", "parentField": "cr:parentField", "path": "cr:path",
    "recordSet": "cr:recordSet", "references": "cr:references", "regex": "cr:regex", "repeated": "cr:repeated",
    "replace": "cr:replace", "separator": "cr:separator", "source": "cr:source", "subField": "cr:subField",
    "transform": "cr:transform",
}  # fmt: skip
Files = Mapping[str, FileEntry]


def citation(manifest: Manifest) -> str:
    """How to cite the version."""
    return f"Dateline, version {manifest.version}, SHA-256 {manifest.content}."


def write_packages(folder: Path, manifest: Manifest) -> None:
    """Write `datapackage.json` and `croissant.json` into the folder of an export."""
    write_json(folder / "datapackage.json", datapackage(manifest))
    write_json(folder / "croissant.json", croissant(manifest))


def datapackage(manifest: Manifest) -> dict[str, Any]:
    """The Frictionless data package: one resource a file, with a schema that has keys and references."""
    return {
        "profile": "data-package",
        "name": DATASET_NAME,
        "id": manifest.content,
        "title": TITLE,
        "description": f"{ABOUT} {RIGHTS}",
        "version": manifest.version,
        "schemaVersion": SCHEMA_VERSION,
        "resources": [
            _resource(name, entry, manifest)
            for table in MAIN_TABLES
            for name, entry in sorted(_files_of(manifest, table).items())
        ],
    }


def _files_of(manifest: Manifest, table: Table) -> Files:
    return {name: entry for name, entry in manifest.files.items() if entry.table == table.name}


def _resource(name: str, entry: FileEntry, manifest: Manifest) -> dict[str, Any]:
    table = next(t for t in MAIN_TABLES if t.name == entry.table)
    columns = exported_columns(table, with_texts=manifest.with_texts)
    is_csv = name.endswith(".csv.gz")
    return {
        "name": f"{table.name}-csv" if is_csv else table.name,
        "path": name,
        "format": "csv" if is_csv else "parquet",
        "mediatype": "text/csv" if is_csv else "application/vnd.apache.parquet",
        **({"compression": "gz"} if is_csv else {}),
        "description": f"One row is {table.row_is}.",
        "bytes": entry.bytes,
        "hash": f"sha256:{entry.sha256}",
        "rows": entry.rows,
        "schema": {
            "fields": [_frictionless_field(c) for c in columns],
            "primaryKey": list(table.key),
            "foreignKeys": [_foreign_key(c) for c in columns if c.references],
        },
    }


def _frictionless_field(column: Column) -> dict[str, Any]:
    limits: dict[str, Any] = {}
    if column.required:
        limits["required"] = True
    if column.one_of:
        limits["enum"] = list(column.one_of)
    if column.at_least is not None:
        limits["minimum"] = column.at_least
    if column.at_most is not None:
        limits["maximum"] = column.at_most
    field = {"name": column.name, "type": FRICTIONLESS_TYPES[column.kind], "description": meaning(column)}
    return {**field, "constraints": limits} if limits else field


def _foreign_key(column: Column) -> dict[str, Any]:
    assert column.references is not None
    resource, field = column.references.rsplit(".", 1)
    return {"fields": column.name, "reference": {"resource": resource, "fields": field}}


def croissant(manifest: Manifest) -> dict[str, Any]:
    """The Croissant 1.0 description: one file object and one record set a table (Parquet only)."""
    return {
        "@context": CROISSANT_CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": DATASET_NAME,
        "description": ABOUT,
        "version": f"{int(manifest.version.split('-')[0])}.0.0",
        "license": RIGHTS,
        "citeAs": citation(manifest),
        "distribution": [_file_object(name, entry) for name, entry in _parquet(manifest)],
        "recordSet": [_record_set(name, entry, manifest) for name, entry in _parquet(manifest)],
    }


def _parquet(manifest: Manifest) -> Sequence[tuple[str, FileEntry]]:
    return [(n, e) for n, e in sorted(manifest.files.items()) if n.endswith(".parquet")]


def _file_object(name: str, entry: FileEntry) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "contentUrl": name,
        "contentSize": f"{entry.bytes} B",
        "encodingFormat": "application/x-parquet",
        "sha256": entry.sha256,
    }


def _record_set(name: str, entry: FileEntry, manifest: Manifest) -> dict[str, Any]:
    table = next(t for t in MAIN_TABLES if t.name == entry.table)
    columns = exported_columns(table, with_texts=manifest.with_texts)
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": f"One row is {table.row_is}.",
        "key": [{"@id": f"{table.name}/{k}"} for k in table.key],
        "field": [_croissant_field(table, c, name) for c in columns],
    }


def _croissant_field(table: Table, column: Column, file: str) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": column.name,
        "description": meaning(column),
        "dataType": CROISSANT_TYPES[column.kind],
        **({"repeated": True} if column.kind == "text_list" else {}),
        "source": {"fileObject": {"@id": file}, "extract": {"column": column.name}},
    }
