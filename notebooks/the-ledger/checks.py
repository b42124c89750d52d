"""What the answers of this lab are held to. Standard library and `training.labs` only."""

from __future__ import annotations

from decimal import Decimal

from training.labs import (
    Amounts,
    Choice,
    Choices,
    Exercise,
    Money,
    Seen,
    Sentence,
)


def _chose(exercise, option, name, *, fails, hint):
    """Give an exercise the slip `name`: its message for everybody who chose `option`."""

    def judge(answer, data):
        return option in answer

    judge.__name__ = name
    exercise.slip(fails=fails, hint=hint)(judge)


def _to_men(data):
    return sum(Decimal(sum_) * len(days) for sum_, days in data.TO_THE_MEN.values())


def _out(data, kind):
    return -sum(line["sum"] for line in data.of("provider", kind))


reached = Exercise(
    "reached-the-men",
    "How much of the wages reached the men's own accounts?",
    Money("sv"),
)


@reached.slip(
    fails="The clerk's pay is in your sum. It is a wage, and it did reach an account of her own. "
    "But she works in the office and is none of the nine. Count only W2, W5 and W8.",
    hint="Leave out the three lines of the clerk.",
)
def clerk_counted(answer, data):
    return answer in {
        _to_men(data) + _out(data, "clerk"),
        _to_men(data) + _out(data, "clerk") + _out(data, "cash out"),
    }


@reached.slip(
    fails="You counted the cash for the men. The line says so, and it may be true. It shows only "
    "that cash left; no line shows a hand that took it. Ask the men, if they wish to speak. Leave "
    "it out here.",
    hint="Count lines that name a man's own account.",
)
def cash_counted(answer, data):
    return answer == _to_men(data) + _out(data, "cash out")


@reached.slip(
    fails="Beds and cards were for the nine, so it is natural to count them. But this money went "
    "to the second firm. No man held it, so it reached nobody's own account.",
    hint="Read where each sum went, not whom it was for.",
)
def beds_counted(answer, data):
    return answer in {
        _to_men(data) + _out(data, "kept back"),
        _to_men(data) + _out(data, "kept back") + _out(data, "cash out"),
    }


@reached.slip(
    fails="That is what came in for the nine. The question is what went on to them. Between the "
    "two stands the whole ledger.",
    hint="Look in the second table, not in the first.",
)
def came_in(answer, data):
    wages = sum(line["sum"] for line in data.of("provider", "wages in"))
    return answer in {wages, wages / 3}


@reached.slip(
    fails="One man is missing. You may have read down one code and stopped. Three codes have "
    "lines with an own account, and the lines lie apart.",
    hint="W2 has three lines, W5 four, W8 three.",
)
def one_man_missing(answer, data):
    each = [Decimal(sum_) * len(days) for sum_, days in data.TO_THE_MEN.values()]
    return answer in {sum(each) - one for one in each}


@reached.check(
    points=100,
    passes="Yes. Of 72 900.00 sv that came in for nine men, less than five in a hundred reached "
    "an account of their own. That is a strong reason to ask. It is not yet a wage claim, and not "
    "yet proof.",
    fails="{answer} is not it. Add the ten lines that name a man's own account.",
    hint="W2 has three lines, W5 four, W8 three.",
)
def to_the_cent(answer, data):
    return Seen(answer == _to_men(data), "the lines of W2, W5 and W8")


