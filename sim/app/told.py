"""What the page says of its run, as HTML."""

from __future__ import annotations

from html import escape

from sim.app.session import Session
from sim.app.tries import summary


def status(session: Session) -> str:
    """Return how far the run is, as HTML."""
    settings = session.settings
    if session.forked:
        done, whole = session.month, settings.months
        text = f"Month {done} of {whole}"
    else:
        done, whole = session.month + settings.burn_in, settings.burn_in
        text = f"Shared past: month {done} of {whole}"
    bar = f'<progress max="{max(whole, 1)}" value="{done}"></progress>'
    return f'<span class="status">{text} {bar}</span>'


def what_runs(session: Session) -> str:
    """Return which run the page shows, as HTML."""
    words = summary(session.titles, session.assumptions, session.settings)
    return f"<p class='what'>What you see: {escape(words)}.</p>"


def repeat(session: Session) -> str:
    """Return how the run is repeated many times on the command line, as HTML."""
    note = ""
    if session.interventions:
        listed = "; ".join(
            f"after month {month}: {words}" for month, words in session.interventions
        )
        note = f"<p>Changed during the run, which the command cannot repeat: {escape(listed)}.</p>"
    return (
        "<p>One run proves little. This command runs the same comparison 20 times with "
        "other random draws and gives intervals: "
        f"<code>{escape(session.settings.command)}</code></p>{note}"
    )
