"""Sentences and their parses -> the names of the article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from transforms.mentions import Sentence
from transforms.names import words
from transforms.names.answers import HE_SHE, IT, Mention, Names
from transforms.names.chunks import Chunk, chunks
from transforms.names.occurrences import occurrences
from transforms.syntax import Parse

LOOK_BACK = 3  # sentences that a "he" may reach over when none of them names another person


def read_names(sentences: Sequence[Sentence], parses: Mapping[int, Parse]) -> Names:
    """The names of the article, from the sentences that are parsed; known names are looked up in the others too."""
    read = {s.no: chunks(parses[s.no]) for s in sentences if s.no in parses}
    canon = _Canon([c for found in read.values() for c in found])
    mentions: list[Mention] = []
    pronouns: dict[int, str] = {}
    people = canon.known_people()
    for sentence in sentences:
        if sentence.no in read:
            here = [canon.mention(sentence, c) for c in read[sentence.no]]
            here += _unread(sentence, parses[sentence.no], here, canon, people)
            here += _pronouns(sentence, parses[sentence.no], mentions, here, pronouns)
            mentions += sorted(here, key=lambda m: m.start)
        else:
            mentions += [canon.known(sentence, *span) for span in occurrences(people, sentence.text)]
    return Names([m for m in mentions if m.start not in pronouns], pronouns)


def _unread(
    sentence: Sentence, parse: Parse, here: Sequence[Mention], canon: _Canon, people: Sequence[str]
) -> list[Mention]:
    """Known people whom the tagger took for plain words: "Jobs also said", but not "Jobs are scarce"."""
    made: list[Mention] = []
    for start, end in occurrences(people, sentence.text):
        known = canon.known(sentence, start, end)
        token = parse.token_at(start)
        if token is None or any(m.start < known.end and known.start < m.end for m in here):
            continue
        if parse.tags[token][:2] == "NN" and parse.tags[parse.heads[token]] in ("VBD", "VBZ"):
            made.append(known)
    return made


class _Canon:
    """One string for each person and organisation, made of all the chunks of an article."""

    def __init__(self, found: Sequence[Chunk]) -> None:
        self.people = _full_people(found)
        self.one = _one_string(found)
        self.kinds: dict[str, str] = {}
        self.genders: dict[str, str] = {}
        for chunk in found:
            name = self.name(chunk)
            kind = "person" if any(name in full for full in self.people.values()) else chunk.kind
            if kind is not None:
                self.kinds.setdefault(name, kind)
            if chunk.gender is not None:
                self.genders.setdefault(name, chunk.gender)

    def name(self, chunk: Chunk) -> str:
        """The canonical string of the chunk."""
        if chunk.kind in (None, "person"):
            fits = [
                n
                for n, gender in self.people.get(chunk.name, {}).items()
                if None in (gender, chunk.gender) or gender == chunk.gender
            ]
            if len(fits) == 1:
                return fits[0]
        return self.one.get(chunk.name, chunk.name)

    def mention(self, sentence: Sentence, chunk: Chunk) -> Mention:
        """The chunk in its place in the article."""
        name = self.name(chunk)
        return Mention(
            sentence.no,
            sentence.start + chunk.start,
            sentence.start + chunk.end,
            name,
            self.kinds.get(name),
            self.genders.get(name),
            chunk.is_subject,
            chunk.role,
            chunk.modifiers,
        )

    def known_people(self) -> list[str]:
        """The people of the article by full name or surname, to be found in sentences without a parse; the longest first."""
        known = {w for w, full in self.people.items() if len(full) == 1} | {n for f in self.people.values() for n in f}
        return sorted(known, key=lambda w: (-len(w), w))

    def known(self, sentence: Sentence, start: int, end: int) -> Mention:
        """A person of the article in a sentence without a parse; places are counted in the sentence."""
        printed = sentence.text[start:end]
        full = self.people.get(printed)
        name = next(iter(full)) if full else printed
        return Mention(
            sentence.no,
            sentence.start + start,
            sentence.start + end,
            name,
            "person",
            self.genders.get(name),
            is_subject=start == 0,
        )


def _full_people(found: Sequence[Chunk]) -> dict[str, dict[str, str | None]]:
    """Surname -> full names with their gender."""
    people: dict[str, dict[str, str | None]] = {}
    unknown = Counter(name.split()[-1] for name in {c.name for c in found if c.kind is None and " " in c.name})
    singles = {c.name for c in found if " " not in c.name and c.kind in (None, "person")}
    speaking = {c.name.split()[-1] for c in found if c.speaks}
    for chunk in found:
        parts = chunk.name.split()
        surname = parts[-1]
        # "Xiu Lin ... Lin said": two capitalised words are a person where the second returns alone and one of them speaks.
        alone = chunk.kind is None and surname in singles and surname in speaking and unknown[surname] == 1
        if len(parts) in (2, 3, 4) and (chunk.kind == "person" or (alone and len(parts) == 2)):
            same = people.setdefault(surname, {})
            same[chunk.name] = same.get(chunk.name) or chunk.gender
    return {surname: _longest(full) for surname, full in people.items()}


def _longest(full: dict[str, str | None]) -> dict[str, str | None]:
    """Without the names that another one contains ("Elijah Cummings" in "Elijah Eugene Cummings")."""
    kept: dict[str, str | None] = {}
    for name, gender in full.items():
        mine = set(name.split())
        longer = [o for o in full if o != name and mine < set(o.split())]
        if not longer:
            kept[name] = gender
    return kept


def _one_string(found: Sequence[Chunk]) -> dict[str, str]:
    """Printed name of an organisation -> the one string for it, where it has several and only one reading fits.

    "FAA" and "Federal Aviation Administration" both give "Federal Aviation Administration (FAA)", "Boeing" and "Boeing Co." the shorter.
    """
    singles = {c.name for c in found if " " not in c.name and c.kind != "place"}
    readings: dict[str, set[str]] = {}
    one: dict[str, str] = {}
    for name in {c.name for c in found if c.kind in (None, "organisation", "media") and " " in c.name}:
        parts = [p for p in name.split() if p[0].isupper()] or [name]
        initials = "".join(p[0] for p in parts)
        if initials in singles and len(initials) > 2:
            readings.setdefault(initials, set()).add(name)
        elif parts[0] in singles and words.suffixes().get(parts[-1].lower()) == "company":
            one[name] = parts[0]
        elif parts[0] == "The":
            one[name.removeprefix("The ")] = name
    for initials, names in readings.items():
        if len(names) == 1:
            name = names.pop()
            one[name] = one[initials] = f"{name} ({initials})"
    return one


def _pronouns(
    sentence: Sentence, parse: Parse, past: Sequence[Mention], here: Sequence[Mention], found: dict[int, str]
) -> list[Mention]:
    """Mentions made by pronouns of the sentence that stand for one certain name; `found` takes their places."""
    made: list[Mention] = []
    for i, tag in enumerate(parse.tags):
        if tag not in ("PRP", "PRP$"):
            continue
        lower, place = parse.words[i].lower(), sentence.start + parse.starts[i]
        subject = parse.deps[i] in ("nsubj", "nsubjpass")
        before = [m for m in [*here, *made] if m.end <= place]
        if lower in HE_SHE:
            name = _person(HE_SHE[lower], sentence.no, before, past)
        elif lower in IT and (tag == "PRP$" or (subject and parse.lemmas[parse.heads[i]] not in words.empty_it())):
            name = _organisation(sentence.no, before, past)
        else:
            name = None
        if name is not None:
            found[place] = name.canonical
            made.append(
                Mention(
                    sentence.no, place, sentence.start + parse.ends[i], name.canonical, name.kind, name.gender, subject
                )
            )
    return made


def _person(gender: str, sentence_no: int, before: Sequence[Mention], past: Sequence[Mention]) -> Mention | None:
    """The person that "he" or "she" means: of the same sentence, else of the nearest one before that names any."""
    fitting = [m for m in before if m.kind == "person" and m.gender in (None, gender)]
    if fitting:
        return _chosen(fitting)
    for distance in range(1, LOOK_BACK + 1):
        people = [m for m in _of_sentence(past, sentence_no - distance) if m.kind == "person"]
        fitting = [m for m in people if m.gender in (None, gender)]
        if fitting:
            return _chosen(fitting)
    return None


def _organisation(sentence_no: int, before: Sequence[Mention], past: Sequence[Mention]) -> Mention | None:
    """The organisation that "it" means: subject of the same sentence, else of the last one."""
    for mentions in (before, _of_sentence(past, sentence_no - 1)):
        subjects = [m for m in mentions if m.is_subject and m.kind != "person"]
        if subjects:
            return (
                subjects[0]
                if len({m.canonical for m in subjects}) == 1 and subjects[0].kind in ("organisation", "media")
                else None
            )
    return None


def _of_sentence(mentions: Sequence[Mention], no: int) -> list[Mention]:
    found: list[Mention] = []
    for mention in reversed(mentions):
        if mention.sentence_no < no:
            break
        if mention.sentence_no == no:
            found.append(mention)
    return found[::-1]


def _chosen(fitting: Sequence[Mention]) -> Mention | None:
    """The only one, else the only subject among them."""
    if len({m.canonical for m in fitting}) == 1:
        return fitting[-1]
    subjects = [m for m in fitting if m.is_subject]
    return subjects[-1] if len({m.canonical for m in subjects}) == 1 else None
