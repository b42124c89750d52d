"""What the answers of this lab are held to. Standard library and `training.labs` only."""

from __future__ import annotations

from decimal import Decimal

from training.labs import Amounts, Choices, Exercise, Money, Seen, Sentence, cents


def due(hours: int, rate: Decimal) -> Decimal:
    """Return what a week is worth: LC-17, three bands, rounded once at the end."""
    plain = min(hours, 40)
    first = max(min(hours, 48) - 40, 0)
    second = max(hours - 48, 0)
    return cents(rate * (plain + first * Decimal("1.25") + second * Decimal("1.5")))


one_week = Exercise("one-week", "What is due for one week of 58 hours?", Money("sv"))


@one_week.slip(
    fails="You multiplied all 58 hours by the plain rate. The hours are right. Eight of "
    "them earn more, and ten earn more still: that is story law LC-17.",
    hint="How many hours lie between 41 and 48, and how many above?",
)
def no_bands(answer, data):
    return answer == cents(58 * data.FARM)


@one_week.slip(
    fails="All eighteen extra hours stand at one factor here. LC-17 has two: × 1.25 up "
    "to the 48th hour, × 1.50 from the 49th.",
    hint="Split the eighteen hours into eight and ten.",
)
def one_band(answer, data):
    factors = (Decimal("1.25"), Decimal("1.5"))
    return answer in {cents(data.FARM * (40 + 18 * factor)) for factor in factors}


@one_week.slip(
    fails="Your bands are right and the rate is another one. A packing shed follows the "
    "farm rate, 12.60: not the general minimum, not the building rate.",
    hint="Which collective rate covers the work that was done?",
)
def other_rate(answer, data):
    return answer in {due(58, data.BUILDING), due(58, data.MINIMUM)}


@one_week.slip(
    fails="You already took off the 150.00 he received. The method is sound, but only "
    "what is due was asked here. Due first, paid later.",
    hint="Leave the money he received for another line.",
)
def paid_too_early(answer, data):
    return answer == due(58, data.FARM) - data.IN_HAND


@one_week.check(
    points=100,
    passes="Yes: forty hours at the rate, eight at × 1.25, ten at × 1.50. Three lines "
    "that another person can check.",
    fails="{answer} is not what three bands give. Write each band on its own line, then "
    "add the three.",
    hint="40 hours, then 8, then 10.",
)
def to_the_cent(answer, data):
    right = due(58, data.FARM)
    return Seen(answer == right, "40 + 8 + 10 hours at the farm rate")


reached = Exercise(
    "what-reached-him",
    "Which lines of the sheet lower the claim, because the money reached him?",
    Choices(
        {
            "a": "150.00 sv in his hand each Saturday, four times",
            "b": "60.00 sv in his hand on the first day, signed 'against wages'",
            "c": "45.00 sv a week for the bed, kept back before pay",
            "d": "18.00 sv for gloves, kept back before pay",
            "e": "80.00 sv promised for the end of the season",
        }
    ),
)


@reached.slip(
    fails="You left out the advance. It is easy to see it as a kindness, but he had it "
    "in his hand and signed for wages. Leaving it out would cost him his exactness.",
    hint="Money in the hand counts, whatever day it came.",
)
def advance_left_out(answer, data):
    return "a" in answer and "b" not in answer


@reached.slip(
    fails="You counted money that was kept back. He did use the bed and the gloves, so "
    "it feels fair. But this money never reached him, and rent is never set off from "
    "pay (story law LC-17).",
    hint="Ask of each line: did he hold this money?",
)
def kept_back(answer, data):
    return "c" in answer or "d" in answer


@reached.slip(
    fails="A promise is not a payment. Nothing has moved yet, so nothing is taken off. "
    "If the money comes, the claim can be corrected.",
    hint="Which line speaks of the future?",
)
def promised(answer, data):
    return "e" in answer


@reached.check(
    points=50,
    passes="Both sums that he held in his hand are there.",
    fails="Something he held in his hand is missing.",
    hint="Two lines speak of his hand.",
)
def all_that_arrived(answer, data):
    return {"a", "b"} <= set(answer)


@reached.check(
    points=50,
    passes="And nothing else: kept back is not paid, and promised is not paid.",
    fails="A line is counted whose money never arrived.",
    hint="Kept back, or promised, is not paid.",
)
def nothing_else(answer, data):
    return not set(answer) & {"c", "d", "e"}


def _claim_seven(data) -> Decimal:
    return sum(due(hours, data.FARM) for hours in data.WEEKS_OF_CLAIM_7)


def _paid_seven(data) -> Decimal:
    return 4 * data.IN_HAND + data.ADVANCE


claim_seven = Exercise(
    "claim-seven", "What are the wage arrears of claim 7?", Money("sv")
)


