"""A small bank with one question of every kind, for tests of what is made from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from training.content.quiz import read_bank

if TYPE_CHECKING:
    from pathlib import Path

COMMON = """
    track: both
    difficulty: easy
    section: here
    sources: [L9/art-13]
"""
BANK = """
title: One of each
recommendation: "2.3"
items:
  - id: one
    kind: single{common}    prompt: Whom do you **ask** first?
    hints: [Who can hear the answer?, Who may say no?]
    options:
      - {id: a, text: Her., right: true, why: She can speak for herself.}
      - {id: b, text: The man beside her., why: He may decide what is heard.}
      - {id: c, text: Nobody., critical: true, why: Then nobody protects her.}
  - id: some
    kind: multiple{common}    prompt: Which are needs?
    options:
      - {id: a, text: Water, right: true, why: First.}
      - {id: b, text: A call, right: true, why: Second.}
      - {id: c, text: A statement, why: Later.}
  - id: judged
    kind: true-false{common}    prompt: Support needs a statement.
    answer: false
    why: Support stands by itself.
    reasons:
      - {id: a, text: The law says so., right: true, why: It does.}
      - {id: b, text: It is kinder., why: Kind is not the reason.}
  - id: sorted
    kind: classify{common}    prompt: Act or means?
    groups: [{id: act, text: Act}, {id: means, text: Means}]
    facts:
      - {id: drive, text: He drove us., group: act, why: An act., not: {means: No.}}
      - {id: debt, text: We owe him., group: means, why: It binds.}
  - id: placed
    kind: order{common}    prompt: In which order?
    steps:
      - {id: trace, text: Trace, why: Know what there is.}
      - {id: freeze, text: Freeze, why: Before it moves.}
      - {id: tell, text: Tell her, why: At the same time., with-previous: true}
      - {id: pay, text: Pay, why: Last.}
  - id: counted
    kind: numeric{common}    prompt: What is owed?
    answer: "8028.00"
    tolerance: 1 %
    units: [{id: sv, text: sevet}, {id: dl, text: drell, per: "10"}]
    why: Rate times hours.
    slips: [{answer: "5904.00", why: You left overtime out.}]
  - id: named
    kind: short-text{common}    prompt: Which form?
    accept: [NR-1]
    why: It starts the referral.
    slips: [{accept: [PR-1], why: That is the removal form.}]
  - id: filled
    kind: cloze{common}    prompt: Complete the letter.
    text: We ask you to [[what]] it.
    gaps:
      - id: what
        options:
          - {id: suspend, text: suspend, right: true, why: Right word.}
          - {id: cancel, text: cancel, why: Too much.}
  - id: marked
    kind: mark-up{common}    prompt: Mark what must change.
    categories: [{id: label, text: Labels}, {id: claim, text: Claims}]
    document: |
      We met [two illegals]{label-1} and [five women]{women}.

      One [confessed]{claim-1}.
    spans:
      - {id: claim-1, category: claim, why: She told. She confessed nothing.}
      - {id: label-1, category: label, why: It labels people.}
      - {id: women, why: A plain fact.}
""".replace("{common}", COMMON.rstrip() + "\n")


def write_bank(folder: Path, text: str = BANK, name: str = "sample") -> Path:
    path = folder / f"{name}.yml"
    path.write_text(text, "utf-8")
    return path


def sample_bank(folder: Path, text: str = BANK):
    bank, problems = read_bank(write_bank(folder, text))
    assert problems == []
    return bank
