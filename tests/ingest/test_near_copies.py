"""Near copies are found, and what only looks like one is not."""

from __future__ import annotations

import random
from datetime import date

from transforms.near_copies import NearCopies, Shown

CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"
NOTICE = "This notice closes every release of the agency and is the same each time, word for word. " * 12


def invented_words(seed: random.Random, count: int) -> list[str]:
    return [
        "".join(seed.choice(CONSONANTS) + seed.choice(VOWELS) for _ in range(seed.randint(2, 4))) for _ in range(count)
    ]


def story(seed: random.Random, words: list[str]) -> str:
    paragraphs = [
        " ".join(seed.choices(words, k=seed.randint(30, 70))).capitalize() + "." for _ in range(seed.randint(3, 8))
    ]
    return "\n\n".join(paragraphs)


def edited(seed: random.Random, text: str, words: list[str]) -> str:
    """A copy as desks make them: words changed, a paragraph cut or added, a line put on top."""
    way = seed.randrange(4)
    paragraphs = text.split("\n\n")
    if way == 0:
        return " ".join(seed.choice(words) if seed.random() < 0.06 else word for word in text.split(" "))
    if way == 1:
        return "\n\n".join(paragraphs[:-1])
    if way == 2:
        return text + "\n\n" + " ".join(seed.choices(words, k=40)) + "."
    return "UPDATED with a new line on top\n\n" + text


def test_two_hundred_edited_copies_among_two_thousand_stories() -> None:
    seed = random.Random(11)
    words = invented_words(seed, 3_000)
    stories = [story(seed, words) for _ in range(2_000)]
    index = NearCopies()
    false = [n for n, text in enumerate(stories) if index.earlier(str(n), text) is not None]
    chosen = seed.sample(range(2_000), 200)
    found = [index.earlier(f"copy of {n}", edited(seed, stories[n], words)) == str(n) for n in chosen]
    assert len(false) <= 10  # 0.5 %
    assert sum(found) >= 190  # 95 %


def test_two_stories_that_close_with_the_same_notice_are_no_copies() -> None:
    seed = random.Random(5)
    words = invented_words(seed, 2_000)
    index = NearCopies()
    assert index.earlier("one", story(seed, words) + NOTICE) is None
    assert index.earlier("two", story(seed, words) + NOTICE) is None


def test_a_form_filled_in_twice_is_no_copy() -> None:
    form = (
        "Grant for the fire brigade of {town}. The ministry gives the fire brigade of {town} a grant for two engines, pumps and hoses "
        "from the fund that it set up last year for brigades in small towns. The mayor of {town} thanked the ministry and said that the "
        "old engines had been in use for thirty years and could no longer be repaired by anybody in the district."
    )
    index = NearCopies()
    assert index.earlier("one", form.format(town="Hallow")) is None
    assert index.earlier("two", form.format(town="Sorley")) is None


def test_texts_too_short_to_compare_are_left_alone() -> None:
    index = NearCopies()
    assert index.earlier("one", "Rain is expected on Sunday.") is None
    assert index.earlier("two", "Rain is expected on Sunday!") is None


def test_articles_of_the_dataset_can_be_remembered() -> None:
    seed = random.Random(3)
    words = invented_words(seed, 500)
    text = story(seed, words)
    index = NearCopies()
    index.remember("old", text)
    assert index.earlier("new", text + " One more sentence at the end.") == "old"


def test_a_series_of_statements_is_not_one_statement() -> None:
    seed = random.Random(3)
    text = story(seed, invented_words(seed, 500))
    index = NearCopies()
    assert index.earlier("march", text + " The rate is 3 percent.", date(2024, 3, 20)) is None
    assert index.earlier("may", text + " The rate is 4 percent.", date(2024, 5, 2)) is None
    assert index.earlier("copy", text + " The rate is 4 percent!!! Sic.", date(2024, 5, 3)) == "may"


REPORT = (
    "Claims for benefits in Marle rose to {a} last week from {b} the week before, the labour office said. Of the {a} claims, {c} came from "
    "builders and {d} from shops; the office had expected {b}. The {c} builders live in the valley for the most part, and the {d} shop "
    "workers in the town itself, where two markets closed after the flood and have not been opened again by their owners since then."
)


def test_the_same_report_with_other_numbers_is_no_copy() -> None:
    index = NearCopies()
    assert index.earlier("one", REPORT.format(a=412, b=388, c=210, d=97)) is None
    assert index.earlier("two", REPORT.format(a=431, b=399, c=222, d=85)) is None


def test_an_update_with_a_higher_toll_and_a_new_paragraph_is_a_copy() -> None:
    seed = random.Random(4)
    story_ = "In Dorra 12 people died, and the 12 were found near the mill. " + story(seed, invented_words(seed, 900))
    update = story_.replace("12", "14") + "\n\n" + " ".join(seed.choices(invented_words(seed, 300), k=40)) + "."
    index = NearCopies()
    assert index.earlier("one", story_) is None
    assert index.earlier("two", update) == "one"


def test_the_verdict_is_the_same_however_many_articles_are_at_hand() -> None:
    seed = random.Random(5)
    words = invented_words(seed, 400)
    first = [story(seed, words) for _ in range(6)]
    # Every text has many near ones before it, some of them copies and some not: updates of updates.
    texts = [*first, *(edited(seed, seed.choice(first), words) for _ in range(120))]
    shown = [Shown(f"{n:024x}", text, date(2024, 5, 1 + n % 20)) for n, text in enumerate(texts)]
    whole = [verdict.copy_of for verdict in NearCopies().judged(shown)]
    assert sum(copy is not None for copy in whole) > 50
    for at_hand in (1, 7, 40):
        index = NearCopies(at_hand=at_hand)
        assert [verdict.copy_of for one in shown for verdict in index.judged([one])] == whole
