"""Put answers side by side that say the same: nobody should read one sentence in twenty places.

Texts are compared by scikit-learn's TF-IDF: by short pieces of words for nearly identical texts, by words for
texts about the same. This only decides what stands together; people decide what it is worth.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

NEARLY = 0.94  # cosine of character pieces, for one group: one word of twenty may differ
NEAR = 0.5  # cosine of words, for neighbors
_LONGEST = 5000  # characters of a text that are compared
_WORDS = r"(?u)\\?\w+|[^\w\s]"  # short words and signs matter in a formula


class Group(NamedTuple):
    """Answers that can be marked together.

    Attributes:
        members: whose answers, the most typical first.
        kind: ``single``, ``identical`` or ``nearly identical``.
        cluster: groups of one cluster are near in words, and stand one after the other.
    """

    members: tuple[str, ...]
    kind: str
    cluster: int


def is_blank(text: str, starters: set[str]) -> bool:
    """Tell whether a text without pictures says nothing, or what the sheet said there before.

    Args:
        text: the answer.
        starters: what the answer cell holds in the release, normalized.
    """
    return not re.search(r"\w", text) or normalized(text) in starters


def normalized(text: str) -> str:
    """Return a text without what nobody sees: line breaks, repeated spaces, ways to write an accent."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def arrange(texts: Mapping[str, str]) -> list[Group]:
    """Return everybody's answers in groups: similar groups are neighbors, large clusters come first.

    Args:
        texts: by student; two with the same text are identical.
    """
    same: dict[str, list[str]] = defaultdict(list)
    for student, text in texts.items():
        same[normalized(text)].append(student)
    kinds = sorted(same, key=lambda text: (-len(same[text]), text))
    if not kinds:
        return []
    short = [text[:_LONGEST].casefold() for text in kinds]
    nearly = _leaders(_similarity(short, analyzer="char_wb", ngram_range=(2, 4), use_idf=False), NEARLY)
    near = _similarity(short, token_pattern=_WORDS, sublinear_tf=True)
    leaders = sorted(set(nearly))
    clusters = _leaders(near[np.ix_(leaders, leaders)], NEAR)
    cluster_of = dict(zip(leaders, clusters, strict=True))
    groups = []
    for leader in leaders:
        inside = [place for place, one in enumerate(nearly) if one == leader]
        members = tuple(student for place in inside for student in same[kinds[place]])
        kind = "single" if len(members) == 1 else "identical" if len(inside) == 1 else "nearly identical"
        groups.append(Group(members, kind, leaders[cluster_of[leader]]))
    sizes: dict[int, int] = defaultdict(int)
    for group in groups:
        sizes[group.cluster] += len(group.members)
    return sorted(groups, key=lambda one: (-sizes[one.cluster], one.cluster, -len(one.members)))


def _similarity(texts: list[str], **options) -> NDArray:
    """Return the cosine of any two texts, shape ``(n, n)``."""
    try:
        weights = TfidfVectorizer(**options).fit_transform(texts)
    except ValueError:  # no text has a word
        return np.eye(len(texts))
    return (weights @ weights.T).toarray()


def _leaders(similarity: NDArray, least: float) -> list[int]:
    """Return, for each text, the first one that it is similar enough to, maybe itself.

    Every text is compared with the first of its group, not with its neighbor: a chain of small differences
    would end at another answer.
    """
    leaders: list[int] = []
    found = []
    for place in range(len(similarity)):
        leader = max(leaders, key=lambda one: similarity[place, one], default=place)
        if leader == place or similarity[place, leader] < least:
            leader = place
            leaders.append(place)
        found.append(leader)
    return found
