"""Descriptions of an export that programs read: Frictionless `datapackage.json` and Croissant `croissant.json`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from warehouse.derive import DATASET_NAME, SCHEMA_VERSION, exported_columns, meaning
from warehouse.manifest import FileEntry, Manifest, write_json
from warehouse.parts import NO_YEAR
from warehouse.rights import LICENCE, LICENCE_ADDRESS, LICENCE_TITLE, RIGHTS, TITLE, about_texts, citation
from warehouse.tables import MAIN_TABLES, Column, Table
from warehouse.tables.columns import Kind

ABOUT = (
    "Tidy tables made from news articles: every time expression, every figure, every event that a text places in time, and who "
    "says it. One row is one thing that one article says, at the place where it says it; every row names the rule that made it."
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
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"}, "equivalentProperty": "cr:equivalentProperty", "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract", "field": "cr:field", "fileProperty": "cr:fileProperty", "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet", "format": "cr:format", "includes": "cr:includes", "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath", "key": "cr:key", "md5": "cr:md5", "parentField": "cr:parentField", "path": "cr:path",
    "recordSet": "cr:recordSet", "references": "cr:references", "regex": "cr:regex", "repeated": "cr:repeated",
    "replace": "cr:replace", "samplingRate": "cr:samplingRate", "separator": "cr:separator", "source": "cr:source", "subField": "cr:subField",
    "transform": "cr:transform",
}  # fmt: skip


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
        "description": f"{ABOUT} {RIGHTS} {about_texts(manifest)}",
        "version": manifest.version,
        "schemaVersion": SCHEMA_VERSION,
        "licenses": [{"name": LICENCE, "title": LICENCE_TITLE, "path": LICENCE_ADDRESS}],
        "resources": [
            _resource(name, entry, manifest)
            for table in MAIN_TABLES
            for name, entry in sorted(manifest.files.items())
            if entry.table == table.name
        ],
    }


def _resource(name: str, entry: FileEntry, manifest: Manifest) -> dict[str, Any]:
    table = _table(entry)
    columns = exported_columns(table, with_texts=manifest.with_texts)
    is_csv = name.endswith(".csv.gz")
    form: dict[str, Any] = (
        {"format": "csv", "mediatype": "text/csv", "compression": "gz", "bytes": entry.bytes}
        if is_csv  # of Parquet, readers of packages count neither bytes nor hash, and then say that both are wrong
        else {"format": "parquet", "mediatype": "application/vnd.apache.parquet"}
    )
    return {
        "name": part_name(name),
        "path": name,
        **form,
        **({"hash": f"sha256:{entry.sha256}"} if is_csv else {"sha256": entry.sha256}),
        "description": f"One row is {table.row_is}.",
        "rows": entry.rows,
        "schema": {
            "fields": [_frictionless_field(c, is_csv=is_csv) for c in columns],
            "primaryKey": list(table.key),
            "foreignKeys": [k for k in (_foreign_key(c, table, name, manifest) for c in columns if c.references) if k],
        },
    }


def part_name(file: str) -> str:
    """The name of the resource or record set that a file is.

    >>> part_name("figures.parquet"), part_name("figures.csv.gz"), part_name("figures/year=2025/part-0.parquet")
    ('figures', 'figures-csv', 'figures-2025')
    """
    stem = file.removesuffix(".parquet").removesuffix(".csv.gz")
    table, _, rest = stem.partition("/year=")
    year = rest.removesuffix("/part-0").replace(NO_YEAR, "no-year")
    return "-".join(p for p in (table, year, "csv" if file.endswith(".csv.gz") else "") if p)


def _table(entry: FileEntry) -> Table:
    return next(t for t in MAIN_TABLES if t.name == entry.table)


def _frictionless_field(column: Column, *, is_csv: bool) -> dict[str, Any]:
    kind = FRICTIONLESS_TYPES[column.kind] if is_csv else _type_in_parquet(column)
    field = {"name": column.name, "type": kind, "description": meaning(column)}
    limits = _limits(column) if kind == FRICTIONLESS_TYPES[column.kind] else {}
    return {**field, "constraints": limits} if limits else field


def _limits(column: Column) -> dict[str, Any]:
    limits: dict[str, Any] = {}
    if column.required:
        limits["required"] = True
    if column.one_of:
        limits["enum"] = list(column.one_of)
    if column.at_least is not None:
        limits["minimum"] = column.at_least
    if column.at_most is not None:
        limits["maximum"] = column.at_most
    return limits


def _type_in_parquet(column: Column) -> str:
    """The type as those see it who read Parquet by way of pandas: a list is an object, and NULL turns integers into numbers and is not a number."""
    if column.kind == "text_list":
        return "any"
    return "number" if column.kind == "int" and not column.required else FRICTIONLESS_TYPES[column.kind]


def _foreign_key(column: Column, table: Table, file: str, manifest: Manifest) -> dict[str, Any] | None:
    """The reference to the resource that holds the row; None where that lies in several, of which none has all keys."""
    assert column.references is not None
    target, field = column.references.rsplit(".", 1)
    whole = f"{target}.csv.gz" if file.endswith(".csv.gz") else f"{target}.parquet"
    if whole not in manifest.files:
        return None
    resource = "" if target == table.name else part_name(whole)  # the empty name is the resource itself
    return {"fields": [column.name], "reference": {"resource": resource, "fields": [field]}}


def croissant(manifest: Manifest) -> dict[str, Any]:
    """The Croissant 1.0 description: one file object and one record set a Parquet file."""
    return {
        "@context": CROISSANT_CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": DATASET_NAME,
        "description": f"{ABOUT} {RIGHTS} {about_texts(manifest)}",
        "version": f"{int(manifest.version.split('-')[0])}.0.0",
        "license": LICENCE_ADDRESS,
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
    table, own = _table(entry), part_name(name)
    columns = exported_columns(table, with_texts=manifest.with_texts)
    return {
        "@type": "cr:RecordSet",
        "@id": own,
        "name": own,
        "description": f"One row is {table.row_is}.",
        "key": [{"@id": f"{own}/{k}"} for k in table.key],
        "field": [_croissant_field(own, c, name) for c in columns],
    }


def _croissant_field(record_set: str, column: Column, file: str) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{record_set}/{column.name}",
        "name": column.name,
        "description": meaning(column),
        "dataType": CROISSANT_TYPES[column.kind],
        **({"repeated": True} if column.kind == "text_list" else {}),
        "source": {"fileObject": {"@id": file}, "extract": {"column": column.name}},
    }
