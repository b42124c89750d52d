"""What the answers of this lab are held to. Standard library and `training.labs` only."""

from __future__ import annotations

from collections import Counter

from training.labs import Amounts, Choice, Choices, Exercise, Number, Seen, Sentence


def _chose(exercise, option, name, *, fails, hint):
    """Give an exercise the slip `name`: its message for everybody who chose `option`."""

    def judge(answer, data):
        return option in answer

    judge.__name__ = name
    exercise.slip(fails=fails, hint=hint)(judge)


SLOTS = {
    "police": "crime unit",
    "border": "border agency",
    "shelters": "shelters",
    "inspectors": "inspectors",
}


def _kinds(data):
    """Return how many rows are person, file, event, and how many are of the salon."""
    rows = data.make()
    count = Counter(row["kind"] for row in rows)
    return {**count, "all": len(rows), "salon": sum(bool(row["note"]) for row in rows)}


def _said(data):
    """Return what the two desks say of the pairs laid before them."""
    return Counter(said for _, _, said in data.desks_say())


def _two_desks(data):
    return sum(row["desk"] in {"crime unit", "shelters"} for row in data.persons())


def _desk(data, desk):
    """Return named, asked and not known, blank, and all person rows of a desk."""
    mine = [row["form"] for row in data.persons() if row["desk"] == desk]
    count = Counter(mine)
    asked, blank = count[data.UNKNOWN], count[""]
    return len(mine) - asked - blank, asked, blank, len(mine)


def _consent(data):
    return Counter(row["consent"] for row in data.persons())


persons = Exercise(
    "rows-about-persons", "How many rows are about a person with an indication?", Number("rows")
)


@persons.slip(
    fails="400 is what the software counts: rows. Among them are visits, checks and "
    "investigations. Take only the rows of the kind 'person'.",
    hint="Choose each of the four desks and note the first bar.",
)
def every_row(answer, data):
    return answer in {_kinds(data)["all"], _kinds(data)["all"] - 5}


@persons.slip(
    fails="You added the four person bars correctly. Five of these rows come from the salon, "
    "where nothing was found. They stay in the file and out of this count.",
    hint="Which note do five rows carry?",
)
def salon_counted(answer, data):
    return answer == _kinds(data)["person"]


@persons.slip(
    fails="The files are in your number. A file feels like a person, because people in it have "
    "faces. But it is one investigation, with several people or with none.",
    hint="Add the first bar of each desk only.",
)
def files_counted(answer, data):
    count = _kinds(data)
    total = count["person"] + count["file"]
    return answer in {total, total - count["salon"]}


@persons.check(
    points=100,
    passes="Yes. And these are rows: somebody who met two desks is still in them twice.",
    fails="{answer} is not it. Add the person rows of the four desks, then take off the five "
    "rows of the salon.",
    hint="88 at the crime unit; read the other three.",
)
def persons_less_salon(answer, data):
    count = _kinds(data)
    right = count["all"] - count["file"] - count["event"] - count["salon"]
    return Seen(answer == right, "all rows, less files, events and the five of the salon")


joined = Exercise(
    "joined-by-software",
    "What do you do with the joined row?",
    Choice(
        {
            "a": "Leave it; the newer answer counts, and it is a yes",
            "b": "Keep it joined and change consent to no, to be safe",
            "c": "Take it apart, flag a possible pair, and let each desk look at its own card",
            "d": "Ask the crime unit for the name and compare it with yours",
        }
    ),
)
_chose(
    joined,
    "a",
    "newer_counts",
    fails="A newer answer of the same person would count. Nobody knows that it is the same "
    "person. If they are two, your guest's no has become a stranger's yes. Take the row apart.",
    hint="Whose yes is it?",
)
_chose(
    joined,
    "b",
    "safe_no",
    fails="A no protects better than a yes, so this is the careful mistake. But two people may "
    "now share one row, one age, one story, and one of them loses her own answer. Take it apart.",
    hint="Is consent the only field that was mixed?",
)
_chose(
    joined,
    "d",
    "names_compared",
    fails="It would settle the matter in a minute. Your guest said no to passing the file on, "
    "and her name is part of it (PIA s 11). Compare codes, each desk in its own house.",
    hint="Which question can be answered without a name?",
)