lines = Exercise(
    "lines-to-ask",
    "Which lines deserve a question?",
    Choices(
        {
            "a": "Provider: 24 300.00 in, the wages of nine men as one sum",
            "b": "Provider: 2 268.00 to a second firm for beds and cards, the day wages come",
            "c": "Provider: 420.00 each month for the lease of a van",
            "d": "Provider, paid by invoice: cash paid in, without a text",
            "e": "Worker: 180.00 to the family abroad after each wage",
            "f": "Agency: 3 150.00 in cash one Monday; ticket book 3 180.00",
        }
    ),
)
_chose(
    lines,
    "e",
    "family_asked",
    fails="You chose the transfers to the family. Money that leaves each payday looks like a "
    "pattern, and it is one: of a family that is kept. It fits the wage before it. Where it goes "
    "is no sign. Close this one.",
    hint="Which line is fully explained by a wage?",
)
_chose(
    lines,
    "f",
    "counter_asked",
    fails="You chose the agency's cash. Travel agencies are named in reports, so the thought is "
    "near. But the paper that you would ask for lies here already: the ticket book explains the "
    "sum, and refunds explain the rest.",
    hint="Which cash has a book beside it?",
)
_chose(
    lines,
    "c",
    "van_asked",
    fails="A firm that brings men to building sites needs a van. It is no sign that the firm has "
    "other lines that are. Each line is read for itself.",
    hint="Which cost would any firm of this trade have?",
)


@lines.slip(
    fails="You left out the wages. They arrive by bank, with a text, from a known firm, so they "
    "look clean. But nine people's pay lies where none of the nine can touch it. Ask how it goes "
    "on to them.",
    hint="Whose money is it, and who can touch it?",
)
def wages_left_out(answer, data):
    return "a" not in answer


@lines.slip(
    fails="You left out the beds. Rent is an ordinary cost, true. Here it goes off before the "
    "men are paid, to a firm of the same director. In the story law rent is never set off from "
    "pay (LC-17). Ask for the contracts.",
    hint="Which sum is taken before anyone is paid?",
)
def beds_left_out(answer, data):
    return "b" not in answer


@lines.check(
    points=50,
    passes="Wages at one account, beds taken first, cash that no invoice explains: each has its "
    "question.",
    fails="A line of the provider is missing.",
    hint="Ask of each: does it fit the business that the firm says it has?",
)
def all_three(answer, data):
    return {"a", "b", "d"} <= set(answer)


@lines.check(
    points=50,
    passes="The van, the family and the ticket book are explained, so nobody is troubled over "
    "them.",
    fails="A line is chosen that is explained already.",
    hint="Which lines have their explanation beside them?",
)
def nobody_for_nothing(answer, data):
    return not set(answer) & {"c", "e", "f"}


def _counts(data, bound):
    """Return flagged, rightly flagged and real accounts at a bound."""
    flagged = right = real = 0
    for _, goes_on, _, held, _ in data.TWENTY:
        flagged += goes_on < bound
        real += held
        right += held and goes_on < bound
    return flagged, right, real


def _tenths(part, whole):
    return Decimal(10 * part) / whole


of_ten = Exercise(
    "of-ten",
    "The rule at 70: of ten flagged, and of ten real ones",
    Amounts(
        {"flagged": "Of ten flagged: rightly flagged", "real": "Of ten real ones: found"},
        within="0.05",
    ),
)


def _at(data, bound):
    """Return both answers at a bound."""
    flagged, right, real = _counts(data, bound)
    return _tenths(right, flagged), _tenths(right, real)


@of_ten.slip(
    fails="You took the real ones as the whole where the flagged were asked. Both figures begin "
    "with the same nine accounts. Of ten flagged: divide by all that the rule flagged. Of ten "
    "real ones: divide by all that hold wages back.",
    hint="How many accounts lie below 70? That is the first whole.",
)
def other_whole(answer, data):
    return answer["flagged"] == _at(data, 70)[1]


@of_ten.slip(
    fails="You took all twenty as the whole. Five of them were never flagged, so they say "
    "nothing about the flags. The first whole is the fifteen that the rule flagged.",
    hint="Leave out what lies at 70 and above.",
)
def all_twenty(answer, data):
    flagged, right, _ = _counts(data, 70)
    return answer["flagged"] in {_tenths(right, 20), _tenths(flagged, 20)}


@of_ten.slip(
    fails="One of your figures is the other part: those flagged wrongly, or those missed. They "
    "are the harder ones to look at. Asked is how many are flagged rightly, and how many are "
    "found.",
    hint="Take that figure from ten.",
)
def other_part(answer, data):
    flagged, real = _at(data, 70)
    return answer["flagged"] == 10 - flagged or answer["real"] == 10 - real


