"""Parameters as arguments, with or without a range."""

from __future__ import annotations

import click


class RangedParameter(click.ParamType):  # type: ignore[type-arg]  # generic in newer versions only
    """A parameter as ``NAME`` or ``NAME=LOW:HIGH``; converts to (name, range or None)."""

    name = "parameter"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, tuple[float, float] | None]:
        """Return the name and the range.

        Raises
        ------
        ParameterError
            If there is no such parameter, or the range is not inside the published one.
        """
        if isinstance(value, tuple):
            return value
        from sim.study.ranges import range_of

        name, equals, text = (part.strip() for part in str(value).partition("="))
        span = self._span(text) if equals else None
        if equals and span is None:
            self.fail(
                f"'{value}' is not NAME or NAME=LOW:HIGH, for example monitoring=0.1:0.6",
                param,
                ctx,
            )
        # Before anything is said or begun.
        range_of(name, given_ranges((name, span)))
        return name, span

    @staticmethod
    def _span(text: str) -> tuple[float, float] | None:
        """Return the ends of a range, or None where the text is none."""
        low, colon, high = text.partition(":")
        try:
            return (float(low), float(high)) if colon else None
        except ValueError:
            return None


def given_ranges(
    *parameters: tuple[str, tuple[float, float] | None],
) -> dict[str, tuple[float, float]]:
    """Return the ranges that were given, by name."""
    return {name: span for name, span in parameters if span is not None}
