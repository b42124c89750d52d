"""What the answers of this lab are held to. Standard library and `training.labs` only."""

from __future__ import annotations

from decimal import Decimal

from training.labs import Amounts, Choice, Choices, Exercise, Number, Seen, Sentence


def _chose(exercise, option, name, *, fails, hint):
    """Give an exercise the slip `name`: its message for everybody who chose `option`."""

    def judge(answer, data):
        return option in answer

    judge.__name__ = name
    exercise.slip(fails=fails, hint=hint)(judge)


def _near(answer, *numbers):
    return any(abs(answer - Decimal(str(number))) <= Decimal("0.05") for number in numbers)


per_ten = Exercise(
    "places-per-ten",
    "Places for every ten men who asked",
    Number("places", "0.05"),
)


@per_ten.slip(
    fails="You counted the City hostels or the Hall. They do take men, and stand in the same "
    "directory. The hostels take nationals and the Hall asylum applicants, so these 24 men have "
    "Ropewalk Flat alone.",
    hint="How many places does the flat have?",
)
def other_mens_beds(answer, data):
    return _near(answer, 27.5, 75, 77.5, 17.4, 48.9)


@per_ten.slip(
    fails="You divided by all 38 open files. That is a fair number too, but fourteen of these "
    "men have a place of their own and did not ask. The question says: every ten who asked.",
    hint="Which number did you put below the line?",
)
def all_files(answer, data):
    return _near(answer, Decimal(60) / data.MEN_WITH_FILE)


@per_ten.slip(
    fails="The fraction stands upside down. That is how many men share one place. The question "
    "asks for places, so the places come first.",
    hint="Places divided by men, times ten.",
)
def upside_down(answer, data):
    return _near(answer, 4, 40)


@per_ten.slip(
    fails="The division is sound, and the step to ten is another one. A quarter is 25 in a "
    "hundred. How many is it in ten?",
    hint="Six places for 24 men: first for one man, then for ten.",
)
def other_base(answer, data):
    return answer in {25, Decimal("0.25")}


@per_ten.check(
    points=100,
    passes="Yes: 6 places for 24 men, two and a half for every ten. Whoever reads it knows who "
    "stands below the line: men with an open file who asked.",
    fails="{answer} is not it. Divide the places they may use by the men who asked, times ten.",
    hint="The flat has six places, and 24 men asked.",
)
def six_for_those_who_asked(answer, data):
    right = Decimal("2.5")
    return Seen(_near(answer, right), "the flat's places against the men who asked")


largest = Exercise(
    "the-largest-gaps",
    "Which three cells hold the most people who asked and have nothing?",
    Choices(
        {
            "a": "Men after labour exploitation: health",
            "b": "Men after labour exploitation: legal counsel",
            "c": "Men after labour exploitation: safe housing",
            "d": "Women after sexual exploitation: compensation help",
            "e": "Men after labour exploitation: compensation help",
            "f": "Men after labour exploitation: psychosocial help",
            "g": "Union citizens, day 16: safe housing",
            "h": "Boys: psychosocial help",
        }
    ),
)


@largest.slip(
    fails="You took a cell that many people named. A long bar looks like a gap. All of these men "
    "have the thing already; a gap is the part that is not met.",
    hint="Look at the second part of each bar only.",
)
def most_named(answer, data):
    return "a" in answer or "e" in answer


@largest.slip(
    fails="You took a cell where everybody is left out, and that is a hard thing to see. Write "
    "it down as a gap too. Counted in people, which is the rule here, three others are larger.",
    hint="Twelve women and six boys. Which cells hold more?",
)
def largest_share(answer, data):
    return "d" in answer or "h" in answer


_chose(
    largest,
    "g",
    "day_sixteen",
    fails="Day 15 is a real gap, and you may know it from your work. Here seven people are left "
    "without. Three other cells hold more than twice as many.",
    hint="Compare with the second row of the same picture.",
)


@largest.slip(
    fails="Legal counsel is missing. The union desk and the inspectorate do help all 29 men with "
    "their claim, so it looks met. They are no lawyers, and 22 men who asked for one have none.",
    hint='Choose the need "legal counsel" and look at the second row.',
)
def desk_for_lawyer(answer, data):
    return "b" not in answer and {"c", "f"} <= set(answer)