@of_ten.slip(
    fails="That is the number of flagged accounts, and your count is right. Now ask how many of "
    "them hold wages back, and bring it to ten.",
    hint="Nine of these fifteen.",
)
def only_flagged(answer, data):
    return answer["flagged"] == _counts(data, 70)[0]


@of_ten.slip(
    fails="That belongs to the end of the slider, bound 60. At 70 two more accounts are flagged: "
    "one that holds wages back, and one that does not.",
    hint="Which accounts lie from 60 to 69?",
)
def bound_sixty(answer, data):
    flagged, real = _at(data, 60)
    return abs(answer["flagged"] - flagged) < Decimal("0.06") or answer["real"] == real


@of_ten.slip(
    fails="You found all the real ones. At 70 most of them are in the net, but look near the end "
    "of the table: in one account the wages go on, and hours were never written down.",
    hint="Look at number 17.",
)
def all_found(answer, data):
    return answer["real"] == 10


@of_ten.check(
    points=50,
    passes="Of ten flagged: nine of fifteen, so six. The other four have a story: a family, cash "
    "that was signed for, a crew that asked for it. Ask them for a paper, and for nothing more.",
    fails="Of ten flagged: count the accounts below 70, then those of them that hold wages back. "
    "Divide, and bring it to ten.",
    hint="Fifteen lie below 70.",
)
def by_the_flagged(answer, data):
    near = abs(answer["flagged"] - _at(data, 70)[0]) < Decimal("0.06")
    return Seen(near, "the table, below 70")


@of_ten.check(
    points=50,
    passes="Of ten real ones: nine. The tenth passes wages on, for fewer hours than were worked. "
    "No rule about money sees hours; an inspector or a worker can.",
    fails="Of ten real ones: the whole is all that hold wages back. Count those of them that lie "
    "below 70.",
    hint="Ten of the twenty hold wages back.",
)
def by_the_real(answer, data):
    near = abs(answer["real"] - _at(data, 70)[1]) < Decimal("0.06")
    return Seen(near, "ten that hold back")


by_lot = Exercise(
    "by-lot",
    "Of 100 that each flags, how many are part of a case?",
    Amounts(
        {"abroad": "Of 100 who send abroad", "lot": "Of 100 drawn by lot"},
        within="0.05",
    ),
)


def _of_100(part, whole):
    return Decimal(100 * part) / whole


def _near(answer, wanted):
    return abs(answer - wanted) <= Decimal("0.05")


@by_lot.slip(
    fails="You divided by the eighty of the cases: how many of them the rule finds. Here the "
    "whole is everyone it flags, and that is everyone who sends abroad.",
    hint="How many accounts send abroad in all?",
)
def of_the_eight(answer, data):
    return _near(answer["abroad"], _of_100(20, 80))


@by_lot.slip(
    fails="For the lot you took those who send abroad, or those who do not. A lot does not look. "
    "Its whole is the town, and its cases are all eighty.",
    hint="Eighty cases, in how many accounts?",
)
def lot_looks(answer, data):
    return any(
        _near(answer["lot"], _of_100(part, whole))
        for part, whole in ((80, 1600), (80, 2400), (20, 4000), (60, 4000), (60, 2400))
    )


@by_lot.check(
    points=50,
    passes="Of 100 senders, hardly more than one is part of a case.",
    fails="Divide the twenty by all who send abroad, and bring it to 100.",
    hint="20 of 1 600.",
)
def senders(answer, data):
    whole = sum(n for (sends, _), n in data.TOWN.items() if sends)
    return Seen(_near(answer["abroad"], _of_100(data.TOWN[True, True], whole)), "the upper bar")


@by_lot.check(
    points=50,
    passes="The lot does better. 'Sends money abroad' is worse than closing your eyes here, and "
    "1 580 people pay for it with a question.",
    fails="For the lot, divide all eighty by the whole town, and bring it to 100.",
    hint="80 of 4 000.",
)
def drawn(answer, data):
    cases = sum(n for (_, case), n in data.TOWN.items() if case)
    return Seen(_near(answer["lot"], _of_100(cases, sum(data.TOWN.values()))), "both bars")


