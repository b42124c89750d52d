"""What the answers of this lab are held to. Standard library and `training.labs` only."""

from __future__ import annotations

from training.labs import Choice, Choices, Exercise, Number, Seen, Sentence
from training.labs.loglinear import chapman


def _total(data, name="PF-GO", more=0):
    first, second, both = data.pair(name)
    return round(chapman(first, second, both + more))


def _known(data, name="PF-GO"):
    first, second, both = data.pair(name)
    return first + second - both


def _near(answer, wanted):
    return abs(answer - round(wanted)) <= 1


spellings = Exercise(
    "two-spellings",
    "What happens to the estimate?",
    Choice(
        {
            "a": "It becomes too small",
            "b": "It becomes too large",
            "c": "It stays right, but less certain",
            "d": "It stays as it is",
        }
    ),
)


@spellings.slip(
    fails="Fewer matches sound like fewer people. The formula reads it the other way: if few "
    "come back, there must be many whom nobody has met.",
    hint="Move the first control to 30 and compare with the truth.",
)
def smaller(answer, data):
    return answer == "a"


@spellings.slip(
    fails="It does become less certain. It also moves, always to the same side, and a wide range "
    "round a wrong middle is no help.",
    hint="Watch the third bar while you move the control.",
)
def only_wider(answer, data):
    return answer == "c"


@spellings.slip(
    fails="The two lists are as long as before, that is true. What changed is the number on "
    "both, and the formula divides by it.",
    hint="Which of the three numbers stands below the line?",
)
def unchanged(answer, data):
    return answer == "d"


@spellings.check(
    points=100,
    passes="Yes, too large. A hidden match turns one person into two strangers, and each stranger "
    "stands for many more.",
    fails="Not this. Move the first control and watch the third bar.",
    hint="At 30, is the third bar longer or shorter than the first?",
)
def too_large(answer, data):
    return Seen(answer == "b", "the town, with a third of the matches missed")


seasons = Exercise(
    "june-and-november",
    "Which sentence fits the estimate from these two lists?",
    Choice(
        {
            "a": "It is the number of people in June",
            "b": "It is the number of people in November",
            "c": "It is too small for both months",
            "d": "It is no number for any day; the group was not closed",
        }
    ),
)


@seasons.slip(
    fails="It would be, if the same people had been there both times. Half of those on the June "
    "list could not be met again, and the formula takes them for people nobody met.",
    hint="Move the second control to 50. Is the third bar near the truth?",
)
def one_day(answer, data):
    return answer in "ab"


@seasons.slip(
    fails="Fewer people are met twice, so the formula believes in more strangers, not in fewer. "
    "It comes out too large.",
    hint="Move the second control to 50 and read the title.",
)
def too_small(answer, data):
    return answer == "c"


@seasons.check(
    points=100,
    passes="Yes. In a valley with seasons two lists need the same weeks, or the number describes "
    "nobody. That can be said at the meeting, and it helps more than a figure.",
    fails="Not this. Move the second control and compare with the truth.",
    hint="Who could have been met in both months?",
)
def no_day(answer, data):
    return Seen(answer == "d", "the town, with half of the people gone between the lists")


in_all = Exercise("in-all", "How many cases does the formula give in all?", Number("cases", "1"))


@in_all.slip(
    fails="That is first times second by both, with nothing added. It is the older formula, and "
    "close here. With small overlaps it overshoots, so this lab adds the ones.",
    hint="Add 1 to each of the three numbers, and take 1 off at the end.",
)
def plain_formula(answer, data):
    first, second, both = data.pair("PF-GO")
    return _near(answer, first * second / both)


@in_all.slip(
    fails="You added the two lists. That counts the shared cases twice, and nobody who is on "
    "neither list.",
    hint="Multiply the lists; divide by what they share.",
)
def sum_of_lists(answer, data):
    first, second, _ = data.pair("PF-GO")
    return answer == first + second


@in_all.slip(
    fails="That is how many are on some list. The question is about everybody, those on neither "
    "list too.",
    hint="Multiply the lists; divide by what they share.",
)
def known(answer, data):
    return answer == _known(data)


