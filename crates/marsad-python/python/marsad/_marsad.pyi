"""The native half of the package."""

import os
from collections.abc import Iterator
from typing import Any, Protocol

class ArrowStream(Protocol):
    """A table or stream of Arrow's PyCapsule interface."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

class ArrowArray(Protocol):
    """A record batch of Arrow's PyCapsule interface."""

    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...

ArrowData = ArrowStream | ArrowArray

__version__: str
#: The columns of each table with the names of their Arrow types: string, int64, float64, bool, date32.
TABLES: dict[str, dict[str, str]]

class Table:
    """A table: give it to ``pyarrow.table``, ``polars.DataFrame``, DuckDB or any other library that takes Arrow data."""

    @property
    def name(self) -> str: ...
    @property
    def column_names(self) -> list[str]: ...
    @property
    def num_rows(self) -> int: ...
    def __len__(self) -> int: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __arrow_c_schema__(self) -> object: ...
    def to_pyarrow(self) -> Any:
        """As a ``pyarrow.Table``, without a copy."""
    def to_pandas(self) -> Any:
        """As a ``pandas.DataFrame`` with Arrow's types; needs pyarrow too."""
    def to_polars(self) -> Any:
        """As a ``polars.DataFrame``, without a copy."""

class Tables:
    """The tables of some articles: each is an attribute, and also found by its name."""

    articles: Table
    claims: Table
    participants: Table
    statements: Table
    figures: Table
    roles: Table
    rejects: Table
    def __getitem__(self, name: str) -> Table: ...
    def __contains__(self, name: str) -> bool: ...
    def __iter__(self) -> Iterator[str]: ...
    def __len__(self) -> int: ...
    def keys(self) -> list[str]: ...

class Pieces:
    """The tables of files, some articles at a time."""

    def __iter__(self) -> Pieces: ...
    def __next__(self) -> Any: ...

class Native:
    """Language data with settings; :class:`marsad.Coder` is for users."""

    def __init__(
        self,
        *,
        pack: str | os.PathLike[str] | None,
        add: list[str | os.PathLike[str]],
        min_confidence: float | None,
        with_text: bool,
        jobs: int | None,
        published: str | None,
        outlet: str | None,
    ) -> None: ...
    def versions(self) -> tuple[str, str]: ...
    def code(self, articles: list[Any]) -> list[tuple[bytes | None, list[tuple[str, str]]]]: ...
    def code_table(self, data: ArrowData) -> Tables: ...
    def nested(self, data: ArrowData) -> Table: ...
    def nested_schema(self) -> Table: ...
    def code_files(self, paths: list[str], n_articles: int, nested: bool) -> Pieces: ...
    def explain(self, article: Any) -> tuple[bytes | None, list[tuple[str, str]]]: ...
    def analyze(self, text: str) -> bytes: ...
    def times(self, article: Any, policy: str) -> bytes: ...
    def who(self, query: str, on: str) -> bytes: ...
