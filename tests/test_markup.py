"""The mendings of Sphinx's HTML, each on the smallest piece that shows it."""

from __future__ import annotations

from training.book.markup import mend, put_below_title, split_sections, to_sheet


def test_table_can_be_scrolled_by_keyboard_and_has_a_name():
    html = mend("<table><caption>Who <b>pays</b></caption></table>")
    assert html.startswith('<div class="training-scroll" tabindex="0" role="group"')
    assert 'aria-label="Who pays"' in html


def test_table_in_a_box_of_its_own_is_left_alone():
    html = '<div class="training-table" tabindex="0"><table></table></div>'
    assert mend(html) == html


def test_empty_head_cell_is_no_heading():
    html = mend('<table><th class="head"><p></p></th><th class="head">A</th></table>')
    assert '<td></td><th scope="col">A</th>' in html


def test_paragraph_that_is_all_emphasis_is_an_aside():
    assert (
        mend("<p><em>Invented.</em></p>") == '<p class="training-fiction">Invented.</p>'
    )
    assert mend("<p>So <em>said</em>.</p>") == "<p>So <em>said</em>.</p>"


def test_nothing_is_put_below_a_title_that_is_not_there():
    assert put_below_title("<p>a</p>", "<hr>") == "<p>a</p>"


def test_sections_are_split_at_the_first_level_only():
    lead, found = split_sections(
        '<section id="home"><h1>A</h1><p>lead</p>'
        '<section id="b"><h2>B</h2><section id="c"><h3>C</h3></section></section>'
        '<section id="d"><h2>D</h2></section></section>'
    )
    assert lead == "<h1>A</h1><p>lead</p>"
    assert list(found) == ["b", "d"]
    assert found["b"].endswith('<section id="c"><h3>C</h3></section></section>')


def test_page_without_sections_is_all_lead():
    assert split_sections('<section id="a"><h1>A</h1></section>') == ("<h1>A</h1>", {})


def test_local_numbers_become_lines_to_fill_in():
    html = to_sheet("<p>Duty prosecutor: [local number]</p>\n<p>Help: [local line]</p>")
    assert html.count("<dl") == 1
    assert html.count('<div class="training-call">') == 2
    assert "<dt>Duty prosecutor</dt><dd></dd>" in html


def test_ticks_are_drawn_not_inputs():
    box = '<input class="task-list-item-checkbox" disabled="disabled" type="checkbox">'
    assert to_sheet(f"<li>{box} Done</li>") == "<li>Done</li>"
    assert mend(f"<li>{box} Done</li>") == "<li>Done</li>"


def test_statement_follows_the_title_when_no_heading_stands_between():
    title = '<h3 class="training-statement__title">The law</h3>'
    assert "<h2 class" in to_sheet(f"<h1>A</h1>{title}")
    assert title in to_sheet(f"<h1>A</h1><h2>B</h2>{title}")
