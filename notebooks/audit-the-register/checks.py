"""What the answers of this lab are held to. Standard library and `training.labs` only."""

from __future__ import annotations

from collections import Counter

from training.labs import Amounts, Choice, Choices, Exercise, Number, Seen, Sentence

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
    fails="400 is what the software counts: rows. Among them are visits, checks and investigations. "
    "Take only the rows of the kind 'person'.",
    hint="Choose each of the four desks and note the first bar.",
)
def every_row(answer, data):
    return answer in {_kinds(data)["all"], _kinds(data)["all"] - 5}


@persons.slip(
    fails="You added the four person bars correctly. Five of these rows come from the salon, where "
    "nothing was found. They stay in the file and out of this count.",
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
    fails="{answer} is not it. Add the person rows of the four desks, then take off the five rows "
    "of the salon.",
    hint="88 at the crime unit; read the other three.",
)
def persons_less_salon(answer, data):
    count = _kinds(data)
    right = count["all"] - count["file"] - count["event"] - count["salon"]
    return Seen(answer == right, "all rows, less files, events and the five of the salon")


units = Exercise(
    "which-desk-counts-what",
    "Which sentences fit this register?",
    Choices(
        {
            "a": "At the border agency most rows are events",
            "b": "Each file of the crime unit stands for one person",
            "c": "A visit of the inspectors is one event, whether they met ten workers or none",
            "d": "At the shelters every row is a person",
            "e": "Added up, the rows of the four desks give the number of cases",
            "f": "A person who met two desks has a row at each",
        }
    ),
)


@units.slip(
    fails="A file often begins with one person, so the two feel alike. It is one investigation: "
    "it may grow to ten people, or end with none. Count persons from person rows only.",
    hint="What does the text say a file is?",
)
def file_is_person(answer, data):
    return "b" in answer


@units.slip(
    fails="Nearly, and that is the trap. A few rows of the shelters are events, such as a call "
    "without a guest. Look at the third bar before you call a list 'all persons'.",
    hint="Choose the shelters and read all three bars.",
)
def shelters_all_persons(answer, data):
    return "d" in answer


@units.slip(
    fails="The word 'case' invites it, since every desk has cases. The sum mixes people, visits and "
    "investigations, and counts some people twice. Add only rows of one kind.",
    hint="Can a visit and a person be added?",
)
def added_up(answer, data):
    return "e" in answer


@units.slip(
    fails="You left out the person with two rows. No desk does wrong there: each writes down whom it "
    "met. But it is why a sum over desks is a sum of rows, not of persons.",
    hint="Could somebody know the police and a shelter?",
)
def one_row_each(answer, data):
    return "f" not in answer and {"a", "c"} <= set(answer)


@units.check(
    points=60,
    passes="All that fits is there.",
    fails="Something that fits is missing. Read each desk's three bars once more.",
    hint="Three of the six sentences fit.",
)
def all_that_fits(answer, data):
    return {"a", "c", "f"} <= set(answer)


@units.check(
    points=40,
    passes="And nothing else. Write unit and rule above every table, then nobody has to guess.",
    fails="A sentence is chosen that the bars do not bear out.",
    hint="Three of the six sentences fit.",
)
def nothing_more(answer, data):
    return not set(answer) & {"b", "d", "e"}


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


@joined.slip(
    fails="A newer answer of the same person would count. Nobody knows that it is the same person. "
    "If they are two, your guest's no has become a stranger's yes. Take the row apart.",
    hint="Whose yes is it?",
)
def newer_counts(answer, data):
    return answer == "a"


@joined.slip(
    fails="A no protects better than a yes, so this is the careful mistake. But two people may now "
    "share one row, one age, one story, and one of them loses her own answer. Take it apart.",
    hint="Is consent the only field that was mixed?",
)
def safe_no(answer, data):
    return answer == "b"


@joined.slip(
    fails="It would settle the matter in a minute. Your guest said no to passing the file on, and "
    "her name is part of it (PIA s 11). Compare codes, each desk in its own house.",
    hint="Which question can be answered without a name?",
)
def names_compared(answer, data):
    return answer == "d"


@joined.check(
    points=100,
    passes="Yes. Two rows, each with its own consent, and a flag between them. If the desks find that it is "
    "one person, somebody signs for it. If they cannot find out, the pair stays open.",
    fails="Not this. A machine may propose a pair; it may not join one.",
    hint="Who decides whether two rows are one person?",
)
def taken_apart(answer, data):
    return Seen(answer == "c", "two codes, one word, two different numbers")