@claim_seven.slip(
    fails="You averaged the weeks. It looks tidy, and it loses money: a long week beside "
    "a short one earns overtime that the average hides. Overtime belongs to its week.",
    hint="Work out each of the four weeks by itself, then add.",
)
def averaged(answer, data):
    hours = Decimal(sum(data.WEEKS_OF_CLAIM_7)) / 4
    week = data.FARM * (40 + (hours - 40) * Decimal("1.25"))
    return answer in {cents(4 * week), cents(4 * week) - _paid_seven(data)}


@claim_seven.slip(
    fails="Every hour stands at the plain rate. Three of the four weeks reach into the "
    "overtime bands; they are worth more.",
    hint="Which weeks have more than forty hours, and which more than forty-eight?",
)
def plain_hours(answer, data):
    plain = data.FARM * sum(data.WEEKS_OF_CLAIM_7)
    return answer in {plain, plain - _paid_seven(data)}


@claim_seven.slip(
    fails="You counted the bed or the gloves as paid. That money never reached him. Take "
    "off only what he held in his hand.",
    hint="Your own answer to the question before this one decides what is taken off.",
)
def deductions_counted(answer, data):
    base = _claim_seven(data) - _paid_seven(data)
    return base - answer in {Decimal(180), Decimal(18), Decimal(198)}


@claim_seven.slip(
    fails="That is what was due, or due less only a part of what he received. He had "
    "four Saturdays' pay and an advance in his hand.",
    hint="Four times 150.00, and one sum more.",
)
def paid_left_out(answer, data):
    total = _claim_seven(data)
    return answer in {total, total - 4 * data.IN_HAND, total - data.ADVANCE}


@claim_seven.check(
    points=100,
    passes="Yes. Four weeks worked out one by one, and only the money that reached him "
    "taken off.",
    fails="{answer} is not it. Work out each week in its bands, add the four, then take "
    "off what reached him.",
    hint="One line a week: 38, 50, 44 and 58 hours.",
)
def week_by_week(answer, data):
    weeks = ", ".join(map(str, data.WEEKS_OF_CLAIM_7))
    right = _claim_seven(data) - _paid_seven(data)
    return Seen(answer == right, f"weeks of {weeks} hours, less five sums received")


def _jubrel(data) -> Decimal:
    return 12 * due(58, data.FARM) - 12 * data.IN_HAND


jubrels_claim = Exercise(
    "jubrels-claim", "What stands in Jubrel's box 'wage arrears'?", Money("sv")
)


@jubrels_claim.slip(
    fails="You took off the bed, 45.00 in each of twelve weeks. The paper he initialled "
    "says so. LC-17 does not: rent is never set off from pay.",
    hint="Take off only what he held in his hand.",
)
def bed_taken_off(answer, data):
    return answer == _jubrel(data) - 12 * 45


@jubrels_claim.slip(
    fails="You worked with sixty hours. He said sixty once; the notebook, written on the "
    "day, says fifty-eight. Use the record, and note the other figure with its date.",
    hint="Which figure was written down at the time?",
)
def sixty_hours(answer, data):
    return answer == 12 * due(60, data.FARM) - 12 * data.IN_HAND


@jubrels_claim.slip(
    fails="The fee is in this sum. He may well get it back, and it is right to ask. A "
    "fee is no wage: it was paid in Arvenia, to somebody else, and is claimed there.",
    hint="The fee has a form of its own.",
)
def fee_added(answer, data):
    return answer == _jubrel(data) + 420


@jubrels_claim.slip(
    fails="Due and paid do not cover the same weeks here. He received 150.00 in each of "
    "the twelve weeks.",
    hint="Twelve times due, twelve times paid.",
)
def weeks_do_not_match(answer, data):
    all_due = 12 * due(58, data.FARM)
    return answer in {all_due, all_due - data.IN_HAND}


@jubrels_claim.check(
    points=100,
    passes="Yes. Twelve weeks due, twelve payments taken off, and nothing else.",
    fails="{answer} is not it. Take twelve times one week, then subtract the twelve "
    "payments he held in his hand.",
    hint="You worked out one week in the first exercise.",
)
def due_less_received(answer, data):
    return Seen(answer == _jubrel(data), "12 weeks of 58 hours, less 12 × 150.00")


fee = Exercise("fee", "How much is the fee in sevet?", Money("sv"))


@fee.slip(
    fails="You multiplied. Ten drell make one sevet, so the number becomes smaller.",
    hint="Divide by ten.",
)
def wrong_way(answer, data):
    return answer == 42000


@fee.slip(
    fails="That is the fee in drell. The form asks for sevet as well, at the fixed rate.",
    hint="10.00 dl are 1.00 sv.",
)
def still_drell(answer, data):
    return answer == 4200


