"""What the answers of this lab are held to. Standard library and `training.labs` only."""

from __future__ import annotations

from functools import cache

from training.labs import Choice, Choices, Exercise, Number, Seen, Sentence
from training.labs.loglinear import fit, select

which_way = Exercise(
    "which-way",
    "What happens to the estimate?",
    Choice(
        {
            "a": "It becomes too small",
            "b": "It becomes too large",
            "c": "It stays right, but less certain",
            "d": "It cannot be worked out any more",
        }
    ),
)


@which_way.slip(
    fails="It feels as if more contact should mean more people. But the model reads a large "
    "overlap as a sign that few are missing. Shared clients make it believe the lists "
    "already hold nearly everybody.",
    hint="Move the control to 80 and compare with the truth.",
)
def too_large(answer, data):
    return answer == "b"


@which_way.slip(
    fails="Caution is fair, and the range does widen. The estimate itself also moves, always "
    "the same way. The control shows which.",
    hint="Watch the third bar, not its certainty.",
)
def only_less_certain(answer, data):
    return answer == "c"


@which_way.slip(
    fails="The sum can still be worked out; that is the danger. It looks as good as before and "
    "is wrong.",
    hint="The model gave a number at every setting.",
)
def no_number(answer, data):
    return answer == "d"


@which_way.check(
    points=100,
    passes="Yes, too small. A large overlap looks like a town that is nearly all known. The "
    "people whom neither office meets disappear from the sum.",
    fails="Not this. Move the control and compare the estimate with the truth.",
    hint="At 80, is the third bar longer or shorter than the first?",
)
def too_small(answer, data):
    return Seen(answer == "a", "two lists of which one feeds the other")


on_two = Exercise("on-two-lists", "How many cases stand on two lists or more?", Number("cases"))


@on_two.slip(
    fails="That is how many stand on one list alone. The overlap is in the others.",
    hint="Subtract from 2 744.",
)
def the_others(answer, data):
    return answer == _alone(data)


@on_two.slip(
    fails="You added the two numbers. The 2 492 are part of the 2 744.",
    hint="Subtract from 2 744.",
)
def added(answer, data):
    return answer == _alone(data) + sum(data.UK.values())


@on_two.slip(
    fails="You added the squares of the matrix. A case on three lists stands in three squares, "
    "so it was counted more than once.",
    hint="Take the cases on one list alone off the whole.",
)
def squares_added(answer, data):
    return answer == sum(
        n * key.count("1") * (key.count("1") - 1) // 2 for key, n in data.UK.items()
    )


@on_two.check(
    points=100,
    passes="Yes: fewer than one case in ten. Every estimate in this lab hangs on them.",
    fails="{answer} is not it. Take the cases on one list alone off the whole.",
    hint="2 744 less 2 492.",
)
def the_overlap(answer, data):
    right = sum(data.UK.values()) - _alone(data)
    return Seen(answer == right, "all cases, less those on one list alone")


def _alone(data) -> int:
    return sum(n for key, n in data.UK.items() if key.count("1") == 1)


nobody_met = Exercise(
    "nobody-met", "How many people does the model say are on no list?", Number("people", "1")
)


@cache  # a model takes a moment, and an answer is held against several
def _models(data, place):
    table, lists = {
        "UK": (data.UK, data.UK_LISTS),
        "UK without NG": data.without(data.UK, data.UK_LISTS, "NG"),
        "NL": (data.NL, data.NL_LISTS),
        "NO": (data.NO, data.NO_LISTS),
    }[place]
    return fit(table, lists), select(table, lists)


@cache
def _aic(data):
    pairs = {"a": ("PF", "GO"), "b": ("PF", "NCA"), "c": ("LA", "NG"), "d": ("NG", "GP")}
    return {name: fit(data.UK, data.UK_LISTS, [pair]).aic for name, pair in pairs.items()}


def _six(data):
    return _models(data, "UK")[0]


@nobody_met.slip(
    fails="That is everybody: those on some list and those on none. The known cases are already "
    "in it.",
    hint="Take the known cases off.",
)
def everybody(answer, data):
    return abs(answer - round(_six(data).total)) <= 1


@nobody_met.slip(
    fails="You added the known cases to the total, which already holds them. The unit made the "
    "same slip with five lists.",
    hint="Subtract in place of adding.",
)
def counted_twice(answer, data):
    return abs(answer - round(_six(data).total) - sum(data.UK.values())) <= 1


