"""Imported by the server process from which workers are forked: everything a replicate needs."""

__all__: list[str] = []
