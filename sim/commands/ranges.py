"""Parameters as arguments, with or without a range."""

from __future__ import annotations

import click


class RangedParameter(click.ParamType):  # type: ignore[type-arg]  # generic in newer versions only
    """A parameter as ``NAME`` or ``NAME=LOW:HIGH``; converts to (name, range or None)."""

    name = "parameter"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, tuple[float, float] | None]:
        """Return the name and the range."""
        if isinstance(value, tuple):
            return value
        name, equals, span = str(value).partition("=")
        if not equals:
            return name.strip(), None
        low, colon, high = span.partition(":")
        try:
            if colon:
                return name.strip(), (float(low), float(high))
        except ValueError:
            pass
        return self.fail(
            f"'{value}' is not NAME or NAME=LOW:HIGH, for example monitoring=0.1:0.6", param, ctx
        )


def given_ranges(
    *parameters: tuple[str, tuple[float, float] | None],
) -> dict[str, tuple[float, float]]:
    """Return the ranges that were given, by name."""
    return {name: span for name, span in parameters if span is not None}
