"""Names for the people of an economy, so that one can follow somebody."""

from __future__ import annotations

from typing import Final

FIRST: Final = (
    "Ada", "Amara", "Anna", "Arif", "Aya", "Ben", "Bo", "Carla", "Chidi", "Clara", "Dana", "David",
    "Elif", "Emil", "Eva", "Farah", "Femi", "Gita", "Hana", "Hugo", "Ines", "Ivan", "Jana", "Jin",
    "Jonas", "Karim", "Kofi", "Lea", "Lena", "Li", "Lucia", "Malik", "Mara", "Marta", "Mei", "Mila",
    "Nadia", "Nils", "Noor", "Olga", "Omar", "Paula", "Pavel", "Petra", "Rafael", "Ravi", "Rosa",
    "Sami", "Sara", "Sofia", "Tara", "Tomas", "Uma", "Vera", "Victor", "Wen", "Yara", "Yusuf",
    "Zoe",
)  # fmt: skip
"""First names of many countries; their order means nothing."""


def name_of(person: int, entered: int = 0) -> str:
    """Return the name of a person: a first name, and the number that tells namesakes apart.

    Parameters
    ----------
    person : int
        Lasting identifier, which a successor takes over on retirement.
    entered : int
        Month of entry into working life, which tells the successor from the one before.
    """
    return f"{FIRST[(person * 37 + entered * 11) % len(FIRST)]} {person}"
