"""Which words the linter explains, and which it leaves alone."""

from __future__ import annotations

import pytest

from small_course import make_course
from training.content.passages import plain_passages
from training.proof.alarm_terms import ALARMS, PROMISES
from training.proof.language import find, lint_file, lint_json, lint_text
from training.proof.language_terms import TERMS

ALL = (*TERMS, *ALARMS, *PROMISES)
FOUND = {
    "illegal-person": [
        "two illegal migrants",
        "these illegals rarely talk",
        "an illegal foreign worker",
        "ILLEGAL IMMIGRANTS",
        "an illegal\nmigrant",
        "they are illegal",
    ],
    "illegal-migration": ["illegal migration rose", "persons illegally staying here"],
    "illegal-act": ["illegal entry", "an illegal border crossing"],
    "alien": ["the alien was told", "aliens"],
    "clandestine-person": ["three clandestine passengers"],
    "fight-migration": [
        "combating irregular migration",
        "the fight against irregular migration",
        "a war on migrants",
        "curbing migration",
    ],
    "water-words": [
        "a wave of migrants",
        "a flood of desperate people",
        "migrants are pouring into the town",
        "the migrant wave",
        "the centre was swamped by refugees",
    ],
    "influx": ["an influx at the border"],
    "invasion": ["an invasion of migrants"],
    "flows": ["mixed migration flows", "the refugee crisis"],
    "human-cargo": ["human cargo", "a cargo of thirty people"],
    "harvested": ["they harvest organs", "his kidney was harvested"],
    "prostitute": ["five prostitutes", "a prostituted woman"],
    "child-abuse-words": ["child prostitution"],
    "slave": ["modern slaves", "sex slaves", "he was a slave"],
    "rescue": [
        "police rescued five women",
        "the woman was rescued",
        "they have been rescued",
        "a rescue operation at the salon",
        "we rescue victims",
    ],
    "bogus-refugee": ["a bogus refugee", "genuine refugees", "economic refugees"],
    "failed-asylum-seeker": ["failed asylum seekers"],
    "economic-migrant": ["an economic migrant"],
    "admitted": [
        "she admitted to being trafficked",
        "he confessed that he was exploited",
    ],
    "credible-victim": ["not a credible victim", "she was not credible"],
    "innocent-victim": ["innocent victims"],
    "victim-of-trafficking": ["a victim of trafficking", "trafficking victims"],
    "smuggling-victim": ["smuggling victims", "a victim of smuggling"],
    "caught": ["officers caught twelve migrants", "refugees were rounded up"],
    "boat-people": ["boat people"],
    "burden": ["the burden of refugees", "burden-sharing"],
    "minor": ["the minor was heard"],
    "tip-of-the-iceberg": ["only the tip of the iceberg"],
    "every-n-seconds": ["Every 30 seconds a child is sold"],
    "growing-fast": ["the fastest-growing criminal industry"],
    "epidemic": ["an epidemic of trafficking"],
    "untold-numbers": ["countless victims"],
    "promise-safety": ["she will be safe", "you will get compensation"],
    "guarantee": ["we promise her full protection"],
}
LEFT_ALONE = """\
a wave of the hand; she waved the men through
a wave of laughter among the people went up
fight a fire; the fire was fought by two crews
combating trafficking in human beings
fight migrant smuggling and prevent crimes against migrants
the crew was rescued: the boat sank and ten people were rescued from the water
search and rescue at sea saved the men
the harvest of apples; he harvested fruit for nine weeks
illegal fishing; an illegal fee; the contract is illegal
illegal work conditions
a false document; the genuine passport; a real risk
an influx of cash
slavery and servitude; the slave trade; slavery-like practices
a cargo of fruit; a shipment of tools
women workers; refugee women; people smuggling
a stream of orders; tide tables; a flood in the cellar
a minor offence; minor injuries
an unaccompanied minor
he admitted the theft; she confessed to the burglary
there is credible evidence; the threat is credible
every two minutes the light turns green
address irregular migration; respond to migration
he is illegally detained
presumed victims of trafficking; a possible victim of trafficking
she caught the bus; the men caught fish
she may get a permit; you may be safe there
the alarm is guaranteed for a year
most people will be at work
""".splitlines()


def hits(text):
    return [term.id for *_, term in find(plain_passages(text), ALL)]


@pytest.mark.parametrize(
    ("term", "text"), [(term, text) for term, texts in FOUND.items() for text in texts]
)
def test_a_word_that_harms_is_found_under_its_own_name(term, text):
    assert hits(text) == [term]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_the_same_word_in_another_sense_is_left_alone(text):
    assert hits(text) == []


def test_every_term_has_an_example_a_reason_a_remedy_and_a_source():
    assert {term.id for term in ALL} == set(FOUND)
    assert all(term.harm and term.write and term.source for term in ALL)


def test_what_is_advised_is_itself_clean():
    advice = " ".join(term.write for term in ALL if not term.hint)
    strict = [term for term in ALL if not term.hint]

    assert [t.id for *_, t in find(plain_passages(advice), strict)] == []


def test_quotations_code_and_quoted_roles_are_exempt_in_markdown(tmp_path):
    note = tmp_path / "note.md"
    note.write_text(
        "He said {quoted}`illegal migrants` and `illegals`.\n\n"
        "> a flood of migrants\n\n```\nhuman cargo\n```\n\nTwo\nillegals left.\n"
    )

    found, problems = lint_file(note)

    assert problems == []
    assert [(hit.line, hit.words, hit.term) for hit in found] == [
        (10, "illegals", "illegal-person")
    ]


def test_quotation_marks_alone_do_not_exempt(tmp_path):
    note = tmp_path / "press.txt"
    note.write_text('Police met "two illegal migrants".\n')

    assert len(lint_file(note)[0]) == 1


def test_front_matter_is_not_read_and_lines_agree(tmp_path):
    note = tmp_path / "note.md"
    note.write_text("---\ntitle: illegals\n---\n# T\n\nNo illegals here.\n")

    assert [hit.line for hit in lint_file(note)[0]] == [6]


def test_hits_come_in_line_order_with_the_remedy(tmp_path):
    note = tmp_path / "note.txt"
    note.write_text("An influx.\n\nTwo illegals\nand human cargo.\n")

    found, _ = lint_file(note)
    text = lint_text(found, [])

    assert [hit.line for hit in found] == [1, 3, 4]
    assert "write: arrivals, with the number" in text
    assert text.endswith("3 words to change, no hints")
    assert '"format": 1' in lint_json(found, [])


def test_a_file_that_is_no_text_is_a_problem(tmp_path):
    note = tmp_path / "note.txt"
    note.write_bytes(b"\xff\xfe")

    assert lint_file(note)[0] == []
    assert len(lint_file(note)[1]) == 1


def test_a_press_note_of_the_course_is_explained_word_by_word(tmp_path):
    note = tmp_path / "press.txt"
    note.write_text(
        "In the fight against irregular migration, police rescued five prostitutes.\n"
        "Two illegal migrants and one bogus refugee were checked. Such salons come\n"
        "with a flood of migrants. One woman confessed to being trafficked.\n"
        "These illegals are human cargo.\n"
    )

    assert {hit.term for hit in lint_file(note)[0]} == {
        "fight-migration",
        "rescue",
        "prostitute",
        "illegal-person",
        "bogus-refugee",
        "water-words",
        "admitted",
        "human-cargo",
    }


def test_the_small_course_has_nothing_to_explain(tmp_path):
    root = make_course(tmp_path)

    assert [lint_file(page)[0] for page in root.rglob("*.md")] == [[]] * 3