@largest.check(
    points=50,
    passes="Yes: a lawyer 22, a bed 18, someone to talk to 17. It is the workshop's own example, "
    "found again in a count.",
    fails="One of the three largest is not among yours. Go through all seven needs with the "
    "control and note the longest unmet part of each.",
    hint="All three stand in the same row.",
)
def all_three(answer, data):
    return {"b", "c", "f"} <= set(answer)


@largest.check(
    points=50,
    passes="The smaller gaps stay on the page, lower down.",
    fails="A cell is among yours that holds fewer people than the three largest.",
    hint="Three cells, not more.",
)
def no_other(answer, data):
    missing = {
        "a": ("men, labour exploitation", "health"),
        "d": ("women, sexual exploitation", "compensation help"),
        "e": ("men, labour exploitation", "compensation help"),
        "g": ("Union citizens, day 16", "safe housing"),
        "h": ("boys", "psychosocial help"),
    }
    gaps = [data.SHEET[cell][0] - data.SHEET[cell][1] for n, cell in missing.items() if n in answer]
    return Seen(all(gap >= 17 for gap in gaps), "people who asked, less people who have it")


quiet = Exercise(
    "the-quiet-row",
    "Is the row closed?",
    Choice(
        {
            "a": "Yes. Six asked and six are met, so nobody is left",
            "b": "Cannot tell yet. Nobody asks, so need is not recorded",
            "c": "No. Far more of them must be without a house",
            "d": "Leave the row out. Six people are too few for a grid",
        }
    ),
)
_chose(
    quiet,
    "a",
    "full_coverage",
    fails="Six of six is right as a sum. It holds for those who said so themselves, in houses "
    "that do not ask. Whoever kept silent is in no row. Say what is counted, and ask from Monday "
    "on.",
    hint="How does a person come to stand in this row?",
)
_chose(
    quiet,
    "c",
    "surely_more",
    fails="You may be right, and many in the field would nod. The sheet does not show it: there "
    'is no count of those who did not say. An unknown is no large number. Write "not recorded".',
    hint="Which figure would you show, if she asked?",
)
_chose(
    quiet,
    "d",
    "too_few",
    fails="You want to protect a small group, and a cell under five would indeed stay "
    "unpublished. Six may be shown. A row that is left out is a need that nobody asks about "
    "again.",
    hint="What happens next year to a row that is not on the page?",
)


@quiet.check(
    points=100,
    passes="Yes. Nobody was asked, and whether the six feel safe is not recorded either. Let "
    "every house ask what somebody needs to feel safe there, and note the answer only with their "
    "yes.",
    fails="Not this. Ask who is in the row, and who could not be.",
    hint="One answer names what the sheet does not hold.",
)
def not_recorded(answer, data):
    return Seen(answer == "b", "who said so themselves; no house asks")


waiting = Exercise(
    "days-of-waiting",
    "How many days is the average wait at least?",
    Number("days", "0.05"),
)


@waiting.slip(
    fails="You have the average of the six who got in. It is the figure one finds first, since "
    "their wait is over. Eighteen men vanish from it, those who wait longest.",
    hint="How many men does your figure speak of?",
)
def only_those_inside(answer, data):
    return _near(answer, 8)


@waiting.slip(
    fails="You have the average of the eighteen who still wait. The six with a key asked as "
    "well, and belong in.",
    hint="Add the days of both, then divide by all men.",
)
def only_those_outside(answer, data):
    return _near(answer, 14)


@waiting.slip(
    fails="You took the middle between 8 and 14. That gives six men the same weight as eighteen. "
    "Weigh each average with its men.",
    hint="6 times 8, and 18 times 14.",
)
def middle_of_two(answer, data):
    return _near(answer, 11, 22)


@waiting.slip(
    fails="Those are the days of all the men together. One step is left: divide by the men.",
    hint="How many men are there in all?",
)
def not_divided(answer, data):
    return answer == 300