second = Exercise(
    "second-entries", "How many rows are second entries for certain?", Number("rows")
)


@second.slip(
    fails="That is every pair the rule proposed. A proposal is a question. The desks have answered "
    "it, and for many pairs the answer was: two people.",
    hint="Use the column 'same' only.",
)
def all_proposals(answer, data):
    return answer == sum(_said(data).values())


@second.slip(
    fails="You added the open pairs. Most of them may well be one person. But nobody has said so, and the "
    "question is what is certain.",
    hint="Leave the last column for the next question.",
)
def open_counted(answer, data):
    return answer == _said(data)["same"] + _said(data)["open"]


@second.slip(
    fails="Those are the pairs that are spelled alike. People are also spelled in two ways: the next "
    "two lines hold pairs that the desks confirmed by hand.",
    hint="Add the column 'same' over all three lines.",
)
def spelled_alike(answer, data):
    same = [one["code"] == two["code"] for one, two, said in data.desks_say() if said == "same"]
    return answer == sum(same)


@second.slip(
    fails="You counted both rows of each pair. One of the two is the person's first row and stays. "
    "Only the other is a second entry.",
    hint="A pair has one row too many, not two.",
)
def both_rows(answer, data):
    return answer == 2 * _said(data)["same"]


@second.check(
    points=100,
    passes="Yes, each with a signature of both desks. No rule decided it.",
    fails="{answer} is not it. Add up the column 'same'.",
    hint="Three numbers, one below the other.",
)
def signed_pairs(answer, data):
    right = sum(_said(data).values()) - _said(data)["two people"] - _said(data)["open"]
    return Seen(answer == right, "pairs that both desks call the same person")


span = Exercise(
    "most-and-fewest",
    "How many persons are these at most and at least?",
    Amounts({"most": "At most", "fewest": "At least"}, "persons"),
)


@span.slip(
    fails="The two have changed places. If every open pair turns out to be two people, you have the "
    "larger number.",
    hint="Which is the larger of your two numbers?",
)
def changed_places(answer, data):
    return answer["most"] < answer["fewest"]


@span.slip(
    fails="Nothing is taken off yet. These are rows; the confirmed pairs are in them twice.",
    hint="Take the certain second entries off first.",
)
def nothing_off(answer, data):
    return answer["most"] == _two_desks(data)


@span.slip(
    fails="You also took off pairs that the desks call two people. They look alike, so it is tempting. But two "
    "people are two persons: nothing is taken off for them.",
    hint="Only the open pairs make the difference between the two numbers.",
)
def two_people_off(answer, data):
    least = _two_desks(data) - sum(_said(data).values())
    return least in {answer["most"], answer["fewest"]}


@span.slip(
    fails="You give one number twice. It would be neat. But some pairs are open, and an honest total says "
    "how far they could move it.",
    hint="How many pairs are open?",
)
def one_number(answer, data):
    return answer["most"] == answer["fewest"]


@span.check(
    points=50,
    passes="At most: all rows, less the second entries that are certain.",
    fails="At most: 83 + 84 rows, less the second entries that are certain.",
    hint="You counted the certain ones in the question before.",
)
def at_most(answer, data):
    right = _two_desks(data) - _said(data)["same"]
    return Seen(answer["most"] == right, "83 + 84 rows, less certain second entries")


@span.check(
    points=50,
    passes="At least: the open pairs taken off as well. Print both numbers.",
    fails="At least: suppose that every open pair is one person, and take these off too.",
    hint="Add up the column 'open'.",
)
def at_least(answer, data):
    said = _said(data)
    right = _two_desks(data) - said["same"] - said["open"]
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
    fails="You counted 'asked, not known' as blank. No form is known there, that is true. But somebody "
    "asked and wrote the answer down, and by the rule the field is filled.",
    hint="Add the first two columns.",
)
def asked_as_blank(answer, data):
    return _like(answer, _shares(data, lambda named, asked, blank, rows: 100 * named / rows))


@forms.slip(
    fails="These are the shares of blanks, so the counting is right. Completeness is the other part: "
    "filled rows divided by all person rows of the desk.",
    hint="100 less each of your numbers.",
)
def shares_of_blanks(answer, data):
    return _like(answer, _shares(data, lambda named, asked, blank, rows: 100 * blank / rows))


