"""One settled economy under each regime, which tests only read or fork."""

from __future__ import annotations

import pytest

from sim import Economy
from tests.reference.months import settled


@pytest.fixture(scope="session")
def capitalism() -> Economy:
    return settled("capitalism")


@pytest.fixture(scope="session")
def parecon() -> Economy:
    return settled("parecon")