@waiting.check(
    points=100,
    passes='Yes, twelve and a half, and it grows. Write: "on average at least", and the night on '
    "which it was counted.",
    fails="{answer} is not it. Add all days of all 24 men, then divide by 24.",
    hint="6 × 8 days and 18 × 14 days.",
)
def all_who_asked(answer, data):
    right = Decimal(6 * 8 + 18 * 14) / 24
    return Seen(_near(answer, right), "six waits that are over, eighteen that are not")


paper = Exercise(
    "paper-and-door",
    "How many places take the two of them by their rules?",
    Number("places"),
)


@paper.slip(
    fails="The Annex is in your sum. It takes women from NR-1 and even speaks Sarquan. It has "
    "stairs, and refuses wheelchairs.",
    hint="Read its row to the last column.",
)
def stairs(answer, data):
    return answer in {16, 34, 40, 58}


@paper.slip(
    fails="The Reception Hall is in your sum. It takes all sexes and has no stairs. It opens to "
    "registered asylum applicants, and refuses people with only an NR file.",
    hint="Which form does she have?",
)
def hall(answer, data):
    return answer in {120, 138, 144, 162, 178}


@paper.slip(
    fails="You found one house and stopped. It may well be the one she chooses. Another one "
    "takes the two of them as well: she is a woman, and she and her daughter are a family.",
    hint="Two houses have no step and open from NR-1.",
)
def one_house(answer, data):
    return answer in {18, 24}


@paper.slip(
    fails="You may have taken her no to the police for a closed door. In Castellia anybody may "
    "send NR-1, and no house asks for a statement (story law LC-27). Or was it the language? + is "
    "a telephone interpreter.",
    hint="Does a row say anything about the police?",
)
def police_as_a_key(answer, data):
    return answer == 0


@paper.check(
    points=100,
    passes="Yes: 24 at Kindle House and 18 at Saltbox. Forty-two, of 178 places that on paper "
    "take women, families or everybody.",
    fails="{answer} is not it. Take the houses for women, families and all, and strike out each "
    "whose row does not fit her.",
    hint="Strike by form, by stairs, by the last column. Then add what is left.",
)
def by_every_column(answer, data):
    fit = [
        one.beds
        for one in data.CASTELLIA
        if one.takes in "WF" and one.opens == "NR" and one.step_free
    ]
    return Seen(answer == sum(fit), "for, from, step-free, languages and refuses")


tonight = Exercise(
    "four-men-tonight",
    "Which of these journeys can you make tonight?",
    Choices(
        {
            "a": "First man to Ropewalk Flat",
            "b": "Second man to Ropewalk Flat",
            "c": "Third man to Tolvek Reception Hall",
            "d": "Fourth man to Ropewalk Flat",
            "e": "Fourth man to the City hostels",
        }
    ),
)
_chose(
    tonight,
    "b",
    "across_the_yard",
    fails="By its rules the flat takes the second man, and a key is free. He has told you who "
    "lives across the yard. A bed within sight of the man he fears is no safe place. Ask for one "
    "elsewhere.",
    hint="Who has said something that no directory can know?",
)
_chose(
    tonight,
    "d",
    "too_early",
    fails="The fourth man has only NR-1. There is a free key, so it is tempting. The flat opens "
    "at NR-3; he would stand before a locked door. An emergency place is due within 24 hours "
    "(LC-27).",
    hint="Which form does the flat ask for?",
)
_chose(
    tonight,
    "e",
    "hostel",
    fails="Sixty beds, and the word hostel sounds open to all. They take nationals with local "
    "residence. Nothing here says that he is one. Ring before you drive.",
    hint="Read what the hostels refuse.",
)


@tonight.slip(
    fails="You left out the first man. He will make no statement, and you may need one. His "
    "support does not hang on it (LC-06), and the flat does not ask.",
    hint="Is there any rule that keeps him out?",
)
def statement_as_price(answer, data):
    return "a" not in answer and "c" in answer


