"""One grammar for what users write: kinds of values, tables and records, each declared once.

A declaration checks a value, naming all mistakes, reads it, and describes itself as a JSON Schema.
"""

from sim.grammar.kinds import Flag, Kind, ListOf, Number, OneOf, Scalar, Text, Whole
from sim.grammar.records import Record, table_of
from sim.grammar.tables import REQUIRED, Field, Table

__all__ = [
    "REQUIRED",
    "Field",
    "Flag",
    "Kind",
    "ListOf",
    "Number",
    "OneOf",
    "Record",
    "Scalar",
    "Table",
    "Text",
    "Whole",
    "table_of",
]
