"""Whose column is which field of ours, and whose value which code: a column mapping.

CONTRACT: a mapping is a TOML file, or the same saved from the form at the desk.
"""

from .fields import FIELDS
from .mapping import Mapping, MappingError
from .toml import from_toml, to_toml

__all__ = ["FIELDS", "Mapping", "MappingError", "from_toml", "to_toml"]
