"""What the answers of this lab are held to. Standard library and `training.labs` only."""

from __future__ import annotations

from decimal import Decimal

from training.labs import Amounts, Choice, Choices, Exercise, Seen, Sentence


def _chose(exercise, option, name, *, fails, hint):
    """Give an exercise the slip `name`: its message for everybody who chose `option`."""

    def judge(answer, data):
        return option in answer

    judge.__name__ = name
    exercise.slip(fails=fails, hint=hint)(judge)


def _close(answer, wanted, far="0.051"):
    return abs(answer - Decimal(wanted)) <= Decimal(far)


two_ways = Exercise(
    "two-ways",
    "What share of both districts has paid work?",
    Amounts(
        {"once": "Each answer counted once", "weighted": "Each answer for its people"},
        "%",
        within="0.05",
    ),
)
# 45 + 48 + 198 of 600; 45 × 200 + 48 × 450 + 198 × 700 of 300 000.
_ONCE, _WEIGHTED = Decimal("48.5"), Decimal("56.4")


@two_ways.slip(
    fails="The two shares have changed places. Counting once needs no weights: all who said yes, "
    "out of 600. The weights raise the share, because in Kessumar more people have paid work.",
    hint="Which of your two numbers did you make without weights?",
)
def swapped(answer, data):
    return _close(answer["once"], _WEIGHTED) and _close(answer["weighted"], _ONCE)


@two_ways.slip(
    fails="You gave each district its size, and that is most of the way. But inside Dommarek the "
    "young answered too often as well. Use three weights, 200, 450 and 700, not two.",
    hint="45 × 200, then 48 × 450, then 198 × 700.",
)
def districts_only(answer, data):
    return _close(answer["weighted"], "55.5")


@two_ways.slip(
    fails="That is the average of three percentages, 25, 40 and 66. It lets each group speak "
    "equally loudly, as Wallomir did at first. Turn answers into people, then add.",
    hint="How many people are 198 answers at 700 each?",
)
def average_of_shares(answer, data):
    return _close(answer["weighted"], "43.7")


@two_ways.slip(
    fails="These look like numbers of answers or of people. A share was asked: divide by 600 "
    "answers, or by 300 000 people, and multiply by 100.",
    hint="Both answers lie between 0 and 100.",
)
def not_a_share(answer, data):
    return max(answer.values()) > 100


@two_ways.check(
    points=40,
    passes="Counted once: fewer than half.",
    fails="The first share is not it. Add the three numbers of yes and divide by 600.",
    hint="45 + 48 + 198, divided by 600.",
)
def counted_once(answer, data):
    return Seen(_close(answer["once"], _ONCE), "yes from three groups, out of 600 answers")


@two_ways.check(
    points=60,
    passes="Counted for their people: more than half. The same answers, and another headline.",
    fails="The second share is not it. Multiply each group's yes by its weight, add the three, "
    "divide by 300 000.",
    hint="45 × 200 + 48 × 450 + 198 × 700.",
)
def for_their_people(answer, data):
    holds = _close(answer["weighted"], _WEIGHTED)
    return Seen(holds, "yes times weight in three groups, out of 300 000 people")


why_apart = Exercise(
    "why-apart",
    "Why does counting each answer once mislead?",
    Choice(
        {
            "a": "Six hundred answers are too few for two districts",
            "b": "Groups that were asked more often speak too loudly",
            "c": "Young people were less honest about their work",
            "d": "The two shares differ by chance, so either will do",
        }
    ),
)
_chose(
    why_apart,
    "a",
    "too_few",
    fails="More answers would make the survey surer. But six thousand, asked in the same uneven "
    "way, would give the same wrong share. What misleads is who was asked how often.",
    hint="Would the first share move if ten times as many were asked in the same way?",
)
_chose(
    why_apart,
    "c",
    "dishonest",
    fails="Nothing in the table speaks of honesty, and it is a heavy thing to say of 180 people. "
    "Their answers may be exact; there are simply too many of them for their number.",
    hint="Compare answers and people in the table of weights.",
)
_chose(
    why_apart,
    "d",
    "chance",
    fails="Both come from the same six hundred answers, so chance cannot part them. Counted "
    "once, the young of Dommarek speak two and a half times as loudly as their number. The "
    "weights take that back.",
    hint="How many people does one answer in Kessumar stand for?",
)