which_rule = Exercise(
    "which-rule",
    "Which rule fits this purpose?",
    Choice(
        {
            "a": "The narrow one: three of its four flags are right",
            "b": "The wide one: it misses two, and a needless visit harms little",
            "c": "Neither: both flag honest workplaces",
            "d": "Cannot tell yet: how many honest workplaces there are is missing",
        }
    ),
)
_chose(
    which_rule,
    "a",
    "narrow",
    fails="Its flags are right more often, and for a measure that hurts you would want that. "
    "Here the visit is friendly, and it misses eleven of twenty workplaces for a whole season. "
    "Ask which error costs more.",
    hint="What does a needless visit cost? What does a missed one?",
)
_chose(
    which_rule,
    "c",
    "neither",
    fails="Care for honest workplaces speaks for you. Every rule flags some. What counts is what "
    "follows for them: an hour and a leaflet. Doing nothing leaves twenty workplaces alone.",
    hint="What happens to an honest workplace that is flagged?",
)
_chose(
    which_rule,
    "d",
    "not_yet",
    fails="Often that is the honest answer. Here you have what you need: the purpose, the time "
    "for sixty visits, what each rule finds, and what a wrong flag costs. More figures would not "
    "change the choice.",
    hint="Is there room for sixty visits? How many of twenty does each rule find?",
)


@which_rule.check(
    points=100,
    passes="Yes. The purpose decides: a mild step, time for all sixty, and a high price for "
    "those missed. For a freeze neither list would do; there a flag is only a reason to start "
    "reading.",
    fails="Not this. Compare what a needless visit costs with what a missed one costs.",
    hint="Which of the two errors is worse for this purpose?",
)
def by_purpose(answer, data):
    return Seen(answer == "b", "sixty friendly visits")


four_wages = Exercise(
    "four-wages",
    "Does this account hold wages back, and what next?",
    Choice(
        {
            "a": "Yes; ask for a freeze until she has explained it",
            "b": "No; a family may share an account, so close the flag",
            "c": "Cannot tell yet; ask for the payroll forms first",
            "d": "Cannot tell yet; order a year of statements of all five",
            "e": "Cannot tell yet; see first whether money goes abroad",
        }
    ),
)
_chose(
    four_wages,
    "a",
    "freeze",
    fails="If wages are being held back, each day counts; that is your reason. But one sign is "
    "no proof, and four people's rent may hang on this account. A mild source can answer first. "
    "Read the forms.",
    hint="What would a freeze do to the four, if it is a family?",
)
_chose(
    four_wages,
    "b",
    "closed",
    fails="It may well be a family, and you want to leave them in peace. But nobody has looked. "
    "If somebody else chose this account for them, a closed file leaves them alone with it. One "
    "paper may settle it.",
    hint="Which paper shows who chose the account?",
)
_chose(
    four_wages,
    "d",
    "whole_year",
    fails="You are right not to judge yet. But a year of statements shows doctors, friends and "
    "faith of five people whom nobody suspects. A milder source lies with the bookkeeper. Use it "
    "first.",
    hint="Which step would answer with less of their lives?",
)
_chose(
    four_wages,
    "e",
    "destination",
    fails="You are right not to judge yet. But a destination answers nothing: you saw that rule "
    "do worse than a lot. Ask who chose this account, and whether the four agreed.",
    hint="Which fact would tell a family from a controller?",
)


@four_wages.check(
    points=100,
    passes="Yes. Nobody can tell today, and one open paper may. If four signatures name the "
    "account, ask whether they signed freely before you close it. Ask through an ordinary "
    "inspection, so that nobody is singled out.",
    fails="Not this. Which source answers with the least intrusion?",
    hint="One of the papers may be asked for openly.",
)
def mildest(answer, data):
    return Seen(answer == "c", "one flag and no complaint")