@nobody_met.slip(
    fails="That is the number for five lists, from the worked example. Read the table of the six.",
    hint="The total of the six lists is smaller.",
)
def five_lists(answer, data):
    return abs(answer - round(fit(data.UK_FIVE, data.UK_FIVE_LISTS).unseen)) <= 1


@nobody_met.slip(
    fails="These are the known cases. The question is about those whom nobody met.",
    hint="In all, less known.",
)
def known_cases(answer, data):
    return answer == sum(data.UK.values())


@nobody_met.check(
    points=100,
    passes="Yes: in all, less known. Three in four people of this estimate were met by nobody, so "
    "three quarters of it is the model's.",
    fails="{answer} is not it. Take the known cases off the total of the six lists.",
    hint="In all, less on some list.",
)
def total_less_known(answer, data):
    return Seen(abs(answer - round(_six(data).unseen)) <= 1, "the model of six lists")


first_pair = Exercise(
    "first-pair",
    "Which pair does the AIC take in first?",
    Choice(
        {
            "a": "Police forces and government (PF-GO)",
            "b": "Police forces and crime agency (PF-NCA)",
            "c": "Local authorities and associations (LA-NG)",
            "d": "Associations and the public (NG-GP)",
        }
    ),
)


@first_pair.slip(
    fails="They share the most cases, so it is natural to begin there. Both lists are large, "
    "though: sharing many is what chance alone would give. The AIC even rises.",
    hint="Compare the last column with 305.0.",
)
def most_shared(answer, data):
    return answer == "a"


@first_pair.slip(
    fails="This pair helps, and is taken in later. Another one lowers the AIC further.",
    hint="Look for the lowest number in the last column.",
)
def second_best(answer, data):
    return answer == "c"


@first_pair.slip(
    fails="It moves the estimate far, with one shared case. The AIC asks for fit, not for a large "
    "change.",
    hint="Look for the lowest number in the last column.",
)
def largest_change(answer, data):
    return answer == "d"


@first_pair.check(
    points=100,
    passes="Yes. Two police lists share far more cases than chance would give, and the AIC falls "
    "most. A colleague would have told you the same.",
    fails="Another pair lowers the AIC more.",
    hint="Look for the lowest number in the last column.",
)
def lowest_aic(answer, data):
    aic = _aic(data)
    return Seen(aic[answer] == min(aic.values()), "the AIC of four models")


leave = Exercise(
    "associations-leave",
    "Will the estimate go up or down without the associations' list?",
    Choice(
        {
            "a": "Down: fewer cases are known",
            "b": "Up: fewer cases overlap",
            "c": "Cannot tell from that alone: it depends on the model",
            "d": "It stays: the other lists hold enough",
        }
    ),
)


@leave.slip(
    fails="Fewer cases are known; that is true. The estimate follows the overlaps, not the number "
    "of cases. With pairs allowed it rises.",
    hint="Choose NG in the control and compare both bars with those for none.",
)
def down(answer, data):
    return answer == "a"


@leave.slip(
    fails="One of the two models does go up. The other goes down a little. One sentence in front "
    "of a camera would be wrong either way.",
    hint="Look at both bars, not at one.",
)
def up(answer, data):
    return answer == "b"


@leave.slip(
    fails="Neither bar stays where it was. And the people who met only the associations would be "
    "in no list at all.",
    hint="Choose NG in the control and compare both bars with those for none.",
)
def stays(answer, data):
    return answer == "d"


@leave.check(
    points=100,
    passes="Yes. One model falls a little, the other rises by thousands. What is sure: the people "
    "who turn to associations alone are then seen by nobody who counts.",
    fails="Not this. Compare both bars with and without NG.",
    hint="Do both bars move the same way?",
)
def depends_on_the_model(answer, data):
    before, after = _models(data, "UK"), _models(data, "UK without NG")
    plain = after[0].total - before[0].total
    better = after[1].total - before[1].total
    return Seen((answer == "c") == (plain * better < 0), "two models, with and without NG")


times = Exercise(
    "how-many-times", "By what factor do the two models differ?", Number("times", "0.06")
)


def _totals(data):
    return tuple(model.total for model in _models(data, "NO"))


@times.slip(
    fails="That is the difference in people. A factor says how many times the larger holds the "
    "smaller.",
    hint="Divide the larger by the smaller.",
)
def difference(answer, data):
    small, large = _totals(data)
    return abs(answer - round(large - small)) <= 1