@tonight.check(
    points=50,
    passes="The first man goes to the flat and the third to the Hall, where each of them wants "
    "to be.",
    fails="Somebody could sleep safely tonight and is not in your car.",
    hint="The Hall has no stairs and takes registered applicants.",
)
def both_journeys(answer, data):
    return Seen({"a", "c"} <= set(answer), "form, stairs, claim, and what each man said")


@tonight.check(
    points=50,
    passes="Two men stay without a place. Note both on the sheet of missing things tonight.",
    fails="One journey ends at a closed door, or at one that is not safe.",
    hint="For each man: does it open, and who is near?",
)
def no_closed_door(answer, data):
    return Seen(not set(answer) & {"b", "d", "e"}, "the rules of the house, and who lives near")


half_past_six = Exercise(
    "half-past-six",
    "Two men are still without a place. What do you do?",
    Choice(
        {
            "a": "Leave both at the farm until the offices open at nine",
            "b": "Drive both to the flat; a patrol passes twice in the night",
            "c": "Let them sleep in the waiting room of the station",
            "d": "Ring the case manager on the rota; ask each what he accepts",
        }
    ),
)
_chose(
    half_past_six,
    "a",
    "back_to_the_farm",
    fails="It is their bed of last week, and nobody has to drive. But both have just said yes to "
    "leaving, and it may be known by now. Do not send them back to wait for an office. The rota "
    "answers in the evening.",
    hint="Who will be at the farm tonight?",
)
_chose(
    half_past_six,
    "b",
    "patrol",
    fails="You would do something yourself, and a patrol is real help. The second man would lie "
    "awake all the same, and for the fourth the flat does not open. Find another door first.",
    hint="What changes for either of them when a car passes?",
)
_chose(
    half_past_six,
    "c",
    "station",
    fails="It is warm and near, and you would watch over them. A station is no accommodation, "
    "and a night there may feel like custody. They are free people in need of a bed.",
    hint="Who is it that has to name a place within 24 hours?",
)


@half_past_six.check(
    points=100,
    passes="Yes. The duty to name an emergency place within 24 hours is not yours alone (LC-27). "
    "Ask what each man would accept, say what you do not know yet, and stay until someone takes "
    "over.",
    fails="Not this. Somebody has a duty to find a place; use it.",
    hint="LC-27: NR-2, and a place in 24 hours.",
)
def the_rota(answer, data):
    return Seen(answer == "d", "one NR-1 ten minutes old, one place too near")


move = Exercise(
    "move-places",
    "How many places does each house give up?",
    Amounts(
        {
            "house": "Kindle House gives up",
            "annex": "Kindle Annex gives up",
            "saltbox": "Saltbox Family Home gives up",
        },
        "places",
    ),
)


def _whole(answer):
    return all(number >= 0 and number == int(number) for number in answer.values())


def _slept(data, slot):
    return [night[data.SLOTS[slot]] for night in data.make()]


def _left(answer, data, slot):
    return data.HOUSES[data.SLOTS[slot]].beds - answer[slot]


def _over(answer, data):
    """Return how far each house falls below its fullest night plus one."""
    return {
        slot: max(_slept(data, slot)) + 1 - _left(answer, data, slot)
        for slot in answer
        if _left(answer, data, slot) <= max(_slept(data, slot))
    }


def _unspent(answer, data):
    freed = answer["house"] * 62 + answer["annex"] * 58 + answer["saltbox"] * 55
    return freed - 18 * data.MEN_COST


@move.slip(
    fails="Places come whole, and a house can only give up what it has. Use whole numbers from 0 "
    "upwards.",
    hint="A house that gives nothing gets a 0.",
)
def not_whole(answer, data):
    return not _whole(answer)


@move.slip(
    fails="You moved place for place, 18 for 18. It is the first thought, and it takes too much: "
    "a place in these houses costs more than one for a man. Move the money, and fewer are needed.",
    hint="Eighteen places at 41.00 sv: how much is that a day?",
)
def one_for_one(answer, data):
    return sum(answer.values()) == 18


@move.slip(
    fails="You measured one house at its fullest night, with nothing to spare. That was careful, "
    "and the meeting asked for one place more: somebody may ring on that night too.",
    hint="Fullest night plus one stays in the house.",
)
def no_place_to_spare(answer, data):
    return bool(_over(answer, data)) and max(_over(answer, data).values()) == 1


