"""What one worker may take; known to whoever asks for a batch, so it loads nothing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one worker may take: seconds for one item, and bytes of memory (where the system can limit it)."""

    seconds: float = 60.0
    memory: int = 2_000_000_000