@why_apart.check(
    points=100,
    passes="Yes. The young of Dommarek are 12 in 100 people and 30 in 100 answers. Few of them "
    "have paid work, so the raw share comes out too low. Kessumar, where most have work, is 70 in "
    "100 people and half of the answers. Weights give each group its size.",
    fails="Not this. Look at the table of weights once more.",
    hint="Which group has many answers for its number?",
)
def uneven_voices(answer, data):
    return Seen(answer == "b", "180 of 600 answers for 36 000 of 300 000 people")


no_work = Exercise(
    "most-have-no-work",
    "What do the answers say to: most have no work?",
    Choice(
        {
            "a": "They support it: most of the six hundred answers say no work",
            "b": "Cannot tell yet: one half lies within the margin",
            "c": "They speak against it: more than half have work, margin included",
            "d": "They speak against it, so work is not their reason",
        }
    ),
)
_chose(
    no_work,
    "a",
    "raw_headline",
    fails="Counted once, that is so: 51.5 % of the answers say no. But the young of Dommarek "
    "answered too often for their number. The claim is about people, so count for people.",
    hint="On which side of one half does your weighted share lie?",
)
_chose(
    no_work,
    "b",
    "margin_too_wide",
    fails="You asked for the margin, and that is the right question. Take 4.4 points off your "
    "weighted share. You still stand above one half, so here you can tell.",
    hint="Weighted share less 4.4.",
)
_chose(
    no_work,
    "d",
    "work_no_reason",
    fails="The first half holds. The second does not follow: two thirds name work as a reason, "
    "and many of them have some. Pay, hours and debt drive people too. Say only what was asked.",
    hint="Set the first control to work.",
)


@no_work.check(
    points=100,
    passes="Yes. The lower end of the range is about 52 %. A job fair only for people without "
    "work would miss the larger half.",
    fails="Not this. Take your weighted share and the margin together.",
    hint="Weighted share less the margin: above or below one half?",
)
def against_it(answer, data):
    return Seen(answer == "c", "the weighted share of paid work, less 4.4 points")


more_often = Exercise(
    "more-often",
    "What do the answers say to: people without work think of it more often?",
    Choice(
        {
            "a": "They speak against it: most who think of leaving have work",
            "b": "They support it: two thirds name work as a reason",
            "c": "They speak against it in Kessumar only, where 66 % have work",
            "d": "Cannot tell yet: nobody was asked who does not think of leaving",
        }
    ),
)
_chose(
    more_often,
    "a",
    "same_claim",
    fails="It sounds like claim one, and that one you settled. This one compares two groups of "
    "the whole district. If most people there have work, most who think of leaving will have it "
    "too, whatever moves them.",
    hint="How many people with work do not think of leaving? Who would know?",
)
_chose(
    more_often,
    "b",
    "reason_is_no_rate",
    fails="Work is named often, that is true. People with a job name it too, for its pay or its "
    "hours. To compare rates you need people who do not think of leaving, and none were asked.",
    hint="Who is missing from the six hundred?",
)
_chose(
    more_often,
    "c",
    "one_district",
    fails="You looked at one district by itself, which often helps. Here it does not: in "
    "Kessumar, too, only people who think of leaving were asked. There is nobody to compare them "
    "with.",
    hint="Who is missing from the six hundred?",
)


@more_often.check(
    points=100,
    passes="Yes. The six hundred all think of leaving. How many with and without work do not, "
    "this table cannot know. Ask for a survey of both, or leave the sentence out.",
    fails="Not this. Ask yourself who is not in the table.",
    hint="A comparison needs both sides.",
)
def nobody_to_compare(answer, data):
    return Seen(answer == "d", "who was asked, and who was not")


def _fee(data):
    """Return how many in Kessumar said yes, and how many kept silent."""
    return sum(data.FEE["Kessumar"].values()), data.SILENT["Kessumar"]


