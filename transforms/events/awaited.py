"""What something else waits for: "once the deal closes, the firm will cut jobs" does not tell that it has closed."""

from __future__ import annotations

from transforms.events.groups import is_carried_out, read_group
from transforms.events.triggers import Trigger
from transforms.events.words import status_words, verbs
from transforms.syntax import Parse

CLIMB = 4  # words between a clause and the verb that it belongs to: "as soon as", "ready by", joined verbs


def awaited(parse: Parse, trigger: Trigger) -> str | None:
    """The status of a trigger whose clause says when, or by what, something will be; None where it is no such clause.

    expected below what will be ("will resign when it is published", "will pay by selling ships"), hypothetical below what may be.
    """
    verb = _first_of_joined(parse, trigger.support if trigger.support is not None else trigger.token)
    word = _opening(parse, verb)
    if word is None:
        return None
    tense = "infinitive" if parse.deps[verb] == "pcomp" else read_group(parse, verb).tense
    above = _verb_above(parse, verb)
    if above is None or tense not in ("present", "perfect", "infinitive", "past"):
        return None
    group = read_group(parse, above)
    if group.tense == "modal" and group.modal in ("would", "'d", "’d"):
        return "expected" if tense == "past" and word in status_words("waited_for") else None
    if tense == "past":
        return None
    is_ahead = word not in status_words("means") and group.tense == "infinitive" and is_planned(parse, above)
    if group.tense == "future" or is_ahead:
        return "expected"  # but in "acted to protect them by killing the general" the means were used
    return "hypothetical" if group.tense == "modal" and tense != "infinitive" else None


def is_planned(parse: Parse, infinitive: int) -> bool:
    """An infinitive lies ahead, except below verbs that carry it out ("managed to win", "began to fall", "ran to be")."""
    head, label = parse.heads[infinitive], parse.deps[infinitive]
    if label == "advcl":
        return False
    if label == "conj" or is_carried_out(parse, infinitive):
        return is_planned(parse, head)
    word = parse.lemmas[head]
    if label in ("xcomp", "ccomp"):
        return word in verbs("plan") or word in ("go", "be", "have")
    return label in ("acl", "relcl") and word not in status_words("not_plans")


def was_planned(parse: Parse, trigger: Trigger) -> bool:
    """Whether it lay ahead in the past: "the hall was to open on Wednesday", "games set for Wednesday were still held"."""
    verb = trigger.support if trigger.support is not None else trigger.token
    if parse.deps[verb] == "acl":
        noun = parse.heads[verb]
        above = parse.heads[noun]
        return parse.deps[noun] in ("nsubj", "nsubjpass") and parse.tags[above][:2] == "VB" and _is_was(parse, above)
    return parse.deps[verb] == "xcomp" and _is_was(parse, parse.heads[verb])


def _is_was(parse: Parse, verb: int) -> bool:
    """Whether it is "was" or has it as a helper: "was due", "were held"."""
    helpers = [c for c in parse.children[verb] if parse.deps[c] in ("aux", "auxpass")]
    return any(parse.lemmas[t] == "be" and parse.tags[t] == "VBD" for t in (verb, *helpers))


def _first_of_joined(parse: Parse, verb: int) -> int:
    """The verb that the clause's opening word hangs on: "when it is signed and published"."""
    head = parse.heads[verb]
    is_joined = parse.deps[verb] == "conj" and parse.child(verb, "nsubj", "nsubjpass") is None
    return head if is_joined and parse.tags[head][:2] == "VB" else verb


def _opening(parse: Parse, verb: int) -> str | None:
    """The word that makes the clause one of time or means: when, once, until; before a gerund also by."""
    if parse.deps[verb] == "pcomp":
        word = parse.words[parse.heads[verb]].lower()
        return word if word in status_words("waits") or word in status_words("means") else None
    if parse.deps[verb] != "advcl":
        return None
    for child in parse.children[verb]:
        word = parse.words[child].lower()
        if child < verb and parse.deps[child] in ("mark", "advmod") and word in status_words("waits"):
            return word
        if word == "as" and parse.words[parse.heads[verb]].lower() == "soon":
            return "soon"
    return None


def _verb_above(parse: Parse, verb: int) -> int | None:
    """The verb that the clause belongs to."""
    above = verb
    for _ in range(CLIMB):
        if parse.heads[above] == above:
            return None
        above = parse.heads[above]
        if parse.tags[above][:2] == "VB":
            return above
    return None