@in_all.slip(
    fails="That is the pair of the worked example. Take police forces and government.",
    hint="1 102, 807 and 75.",
)
def worked_example(answer, data):
    return _near(answer, _total(data, "LA-NG"))


@in_all.check(
    points=100,
    passes="Yes. It looks exact, and it hangs on 75 cases.",
    fails="{answer} is not it. Follow the three steps of the worked example.",
    hint="1 103 × 808, divided by 76, less 1.",
)
def by_the_formula(answer, data):
    return Seen(_near(answer, _total(data)), "1 102 and 807 cases, 75 on both")


neither = Exercise("on-neither", "How many are on neither list?", Number("cases", "1"))


@neither.slip(
    fails="That is everybody. Those on some list are in it already; take them off.",
    hint="1 102 + 807 − 75 are on some list.",
)
def whole(answer, data):
    return _near(answer, _total(data))


@neither.slip(
    fails="You took both lists off whole. The 75 shared cases went off twice, as they did in the "
    "unit.",
    hint="On some list: 1 102 + 807 − 75.",
)
def twice_off(answer, data):
    first, second, _ = data.pair("PF-GO")
    return _near(answer, _total(data) - first - second)


@neither.slip(
    fails="Those are the cases on some list. The question is about the others.",
    hint="In all, less these.",
)
def on_some(answer, data):
    return answer == _known(data)


@neither.slip(
    fails="That is the pair of the worked example. Take police forces and government.",
    hint="In all, less 1 834.",
)
def other_pair(answer, data):
    return _near(answer, _total(data, "LA-NG") - _known(data, "LA-NG"))


@neither.check(
    points=100,
    passes="Yes. Five in six people of this estimate were met by neither: that part is the "
    "formula's, not the lists'.",
    fails="{answer} is not it. Take those on some list off the total.",
    hint="11 726 − 1 834.",
)
def total_less_known(answer, data):
    return Seen(_near(answer, _total(data) - _known(data)), "the total, less those on some list")


thirty = Exercise(
    "thirty-times",
    "Why are the two estimates thirty times apart?",
    Choice(
        {
            "a": "One of the overlaps was counted wrongly",
            "b": "The two pairs counted in different years or different countries",
            "c": "Each pair depends in its own way, and few shared cases decide",
            "d": "The truth is the average of the two",
        }
    ),
)


@thirty.slip(
    fails="It may have been, and one wrong match would matter much. But the pairs part even when "
    "every match is right.",
    hint="Who sends people to whom in each pair?",
)
def counting(answer, data):
    return answer == "a"


@thirty.slip(
    fails="All lists are of the same country and year. What differs is who comes to whom.",
    hint="Read the heading above the control.",
)
def other_groups(answer, data):
    return answer == "b"


@thirty.slip(
    fails="An average of a figure that is too small and one that hangs on a single case is only "
    "a third doubtful figure.",
    hint="What would the average rest on?",
)
def average(answer, data):
    return answer == "d"


@thirty.check(
    points=100,
    passes="Yes. Lists that feed each other overlap much and give too little. Lists that serve "
    "people who avoid each other hardly overlap and give too much. Two lists cannot tell which.",
    fails="Not this. Look at the number of shared cases, and think of who sends people to whom.",
    hint="18 shared cases in one pair, one in the other.",
)
def dependence(answer, data):
    return Seen(answer == "c", "18 shared cases against one")


more = Exercise("one-more-match", "What is the estimate now?", Number("cases", "1"))


@more.slip(
    fails="That is the estimate with one shared case. Now there are two.",
    hint="Divide by 2 + 1.",
)
def as_before(answer, data):
    return answer == _total(data, "NG-GP")


@more.slip(
    fails="Twice the overlap, half the estimate: nearly. The formula adds one to the overlap, so "
    "it goes from 2 to 3 below the line.",
    hint="Divide by 2 + 1.",
)
def half(answer, data):
    return _near(answer, _total(data, "NG-GP") / 2)