fee_share = Exercise(
    "rather-not-say",
    "Between which two shares does the truth lie?",
    Amounts({"lowest": "Lowest share", "highest": "Highest share"}, "%", within="0.05"),
)


@fee_share.slip(
    fails="The lowest and the highest share have changed places. If no silent person paid, the "
    "share is smallest.",
    hint="Which number is the larger one?",
)
def upside_down(answer, data):
    return answer["lowest"] > answer["highest"]


@fee_share.slip(
    fails="You left the silent out: 36 of 255. It is what offices often do, and it assumes that "
    "the silent are like the others. With a delicate question nobody knows that. Keep all 300 "
    "below the line.",
    hint="Divide by everybody who heard the question.",
)
def silent_left_out(answer, data):
    return any(_close(share, "14.1", "0.1") for share in answer.values())


@fee_share.slip(
    fails="Those are people. The question asks for shares of the 300: divide, and multiply by 100.",
    hint="36 of 300, and then?",
)
def people_not_shares(answer, data):
    return answer["lowest"] == 36


@fee_share.slip(
    fails="15 % is the share of the silent alone. The highest share has both in it: those who "
    "said yes, and all who kept silent.",
    hint="36 + 45 of 300.",
)
def silent_alone(answer, data):
    return answer["highest"] == 15


@fee_share.check(
    points=50,
    passes="The lowest share: nobody who kept silent has paid.",
    fails="Begin with the lowest share: suppose that nobody who kept silent has paid. Then only "
    "those who said yes count, out of all 300.",
    hint="36 of 300.",
)
def lowest(answer, data):
    yes, _ = _fee(data)
    return Seen(answer["lowest"] * 3 == yes, "those who said yes, out of 300")


@fee_share.check(
    points=50,
    passes="And the highest: all of them have. More answers of the same kind would not close "
    "this gap. Trust would, or a better way to ask.",
    fails="The highest share counts those who said yes and all who kept silent, out of 300.",
    hint="36 + 45 of 300.",
)
def highest(answer, data):
    return Seen(answer["highest"] * 3 == sum(_fee(data)), "yes and silent together, out of 300")


two_actions = Exercise(
    "two-actions",
    "Which two actions do the answers support?",
    Choices(
        {
            "a": "A job fair only for people without paid work",
            "b": "Contract checks in the evening, in Kessumar",
            "c": "Home visits to people under 30 in Dommarek",
            "d": "New wells in Kessumar, since drought drives both districts",
            "e": "Ten minutes at both markets: how to look up an agency",
            "f": "A campaign against fees, because fees have risen",
        }
    ),
)
_chose(
    two_actions,
    "a",
    "claim_one_again",
    fails="It would help some people. It rests on claim one, though, and the answers speak "
    "against that: more than half have paid work. They would stand outside the door.",
    hint="Think of your weighted share.",
)
_chose(
    two_actions,
    "c",
    "people_not_places",
    fails="Young people in Dommarek may well need more. A visit at home picks people out by "
    "district and age, and their answers would be the reason. Offer a place where they can come.",
    hint="Does it change an offer, or look at people?",
)
_chose(
    two_actions,
    "d",
    "one_share_for_both",
    fails="A third of both districts names climate, so the sentence sounds right. In Dommarek it "
    "is 60 %, in Kessumar 20 %. An action happens in a place, so read the place.",
    hint="Set the control to each district and read climate.",
)
_chose(
    two_actions,
    "f",
    "no_trend",
    fails="Fees are a real worry, and people told you so. But 'risen' needs two surveys, and "
    "this is one. A talk on fees may be worth it; this reason for it cannot be given.",
    hint="What was the share a year ago?",
)


@two_actions.check(
    points=30,
    passes="Evenings in Kessumar: two thirds there have paid work, so mornings do not suit them.",
    fails="One more action is carried by a number. It follows from how many in Kessumar have "
    "paid work, and from the hours they keep.",
    hint="When are people with paid work free?",
)
def evenings(answer, data):
    return "b" in answer