@move.slip(
    fails="You measured a house by its average night. On such a night it works. On the fullest "
    "one people you have never met would stand outside. Measure by the fullest.",
    hint="Use the second control: the dot marks the fullest night.",
)
def average_night(answer, data):
    return bool(_over(answer, data)) and all(
        _left(answer, data, slot) >= sum(_slept(data, slot)) / data.NIGHTS - 1 for slot in answer
    )


@move.check(
    points=40,
    passes="Each house keeps its fullest night and one place more.",
    fails="A house falls below its floor, further than even an average night allows. Spread it "
    "over the three.",
    hint="Kindle House can spare 6. Work out the other two in the same way.",
)
def floor_holds(answer, data):
    ok = _whole(answer) and not _over(answer, data)
    return Seen(ok, "84 nights in each of the three houses")


@move.check(
    points=30,
    passes="The money pays for 18 places, and no man who asked is left without.",
    fails="The places given up do not free enough for 18 new ones. Somebody would have to add "
    "money.",
    hint="18 × 41.00 sv is 738.00 sv a day.",
)
def pays_for_all(answer, data):
    return Seen(_whole(answer) and _unspent(answer, data) >= 0, "money freed, money needed")


@move.check(
    points=30,
    passes="And hardly anything lies idle. Let the new places open from NR-1, or each man waits "
    "up to five working days outside the door.",
    fails="More is given up than the eighteen places need. A place that pays for nothing is only "
    "lost. Leave it where it is.",
    hint="What is left over has to be under 41.00 sv a day.",
)
def nothing_idle(answer, data):
    left = _unspent(answer, data)
    return Seen(_whole(answer) and 0 <= left < data.MEN_COST, "money freed, less money spent")


proposal = Exercise(
    "the-proposal-line",
    "Which line goes to the budget holder?",
    Choice(
        {
            "a": "Most exploited men in Castellia have no bed, while women's beds stand empty "
            "night after night.",
            "b": "75 % of men were turned away, so we ask for a better share of the places for "
            "men this year.",
            "c": "That night 6 of 24 men who had asked had a bed; beds empty on all 84 nights can "
            "pay for 18.",
            "d": "A roofer from the Hesmar file has waited since October and needs a key before "
            "the frost comes.",
        }
    ),
)
_chose(
    proposal,
    "a",
    "most_men",
    fails="It is strong, and it is not counted. The sheet knows men with a file, on one night; "
    '"most in Castellia" nobody knows. It also sets two groups against each other. Say who asked '
    "and who had a bed.",
    hint="Which number could she check?",
)
_chose(
    proposal,
    "b",
    "bare_share",
    fails="Eighteen of 24 is 75 %, and a short figure is easy to read. But they wait; nobody "
    "wrote that they were turned away. Of how many, when, and who asked? 'A better share' cannot "
    "be decided on either. Give both numbers and the sum to be moved.",
    hint="What stands below the line of this share?",
)
_chose(
    proposal,
    "d",
    "one_man",
    fails="One man is easier to see than a count, and you want her to see him. Trade, file and "
    "month make him known to anyone in Hesmar, and one man is no gap. Ring about his bed; write "
    "about the 24.",
    hint="Would he know himself in this line, and would others?",
)


@proposal.check(
    points=100,
    passes="Yes. Who asked, who had it, when, and where the money is. She can check each number, "
    "and it speaks against nobody.",
    fails="Not this. Look for the line with both numbers of the fraction, and no person in it.",
    hint="How many of how many?",
)
def how_many_of_how_many(answer, data):
    return Seen(answer == "c", "denominator, date, money, and no person")


to_the_budget_holder = Sentence(
    "to-the-budget-holder",
    "One line to the budget holder",
    "On the counting night 22 of the 31 men who had asked for a lawyer had none, because the "
    "Panel refuses civil claims and the Clinic asks for lawful stay; we propose that the Panel "
    "take wage claims from NR-3, we do not know yet what that costs, and the sheet says nothing "
    "about men who never came to a desk.",
)