@joined.check(
    points=100,
    passes="Yes. Two rows, each with its own consent, and a flag between them. If the desks find "
    "that it is one person, somebody signs for it. If they cannot find out, the pair stays open.",
    fails="Not this. A machine may propose a pair; it may not join one.",
    hint="Who decides whether two rows are one person?",
)
def taken_apart(answer, data):
    return Seen(answer == "c", "two codes, one word, two different numbers")


second = Exercise(
    "second-entries",
    "How many second entries, and how many persons at most and at least?",
    Amounts(
        {
            "certain": "Second entries, certain",
            "most": "Persons at most",
            "fewest": "Persons at least",
        }
    ),
)


@second.slip(
    fails="You took every pair the rule proposed. A proposal is a question. The desks have "
    "answered it, and for many pairs the answer was: two people.",
    hint="For the certain ones use the column 'same' only.",
)
def all_proposals(answer, data):
    return answer["certain"] == sum(_said(data).values())


@second.slip(
    fails="You added the open pairs to the certain ones. Most of them may well be one person. "
    "But nobody has said so. They make the difference between 'at most' and 'at least'.",
    hint="Leave the last column for the third number.",
)
def open_counted(answer, data):
    return answer["certain"] == _said(data)["same"] + _said(data)["open"]


@second.slip(
    fails="Those are the pairs that are spelled alike. People are also spelled in two ways: the "
    "next two lines hold pairs that the desks confirmed by hand.",
    hint="Add the column 'same' over all three lines.",
)
def spelled_alike(answer, data):
    same = [one["code"] == two["code"] for one, two, said in data.desks_say() if said == "same"]
    return answer["certain"] == sum(same)


@second.slip(
    fails="You counted both rows of each pair. One of the two is the person's first row and "
    "stays. Only the other is a second entry.",
    hint="A pair has one row too many, not two.",
)
def both_rows(answer, data):
    return answer["certain"] == 2 * _said(data)["same"]


@second.slip(
    fails="'At most' and 'at least' have changed places. If every open pair turns out to be two "
    "people, you have the larger number.",
    hint="Which is the larger of the two?",
)
def changed_places(answer, data):
    return answer["most"] < answer["fewest"]


@second.slip(
    fails="You give one number twice. It would be neat. But some pairs are open, and an honest "
    "total says how far they could move it.",
    hint="How many pairs are open?",
)
def one_number(answer, data):
    return answer["most"] == answer["fewest"]


@second.check(
    points=40,
    passes="The certain ones, each with a signature of both desks: no rule decided it.",
    fails="The number of certain second entries is not it yet. Add up the column 'same'.",
    hint="Three numbers, one below the other.",
)
def signed_pairs(answer, data):
    right = sum(_said(data).values()) - _said(data)["two people"] - _said(data)["open"]
    return Seen(answer["certain"] == right, "pairs that both desks call the same person")


@second.check(
    points=30,
    passes="At most: all rows, less these.",
    fails="At most: 83 + 84 rows, less the second entries that are certain. Nothing is taken off "
    "for two people who look alike.",
    hint="167, less your first number.",
)
def at_most(answer, data):
    right = _two_desks(data) - _said(data)["same"]
    return Seen(answer["most"] == right, "83 + 84 rows, less certain second entries")


@second.check(
    points=30,
    passes="At least: the open pairs taken off as well. Print both numbers.",
    fails="At least: suppose that every open pair is one person, and take these off too.",
    hint="Add up the column 'open'.",
)
def at_least(answer, data):
    right = _two_desks(data) - _said(data)["same"] - _said(data)["open"]
    return Seen(answer["fewest"] == right, "the open pairs taken off as well")


forms = Exercise(
    "form-by-desk",
    "How complete is the field at each desk?",
    Amounts(
        {
            "police": "Crime unit",
            "border": "Border agency",
            "shelters": "Shelters",
            "inspectors": "Inspectors",
        },
        "%",
        within="0.5",
    ),
)


def _shares(data, share):
    """Return a share in per cent for each slot, from a desk's four numbers."""
    return {slot: share(*_desk(data, desk)) for slot, desk in SLOTS.items()}


def _like(answer, shares, least=3):
    """Return whether most slots hold these shares, to the whole per cent."""
    near = [abs(float(answer[slot]) - share) <= 0.5 for slot, share in shares.items()]
    return sum(near) >= least


@forms.slip(
    fails="You counted 'asked, not known' as blank. No form is known there, that is true. But "
    "somebody asked and wrote the answer down, and by the rule the field is filled.",
    hint="Add the first two columns.",
)
def asked_as_blank(answer, data):
    return _like(answer, _shares(data, lambda named, asked, blank, rows: 100 * named / rows))