@fee.slip(
    fails="You used Belmora's rate, two to one. Jubrel paid in Arvenia, in drell.",
    hint="Which country's money did he pay with?",
)
def other_currency(answer, data):
    return answer == 2100


@fee.check(
    points=100,
    passes="Yes. It goes on the form to Arvenia's employment authority, apart from the "
    "wages (story law LA-13).",
    fails="{answer} is not it. 4 200.00 dl at ten drell to one sevet.",
    hint="Divide by ten.",
)
def ten_to_one(answer, data):
    return Seen(answer == 420, "4 200.00 dl at 10.00 dl to 1.00 sv")


share_out = Exercise(
    "share-out",
    "How is the confiscated sum shared under story law LC-21?",
    Amounts(
        {
            "claims": "To the nine claims",
            "social": "To social re-use and assistance",
            "enforcement": "To enforcement and training",
        },
        "sv",
    ),
)


@share_out.slip(
    fails="You divided the whole sum 60 to 40. Then nine people with judgments would get "
    "nothing. Section 30 pays the claims first; only the rest is divided.",
    hint="Take the claims off before you divide.",
)
def divided_at_once(answer, data):
    return answer["social"] == data.CONFISCATED * 60 / 100


@share_out.slip(
    fails="The two shares of the rest have changed places. Sixty per cent goes to social "
    "re-use and assistance, forty to enforcement and training.",
    hint="Which of the two gets the larger part?",
)
def swapped(answer, data):
    return answer["claims"] == sum(data.CLAIMS) and answer["social"] < answer["enforcement"]


@share_out.slip(
    fails="The three parts are more or less than the sum that was confiscated. What is "
    "shared has to add up, to the cent.",
    hint="Add your three numbers.",
)
def does_not_add_up(answer, data):
    return sum(answer.values()) != data.CONFISCATED


@share_out.check(
    points=40,
    passes="The claims come first and in full.",
    fails="The claims come first, and in full: add the nine sums of the list.",
    hint="The list has nine lines.",
)
def claims_in_full(answer, data):
    return Seen(answer["claims"] == sum(data.CLAIMS), "nine adjudicated claims")


@share_out.check(
    points=30,
    passes="Sixty per cent of the rest goes to social re-use and assistance.",
    fails="Sixty per cent is taken of the rest, not of the whole and not of the claims.",
    hint="100 000.00 less the claims is the rest.",
)
def sixty_of_the_rest(answer, data):
    rest = data.CONFISCATED - sum(data.CLAIMS)
    return Seen(answer["social"] == cents(rest * 60 / 100), "60 per cent of the rest")


@share_out.check(
    points=30,
    passes="Forty per cent of the rest goes to enforcement and training.",
    fails="Forty per cent is taken of the rest.",
    hint="What is left when the other two parts are taken off?",
)
def forty_of_the_rest(answer, data):
    rest = data.CONFISCATED - sum(data.CLAIMS)
    return Seen(answer["enforcement"] == cents(rest * 40 / 100), "40 per cent of the rest")


not_enough = Exercise(
    "not-enough", "How much does Wirrel receive from the confiscated sum?", Money("sv")
)


@not_enough.slip(
    fails="You paid him in full. There is not enough for everyone. If he is paid in "
    "full, somebody with the same right gets less than their part.",
    hint="100 parts of money stand against 120 parts of claims.",
)
def paid_in_full(answer, data):
    return answer == data.CLAIMS[1]


@not_enough.slip(
    fails="You cut his claim by a fifth, because the claims are a fifth higher than the "
    "money. The cut is measured on the claims: one sixth of them is missing.",
    hint="Multiply by 100 000 and divide by 120 000.",
)
def cut_by_a_fifth(answer, data):
    return answer == cents(data.CLAIMS[1] * 80 / 100)


@not_enough.slip(
    fails="The fraction stands upside down: he would get more than he is owed.",
    hint="The answer is smaller than his claim.",
)
def upside_down(answer, data):
    return answer == cents(data.CLAIMS[1] * 120 / 100)


@not_enough.check(
    points=100,
    passes="Yes: five sixths. The unpaid sixth is still owed; say so in the file.",
    fails="{answer} is not it. Every claim is cut in the same proportion.",
    hint="Multiply by 100 000 and divide by 120 000.",
)
def same_proportion(answer, data):
    right = cents(data.CLAIMS[1] * 100 / 120)
    return Seen(answer == right, "100 000.00 of money against 120 000.00 of claims")


to_jubrel = Sentence(
    "to-jubrel",
    "One sentence to Jubrel",
    "We have worked out from your notebook what the law says you are owed, week by "
    "week; we are asking for it, we cannot promise when or whether it is paid, and you "
    "decide at each step what is filed in your name.",
)