@two_actions.check(
    points=30,
    passes="The register at both markets: seven in ten have not heard of it, in either district.",
    fails="One more action is carried by a number. It follows from how few know the register of "
    "agencies, in both districts alike.",
    hint="Compare the register in both districts.",
)
def register(answer, data):
    return "e" in answer


@two_actions.check(
    points=40,
    passes="And nothing that the table does not carry.",
    fails="One of your actions rests on something the answers do not say.",
    hint="For each action, name the number it rests on.",
)
def nothing_more(answer, data):
    return not set(answer) & set("acdf")


at_your_desk = Exercise(
    "woman-at-your-desk",
    "What follows for the woman at your desk?",
    Choice(
        {
            "a": "A closer look: with 60 % the drought is the likelier reason",
            "b": "A note, 'drought district', in her file, for background",
            "c": "Nothing: check her contract as you check every contract",
            "d": "Cannot tell yet: ask for her reason before you look at the contract",
        }
    ),
)
_chose(
    at_your_desk,
    "a",
    "likelier_reason",
    fails="Sixty in a hundred sounds like a good bet. It is a share of answers, not a fact about "
    "her, and 40 in 100 would be taken wrongly. Drought is also no fault of a contract. Read the "
    "paper before you.",
    hint="What did you learn about her contract?",
)
_chose(
    at_your_desk,
    "b",
    "note_for_background",
    fails="A note feels harmless, because you decide nothing. The next reader will think "
    "somebody saw something. The survey knows districts; put nothing from it into a person's "
    "file.",
    hint="What would the next colleague take from these two words?",
)
_chose(
    at_your_desk,
    "d",
    "reason_first",
    fails="Asking her is better than guessing. But her reason does not decide the stamp, and "
    "everyone is free to leave a country. Here nothing is open: check the contract, and offer "
    "advice if she wants it.",
    hint="Does a stamp depend on why somebody goes?",
)


@at_your_desk.check(
    points=100,
    passes="Yes. The 60 % belong to a district. They helped to place a counter; before her they "
    "are silent. She gets the check and the leaflet that everybody gets.",
    fails="Not this. What does the share know about her?",
    hint="A share is about a group.",
)
def nothing_follows(answer, data):
    return Seen(answer == "c", "one person, one contract, one share of a district")


gate = Exercise(
    "the-gate",
    "Which wishes may pass?",
    Choices(
        {
            "a": "How many training places the drought desk in Dommarek orders",
            "b": "A column 'district risk' in the file of each traveller",
            "c": "Which topic the talk at each market begins with",
            "d": "Whom to ask extra questions at the bus station",
            "e": "To doubt a man from Dommarek who speaks of danger: only 8 % name safety",
            "f": "How many evenings the contract desk is open",
        }
    ),
)
_chose(
    gate,
    "b",
    "risk_column",
    fails="A column looks tidy, and it decides nothing by itself. But it gives every traveller "
    "the share of their neighbours. In Dommarek even the best bet is wrong for 40 in 100. No file "
    "carries it.",
    hint="Does it change an offer, or how we look at a person?",
)
_chose(
    gate,
    "d",
    "whom_to_stop",
    fails="You want to use scarce time well. A share gives no ground to ask anybody anything; "
    "where somebody comes from is not an indicator. Put the leaflet at the bus station, for all.",
    hint="Does it change an offer, or how we look at a person?",
)
_chose(
    gate,
    "e",
    "doubt_the_eight",
    fails="Few name safety, so his account seems unlikely. But 8 % of 90 000 are 7 200 people, "
    "and he may be one of them. What he says is weighed by his facts, not by his neighbours' "
    "answers.",
    hint="How many people are 8 % of 90 000?",
)


@gate.check(
    points=20,
    passes="Training places are an offer.",
    fails="You were careful, and one wish too many stayed outside. The one about places in "
    "Dommarek changes only an offer; nobody is looked at. It may pass.",
    hint="What would people there get?",
)
def places(answer, data):
    return "a" in answer


@gate.check(
    points=20,
    passes="So is the topic of a talk.",
    fails="You were careful, and one wish too many stayed outside. The one about the markets "
    "changes only what is told to everybody. It may pass.",
    hint="Who hears a talk at the market?",
)
def topics(answer, data):
    return "c" in answer