@forms.slip(
    fails="These are the shares of blanks, so the counting is right. Completeness is the other "
    "part: filled rows divided by all person rows of the desk.",
    hint="100 less each of your numbers.",
)
def shares_of_blanks(answer, data):
    return _like(answer, _shares(data, lambda named, asked, blank, rows: 100 * blank / rows))


@forms.slip(
    fails="You give one figure for all desks. An average hides that one desk has half of its "
    "fields filled and another nearly all. The question is where to help first.",
    hint="Work each line out by itself.",
)
def one_figure(answer, data):
    return len(set(answer.values())) == 1


def _share_check(slot, passes):
    """Hold one desk's share to its rows."""

    def judge(answer, data):
        named, asked, blank, rows = _desk(data, SLOTS[slot])
        right = 100 - 100 * blank / rows
        evidence = f"{named} named and {asked} asked, of {rows} person rows"
        return Seen(abs(float(answer[slot]) - right) <= 0.5, evidence)

    judge.__name__ = f"{slot}_share"
    forms.check(
        points=25,
        passes=passes,
        fails=f"Look at the {SLOTS[slot]} again: form named and asked, divided by all person rows of that desk.",
        hint="Add the first two columns, divide by the sum of all three.",
    )(judge)


_share_check("police", "The crime unit is right.")
_share_check("border", "So is the border agency: here nearly every second field is empty.")
_share_check("shelters", "The shelters are right.")
_share_check("inspectors", "And the inspectors. Show these four beside every table by form.")


rain = Exercise(
    "where-it-rains",
    "Which sentences do the pictures support?",
    Choices(
        {
            "a": "At the border agency blanks are far more common after 20:00",
            "b": "At the crime unit blanks are a matter of the evening",
            "c": "At the inspectors blanks begin in April",
            "d": "Officers on the evening shift take less care",
            "e": "Blanks may be shared out among the forms, as the named rows are",
        }
    ),
)
_chose(
    rain,
    "b",
    "small_difference",
    fails="The evening bar is a little longer, so you looked. Five blanks of 27 rows and eight "
    "of 56 are close; two rows more or less would change the order. That is what chance looks "
    "like.",
    hint="Compare the crime unit's two bars with the border agency's.",
)
_chose(
    rain,
    "d",
    "blame",
    fails="You have a time of day and made a reason of it. The picture shows when, not why. At "
    "that hour there is no interpreter either. Ask the desk before you blame a shift.",
    hint="Which other reason would give the same picture?",
)
_chose(
    rain,
    "e",
    "shared_out",
    fails="It would be fair if blanks fell like rain. They do not: they gather at one hour and "
    "after one date, so blank rows may be of another kind than the named ones. Leave them blank, "
    "and show them.",
    hint="Are the blank rows like the others?",
)


@rain.slip(
    fails="You split by hour and stopped there. The inspectors work by day, so the hour shows "
    "nothing. Split them by time of year.",
    hint="Second control: time of year.",
)
def april_missed(answer, data):
    return answer == ("a",)


@rain.check(
    points=50,
    passes="Two places where blanks gather: one by the hour, one by the date.",
    fails="A pattern is missing. Try each desk with both splits.",
    hint="One desk by hour, another by time of year.",
)
def both_patterns(answer, data):
    return {"a", "c"} <= set(answer)


@rain.check(
    points=50,
    passes="And no reasons read into a picture: ask the two desks.",
    fails="A sentence says more than the picture does.",
    hint="A picture says where and when.",
)
def no_reasons(answer, data):
    return not set(answer) & {"b", "d", "e"}


no_flag = Exercise(
    "no-flag",
    "How many rows have no flag, and how many files stay where they are?",
    Amounts({"blank": "Rows without a flag", "stay": "Files that stay where they are"}),
)


@no_flag.slip(
    fails="Only the noes stay at home in your sum, so a blank travels like a yes. Nobody said "
    "yes there. Consent is asked and answered, or it has not been given (PIA s 11).",
    hint="Which two columns hold no yes?",
)
def blank_as_yes(answer, data):
    return answer["stay"] == _consent(data)["no"]


@no_flag.slip(
    fails="A written no is a flag: somebody asked. 'No flag' is the blank column alone.",
    hint="Add the last column only.",
)
def no_is_a_flag(answer, data):
    count = _consent(data)
    return answer["blank"] in {count["no"] + count[""], count["no"]}


