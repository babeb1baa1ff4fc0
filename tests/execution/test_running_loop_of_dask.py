"""Clusters in an asynchronous program, such as a cell of a notebook, whose event loop runs."""

from __future__ import annotations

import asyncio

import pytest

pytest.importorskip("distributed", reason="the extra 'cluster' is not installed")

from distributed import Client

import sim
from sim.errors import ArgumentError

DESIGN = {
    "scenarios": ["parecon"],
    "workers": 80,
    "months": 1,
    "burn_in": 0,
    "grid": {"monitoring": [0.2, 0.4]},
}
HERE = {"processes": False, "n_workers": 1, "threads_per_worker": 1, "dashboard_address": None}


def test_a_client_with_a_loop_of_its_own_works_within_another() -> None:
    async def cell() -> sim.Sweep:
        with Client(**HERE) as client, client.get_executor(pure=False) as executor:
            return sim.sweep(DESIGN, executor=executor)

    assert asyncio.run(cell()).completed == 2


def test_an_asynchronous_client_is_refused_where_both_would_wait_for_ever() -> None:
    async def cell() -> sim.Sweep:
        async with Client(asynchronous=True, **HERE) as client:
            executor = client.get_executor(pure=False)
            with pytest.raises(ArgumentError, match=r"asynchronous client of Dask.*to_thread"):
                sim.sweep(DESIGN, executor=executor)
            return await asyncio.to_thread(sim.sweep, DESIGN, executor=executor)

    assert asyncio.run(cell()).completed == 2
