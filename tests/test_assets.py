"""The browser's modules keep the rules that let them be joined into one file."""

from __future__ import annotations

import re
import subprocess

from training.play.assets import MODULES, join_modules, static_folder

NAME = re.compile(
    r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+)", re.MULTILINE
)


def test_no_top_level_name_is_used_twice():
    names = [
        name
        for module in MODULES
        for name in NAME.findall((static_folder() / module).read_text("utf-8"))
    ]
    assert sorted(names) == sorted(set(names))


def test_modules_import_only_modules_joined_before_them():
    for at, module in enumerate(MODULES):
        text = (static_folder() / module).read_text("utf-8")
        found = re.findall(r'^import .* from "\./([a-z-]+\.js)";$', text, re.MULTILINE)
        assert len(found) == len(re.findall(r"^import\b", text, re.MULTILINE)), module
        assert set(found) <= set(MODULES[:at]), module
        assert "export default" not in text


def test_the_joined_script_is_one_that_a_browser_can_read(tmp_path):
    path = tmp_path / "training.js"
    path.write_text(join_modules(), "utf-8")
    assert not re.search(r"^(import|export)\b", path.read_text("utf-8"), re.MULTILINE)
    subprocess.run(["node", "--check", str(path)], check=True)