@forms.slip(
    fails="You divided by the filled rows. That is the share of named forms among answers. Completeness "
    "looks at every person row of the desk, the blank ones too.",
    hint="Below the line stands the sum of all three columns.",
)
def only_filled(answer, data):
    return _like(
        answer, _shares(data, lambda named, asked, blank, rows: 100 * named / (named + asked))
    )


@forms.slip(
    fails="You divided by all rows of the desk. A visit or a file has no form of exploitation, so it "
    "cannot be blank. Use person rows only.",
    hint="Below the line stands the sum of the three columns.",
)
def every_row_below(answer, data):
    rows = Counter(row["desk"] for row in data.make())
    shares = {
        slot: 100 * sum(_desk(data, desk)[:2]) / rows[desk] for slot, desk in SLOTS.items()
    }
    return _like(answer, shares)


@forms.slip(
    fails="You give one figure for all desks. An average hides that one desk has half of its fields "
    "filled and another nearly all. The question is where to help first.",
    hint="Work each line out by itself.",
)
def one_figure(answer, data):
    return len(set(answer.values())) == 1


def _complete(answer, data, slot):
    named, asked, blank, rows = _desk(data, SLOTS[slot])
    right = 100 - 100 * blank / rows
    evidence = f"{named} named and {asked} asked, of {rows} person rows"
    return Seen(abs(float(answer[slot]) - right) <= 0.5, evidence)


@forms.check(
    points=25,
    passes="The crime unit is right.",
    fails="The crime unit: named and asked, divided by its person rows.",
    hint="Add the first two columns, divide by the sum of all three.",
)
def police_share(answer, data):
    return _complete(answer, data, "police")


@forms.check(
    points=25,
    passes="So is the border agency: here nearly every second field is empty.",
    fails="The border agency: named and asked, divided by its person rows.",
    hint="Its three columns add up to 40.",
)
def border_share(answer, data):
    return _complete(answer, data, "border")


@forms.check(
    points=25,
    passes="The shelters are right.",
    fails="The shelters: named and asked, divided by their person rows.",
    hint="Their three columns add up to 84.",
)
def shelters_share(answer, data):
    return _complete(answer, data, "shelters")


@forms.check(
    points=25,
    passes="And the inspectors. Show these four beside every table by form.",
    fails="The inspectors: named and asked, divided by their person rows.",
    hint="Their three columns add up to 58.",
)
def inspectors_share(answer, data):
    return _complete(answer, data, "inspectors")


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


@rain.slip(
    fails="The evening bar is a little longer, so you looked. Five blanks of 27 rows and eight of 56 "
    "are close; one row more or less would change the order. That is what chance looks like.",
    hint="Compare the crime unit's two bars with the border agency's.",
)
def small_difference(answer, data):
    return "b" in answer


@rain.slip(
    fails="You have a time of day and made a reason of it. The picture shows when, not why. At that "
    "hour there is no interpreter either. Ask the desk before you blame a shift.",
    hint="Which other reason would give the same picture?",
)
def blame(answer, data):
    return "d" in answer


@rain.slip(
    fails="It would be fair if blanks fell like rain. They do not: they gather at one hour and after "
    "one date, so blank rows may be of another kind than the named ones. Leave them blank, and show them.",
    hint="Are the blank rows like the others?",
)
def shared_out(answer, data):
    return "e" in answer


@rain.slip(
    fails="You split by hour and stopped there. The inspectors work by day, so the hour shows nothing. "
    "Split them by time of year.",
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
    Amounts({"blank": "Rows without a flag", "stay": "Files that stay"}, "rows"),
)


@no_flag.slip(
    fails="Only the noes stay at home in your sum, so a blank travels like a yes. Nobody said yes "
    "there. Consent is asked and answered, or it has not been given (PIA s 11).",
    hint="Which two columns hold no yes?",
)
def blank_as_yes(answer, data):
    return answer["stay"] == _consent(data)["no"]


@no_flag.slip(
    fails="You kept the blank ones at home and let the noes go. That may have been a slip of the eye: "
    "a no is the clearest answer of all.",
    hint="Add the noes.",
)
def noes_forgotten(answer, data):
    return answer["stay"] == answer["blank"] == _consent(data)[""]


@no_flag.slip(
    fails="That is the number of files that may go, with a written yes. The question is about those "
    "that stay.",
    hint="Two of the three columns stay.",
)
def those_that_go(answer, data):
    return answer["stay"] == _consent(data)["yes"]


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
    passes="More files stay than may go. That is no fault of the people in them: most were never asked in "
    "a way that left a trace.",
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


