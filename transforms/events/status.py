"""Whether an event is said to have happened: happened, expected, negated or hypothetical."""

from __future__ import annotations

from datetime import date

from transforms.events.awaited import awaited, is_planned
from transforms.events.charges import charge_above
from transforms.events.groups import read_group
from transforms.events.triggers import Trigger
from transforms.events.when import When
from transforms.events.words import status_words, verbs
from transforms.mentions import StatementMention
from transforms.syntax import Parse

BROUGHT = frozenset(("dobj", "nsubjpass", "attr", "oprd"))
NO = frozenset(("no", "neither"))
THINGS = frozenset(("dobj", "attr", "nsubj", "nsubjpass"))
CONTENT = frozenset(("ccomp", "xcomp", "dobj", "acl", "pobj", "prep", "nsubjpass", "advcl", "pcomp", "attr", "oprd"))


def read_status(
    parse: Parse, trigger: Trigger, when: When | None, statement: StatementMention | None, published: date | None
) -> str:
    """The status of a trigger; the nearest cue decides, and a claim that denies makes its content negated."""
    if _negated(parse, trigger) or (statement is not None and statement.cue_kind == "deny"):
        return "negated"
    if _hypothetical(parse, trigger, statement) or _is_asked(parse, trigger) or _is_condition(parse, trigger):
        return "hypothetical"
    if charge_above(parse, _verb(trigger)) is not None:
        return "hypothetical"
    brought = _as_it_is_brought(parse, trigger)
    is_over = _lies_behind(when, published)
    if brought is not None and not is_over:
        return brought
    if is_over and _is_perfect(parse, _verb(trigger)):
        return "happened"  # "is projected to have grown last year"
    if _expected(parse, trigger, when, statement) or lies_ahead(when, published):
        return "expected"
    return (None if is_over else awaited(parse, trigger)) or _from_cue_above(parse, trigger)


def _verb(trigger: Trigger) -> int:
    return trigger.support if trigger.support is not None else trigger.token


def _negated(parse: Parse, trigger: Trigger) -> bool:
    if trigger.group.negated:
        return True
    if not parse.children[trigger.token]:
        return False
    if trigger.kind == "noun":
        below = parse.words_below(trigger.token, "det", "amod")
        return not (NO.isdisjoint(below) and status_words("called_off").isdisjoint(below))
    things = [c for c in parse.children[trigger.token] if parse.deps[c] in THINGS]
    return bool(things) and any(_lower(parse, c) in status_words("nobody") or _has_no(parse, c) for c in things)


def _lower(parse: Parse, token: int) -> str:
    return parse.words[token].lower()


def _has_no(parse: Parse, noun: int) -> bool:
    """Whether "no" opens the noun phrase."""
    children = parse.children[noun]
    first = children[0] if children else noun  # they stand in text order
    while first > 0 and parse.deps[first] in ("compound", "amod", "nmod") and parse.children[first]:
        deeper = parse.children[first][0]
        if deeper >= first:
            break
        first = deeper
    return _lower(parse, first) in NO


def _hypothetical(parse: Parse, trigger: Trigger, statement: StatementMention | None) -> bool:
    token = _verb(trigger)
    group = trigger.group
    if group.tense == "modal" and not _reported_future(parse, token, group.modal, statement):
        return True
    children = parse.children[trigger.token]
    if not children and token == trigger.token:
        return False
    if not status_words("doubt").isdisjoint(parse.words_below(trigger.token, "advmod")):
        return True
    told = [w for c in children if parse.deps[c] == "amod" for w in (parse.lemmas[c], _lower(parse, c))]
    if not status_words("hearsay").isdisjoint(told):
        return True
    return not status_words("conditions").isdisjoint(parse.words_below(token, "mark"))


def _is_asked(parse: Parse, trigger: Trigger) -> bool:
    """Whether the sentence asks if it was so: "Did the mayor sign it?"; "Why did he resign?" takes it for granted."""
    if parse.words[-1] != "?" or trigger.kind == "noun" or parse.deps[trigger.token] != "ROOT":
        return False
    helpers = [c for c in parse.children[trigger.token] if parse.deps[c] in ("aux", "auxpass")]
    doer = parse.child(trigger.token, "nsubj", "nsubjpass")
    asks_for = any(tag[0] == "W" for tag in parse.tags[: trigger.token])
    return bool(helpers) and doer is not None and helpers[0] < doer and not asks_for


