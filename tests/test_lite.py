"""Labs in the browser: same results, no code in sight, marks kept, no other host."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from browser import AXE, ROOT, TAGS, Watch
from training.book.build import Server
from training.content.lab import lab_folders
from training.labs import lite, lite_bridge, lite_packages
from training.labs.cases import cases
from training.labs.lite import LabsError, build_lite

LABS = [folder.name for folder in lab_folders(ROOT)]
DONE = "performance.getEntriesByName('training-lab-done').length > 0"
SEEN = "el => el.getClientRects().length > 0"
TRY = """async ([python, cases]) => {
  const { loadPyodide } = await import(`${python}pyodide.mjs`);
  const pyodide = await loadPyodide({ indexURL: python });
  pyodide.globals.set("given", JSON.stringify(cases));
  return pyodide.runPythonAsync(`
import json
from training.labs.trial import results
json.dumps({lab: {case: results(lab, answers) for case, answers in found.items()}
            for lab, found in json.loads(given).items()}, sort_keys=True)`);
}"""


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """A folder that holds nothing but the labs, under their own name."""
    folder = tmp_path_factory.mktemp("site")
    build_lite(ROOT, folder, lambda _words: None)
    (folder / "index.html").write_text("<!doctype html><title>Course</title>")
    return folder


@pytest.fixture(scope="session")
def address(site):
    server = Server(site, 0)
    threading.Thread(target=server.run, daemon=True).start()
    yield server.address
    server.stop()


@pytest.fixture
def context(browser):
    found = browser.new_context(viewport={"width": 1280, "height": 900})
    yield found
    found.close()


def open_lab(context, address, name="wages-owed"):
    page = context.new_page()
    page.goto(f"{address}lab/notebooks/index.html?path={name}.ipynb")
    page.wait_for_function(DONE, timeout=90_000)
    return page


def python_folder(site):
    return next((site / "lab" / "static").glob("python-*"))


@pytest.mark.browser
@pytest.mark.slow
def test_every_answer_gets_the_same_result_in_cpython_and_in_the_browser(
    site, address, context, monkeypatch
):
    from training.labs.trial import results

    monkeypatch.chdir(ROOT)
    given = {folder.name: cases(folder) for folder in lab_folders(ROOT)}
    here = {
        lab: {case: results(lab, answers) for case, answers in found.items()}
        for lab, found in given.items()
    }
    assert sum(len(found) for found in given.values()) >= 10 * len(LABS) > 0
    page = context.new_page()
    page.goto(f"{address}lab/overrides.json")

    there = page.evaluate(
        TRY, [f"{address}lab/static/{python_folder(site).name}/", given]
    )

    assert json.loads(there) == json.loads(json.dumps(here))
    points = [m["points"] for m in here[LABS[0]]["solution"]]
    assert sum(points) > 0  # the solution earns something: results are not all empty


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("name", LABS)
def test_lab_runs_by_itself_and_asks_no_other_host(name, address, context):
    watch = Watch(context, address.split("/")[2])

    page = open_lab(context, address, name)

    assert page.inner_text("#training-say").startswith("Ready")
    assert "People on the Move" in page.title()
    assert page.locator(".jp-OutputArea-output").count() >= 5
    assert (
        page.locator("[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    )
    assert not watch.foreign


@pytest.mark.browser
@pytest.mark.slow
def test_code_and_menus_hide_behind_one_switch(address, context):
    page = open_lab(context, address)
    code, menu = (
        page.locator(".jp-CodeCell .cm-editor").first,
        page.locator(".lm-MenuBar"),
    )
    switch = page.get_by_role("button", name="Show the code")

    assert not code.is_visible()
    assert not menu.first.is_visible()
    switch.click()
    assert code.is_visible()
    assert menu.first.is_visible()
    assert switch.get_attribute("aria-pressed") == "true"
    switch.click()
    assert not code.is_visible()


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_own_parts_are_accessible_and_fit(width, scheme, address, browser):
    context = browser.new_context(
        viewport={"width": width, "height": 844}, color_scheme=scheme
    )
    page = open_lab(context, address)
    page.evaluate(AXE.read_text("utf-8"))

    for part in ("#training-bar", ".jp-OutputArea-output"):
        found = page.evaluate(
            "([part, tags]) => axe.run({include: [[part]]}, {runOnly: tags})"
            ".then(r => r.violations.map(v => v.id + ' ' + v.nodes[0].html))",
            [part, TAGS],
        )
        assert found == []
    sizes = page.locator(".training-picture text").evaluate_all(
        "all => all.map(t => 17 * t.ownerSVGElement.getScreenCTM().a)"
    )
    assert 15 <= min(sizes) <= max(sizes) <= 18
    outer = page.locator(".jp-WindowedPanel-outer").first
    assert outer.evaluate("el => el.scrollWidth <= el.clientWidth + 1")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


@pytest.mark.browser
@pytest.mark.slow
def test_mark_joins_the_progress_and_the_answer_is_there_next_time(address, context):
    page = open_lab(context, address)
    field = page.locator(".jp-OutputArea-output input[type=text]").first
    right = cases(ROOT / "notebooks/wages-owed")["solution"]["one-week"]

    field.fill(right)
    page.get_by_role("button", name="Check").first.click()
    page.wait_for_function("localStorage['training.progress']?.includes('one-week')")
    kept = json.loads(page.evaluate("localStorage['training.progress']"))

    item = kept["items"]["wages-owed/one-week"]
    assert item["points"] == item["of"] > 0
    assert item["answers"][-1]["answer"] == right
    assert "kept" in page.inner_text("#training-say")
    page.close()
    again = open_lab(context, address)
    field = again.locator(".jp-OutputArea-output input[type=text]").first
    assert field.input_value() == right


@pytest.mark.browser
@pytest.mark.slow
def test_back_leads_to_the_page_last_read_and_leaving_asks_nothing(address, context):
    page = context.new_page()
    page.goto(f"{address}lab/overrides.json")
    kept = {
        "format": 1,
        "course": "people-on-the-move",
        "version": "1",
        "seed": 1,
        "settings": {"track": None, "theme": "system"},
        "pages": {},
        "items": {},
        "place": "index",
    }
    page.evaluate(
        "kept => { localStorage['training.progress'] = kept; }", json.dumps(kept)
    )
    lab = open_lab(context, address)
    asked = []
    lab.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))

    lab.get_by_role("link", name="Back to the page").click()
    lab.wait_for_url(f"{address}index.html")

    assert not asked


def test_from_a_file_the_page_says_what_is_needed(site, context):
    page = context.new_page()

    page.goto((site / "lab/notebooks/index.html").as_uri() + "?path=wages-owed.ipynb")

    assert "double-click the start file" in page.inner_text("#training-say")


def test_unchanged_labs_are_not_built_again(site, monkeypatch):
    build_lite(ROOT, site, lambda _words: None)  # somebody may be editing a lab

    def builder(_work):
        pytest.fail("the builder ran")

    monkeypatch.setattr(lite, "_run_builder", builder)
    build_lite(ROOT, site, lambda _words: None)


def test_without_a_network_and_a_cache_it_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(lite, "cache_folder", lambda: tmp_path / "cache")
    monkeypatch.setenv("npm_config_offline", "true")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "npm"))

    with pytest.raises(LabsError, match=r"npm could not fetch pyodide@314\.0\.6"):
        build_lite(ROOT, tmp_path / "pages", lambda _words: None)

    assert not (tmp_path / "pages" / "lab").exists()
    assert not list((tmp_path / "cache").glob("pyodide-*[0-9]"))


def test_a_lost_address_of_python_fails_the_build(site, tmp_path):
    built = json.loads((site / "lab/jupyter-lite.json").read_text())
    del built["jupyter-config-data"]["litePluginSettings"]
    (tmp_path / "jupyter-lite.json").write_text(json.dumps(built))

    with pytest.raises(LabsError, match="lost the address"):
        lite._look_again(tmp_path, "static/python-1")  # noqa: SLF001 - pins a known trap


def test_a_package_that_changed_under_our_patch_fails_the_build():
    files = {"IPython/utils/PyColorize.py": b"something else"}
    with pytest.raises(LabsError, match="has changed"):
        lite_packages._patch(files)  # noqa: SLF001 - pins a known trap


def test_nothing_in_the_browser_can_be_installed_or_holds_a_solution(site):
    import zipfile

    with zipfile.ZipFile(python_folder(site) / "python_stdlib.zip") as packed:
        names = packed.namelist()
    assert not [n for n in names if n.startswith(("micropip/", "jedi/api"))]
    assert not [n for n in names if "wrong" in Path(n).name or n.endswith("lab.md")]
    assert "training_labs/wages_owed/checks.pyc" in names


def test_labs_have_their_own_policy_and_the_book_keeps_the_strict_one(address):
    from urllib.request import urlopen

    def policy(path):
        with urlopen(address + path) as answer:
            return answer.headers["Content-Security-Policy"]

    assert "unsafe" not in policy("index.html")
    assert "wasm-unsafe-eval" in policy("lab/index.html")
    assert "connect-src 'self'" in policy("lab/index.html")


def test_the_book_does_not_keep_the_labs_for_offline_reading(site):
    from training.book.offline import files_to_keep

    assert files_to_keep(site) == ["index.html"]


def test_bridge_is_silent_outside_a_browser_and_remembers():
    assert lite_bridge.tell("lab/one", {"rate": "12"}, 1, 2) is False
    assert lite_bridge.kept("lab/one") == {"rate": "12"}
    lite_bridge.remember("[1]")
    lite_bridge.remember("{nonsense")
    assert lite_bridge.kept("lab/one") == {"rate": "12"}
    assert lite_bridge.kept("lab/other") is None


@pytest.mark.parametrize("answer", ["x" * 5000, float("nan"), {1, 2}])
def test_an_answer_that_cannot_be_kept_is_told_as_none(answer):
    lite_bridge.tell("lab/odd", answer, 0, 1)
    assert lite_bridge.kept("lab/odd") is None
