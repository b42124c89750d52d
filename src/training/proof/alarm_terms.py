"""Phrases that frighten instead of informing, and promises that nobody can keep."""

from __future__ import annotations

from training.proof.term import PEOPLE, Term

__all__ = ["ALARMS", "PROMISES"]

ALARMS = (
    Term(
        "tip-of-the-iceberg",
        r"\btip\s+of\s+(?:the|an)\s+iceberg\b",
        "claims a hidden number without a method",
        "what was counted, by whom, and what is not known",
        "D1/text",
    ),
    Term(
        "every-n-seconds",
        r"\b(?:every|each)\s+(?:\w+\s+)?(?:seconds?|minutes?)\b"
        r"(?=[^.]*\b(?:victims?|people|persons?|child(?:ren)?|wom[ae]n|girls?|migrants?|"
        r"trafficked|exploited|smuggled|sold)\b)",
        "turns an estimate into a clock",
        "the figure, its year, what was counted and out of how many",
    ),
    Term(
        "growing-fast",
        r"\b(?:fastest[- ]growing|second[- ](?:largest|biggest)|third[- ](?:largest|"
        r"biggest)|most\s+(?:lucrative|profitable))\s+(?:\w+\s+){0,2}?"
        r"(?:crime|criminal|illicit|illegal|industry|business|trade|enterprise)\b",
        "repeats a ranking for which no method exists",
        "a figure with its source, or nothing",
    ),
    Term(
        "epidemic",
        r"\b(?:epidemic|plague|pandemic|explosion|scourge)\s+of\s+(?:\w+\s+){0,2}?"
        r"(?:trafficking|smuggling|migrants?|exploitation|slavery|crime)\b",
        "frightens, and informs nobody",
        "the number, the period and the place",
    ),
    Term(
        "untold-numbers",
        r"\b(?:countless|untold|uncounted|innumerable)\s+(?:\w+\s+)?"
        rf"{PEOPLE}\b|\bmillions\s+(?:upon|and)\s+millions\b",
        "stands where a figure belongs",
        "the figure, or: the number is not known",
    ),
)

PROMISES = (
    Term(
        "promise-safety",
        r"\b(?:you|she|he|they|your\s+\w+|the\s+victims?|the\s+clients?)\s+"
        r"(?:will|shall|are\s+going\s+to|is\s+going\s+to)\s+(?:definitely\s+|certainly\s+|"
        r"always\s+|surely\s+)?(?:be\s+(?:completely\s+|totally\s+)?safe|be\s+protected|"
        r"be\s+compensated|receive\s+(?:the\s+|a\s+|full\s+)?(?:compensation|permit|"
        r"residence|asylum|protection)|get\s+(?:the\s+|a\s+|full\s+|your\s+|all\s+)?"
        r"(?:money|compensation|permit|papers|residence|asylum|visa)|"
        r"not\s+be\s+(?:deported|removed|sent\s+back|returned|prosecuted|punished|charged))"
        r"\b",
        "promises what another office decides; when it fails, so does trust",
        "may; then who decides, and: ask a lawyer",
    ),
    Term(
        "guarantee",
        r"\b(?:guarantees?|guaranteed|promise|promises|promised)\s+(?:that\s+)?"
        r"(?:you|her|him|them|victims?|(?:the\s+)?clients?)\s+(?:\w+\s+){0,3}?"
        r"(?:safety|protection|compensation|residence|asylum|permit|money)\b",
        "promises what another office decides; when it fails, so does trust",
        "may; then who decides, and: ask a lawyer",
    ),
)