@more.slip(
    fails="You left out the ones. With so small an overlap they change the result by a third.",
    hint="568 × 337, divided by 3, less 1.",
)
def nothing_added(answer, data):
    first, second, both = data.pair("NG-GP")
    return _near(answer, first * second / (both + 1))


@more.slip(
    fails="You took one off the estimate. A match does not take one person away; it changes what "
    "all the others stand for.",
    hint="Put 2 in place of 1 into the formula.",
)
def one_off(answer, data):
    return answer == _total(data, "NG-GP") - 1


@more.check(
    points=100,
    passes="Yes. One card, found again, takes a third of the estimate away. Say so before anybody "
    "prints it.",
    fails="{answer} is not it. Put 2 in place of 1 into the formula.",
    hint="568 × 337, divided by 3, less 1.",
)
def three_below(answer, data):
    return Seen(_near(answer, _total(data, "NG-GP", 1)), "567 and 336 cases, two on both")


overlap = Exercise(
    "the-small-overlap",
    "What do you say?",
    Choice(
        {
            "a": "Agreed: such a list only makes the number larger",
            "b": "Keep it, and say why its overlap is small and which way that pushes",
            "c": "Keep it, and leave the police list out instead",
            "d": "Put shelter and association cards into one list, so that nobody sees it",
        }
    ),
)


@overlap.slip(
    fails="The number would look calmer. But the people who turn only to associations would then "
    "be counted by nobody, and the calm would be bought with them.",
    hint="Who is on that list and on no other?",
)
def leave_out(answer, data):
    return answer == "a"


@overlap.slip(
    fails="Then the largest list is missing, and with it most of what is known. The dependence "
    "does not vanish when it is not looked at.",
    hint="What can be said aloud in place of being hidden?",
)
def other_list_out(answer, data):
    return answer == "c"


@overlap.slip(
    fails="One list shows no overlap at all, so nothing can be estimated from it. And cards that "
    "were given to one house would lie in another without consent.",
    hint="What can be said aloud in place of being hidden?",
)
def merge(answer, data):
    return answer == "d"


@overlap.check(
    points=100,
    passes="Yes. People who avoid the police make the overlap small and the estimate too large. "
    "That sentence belongs beside the number, and the list stays coded in its house.",
    fails="There is an answer that hides neither the people nor the doubt.",
    hint="Which way does avoidance push the estimate?",
)
def keep_and_say(answer, data):
    return Seen(answer == "b", "a list of people who avoid the other list")


rests = Exercise(
    "what-it-rests-on",
    "What does an estimate from two lists rest on?",
    Choices(
        {
            "a": "Nobody joins or leaves between the lists",
            "b": "Both lists are about the same length",
            "c": "Every match is right, and none is missed",
            "d": "Everybody listed is a proven victim",
            "e": "Being on one list does not change the chance of the other",
        }
    ),
)


@rests.slip(
    fails="Length does not matter; the formula works with 94 and 567. Choose what breaks it.",
    hint="Which of the five did the controls break?",
)
def one_length(answer, data):
    return "b" in answer


@rests.slip(
    fails="The formula counts whoever is listed, proven or not. That limits what the number "
    "means; it does not break the sum.",
    hint="Which of the five did the controls break?",
)
def proven(answer, data):
    return "d" in answer


@rests.check(
    points=100,
    passes="Yes: a closed group, right matches, independent lists. A fourth comes with them: "
    "everybody has a like chance of being listed.",
    fails="Something it rests on is missing.",
    hint="Three of the five belong.",
)
def the_three(answer, data):
    return Seen(set(answer) == {"a", "c", "e"}, "the two controls, and the pairs")


to_the_meeting = Sentence(
    "to-the-meeting",
    "One or two sentences for the meeting at two",
    "Our lists share 75 of 1 834 known cases; by themselves they suggest many people whom neither "
    "of us has met, very roughly ten thousand, if nobody moved on, no match was missed and neither "
    "list feeds the other. We cannot test the last, so we ask for a third coded list before "
    "anybody prints a number.",
)