@no_flag.check(
    points=50,
    passes="The blanks are counted.",
    fails="For the rows without a flag, add up the column 'blank'.",
    hint="Four numbers, one below the other.",
)
def blanks_counted(answer, data):
    count = _consent(data)
    right = len(data.persons()) - count["yes"] - count["no"]
    return Seen(answer["blank"] == right, "column 'blank', four desks")


@no_flag.check(
    points=50,
    passes="More files stay than may go. That is no fault of the people in them: most were never "
    "asked in a way that left a trace.",
    fails="Without a written yes a file stays: add the noes and the blanks.",
    hint="All person rows, less those with a yes.",
)
def files_that_stay(answer, data):
    right = len(data.persons()) - _consent(data)["yes"]
    return Seen(answer["stay"] == right, "columns 'no' and 'blank', four desks")


follows = Exercise(
    "what-follows",
    "An adult, no danger, consent blank. What follows?",
    Choices(
        {
            "a": "The coded row stays in the count of the Statistics Office",
            "b": "The file stays in your house",
            "c": "Nobody objected, so the file may go",
            "d": "The row is deleted, because consent is missing",
            "e": "At the next meeting somebody asks, and writes yes or no with the date",
            "f": "Somebody rings today, so that the report is complete",
        }
    ),
)
_chose(
    follows,
    "c",
    "silence_is_yes",
    fails="Silence can feel like agreement, and help may be waiting. But a blank shows only that "
    "nobody wrote. Story law wants an adult's consent, not the lack of a protest. The file stays.",
    hint="What does a blank record?",
)
_chose(
    follows,
    "d",
    "deleted",
    fails="You want to protect, and deleting looks thorough. A coded row without a name needs no "
    "consent to be counted (PIA s 11). Deleted, the person disappears from the only list that has "
    "them.",
    hint="Is counting the same as passing a file on?",
)
_chose(
    follows,
    "f",
    "rung_today",
    fails="The report is due tomorrow, and one call would mend the field. The call is for us. A "
    "telephone may be in other hands, and a hurried yes is a poor one. Ask at the next meeting.",
    hint="Whose hurry is it?",
)


@follows.slip(
    fails="You left the blank as it is. It protects the person today. But somebody who would "
    "like help from another office never gets the question. Ask, calmly, when you meet.",
    hint="How does a blank become an answer?",
)
def never_asked(answer, data):
    return {"a", "b"} <= set(answer) and "e" not in answer


@follows.check(
    points=60,
    passes="Counted by code, kept in the house, asked when you next meet.",
    fails="Something is missing: think of the count, of the file, and of the next meeting.",
    hint="Three of the six follow.",
)
def count_keep_ask(answer, data):
    return {"a", "b", "e"} <= set(answer)


@follows.check(
    points=40,
    passes="And nothing in haste.",
    fails="One step goes further than a blank allows.",
    hint="Three of the six follow.",
)
def nothing_in_haste(answer, data):
    return not set(answer) & {"c", "d", "f"}


left_out = Exercise(
    "who-is-left-out",
    "In which counts of this lab is she missing?",
    Choices(
        {
            "a": "Person rows of the crime unit",
            "b": "Coded rows of the shelters",
            "c": "Pairs that crime unit and shelters confirmed",
            "d": "Rows with consent yes",
            "e": "Persons of crime unit and shelters together",
        }
    ),
)
_chose(
    left_out,
    "b",
    "own_list",
    fails="She is in this one. A coded row without a name needs no consent, and your shelter "
    "sends it. It may be the only list that has people like her.",
    hint="Which desk did she come to?",
)
_chose(
    left_out,
    "e",
    "two_doors",
    fails="The crime unit's name stands there, so it looks closed to her. But the sum has two "
    "doors, and she came through yours. One row is enough to be counted.",
    hint="How many rows does one need to be in a sum of two lists?",
)


@left_out.slip(
    fails="You left out the pairs. To be in a pair one needs a row at both desks, and she has "
    "one. A study of the overlap alone never meets her.",
    hint="How many rows does a pair need?",
)
def pairs_forgotten(answer, data):
    return "c" not in answer and "a" in answer


@left_out.slip(
    fails="You left out the rows with a yes. She said no, as others did. If somebody counts only "
    "rows that may travel, every refusal drops out of the total without a word.",
    hint="What did she answer about her file?",
)
def yes_only(answer, data):
    return {"a", "c"} <= set(answer) and "d" not in answer


