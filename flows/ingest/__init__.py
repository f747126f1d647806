"""From any real news source to records: readers by format, safety limits, identity."""

from flows.ingest.batches import Batch, batches
from flows.ingest.read import read_bytes, read_inputs, read_one
from flows.ingest.records import InputError, Record, Rejection
from flows.ingest.seen import FileState
from flows.ingest.settings import IngestSettings

__all__ = [
    "Batch",
    "FileState",
    "IngestSettings",
    "InputError",
    "Record",
    "Rejection",
    "batches",
    "read_bytes",
    "read_inputs",
    "read_one",
]