@follows.slip(
    fails="Silence can feel like agreement, and help may be waiting. But a blank shows only that nobody "
    "wrote. Story law wants an adult's consent, not the lack of a protest. The file stays.",
    hint="What does a blank record?",
)
def silence_is_yes(answer, data):
    return "c" in answer


@follows.slip(
    fails="You want to protect, and deleting looks thorough. A coded row without a name needs no consent "
    "to be counted (PIA s 11). Deleted, the person disappears from the only list that has them.",
    hint="Is counting the same as passing a file on?",
)
def deleted(answer, data):
    return "d" in answer


@follows.slip(
    fails="The report is due tomorrow, and one call would mend the field. The call is for us. A "
    "telephone may be in other hands, and a hurried yes is a poor one. Ask at the next meeting.",
    hint="Whose hurry is it?",
)
def rung_today(answer, data):
    return "f" in answer


@follows.slip(
    fails="You left the blank as it is. It protects the person today. But somebody who would like help from "
    "another office never gets the question. Ask, calmly, when you meet.",
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


@left_out.slip(
    fails="She is in this one. A coded row without a name needs no consent, and your shelter sends it. It "
    "may be the only list that has people like her.",
    hint="Which desk did she come to?",
)
def own_list(answer, data):
    return "b" in answer


@left_out.slip(
    fails="The crime unit's name stands there, so it looks closed to her. But the sum has two doors, and she came "
    "through yours. One row is enough to be counted.",
    hint="How many rows does one need to be in a sum of two lists?",
)
def two_doors(answer, data):
    return "e" in answer


@left_out.slip(
    fails="You left out the pairs. To be in a pair one needs a row at both desks, and she has one. A "
    "study of the overlap alone never meets her.",
    hint="How many rows does a pair need?",
)
def pairs_forgotten(answer, data):
    return "c" not in answer and "a" in answer


@left_out.slip(
    fails="You left out the rows with a yes. She said no, as others did. If somebody counts only rows that may "
    "travel, every refusal drops out of the total without a word.",
    hint="What did she answer about her file?",
)
def yes_only(answer, data):
    return {"a", "c"} <= set(answer) and "d" not in answer


@left_out.check(
    points=60,
    passes="Three counts without her. Write under each: 'leaves out people who want no police contact', or 'who "
    "said no'.",
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


@people.slip(
    fails="Rows did fall by almost a quarter, so the figure is right. Most of the fall is events: the border agency "
    "stopped sending them. Compare persons with persons.",
    hint="Which line fell most?",
)
def as_rows(answer, data):
    return answer == "a"


@people.slip(
    fails="You went from rows to person rows, and that is most of the way. One line more: from January to March many "
    "persons were entered twice. Take the second entries off in both quarters.",
    hint="Person rows less second entries, for each quarter.",
)
def person_rows_only(answer, data):
    return answer == "c"


@people.slip(
    fails="Rows are not persons, and stopping there is careful. But here you can go on: the table has the person rows "
    "and the second entries of both quarters. The few open pairs do not change the picture.",
    hint="Person rows less second entries, for each quarter.",
)
def too_careful(answer, data):
    return answer == "d"


@people.check(
    points=100,
    passes="Yes: 86 and 85. What fell is checks that are no longer sent, and people entered twice. Recording fell, "
    "not the number of persons on record.",
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


@labour.slip(
    fails="15 and 8 are what is written, and the step looks large. In the same months nine forms were left blank. A "
    "fall in what is written is not yet a fall in what was met.",
    hint="Move the control to nine.",
)
def written_only(answer, data):
    return answer == "a"


@labour.slip(
    fails="From their work it is a fair guess. Yet five of their rows that quarter say 'asked, not known', so the "
    "answer was not always labour. A blank is neither yes nor no until somebody looks at the card.",
    hint="What if none of the nine were labour?",
)
def all_labour(answer, data):
    return answer == "b"


@labour.slip(
    fails="Leaving blanks out looks neutral. It supposes that blank rows are like the filled ones, and you saw that "
    "they gather after one date. The share may have fallen because of who was left blank.",
    hint="Did these blanks fall like rain?",
)
def like_the_others(answer, data):
    return answer == "c"


@labour.check(
    points=100,
    passes="Yes. The truth lies between 8 and 17, and 15 lies inside. Nine cards at one desk would settle it: ask the "
    "inspectors, by row number.",
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