@gate.check(
    points=20,
    passes="So are opening hours.",
    fails="You were careful, and one wish too many stayed outside. The one about a desk changes "
    "only when it is open, for whoever comes. It may pass.",
    hint="Whom could an open evening harm?",
)
def evenings_open(answer, data):
    return "f" in answer


@gate.check(
    points=40,
    passes="The other three look at persons through their neighbours. They stay outside.",
    fails="One of these wishes uses answers against a person.",
    hint="Ask of each: an offer, or a look at somebody?",
)
def no_person(answer, data):
    return not set(answer) & set("bde")


which_plan = Exercise(
    "which-plan",
    "Which plan fits what people who came home said?",
    Choice(
        {
            "a": "Plan A",
            "b": "Plan B",
            "c": "Plan C",
            "d": "None: answers of a group can never decide what is offered",
        }
    ),
)
_chose(
    which_plan,
    "a",
    "money_only",
    fails="No steady work is named by many, and income is easy to count. But every line here is "
    "economic, and none looks at the debt that eats the income. Nobody is less alone after it.",
    hint="Which bars does plan A leave untouched?",
)
_chose(
    which_plan,
    "c",
    "talk_only",
    fails="You saw the bar that plans often forget, being alone, and plan C leaves no bar out. "
    "But debt and work wait for a year. A group in the evening holds badly while a lender is at "
    "the door.",
    hint="When does plan C turn to debt, and when to work?",
)
_chose(
    which_plan,
    "d",
    "gate_too_narrow",
    fails="You kept the gate in mind, and for one person you are right. An order of places and "
    "courses is about a group, and a share may shape it. What each person takes is then their own "
    "choice.",
    hint="Does a package change an offer, or how we look at a person?",
)


@which_plan.check(
    points=100,
    passes="Yes. Debt and company from the start, then work, school and clinic: economic, social "
    "and psychosocial, with something to see at 3, 6 and 12 months. Ask those who use it whether "
    "it fits.",
    fails="Not this. Hold each plan against the four bars.",
    hint="Which plan leaves no bar out, and lets none of the long ones wait a year?",
)
def all_three_legs(answer, data):
    return Seen(answer == "b", "four bars, three dimensions, three dates")


first_line = Exercise(
    "his-first-line",
    "What goes on line one?",
    Choice(
        {
            "a": "Debt, since it is named more often than anything else",
            "b": "Debt, with his sentence under 'remarks'",
            "c": "Being alone, since that is what his sentence means",
            "d": "His sentence, and later a question about debt",
        }
    ),
)
_chose(
    first_line,
    "a",
    "share_for_a_man",
    fails="It saves time, and for many it would be right. You do not know that he owes anything. "
    "The share chose what is on offer; his plan begins with what he wants.",
    hint="Who said 'debt' in this room?",
)
_chose(
    first_line,
    "b",
    "under_remarks",
    fails="You kept his words, and that is something. Under 'remarks' nobody acts on them, and "
    "line one still belongs to the survey. Turn it round.",
    hint="Which line will somebody work on first?",
)
_chose(
    first_line,
    "c",
    "translated",
    fails="You heard more than a form. But 'alone' is a word of the survey, and he spoke of a "
    "house and a daughter. It may be about rent or a court. Write what he said, and ask.",
    hint="Did he use that word?",
)


@first_line.check(
    points=100,
    passes="Yes. It is specific and it is his. Ask about debt all the same, as you ask "
    "everybody: it may stand between him and that house. Then give the line a date and a name.",
    fails="Not this. Whose plan is it?",
    hint="He has just told you.",
)
def his_own_words(answer, data):
    return Seen(answer == "d", "what he said, and what the form said")


to_the_district_office = Sentence(
    "to-the-district-office",
    "One sentence to the district office",
    "You may use these shares, with their margins and without small groups, to decide which "
    "services to offer in Dommarek, when and where; please do not use them to choose, question or "
    "judge any person, because a share of a district says nothing about the one before you.",
)
