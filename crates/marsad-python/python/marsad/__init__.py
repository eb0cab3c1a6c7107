"""Arabic news articles in, cited claims out: who is said to have done what to whom, when, where, on whose word.

>>> import marsad
>>> article = marsad.code("زار وزير الخارجية المصري بغداد أمس.", published="2024-11-10")
>>> [(claim["event_type"], claim["source"][0]["country"], claim["date"]["edtf"]) for claim in article["claims"]]
[('CONSULT', 'EGY', '2024-11-09')]

A coded article is a dictionary, the JSON of ``marsad code``. Positions are half-open and count code points, as Python's do:
``body[start:end]`` gives the words.

For many articles there are tables, which every library that speaks Arrow takes without a copy:

>>> tables = marsad.code_table(polars.read_parquet("articles.parquet"))  # doctest: +SKIP
>>> polars.DataFrame(tables.claims)                                      # doctest: +SKIP

All functions use every core and let other threads of Python run; the language data is loaded at the first call. :class:`Coder` has settings.
"""

from ._coder import Article, Coder, Rejected, RejectedWarning, analyze, code, code_batches, code_files, code_table, explain, times, who
from ._marsad import TABLES, Table, Tables, __version__

__all__ = [
    "TABLES",
    "Article",
    "Coder",
    "Rejected",
    "RejectedWarning",
    "Table",
    "Tables",
    "__version__",
    "analyze",
    "code",
    "code_batches",
    "code_files",
    "code_table",
    "explain",
    "times",
    "who",
]
