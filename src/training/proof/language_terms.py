"""The words that training lint looks for: what each does to whom, and what to write.

Patterns name phrases, not single words: a wave of the hand and a fight against fire are
nobody's label. A hint is for the writer to weigh; everything else is to be changed.
"""

from __future__ import annotations

from training.proof.term import PEOPLE, Term

__all__ = ["TERMS"]

_MOVING = (
    r"(?:migrants?|immigrants?|refugees?|asylum[- ]seekers?|foreigners?|newcomers?|"
    r"arrivals?|people|applicants?|families|children|workers|migration|immigration)"
)
_SEA = (
    r"\b(?:sea|seas|boats?|ships?|vessels?|water|coast\w*|drown\w*|shipwreck\w*|fires?|"
    r"floods?|mountains?|avalanche|helicopter|lifeboats?|rubble|overboard|lifeguard)\b"
)


TERMS = (
    Term(
        "illegal-person",
        rf"\billegal\s+(?:\w+\s+)?{PEOPLE}\b|\billegals\b|"
        rf"\b(?:s?he|they|who|{PEOPLE})\s+(?:is|are|was|were)\s+(?:an?\s+)?illegals?\b"
        rf"(?!\s+\w)",
        "makes a person unlawful; only an act can be, and the reader stops looking for "
        "the fact",
        "the act that is known (entered without a visa), or: person in an irregular "
        "situation",
        "L16/borders",
    ),
    Term(
        "illegal-migration",
        r"\billegal\s+(?:im|e)?migration\b|\billegally\s+(?:staying|residing)\b",
        "treats a whole movement of people as a crime, refugees included",
        "irregular migration, irregularly staying",
        "L17",
    ),
    Term(
        "illegal-act",
        r"\billegal\s+(?:\w+\s+)?(?:entry|entries|stays?|presence|residence|crossings?|"
        r"departures?)\b",
        "names an act in the words of some laws, and sounds like a crime where it may "
        "be a breach of rules",
        "irregular entry, irregular stay; keep it only where you cite a text that says "
        "so",
        "L17",
        hint=True,
    ),
    Term(
        "alien",
        r"\baliens?\b(?!\s+(?:species|plants?|planets?))",
        "makes a person foreign by nature",
        "non-national, or the person's name or task",
    ),
    Term(
        "clandestine-person",
        rf"\bclandestine\s+(?:\w+\s+)?{PEOPLE}\b|\bclandestines\b",
        "says that a person hides, which nobody has reported",
        "what the person did: entered without a visa",
    ),
    Term(
        "fight-migration",
        r"\b(?:combat(?:s|ed|ing|ted|ting)?|fight(?:s|ing)?|fought|battl(?:e|es|ed|ing)|"
        r"war\s+on|crack(?:s|ed|ing)?[- ]?down\s+on|stem(?:s|med|ming)?|"
        r"curb(?:s|ed|ing)?|stamp(?:s|ed|ing)?\s+out|tackl(?:e|es|ed|ing))"
        r"\s+(?:against\s+)?(?:the\s+)?(?:\w+\s+){0,2}?"
        r"(?:(?:im)?migration|(?:im)?migrants|refugees|asylum)\b"
        r"(?!(?:-|\s+)(?:crimes?|related|offences?|fraud|smuggl\w+))",
        "makes people on the move the enemy; the crime against them disappears",
        "respond to, address; or name the crime: prevent trafficking",
        unless=r"\b(?:smuggling|trafficking|exploitation|abuse|racism|xenophobia)"
        r"\s+(?:in|of)\s+(?:im)?migrants\b",
    ),
    Term(
        "water-words",
        rf"\b(?:flood|wave|swarm|tide|tsunami|deluge|avalanche|horde|torrent|stream|"
        rf"surge)s?\s+of\s+(?:\w+\s+){{0,2}}?{_MOVING}\b|"
        rf"\b{_MOVING}\s+(?:are\s+|were\s+|have\s+been\s+|keep\s+|kept\s+)?"
        r"(?:flood(?:s|ed|ing)?|pour(?:s|ed|ing)?|swarm(?:s|ed|ing)?|"
        r"stream(?:s|ed|ing)?)\s+(?:in(?:to)?|across|over|through|to)\b|"
        r"\b(?:migrant|migration|migratory|refugee|immigration)\s+"
        r"(?:waves?|floods?|tides?|tsunami|swarms?|invasion|surges?)\b|"
        rf"\b(?:flooded|swamped|overrun|inundated)\s+(?:by|with)\s+(?:\w+\s+)?{_MOVING}\b",
        "turns people into a disaster that has no faces and no number",
        "arrivals, with the number and the period",
    ),
    Term(
        "influx",
        r"\binflux(?:es)?\b(?!\s+of\s+(?:\w+\s+)?(?:cash|money|funds|capital|orders|goods|"
        r"water|air|data|mail|requests|calls))",
        "turns people into a liquid and hides how many they are",
        "arrivals, with the number and the period",
    ),
    Term(
        "invasion",
        rf"\b(?:invasion|onslaught|hordes?)\s+of\s+(?:\w+\s+)?{_MOVING}\b",
        "makes people an army",
        "arrivals, with the number and the period",
    ),
    Term(
        "flows",
        r"\b(?:mixed\s+)?(?:migra(?:tion|tory|nt)|refugee)\s+(?:flows?|pressures?|"
        r"burdens?|cris[ie]s)\b|\bflows?\s+of\s+(?:migrants|refugees|people|persons)\b",
        "is common in reports, and still speaks of people as a mass or a load",
        "movements, arrivals, people on the move",
        hint=True,
    ),
    Term(
        "human-cargo",
        rf"\bhuman\s+(?:cargo(?:es)?|merchandise|freight|wares)\b|"
        rf"\b(?:cargo(?:es)?|shipments?|consignments?|loads?)\s+of\s+"
        rf"(?:\w+\s+)?{PEOPLE}\b",
        "makes people goods, as those who exploit them do",
        "people, with their number",
    ),
    Term(
        "harvested",
        r"\bharvest(?:s|ed|ing)?\s+(?:of\s+)?(?:\w+\s+)?(?:organs?|kidneys?|livers?)\b|"
        r"\b(?:organs?|kidneys?)\s+(?:was|were|are|is|being|been)?\s*harvest(?:ed|ing)\b",
        "makes a body a field",
        "removal of organs",
        "L5/art-3",
    ),
    Term(
        "prostitute",
        r"\bprostitutes?\b(?!\s+(?:him|her|them|one)sel)|"
        r"\bprostituted\s+(?:wom[ae]n|girls?|persons?|people|boys?|m[ae]n)\b|"
        r"\bhookers?\b|\bwhores?\b",
        "makes what is done, or done to somebody, into what she is",
        "person in prostitution, or victim of sexual exploitation, as the facts allow",
        "W/0.2",
    ),
    Term(
        "child-abuse-words",
        r"\bchild\s+(?:prostitut(?:e|es|ion)|porn\w*|sex\s+workers?)\b",
        "suggests that a child could choose this",
        "child subjected to sexual exploitation; child sexual abuse material",
        "L3/art-35",
    ),
    Term(
        "slave",
        r"\b(?:(?:modern|modern[- ]day|sex|labou?r|debt|domestic|wage)[- ]slaves?|"
        r"slaves?)\b(?!\s+(?:trade|trading|ship|labou?r\s+convention))",
        "labels a person with what was done to them",
        "person subjected to slavery, servitude or forced labour",
        "W/0.2",
    ),
    Term(
        "rescue",
        rf"\brescu(?:e|es|ed|ing)\s+(?:(?:the|a|an|all|these|those|some|any|many|\d+|"
        rf"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|our|its|young|"
        rf"adult|foreign|trafficked|exploited|presumed|possible|several)\s+){{0,3}}"
        rf"(?:{PEOPLE}|her|him|them|slaves?|prostitutes?)\b|"
        rf"\b(?:{PEOPLE}|s?he|they)\s+(?:(?:was|were|is|are|has|have|had|been|being)\s+)"
        r"{1,3}rescued\b|\brescue\s+(?:raids?|missions?|operations?)\b",
        "makes the officer a hero and the person a thing that was saved, perhaps "
        "against his or her wish",
        "was helped to leave, left; removal from danger, with consent",
        "W/0.2",
        unless=_SEA,
    ),
    Term(
        "bogus-refugee",
        r"\b(?:bogus|fake|false|phon(?:e)?y|so-called|genuine|real|true|sham)\s+"
        r"(?:refugees?|asylum[- ](?:seekers?|claims?|applicants?))\b|"
        r"\beconomic\s+refugees?\b",
        "decides a claim that is open, and sorts people into honest and dishonest",
        "applicant before the decision, refugee after it",
        "L1/art-31",
    ),
    Term(
        "failed-asylum-seeker",
        r"\b(?:failed|rejected)\s+(?:asylum[- ]seekers?|applicants?|refugees?)\b|"
        r"\bquee?ue?[- ]jump(?:ers?|ing)\b",
        "makes a decision on a claim into a failure of the person",
        "person whose application was refused",
        "L1/art-33",
    ),
    Term(
        "economic-migrant",
        r"\beconomic\s+(?:im)?migrants?\b",
        "is often used to deny a claim before it is heard; reasons are mostly mixed",
        "the reason the person gives, or: migrant worker",
        hint=True,
    ),
    Term(
        "admitted",
        r"\b(?:admit(?:s|ted|ting)?|confess(?:es|ed|ing)?)\s+(?:to\s+)?"
        r"(?:having\s+been|being|that\s+(?:s?he|they)\s+(?:was|were|is|are|had\s+been|"
        r"has\s+been))\s+(?:\w+\s+)?(?:trafficked|exploited|abused|smuggled|beaten|"
        r"raped|forced|victims?)\b",
        "treats harm that was suffered as guilt; one confesses to a crime",
        "disclosed, said, spoke of",
        "W/0.2",
    ),
    Term(
        "credible-victim",
        r"\b(?:not\s+(?:a\s+)?|un|in|non-)?credible\s+(?:victims?|wom[ae]n|m[ae]n|"
        r"persons?|girls?|boys?|migrants?)\b|"
        r"\b(?:s?he|they|victims?|wom[ae]n|m[ae]n|migrants?|applicants?|interviewees?|"
        r"girls?|boys?)\s+(?:is|are|was|were|seem(?:s|ed)?|appear(?:s|ed)?)\s+"
        r"(?:not\s+|hardly\s+|barely\s+|very\s+|fully\s+|entirely\s+){0,2}"
        r"(?:not\s+)?(?:in)?credible\b",
        "puts a verdict on a person in a note that others will only copy",
        "what was said, by whom and when, and what supports or contradicts it",
        "W/0.2",
    ),
    Term(
        "innocent-victim",
        r"\binnocent\s+victims?\b|\b(?:true|real|genuine|perfect|deserving)\s+victims?\b",
        "says that other victims are not innocent, or not victims",
        "victim, or presumed victim before the decision",
        "W/0.2",
    ),
    Term(
        "victim-of-trafficking",
        r"(?<!presumed\s)(?<!possible\s)(?<!potential\s)(?<!identified\s)"
        r"(?<!suspected\s)\b(?:trafficking\s+victims?|victims?\s+of\s+(?:human\s+)?"
        r"trafficking)\b",
        "states a status that a formal step gives; before it, nobody knows",
        "presumed or possible victim before the formal step",
        hint=True,
    ),
    Term(
        "smuggling-victim",
        r"\b(?:smuggling\s+victims?|victims?\s+of\s+(?:human\s+|migrant\s+|people\s+)?"
        r"smuggling)\b",
        "mixes two crimes: a smuggled person is the object of one, and may be a victim "
        "of another",
        "smuggled migrant, who may also be a victim of crime",
        "L6/art-5",
    ),
    Term(
        "caught",
        r"\b(?:caught|captur(?:e|ed|ing)|round(?:ed|ing)\s+up|nabbed|netted|hunted|"
        r"hunt(?:s|ing)?\s+for|swooped\s+on)\s+(?:\w+\s+){0,2}?"
        r"(?:migrants|immigrants|refugees|asylum[- ]seekers|foreigners)\b|"
        r"\b(?:migrants|immigrants|refugees|asylum[- ]seekers|foreigners)\s+(?:were|"
        r"are|been)\s+(?:caught|captured|rounded\s+up|nabbed|netted|hunted)\b",
        "makes people game",
        "stopped, found, met, checked",
        "W/0.2",
    ),
    Term(
        "boat-people",
        r"\bboat[- ](?:people|persons?|migrants?)\b",
        "gives people the name of what carried them",
        "people who arrived by sea",
    ),
    Term(
        "burden",
        rf"\b(?:burden|load)\s+(?:of|from)\s+(?:\w+\s+)?{_MOVING}\b|"
        r"\bburden[- ]sharing\b",
        "makes people a weight",
        "responsibility, responsibility-sharing; or the cost, with the figure",
        hint=True,
    ),
    Term(
        "minor",
        r"\b(?<!unaccompanied\s)minors?\b(?!\s+(?:offences?|breach\w*|injur\w+|mistakes?|"
        r"errors?|changes?|points?|repairs?|details?|role|part|matter|role|thing))",
        "is correct in law and keeps a child at a distance",
        "child",
        "L3/art-1",
        unless=r"\ba\s+minor\s+\w+",
        hint=True,
    ),
)