def _values(data):
    return [Decimal(value) for _, _, value, _ in data.TRACED]


def _held(data):
    return sum(_values(data)) - sum(_values(data)[3:])


held = Exercise("what-may-be-held", "What value may a freeze preserve here?", Money("sv"))


@held.slip(
    fails="Everything on the sheet is in your sum. It would feel safe. It would also freeze a "
    "worker's wage, a leasing firm's van and a subcontractor's money that is late already. Take "
    "off whoever has no part.",
    hint="Three of the six have another owner or no link.",
)
def everything(answer, data):
    return answer == sum(_values(data))


@held.slip(
    fails="The leased van is in your sum. The men rode in it, so it seems to belong to the case. "
    "The leasing firm owns it and has no part. Take it off.",
    hint="Who owns the fifth van?",
)
def leased_van(answer, data):
    return answer == _held(data) + _values(data)[3]


@held.slip(
    fails="The subcontractor is in your sum. The firm stands in the chain, and that looks like a "
    "link. But it is unpaid itself. A place in a chain is not guilt.",
    hint="Which firm is waiting for money?",
)
def subcontractor(answer, data):
    values = _values(data)
    return answer in {_held(data) + values[4], _held(data) + values[3] + values[4]}


@held.slip(
    fails="The worker's account is in your sum. It was flagged, and that is all that is known of "
    "it. A flag is no link. A worker's rent hangs on it.",
    hint="Which owner is only there because of the first rule?",
)
def worker_held(answer, data):
    return answer == _held(data) + _values(data)[5]


@held.slip(
    fails="You left out the vans. Money is easier to hold, true. The four vans belong to the "
    "second firm and were paid from these accounts. They are value too, if somebody looks after "
    "them or the law allows an early sale.",
    hint="What else of value does the second firm own?",
)
def vans_left_out(answer, data):
    return answer == _held(data) - _values(data)[2]


@held.check(
    points=100,
    passes="Yes. Two accounts and four vans. Less than a tenth of it stands in the account where "
    "the wages came in. Held is not paid: say so to the men, and ask who looks after the vans "
    "from tomorrow.",
    fails="{answer} is not it. For each of the six ask: whose, and why this?",
    hint="Three of the six have an owner and a link in the case.",
)
def owner_and_link(answer, data):
    return Seen(answer == _held(data), "owners and links of six things")


WEEKS = 4


def _folder(data):
    """Return paper, none and reached, week by week."""
    each = {name: one for name, _, one in data.SLIP}
    paper = WEEKS * each["insurance"] + WEEKS * each["union dues"]
    none = WEEKS * (each["room"] + each["agency"]) + 2 * each["uniform"]
    return {
        "paper": paper,
        "none": none,
        "reached": WEEKS * Decimal(480) - paper - none,
    }


folder = Exercise(
    "her-folder",
    "What was kept back, and what reached her?",
    Amounts(
        {
            "paper": "Kept back, paper in the folder",
            "none": "Kept back, no paper",
            "reached": "Reached her account",
        },
        "sv",
    ),
)


@folder.slip(
    fails="The uniform stands in all four weeks here. It is on two slips only. Small errors like "
    "this one are what the other side will find first.",
    hint="Read the column with the weeks.",
)
def uniform_each_week(answer, data):
    uniform = {name: one for name, _, one in data.SLIP}["uniform"]
    return answer["none"] == _folder(data)["none"] + 2 * uniform


@folder.slip(
    fails="Room, uniform and agency stand with the lines that have a paper. They are on the "
    "slip, and the slip is a paper. But it is the employer's own word. Her contract names none of "
    "them.",
    hint="Which papers has she, besides the slips?",
)
def slip_as_paper(answer, data):
    right = _folder(data)
    return answer["paper"] == right["paper"] + right["none"] or answer["none"] == 0


@folder.slip(
    fails="You put everything that was kept back under 'no paper'. Her anger would agree. But "
    "she holds the card and the letter, and she signed the union form. Her exactness is her "
    "strength.",
    hint="Two of the five lines have a paper in the folder.",
)
def all_without(answer, data):
    right = _folder(data)
    return answer["none"] == right["paper"] + right["none"] or answer["paper"] == 0


