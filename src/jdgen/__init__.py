"""Job postings, interview rubrics and cover letters that agree, from one role profile."""

from typing import Any

__version__ = "0.1.0"

_PUBLIC = {
    "Output": "jdgen.pipeline",
    "Request": "jdgen.pipeline",
    "Sources": "jdgen.inputs.gather",
    "file_name": "jdgen.writer",
    "produce": "jdgen.pipeline",
    "write": "jdgen.writer",
    "JdgenError": "jdgen.errors",
    "Problem": "jdgen.errors",
}

__all__ = ["JdgenError", "Output", "Problem", "Request", "Sources", "__version__", "file_name", "produce", "write"]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that `import jdgen` costs nothing."""
    if name not in _PUBLIC:
        raise AttributeError(f"module 'jdgen' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_PUBLIC[name]), name)
