"""A power cut at any moment loses nothing that was acknowledged."""

from __future__ import annotations

import pytest

from workshop_crash import crash


@pytest.mark.slow
def test_kills_under_load_lose_nothing_and_double_nothing(tmp_path):
    found = crash(tmp_path, seed=26, kills=8)

    assert found["acknowledged"] > 50
    assert found["decided"] > 8
    wrong = (
        "unplayable",
        "lost",
        "moved",
        "twice",
        "gaps",
        "seats_twice",
    )
    assert {name: found[name] for name in wrong} == dict.fromkeys(wrong, 0), found