def _is_condition(parse: Parse, trigger: Trigger) -> bool:
    """Whether a noun is the subject of a condition: the talks of "if talks fail"."""
    if trigger.kind != "noun" or parse.deps[trigger.token] not in ("nsubj", "nsubjpass"):
        return False
    if parse.child(trigger.token, "det", "poss") is not None:
        return False  # "if the strike ends": it goes on
    verb = parse.heads[trigger.token]
    return not status_words("conditions").isdisjoint(parse.words_below(verb, "mark"))


def _as_it_is_brought(parse: Parse, trigger: Trigger) -> str | None:
    """The status of what a verb brings about, which is that of the verb: "will launch an inquiry", "did not hold a vote".

    None where it is over, or where the noun is known: "will not resume the talks" tells of talks that there were.
    """
    if trigger.kind != "noun" or trigger.support is not None or parse.deps[trigger.token] not in BROUGHT:
        return None
    verb = parse.heads[trigger.token]
    if parse.lemmas[verb] not in verbs("brings") or _is_definite(parse, trigger.token):
        return None
    group = read_group(parse, verb)
    if group.negated:
        return "negated"
    if group.tense == "future" or (group.tense == "infinitive" and is_planned(parse, verb)):
        return "expected"
    return "hypothetical" if group.tense == "modal" else None


def _is_definite(parse: Parse, noun: int) -> bool:
    """Whether it is spoken of as known: "the vote", "his trial"."""
    return any(
        parse.deps[c] == "poss" or parse.words[c].lower() in ("the", "this", "that", "these", "those")
        for c in parse.children[noun]
    )


def _reported_future(parse: Parse, verb: int, modal: str | None, statement: StatementMention | None) -> bool:
    """In "he said it would rain" would is the will of what was said; in a relative clause it stays a supposition."""
    return modal in ("would", "'d", "’d") and statement is not None and parse.deps[verb] != "relcl"


def _expected(parse: Parse, trigger: Trigger, when: When | None, statement: StatementMention | None) -> bool:
    group = trigger.group
    if trigger.lemma in status_words("slated") and group.passive and when is not None and trigger.kind != "noun":
        return True
    if group.tense == "future" or (group.tense == "modal" and statement is not None):
        return True
    if group.tense == "infinitive" and parse.deps[_verb(trigger)] not in ("ROOT", "csubj"):
        return is_planned(parse, _verb(trigger))
    if group.tense == "infinitive" and any(
        parse.deps[c] == "aux" and parse.lemmas[c] in ("have", "be") for c in parse.children[_verb(trigger)]
    ):
        return True
    if trigger.kind == "noun" and not status_words("ahead").isdisjoint(parse.words_below(trigger.token, "amod")):
        return True
    return statement is not None and statement.cue_kind == "plan" and group.tense in ("infinitive", "none")


def _is_perfect(parse: Parse, verb: int) -> bool:
    """Whether it is an infinitive of what is over: "to have grown"."""
    helpers = [parse.lemmas[c] for c in parse.children[verb] if parse.deps[c] == "aux"]
    return "to" in helpers and "have" in helpers


def lies_ahead(when: When | None, published: date | None) -> bool:
    """Whether the event begins after the day of publication."""
    return (
        when is not None
        and published is not None
        and when.interval.start is not None
        and when.interval.start > published
    )


def _lies_behind(when: When | None, published: date | None) -> bool:
    return (
        when is not None
        and published is not None
        and when.basis == "clause"
        and when.interval.end is not None
        and when.interval.end < published
    )


def _from_cue_above(parse: Parse, trigger: Trigger) -> str:
    """What the verb above says: failed and refused -> negated; planned, ordered -> expected; a modal reaches its infinitive."""
    token = _verb(trigger)
    if trigger.group.tense not in ("infinitive", "none", "participle"):
        return "happened"
    for _ in range(4):
        head, label = parse.heads[token], parse.deps[token]
        if head == token or label not in CONTENT:
            return "happened"
        lemma, word = parse.lemmas[head], parse.words[head].lower()
        if parse.tags[head][:2] == "VB" or word in status_words("predicates"):
            if label in ("xcomp", "ccomp", "dobj") and (lemma in verbs("fail") or word in verbs("fail")):
                return "negated"
            if label in ("dobj", "nsubjpass") and lemma in status_words("schedules"):
                return "expected"
            return "happened"
        token = head
    return "happened"