@folder.slip(
    fails="That is one week, and its lines stand on the right sides. She brought four slips, and "
    "asked what was taken in all. The uniform is on two of them only.",
    hint="Four times; the uniform twice.",
)
def one_week(answer, data):
    return answer["paper"] == _folder(data)["paper"] / WEEKS


@folder.check(
    points=30,
    passes="Insurance and union dues have their papers.",
    fails="Two lines have a paper in the folder; add them for four weeks.",
    hint="Insurance and union dues.",
)
def with_a_paper(answer, data):
    return Seen(answer["paper"] == _folder(data)["paper"], "the folder")


@folder.check(
    points=40,
    passes="Room, uniform and agency have none: three lines that she may ask about.",
    fails="Three lines have no paper; mind the weeks of each.",
    hint="Room and agency four times, uniform twice.",
)
def without_a_paper(answer, data):
    return Seen(answer["none"] == _folder(data)["none"], "the slips and the contract")


@folder.check(
    points=30,
    passes="The rest reached her. Three figures that she can check with her own bank letters.",
    fails="The three figures have to make the pay of four weeks.",
    hint="Four weeks' pay, less the other two.",
)
def the_rest(answer, data):
    return Seen(answer["reached"] == _folder(data)["reached"], "four weeks' pay")


kept = Exercise(
    "what-may-be-kept",
    "What may you make, or keep for her?",
    Choices(
        {
            "a": "A dated list of all her papers, written with her",
            "b": "A copy of her room-mate's slip, which lies among hers",
            "c": "Copies of the slips and the contract that she agreed to",
            "d": "A photo of her bank card, in case she loses it",
            "e": "Her originals in your safe, because she asks, with a receipt",
            "f": "The shift plan from the hotel, which she is to bring on Monday",
        }
    ),
)
_chose(
    kept,
    "b",
    "another_womans",
    fails="The room-mate's slip may show the same lines, so it is tempting. It is another "
    "woman's paper, and she has not been asked. Give it back; your client may tell her that you "
    "would listen.",
    hint="Whose paper is each of them?",
)
_chose(
    kept,
    "d",
    "key_to_her_money",
    fails="You mean to help if it is lost. But somebody else would then hold the key to her "
    "money, and that may be what she came about. The bank replaces a card. Nobody needs a photo "
    "of it.",
    hint="Which item would give you power over her account?",
)
_chose(
    kept,
    "f",
    "sent_to_fetch",
    fails="The plan might prove hours. But you would send her to fetch evidence under the eyes "
    "of those she works for. If it matters, an inspector can ask for it. Keep to what she has.",
    hint="Which item would put her at risk on Monday?",
)


@kept.slip(
    fails="You would not keep her originals, and mostly that is wise. Here she asks for it. With "
    "a receipt, and back on any day she likes, it is her choice and a safe place.",
    hint="Who decides where her papers lie?",
)
def her_wish_refused(answer, data):
    return "e" not in answer


@kept.check(
    points=50,
    passes="A list, copies, a safe place: each with her yes.",
    fails="Something is missing to which she has said yes.",
    hint="What has she agreed to, or asked for?",
)
def with_her_yes(answer, data):
    return {"a", "c", "e"} <= set(answer)


@kept.check(
    points=50,
    passes="Nothing of anybody else, nothing that holds her money, no errand. Write down what "
    "she agreed to, and that she may change her mind.",
    fails="One of them is not hers to give, or not safe for her.",
    hint="Whose is it, and what could follow for her?",
)
def hers_and_safe(answer, data):
    return not set(answer) & {"b", "d", "f"}


on_the_cover = Sentence(
    "on-the-cover",
    "The cover of a flagged file",
    "Flagged because several people's wages arrive at this account and little goes on to "
    "their own; this is a reason to ask for the pay papers and proves nothing about anyone, and "
    "until they are read nobody's account is touched.",
)
