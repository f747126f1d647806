"""What a full disk does to a publication: the error that says so arrives."""

from __future__ import annotations

from typing import Any, cast

import duckdb
import pytest

from warehouse.merge import merge

FULL = 'Could not write file "x": No space left on device'


class Full:
    """A connection whose transactions end by themselves, as on a full disk."""

    def execute(self, sql: str) -> Any:
        if sql == "COMMIT":
            raise duckdb.TransactionException(FULL)
        if sql == "ROLLBACK":
            raise duckdb.TransactionException("cannot rollback - no transaction is active")
        return self


def test_the_error_of_the_disk_is_not_lost_behind_that_of_the_rollback() -> None:
    with pytest.raises(duckdb.TransactionException, match="No space left"):
        merge(cast(duckdb.DuckDBPyConnection, Full()), {})
