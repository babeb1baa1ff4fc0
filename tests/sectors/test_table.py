"""Sectors as arrays."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest

from sim.errors import SectorError
from sim.kernels import MAX_TASKS
from sim.scenario import load_scenario
from sim.sectors import (
    DOMAIN_NAMES,
    Sector,
    SectorTable,
    load_scenario_sectors,
    load_sector,
    sector_names,
    sector_table,
)

COLUMNS = ("hours_share", "complexity", "empowerment", "desirability", "creativity")


@pytest.fixture
def sectors() -> list[Sector]:
    return [load_sector(name) for name in reversed(sector_names())]


@pytest.fixture
def table(sectors: list[Sector]) -> SectorTable:
    return sector_table(sectors)


def test_domains_are_in_the_order_that_the_kernels_expect() -> None:
    assert DOMAIN_NAMES == (
        "manual",
        "technical",
        "scientific",
        "care",
        "organisational",
        "clerical",
    )


def test_rows_are_sectors_and_columns_tasks_in_their_order(
    sectors: list[Sector], table: SectorTable
) -> None:
    assert table.names == tuple(sector.name for sector in sectors)
    for s, sector in enumerate(sectors):
        assert table.task_count[s] == len(sector.tasks)
        assert table.task_names[s] == tuple(task.name for task in sector.tasks)
        for k, task in enumerate(sector.tasks):
            assert DOMAIN_NAMES[table.domain[s, k]] == task.domain
            for column in COLUMNS:
                assert getattr(table, column)[s, k] == getattr(task, column)


def test_a_sector_of_wrong_values_cannot_be_made() -> None:
    hospital = load_sector("hospital")
    tasks = tuple(replace(task, hours_share=0.1) for task in hospital.tasks)
    with pytest.raises(SectorError, match=r"hours_share sum to 0\.8; they must sum to 1"):
        Sector(name="x", title="X", size=hospital.size, tasks=tasks)


def test_whole_numbers_in_a_sector_become_floats(sectors: list[Sector]) -> None:
    content = sectors[0].to_dict()
    content["tasks"][0]["complexity"] = 1
    content["size"]["median"] = 40
    whole = Sector.from_dict(content)
    content["tasks"][0]["complexity"] = 1.0
    content["size"]["median"] = 40.0
    assert json.dumps(whole.to_dict()) == json.dumps(Sector.from_dict(content).to_dict())


def test_a_sector_cannot_be_changed_in_place(sectors: list[Sector]) -> None:
    with pytest.raises(FrozenInstanceError):
        sectors[0].title = "Mine"  # type: ignore[misc]


def test_a_dump_of_a_sector_gives_it_back(sectors: list[Sector]) -> None:
    for sector in sectors:
        assert Sector.from_dict(json.loads(json.dumps(sector.to_dict()))) == sector


def test_unused_columns_are_zero(table: SectorTable) -> None:
    unused = np.arange(MAX_TASKS) >= table.task_count[:, None]
    assert unused.any()
    for column in (*COLUMNS, "domain"):
        assert not getattr(table, column)[unused].any()


def test_types_are_those_that_the_kernels_take(table: SectorTable) -> None:
    assert table.domain.dtype == table.task_count.dtype == np.int64
    for column in (*COLUMNS, "size_median", "size_log_sd", "size_minimum"):
        assert getattr(table, column).dtype == np.float64
        assert getattr(table, column).flags.c_contiguous


def test_every_row_of_hours_shares_sums_to_one(table: SectorTable) -> None:
    np.testing.assert_allclose(table.hours_share.sum(axis=1), 1.0, rtol=0.0, atol=1e-15)


def test_a_table_cannot_be_given_other_arrays(table: SectorTable) -> None:
    with pytest.raises(FrozenInstanceError):
        table.hours_share = np.zeros((1, MAX_TASKS))  # type: ignore[misc]


def test_the_table_of_a_scenario_has_the_order_of_its_sectors() -> None:
    scenario = load_scenario("capitalism", sectors={"software": 0.5, "hospital": 0.5})
    assert load_scenario_sectors(scenario).names == tuple(scenario.sectors)
    assert tuple(scenario.sectors) == ("hospital", "software")
