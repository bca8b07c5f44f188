"""The Word files of somebody's own that a request names, as the options of a command say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from jdgen.documents.tree import Kind


@dataclass(frozen=True, slots=True)
class Templates:
    """The templates that are asked for, by the documents that are filled into them.

    Below them those of the company count, unless `of_company` is off. What `looks` like was typed, such as the theme
    and the paper, holds for all files but those that are filled.
    """

    files: Mapping[Kind, Path] = field(default_factory=dict)
    of_company: bool = True
    looks: tuple[str, ...] = ()