@left_out.check(
    points=60,
    passes="Three counts without her. Write under each: 'leaves out people who want no police "
    "contact', or 'who said no'.",
    fails="A count without her is missing from your list.",
    hint="Three of the five.",
)
def without_her(answer, data):
    return {"a", "c", "d"} <= set(answer)


@left_out.check(
    points=40,
    passes="In the other two she is counted, by code.",
    fails="In one of the counts you chose she is present.",
    hint="Which counts hold the shelters' rows?",
)
def with_her(answer, data):
    return not set(answer) & {"b", "e"}


people = Exercise(
    "fewer-people",
    "Did the number of persons on record fall as well?",
    Choice(
        {
            "a": "Yes, by about a quarter, as the rows did",
            "b": "No, it stayed about the same",
            "c": "Yes, by about a tenth, as the person rows did",
            "d": "Cannot tell yet: rows are not persons",
        }
    ),
)
_chose(
    people,
    "a",
    "as_rows",
    fails="Rows did fall by almost a quarter, so the figure is right. Most of the fall is "
    "events: the border agency stopped sending them. Compare persons with persons.",
    hint="Which line fell most?",
)
_chose(
    people,
    "c",
    "person_rows_only",
    fails="You went from rows to person rows, and that is most of the way. One line more: from "
    "January to March many persons were entered twice. Take the second entries off in both "
    "quarters.",
    hint="Person rows less second entries, for each quarter.",
)
_chose(
    people,
    "d",
    "too_careful",
    fails="Rows are not persons, and stopping there is careful. But here you can go on: the "
    "table has the person rows and the second entries of both quarters. The few open pairs do not "
    "change the picture.",
    hint="Person rows less second entries, for each quarter.",
)


@people.check(
    points=100,
    passes="Yes: 86 and 85. What fell is checks that are no longer sent, and people entered "
    "twice. Recording fell, not the number of persons on record.",
    fails="Not this. For each quarter, take the second entries off the person rows.",
    hint="102 less 16, and 91 less 6.",
)
def about_the_same(answer, data):
    rows = Counter(row["quarter"] for row in data.persons())
    return Seen(answer == "b", f"{rows[0]} and {rows[1]} person rows, less second entries")


labour = Exercise(
    "fewer-labour",
    "Did the inspectors meet fewer people in labour exploitation?",
    Choice(
        {
            "a": "Yes, from 15 to 8",
            "b": "No: inspectors see little else, so the nine blanks are labour too",
            "c": "Yes: among filled forms the share of labour fell",
            "d": "Cannot tell yet",
        }
    ),
)
_chose(
    labour,
    "a",
    "written_only",
    fails="15 and 8 are what is written, and the step looks large. In the same months nine forms "
    "were left blank. A fall in what is written is not yet a fall in what was met.",
    hint="Move the control to nine.",
)
_chose(
    labour,
    "b",
    "all_labour",
    fails="From their work it is a fair guess. It stays a guess, all the same: five other rows "
    "of that quarter say 'asked, not known', so even asking did not always settle it. A blank is "
    "neither yes nor no until somebody looks at the card.",
    hint="What if none of the nine were labour?",
)
_chose(
    labour,
    "c",
    "like_the_others",
    fails="Leaving blanks out looks neutral. It supposes that blank rows are like the filled "
    "ones, and you saw that they gather after one date. The share may have fallen because of who "
    "was left blank.",
    hint="Did these blanks fall like rain?",
)


@labour.check(
    points=100,
    passes="Yes. With the nine blanks it may be anything from 8 to 17, and 15 lies inside. Nine "
    "cards at one desk would narrow it: ask the inspectors, by row number. Five 'asked, not "
    "known' stay open on both sides.",
    fails="Not this. Move the control from one end to the other and compare the two bars.",
    hint="Is the second bar longer or shorter than the first?",
)
def between(answer, data):
    return Seen(answer == "d", "15 rows before; 8 named and nine blank after")


to_head = Sentence(
    "to-the-head-of-unit",
    "One or two sentences to the head of the unit",
    "From January to June the rows fell from 162 to 125, but the persons on record stayed at about 85 a quarter: fewer "
    "checks were sent and fewer people entered twice. Whether the inspectors met fewer people in labour exploitation "
    "nobody can tell yet, because nine of their forms are blank; and people who met no desk are in none of these "
    "numbers.",
)