@times.slip(
    fails="You divided the smaller by the larger. Turn the fraction round.",
    hint="Divide the larger by the smaller.",
)
def upside_down(answer, data):
    small, large = _totals(data)
    return abs(float(answer) - small / large) < 0.06


@times.slip(
    fails="You divided by the known cases. The question compares two models of the same lists.",
    hint="Take the last two columns of the row.",
)
def against_known(answer, data):
    seen = sum(data.NO.values())
    return any(abs(float(answer) - total / seen) < 0.06 for total in _totals(data))


@times.slip(
    fails="That is the row of the Netherlands.",
    hint="Take the second row.",
)
def other_row(answer, data):
    plain, better = _models(data, "NL")
    return abs(float(answer) - better.total / plain.total) < 0.06


@times.check(
    points=100,
    passes="Yes, more than three times, from the same 185 cases. A range that wide is the finding.",
    fails="{answer} is not it. Divide the larger total by the smaller.",
    hint="Last column by the one before it.",
)
def larger_by_smaller(answer, data):
    small, large = _totals(data)
    return Seen(abs(float(answer) - large / small) <= 0.06, "two models of eight lists")


release = Exercise(
    "at-four-o-clock",
    "What goes into the release?",
    Choices(
        {
            "a": "A range, and never one figure alone",
            "b": "The highest total, because the problem deserves attention",
            "c": "Which lists, which years, which kind of model",
            "d": "The share of people the police have 'missed'",
            "e": "At least three assumptions, and what breaks them",
        }
    ),
)


@release.slip(
    fails="The wish to be heard is honest. A figure chosen for its size will be taken apart, and "
    "the next one will not be believed.",
    hint="What would you say if another unit printed the lowest?",
)
def alarm(answer, data):
    return "b" in answer


@release.slip(
    fails="The model gives a remainder; it does not say who should have met whom. 'Missed' makes a "
    "verdict of an assumption.",
    hint="What does the model know about police work?",
)
def verdict(answer, data):
    return "d" in answer


@release.slip(
    fails="A figure without its lists and its model cannot be checked by anybody. Then it travels, "
    "and its doubts stay at home.",
    hint="What would a reader need to work it out again?",
)
def no_origin(answer, data):
    return "c" not in answer


@release.check(
    points=60,
    passes="Range, origin and assumptions: a reader can check it.",
    fails="Something a reader needs is missing.",
    hint="Three of the five belong in it.",
)
def what_a_reader_needs(answer, data):
    return {"a", "c", "e"} <= set(answer)


@release.check(
    points=40,
    passes="And nothing that makes more of it than it is.",
    fails="Something in it makes more of the number than it is.",
    hint="Two of the five do not belong in it.",
)
def nothing_more(answer, data):
    return not set(answer) & {"b", "d"}


names = Exercise(
    "ask-for-names",
    "What do you answer the analyst?",
    Choice(
        {
            "a": "Yes, if the copy is destroyed afterwards",
            "b": "No names: each house codes its own, the statistics office matches codes",
            "c": "Yes, but only the names of those in the shelter now",
            "d": "No, and we leave the estimate altogether",
        }
    ),
)


@names.slip(
    fails="Destroying a copy does not undo that it was read. Some of these people came to you "
    "because nobody else would know.",
    hint="What can a reader not destroy?",
)
def read_once(answer, data):
    return answer == "a"


@names.slip(
    fails="Fewer names are still names, and these people are the easiest to find. Nobody has "
    "consented.",
    hint="Who could be found with such a list?",
)
def fewer_names(answer, data):
    return answer == "c"


@names.slip(
    fails="It protects, and it has a price: the people who meet only you vanish from the count. "
    "There is a way that keeps both.",
    hint="Is there a way to match without names?",
)
def leaves_altogether(answer, data):
    return answer == "d"


@names.check(
    points=100,
    passes="Yes. Coded rows under a written rule: what is kept, how long, who may ask. A doubtful "
    "match stays doubtful, and the range says so.",
    fails="There is an answer that protects the people and keeps the count.",
    hint="Can a match be made without a name?",
)
def coded_rows(answer, data):
    return Seen(answer == "b", "no consent, and a use for statistics alone")


to_the_minister = Sentence(
    "to-the-minister",
    "One or two sentences for the minister",
    "From six coded lists of 2013 with 2 744 known cases, plain models put the number of people in "
    "such situations at very roughly 11 000 to 13 000; the range rests on few overlaps, assumes "
    "that nobody was matched wrongly and that the lists miss nobody by their nature, and one list "
    "more or less would move it by thousands.",
)
