"""The browser's modules keep the rules that let them be joined into one file."""

from __future__ import annotations

import re
import subprocess

import pytest

from training.play.assets import (
    LEARNER_MODULES,
    MODULES,
    SCENARIO_MODULES,
    join_modules,
    static_folder,
)

BUNDLES = pytest.mark.parametrize(
    "bundle", [MODULES, LEARNER_MODULES, SCENARIO_MODULES], ids=lambda one: one[-1]
)

NAME = re.compile(
    r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+)", re.MULTILINE
)


@BUNDLES
def test_no_top_level_name_is_used_twice(bundle):
    names = [
        name
        for module in bundle
        for name in NAME.findall((static_folder() / module).read_text("utf-8"))
    ]
    assert sorted(names) == sorted(set(names))


@BUNDLES
def test_modules_import_only_modules_joined_before_them(bundle):
    for at, module in enumerate(bundle):
        text = (static_folder() / module).read_text("utf-8")
        found = re.findall(r'^import .* from "\./([a-z-]+\.js)";$', text, re.MULTILINE)
        assert len(found) == len(re.findall(r"^import\b", text, re.MULTILINE)), module
        assert set(found) <= set(bundle[:at]), module
        assert "export default" not in text


@BUNDLES
def test_the_joined_script_is_one_that_a_browser_can_read(bundle, tmp_path):
    path = tmp_path / "training.js"
    path.write_text(join_modules(bundle), "utf-8")
    assert not re.search(r"^(import|export)\b", path.read_text("utf-8"), re.MULTILINE)
    subprocess.run(["node", "--check", str(path)], check=True)
