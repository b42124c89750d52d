"""What the answers of this lab are held to. Standard library and `training.labs` only.

A pattern of hidden cells is right if no small cell comes back and none is hidden in vain:
there are several, and each of them is accepted.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from training.labs import Amounts, Choice, Choices, Exercise, Number, Seen, Sentence


def _chose(exercise, option, name, *, fails, hint):
    """Give an exercise the slip `name`: its message for everybody who chose `option`."""

    def judge(answer, data):
        return option in answer

    judge.__name__ = name
    exercise.slip(fails=fails, hint=hint)(judge)


SHOWN = {
    "a": ("0–17", "sexual"),
    "b": ("18–24", "sexual"),
    "c": ("18–24", "other"),
    "d": ("50+", "labour"),
    "e": ("50+", "sexual"),
    "f": ("50+", "other"),
}
OFFERED = {
    "a": ("0–17", "labour"),
    "b": ("0–17", "other"),
    "c": ("18–24", "labour"),
    "d": ("18–24", "other"),
    "e": ("25–49", "labour"),
    "f": ("25–49", "other"),
    "g": ("50+", "labour"),
    "h": ("50+", "other"),
}
OFFERED_WORDS = {
    "a": "0–17, labour (11)",
    "b": "0–17, other (13)",
    "c": "18–24, labour (23)",
    "d": "18–24, other (7)",
    "e": "25–49, labour (54)",
    "f": "25–49, other (8)",
    "g": "50+, labour (8)",
    "h": "50+, other (6)",
}


def tenth(value: Decimal) -> Decimal:
    """Return a number with one decimal, halves up."""
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


def near(one: Decimal, other: Decimal, far: str = "0.06") -> bool:
    """Return whether two numbers are the same but for rounding."""
    return abs(one - Decimal(other)) <= Decimal(far)


# -- The cells under five ---------------------------------------------------------------

under_five = Exercise(
    "under-five",
    "Which cells does the rule of five hide first?",
    Choices(
        {
            "a": "0–17, sexual (5)",
            "b": "18–24, sexual (4)",
            "c": "18–24, other (7)",
            "d": "50+, labour (8)",
            "e": "50+, sexual (1)",
            "f": "50+, other (6)",
        }
    ),
)
_chose(
    under_five,
    "a",
    "five_too",
    fails="You hid the five as well. Being careful is a good reason. But the rule says under "
    "five, and five is not under five. Keep your care for the next step, where more cells are "
    "hidden for a reason.",
    hint="One, two, three and four are under five.",
)


@under_five.slip(
    fails="You hid the one, because one man can be recognised. Four can be too: each of the four "
    "knows who he is himself, so he has three left to guess. The rule asks for every cell under "
    "five.",
    hint="There is one more.",
)
def only_the_one(answer, data):
    return set(answer) == {"e"}


@under_five.slip(
    fails="You chose cells of five and more. They may have to go later, to protect others. First "
    "comes the plain rule: which numbers are under five?",
    hint="Read the numbers in brackets. Two are under five.",
)
def larger_ones(answer, data):
    return bool(set(answer) & {"c", "d", "f"})


@under_five.check(
    points=100,
    passes="Yes, these two. This step is called primary suppression. It is never enough alone, "
    "as you will see.",
    fails="A cell under five is still printed.",
    hint="Look down the column of sexual exploitation.",
)
def both_small_ones(answer, data):
    small = set(data.small(data.counts("men", "four bands")))
    return Seen({SHOWN[one] for one in answer} == small, "men, four age bands")


# -- Belmora: chain of two, and the table of rates --------------------------------------

three_dashes = Exercise(
    "three-dashes", "How many men stand behind the dash, sexual?", Number("men")
)


@three_dashes.slip(
    fails="That is the dash of the women, and a good first step: their row has one gap only. Now "
    "use it. The column of sexual exploitation has one gap less than before.",
    hint="27, less this number, less the children.",
)
def first_step(answer, data):
    return answer == data.THIS_YEAR["women", "sexual"]


@three_dashes.slip(
    fails="That is what both dashes of a line hold together: the line's total less the numbers "
    "you can see. A line with two gaps says no more. Begin with a line that has one.",
    hint="Which row has one dash only?",
)
def two_gaps_together(answer, data):
    cells = data.THIS_YEAR
    men = cells["men", "sexual"] + cells["men", "other"]
    column = cells["men", "sexual"] + cells["women", "sexual"]
    return answer in {men, column}


@three_dashes.slip(
    fails="That is the other dash in the men's row. Well found: 26 less 6 less 8. Take it off "
    "the men's row, and the one you were asked for is left.",
    hint="42, less 27, less this number.",
)
def other_dash(answer, data):
    return answer == data.THIS_YEAR["men", "other"]


@three_dashes.check(
    points=100,
    passes="Yes, in two steps: a line with one gap is filled, and then the next line has one "
    "gap. Three dashes protected nobody.",
    fails="The dash hides another number than {answer}. Look for a line with a single dash, fill "
    "it, and look again.",
    hint="The women's row first, then the column.",
)
def chain_of_two(answer, data):
    cells = data.THIS_YEAR
    rest = sum(n for cell, n in cells.items() if cell[0] == "men") - 27 - 12
    return Seen(answer == rest, "rows and columns of Belmora's table")


table_of_rates = Exercise(
    "table-of-rates",
    "How many men stand behind the dash, other forms?",
    Number("men"),
)


@table_of_rates.slip(
    fails="That is the rate as it is printed, or the rate without its point. A rate is a count "
    "divided by inhabitants. Multiply it back, and people appear.",
    hint="Belmora has 25 times 100 000 inhabitants.",
)
def still_a_rate(answer, data):
    return answer in {Decimal("0.16"), Decimal("1.6"), Decimal(16)}


@table_of_rates.slip(
    fails="You multiplied by Castellia's inhabitants, or nearly so. The table is Belmora's: a "
    "rate needs the population of its own country.",
    hint="2 500 000 inhabitants are 25 times 100 000.",
)
def other_country(answer, data):
    return near(answer, Decimal("23.68"), "0.4")


@table_of_rates.slip(
    fails="Your factor is out by a power of ten. The rate is per 100 000. How many times does "
    "100 000 go into Belmora's 2 500 000?",
    hint="Twenty-five times.",
)
def power_of_ten(answer, data):
    return answer in {Decimal("0.4"), Decimal(40), Decimal(400), Decimal(4000)}


@table_of_rates.check(
    points=100,
    passes="Yes. Four dashes in a proper ring, and a second table undid them all. Whoever hides "
    "a count has to hide its rate and its share too.",
    fails="The dash hides another number than {answer}. Multiply the rate by the number of times "
    "that 100 000 goes into Belmora's inhabitants.",
    hint="Rate × 25.",
)
def rate_times_inhabitants(answer, data):
    right = data.LAST_YEAR["men", "other"]
    return Seen(answer == right, "the rates of the annex, 2 500 000 inhabitants")


# -- Hiding cells -----------------------------------------------------------------------


def _men(data):
    return data.counts("men", "four bands")


def _why(answer, data, notes=()) -> str:
    """Return the sums that give a small cell back, or nothing."""
    men = _men(data)
    small = data.small(men)
    back = data.comes_back(men, set(small) | {OFFERED[one] for one in answer}, notes)
    ways = [back[cell] for cell in small if cell in back]
    return "; then ".join(min(ways, key=len)) if ways else ""


def _spare(answer, data, notes=()) -> str:
    """Return a cell that is hidden in vain, in words, or nothing."""
    for one in answer:
        rest = [other for other in answer if other != one]
        if not _why(rest, data, notes):
            return OFFERED_WORDS[one]
    return ""


def _hold(exercise, *, noted):
    """Hold a pattern to both: no small cell comes back, and none is hidden in vain."""
    known = "rows, columns or the note" if noted else "rows or columns"

    def notes(data):
        return (data.NOTE,) if noted else ()

    @exercise.slip(
        fails="You gave each of the two rows a second gap: the right beginning. But the two gaps "
        "lie in different columns, and each of those columns has one gap only. So a reader "
        "begins there: {evidence}.",
        hint="Put both in the same column.",
    )
    def different_columns(answer, data):
        rows = {OFFERED[one][0] for one in answer}
        two = len(answer) == 2 and rows == {"18–24", "50+"}
        shows = two and _why(answer, data)
        return Seen(bool(shows), shows or "columns")

    @exercise.slip(
        fails="You hid everything, and nobody can be found. Nobody can be seen either: no one can "
        "plan a bed for a man from this table. Take dashes away, one by one, as long as nothing "
        "comes back.",
        hint="Two more cells can be enough.",
    )
    def all_of_them(answer, data):
        return len(answer) == len(OFFERED)

    @exercise.check(
        points=70,
        passes=f"Neither small cell comes back by {known}; {{evidence}}.",
        fails="A reader can undo it: {evidence}.",
        hint=f"Read by {known}: wherever there is a gap, there have to be two.",
    )
    def nothing_comes_back(answer, data):
        why = _why(answer, data, notes(data))
        people = sum(_men(data)[OFFERED[one]] for one in answer)
        cost = f"it takes {people} more people in {len(answer)} more cells out of sight"
        return Seen(not why, why or cost)

    @exercise.check(
        points=30,
        passes="And {evidence}. Other patterns may protect as well; choose by what readers need.",
        fails="It protects, and it hides more than it has to. Print this cell again and nothing "
        "comes back: {evidence}.",
        hint="Take one dash away and read everything again.",
    )
    def nothing_in_vain(answer, data):
        if _why(answer, data, notes(data)):
            return Seen(False, "a small cell still comes back")
        spare = _spare(answer, data, notes(data))
        return Seen(not spare, spare or "each hidden cell is needed")


second_gap = Exercise("second-gap", "Which more cells do you hide?", Choices(OFFERED_WORDS))
_hold(second_gap, noted=False)


@second_gap.slip(
    fails="You protected one of the two rows. The other small cell still stands alone in its "
    "row, so one subtraction brings it back: {evidence}.",
    hint="Both 18–24 and 50+ need a second gap.",
)
def one_row_left(answer, data):
    rows = {OFFERED[one][0] for one in answer}
    shows = _why(answer, data) if len(rows & {"18–24", "50+"}) == 1 else ""
    return Seen(bool(shows), shows or "rows")


@second_gap.slip(
    fails="Your gaps lie in rows where nothing has to be protected. A small cell needs a second "
    "gap in its own row first. Otherwise: {evidence}.",
    hint="Which two rows hold the small cells?",
)
def other_rows(answer, data):
    rows = {OFFERED[one][0] for one in answer}
    shows = "" if rows & {"18–24", "50+"} else _why(answer, data)
    return Seen(bool(shows), shows or "rows")


after_the_note = Exercise(
    "after-the-note", "Which more cells do you hide now?", Choices(OFFERED_WORDS)
)


@after_the_note.slip(
    fails="By rows and columns alone this would hold. The note is out, though, and it is a line "
    "of the table like any other: {evidence}.",
    hint="Which of your cells does the note count?",
)
def note_forgotten(answer, data):
    shows = "" if _why(answer, data) else _why(answer, data, (data.NOTE,))
    return Seen(bool(shows), shows or "the press note")


_hold(after_the_note, noted=True)


# -- Bands ------------------------------------------------------------------------------

which_bands = Exercise(
    "which-bands",
    "Which age groups does the table get?",
    Choice(
        {
            "a": "Seven bands, with dashes where they are needed",
            "b": "Four bands, with dashes where they are needed",
            "c": "Three bands: 0–17, 18–29, 30 and over",
            "d": "Two bands: under 25, and 25 and over",
            "e": "All ages together",
        }
    ),
)
_chose(
    which_bands,
    "a",
    "seven_bands",
    fails="You wanted to keep the detail, and detail helps to plan. But over half of the men's "
    "cells are dashes then, and a dash tells a planner nothing. She asked for a table without "
    "any.",
    hint="Move the control until no cell is hidden.",
)
_chose(
    which_bands,
    "b",
    "four_bands",
    fails="Four bands are a fair compromise, and you have just made them safe. They still need "
    "dashes, and after the press note also a second look. She asked for none.",
    hint="One step coarser.",
)
_chose(
    which_bands,
    "d",
    "children_with_adults",
    fails="No dash at all, so it looks ideal. But this band puts children of 17 and adults of 24 "
    "into one number. Children have rights and services of their own; they have to be seen apart.",
    hint="Where does a band have to begin?",
)
_chose(
    which_bands,
    "e",
    "no_ages",
    fails="Nothing can come back from it, and nobody can see the children either. The indicator "
    "asks for age groups. Join as much as you need to, and no more.",
    hint="Another choice hides nothing and shows age groups.",
)


@which_bands.check(
    points=100,
    passes="Yes: no dash, children apart, and the most detail that allows. Next time choose the "
    "bands before you see who stands alone in them.",
    fails="It breaks one of her three wishes.",
    hint="No dash, children apart, as many groups as possible.",
)
def three_wishes(answer, data):
    fits = {"a": "seven bands", "b": "four bands", "c": "three bands"}
    chosen = fits.get(answer)
    cells = [data.counts(sex, chosen) for sex in data.SEXES] if chosen else []
    free = bool(cells) and not any(data.small(one) for one in cells)
    return Seen(free, "dashes, the age of eighteen, number of groups")


# -- Three numbers, three bases ---------------------------------------------------------

three_numbers = Exercise(
    "three-numbers",
    "Rate, share and change: three numbers, three bases",
    Amounts(
        {
            "rate": "Registered people per 100 000 inhabitants, two decimals",
            "share": "Men and boys among the registered, in %, one decimal",
            "change": "Change from the year before, in %, one decimal",
        },
        within="0.05",
    ),
)


def _three(data) -> dict[str, Decimal]:
    men = sum(data.counts("men", "all ages together").values())
    people = Decimal(len(data.make()))
    return {
        "rate": (people / (data.CASTELLIA // 100_000)).quantize(Decimal("0.01"), ROUND_HALF_UP),
        "share": tenth(men / people * 100),
        "change": tenth(people / data.YEAR_BEFORE * 100 - 100),
    }


@three_numbers.slip(
    fails="Your rate is per million, or per thousand. The indicator counts per 100 000: "
    "Castellia has 148 times 100 000 inhabitants. Other offices use a million, so read the unit "
    "each time.",
    hint="Divide the registered people by 148.",
)
def other_unit(answer, data):
    right = _three(data)["rate"]
    return any(near(answer["rate"], right * ten, "0.1") for ten in (10, 100)) or near(
        answer["rate"], right / 100, "0.001"
    )


@three_numbers.slip(
    fails="Your share sets men and boys against women and girls. That is a ratio. A share has "
    "the whole below the line, and they are part of it.",
    hint="147 of 333.",
)
def men_to_women(answer, data):
    return near(answer["share"], Decimal(14700) / 186)


@three_numbers.slip(
    fails="You measured the change on the new year. It is the number at hand. But a change "
    "starts from what was there before: the year before is the base.",
    hint="The difference, divided by 225.",
)
def change_on_the_new_year(answer, data):
    return near(answer["change"], Decimal(10800) / 333)


@three_numbers.slip(
    fails="That is the difference in people, or the new year in per cent of the old. The change "
    "is the difference in per cent of the year before.",
    hint="108 more, on 225.",
)
def people_not_per_cent(answer, data):
    return answer["change"] in {Decimal(108), Decimal(148)}


@three_numbers.check(
    points=40,
    passes="The rate stands on inhabitants.",
    fails="The rate is not there yet: registered people, divided by inhabitants, times 100 000. "
    "Two decimals.",
    hint="14 800 000 inhabitants are 148 times 100 000.",
)
def on_inhabitants(answer, data):
    return Seen(near(answer["rate"], _three(data)["rate"], "0.004"), "inhabitants")


@three_numbers.check(
    points=30,
    passes="The share stands on all registered people.",
    fails="The share is not there yet: men and boys, divided by all registered people, times "
    "100. One decimal.",
    hint="147 of 333 people.",
)
def on_the_registered(answer, data):
    return Seen(near(answer["share"], _three(data)["share"], "0.05"), "all registered")


@three_numbers.check(
    points=30,
    passes="The change stands on the year before.",
    fails="The change is not there yet: 333 less 225, divided by 225, times 100. One decimal.",
    hint="The base is the year before.",
)
def on_the_year_before(answer, data):
    return Seen(near(answer["change"], _three(data)["change"], "0.05"), "the year before")


rate_of_young_men = Exercise(
    "rate-of-young-men",
    "What do you write into the line?",
    Choice(
        {
            "a": "0.23: thirty-four, divided by 148",
            "b": "0.46: thirty-four, divided by half of 148, as half are men",
            "c": "Cannot tell yet: one number is missing, and I ask for it",
            "d": "A dash, because thirty-four is a small group",
        }
    ),
)
_chose(
    rate_of_young_men,
    "a",
    "all_inhabitants",
    fails="The division is right, and it answers another question. Below the line stand women, "
    "children and old people, who cannot be registered as young men. So the rate looks far too "
    "low.",
    hint="Per 100 000 of whom?",
)
_chose(
    rate_of_young_men,
    "b",
    "half_are_men",
    fails="You saw that women do not belong below the line. But half of all inhabitants are men "
    "of every age, and the half itself is a guess. A base is counted, not felt.",
    hint="How many men of 18 to 24 live there? Does any paper say so?",
)
_chose(
    rate_of_young_men,
    "d",
    "dash",
    fails="You want to protect them, and dashes do protect. Thirty-four is well above five, "
    "though, and no other number gives a small cell back here. What stops you is something else.",
    hint="Look at what stands below the line.",
)


@rate_of_young_men.check(
    points=100,
    passes="Yes. Nobody has told you how many men of 18 to 24 live in Castellia. Ask for that "
    "count, and print the thirty-four meanwhile.",
    fails="The base of this rate is not among your papers.",
    hint="A rate needs the population of its own group.",
)
def base_is_missing(answer, data):
    return Seen(answer == "c", "the papers on the desk")


# -- Eurostat 2023 ----------------------------------------------------------------------

other_forms = Exercise(
    "other-forms",
    "Other forms, EU 2023: three shares in per cent",
    Amounts(
        {
            "reported": "Of the 9 595 with a reported form",
            "lowest": "Lowest share of all 10 793 (no blank was an other form)",
            "highest": "Highest share of all 10 793 (every blank was an other form)",
        },
        "%",
        within="0.05",
    ),
)


def _forms() -> dict[str, Decimal]:
    known, reported, everybody = Decimal(1937), Decimal(9595), Decimal(10793)
    return {
        "reported": tenth(known * 100 / reported),
        "lowest": tenth(known * 100 / everybody),
        "highest": tenth((known + everybody - reported) * 100 / everybody),
    }


@other_forms.slip(
    fails="These are parts of one, or counts. The three fields ask for per cent: part, divided "
    "by base, times 100.",
    hint="1 937 divided by 9 595 is about a fifth.",
)
def not_per_cent(answer, data):
    return max(answer.values()) < 1 or min(answer.values()) > 100


@other_forms.slip(
    fails="The first two have changed places. Fewer people below the line make a larger share: "
    "the base of 9 595 gives more than the base of 10 793.",
    hint="Which base is smaller?",
)
def bases_swapped(answer, data):
    right = _forms()
    return near(answer["reported"], right["lowest"]) and near(answer["lowest"], right["reported"])


@other_forms.slip(
    fails="For the highest share you put the blanks above the line, and left the smaller base "
    "below. Once everybody is counted, all 10 793 stand below.",
    hint="3 135 of 10 793.",
)
def base_not_widened(answer, data):
    return near(answer["highest"], Decimal(313500) / 9595)


@other_forms.check(
    points=40,
    passes="The share that Eurostat prints stands on those with a reported form.",
    fails="The first share is not there yet: 1 937 of 9 595, in per cent, one decimal.",
    hint="Part, divided by base, times 100.",
)
def of_the_reported(answer, data):
    right = _forms()["reported"]
    return Seen(near(answer["reported"], right, "0.05"), "9 595 with a form")


@other_forms.check(
    points=30,
    passes="With everybody below the line it is lower.",
    fails="The lowest share is not there yet: the same 1 937, now of all 10 793.",
    hint="Only the base changes.",
)
def lowest_of_all(answer, data):
    return Seen(near(answer["lowest"], _forms()["lowest"], "0.05"), "all 10 793")


@other_forms.check(
    points=30,
    passes="And if every blank were an other form, it would be the highest. The truth for the "
    "registered lies somewhere between, and the blanks decide where.",
    fails="The highest share is not there yet. Add the 1 198 blanks to the 1 937, and divide by "
    "all 10 793.",
    hint="Blanks above the line, everybody below.",
)
def highest_of_all(answer, data):
    return Seen(near(answer["highest"], _forms()["highest"], "0.05"), "blanks added")


# -- The headline -----------------------------------------------------------------------

what_can_stand = Exercise(
    "what-can-stand",
    "Which sentences can stand below the table?",
    Choices(
        {
            "a": "333 people were registered in the practice year, 225 the year before.",
            "b": "Trafficking in Castellia has grown by almost a half.",
            "c": "Whether more people were exploited, we cannot tell yet.",
            "d": "The whole rise comes from the two new teams of inspectors.",
            "e": "Two teams of inspectors began in April, and one shelter opened to men.",
            "f": "Men are exploited less often than women.",
        }
    ),
)
_chose(
    what_can_stand,
    "b",
    "register_for_world",
    fails="You let the headline stand. The number behind it is right, and newspapers need few "
    "words. But what grew is the register. People who were never registered are in neither year.",
    hint="Registered, or trafficked: which was counted?",
)
_chose(
    what_can_stand,
    "d",
    "cause_unmeasured",
    fails="More inspectors find more, so this is a likely reason. How much of the rise it "
    "explains, nobody has measured. Name the change beside the count, and leave the sum between "
    "them open.",
    hint="What was changed is known. What it did is not.",
)
_chose(
    what_can_stand,
    "f",
    "closed_doors",
    fails="The register holds more women, so the sentence suggests itself. But it counts who was "
    "registered. Until June that shelter took no men in, and a closed door registers nobody.",
    hint="Who had a door to pass?",
)


@what_can_stand.slip(
    fails="You left out that we cannot tell yet. It may feel like a weak line under a strong "
    "table. It is the line that keeps the table honest, and a journalist can quote it.",
    hint="One sentence says what the count leaves open.",
)
def doubt_left_out(answer, data):
    return "c" not in answer


@what_can_stand.check(
    points=100,
    passes="Yes: the two counts, what changed in the looking, and what stays open. A reader who "
    "meets the rise now knows what to ask.",
    fails="Something a reader needs is missing: both counts, and what changed in the looking.",
    hint="Three sentences can stand.",
)
def count_change_and_limit(answer, data):
    return Seen(set(answer) == {"a", "c", "e"}, "counts, what changed, what is open")


under_the_table = Sentence(
    "under-the-table",
    "The note under the table",
    "Persons entered in the register in the practice year, each counted once: 333, that is "
    "2.25 per 100 000 inhabitants. Ages are joined so that nobody can be recognised. People "
    "who were never registered are not in it, and a rise may mean that more was recorded.",
)
