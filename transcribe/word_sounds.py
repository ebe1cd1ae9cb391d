"""How alike two words sound to a recogniser, in Russian and English, whatever script they are written in.

Russian merges unstressed vowels and voices or unvoices consonants by their neighbours; a telephone line loses the
difference between the rest of the hissing sounds. Costs are set by hand after that: no training material exists.
Method: weighted edit distance (Wagner and Fischer 1974) over sounds in place of letters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import accumulate

VOWELS = "aeiou"
_CYRILLIC = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "o", "ж": "Z", "з": "z", "и": "i", "й": "j",
        "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
        "х": "h", "ц": "c", "ч": "C", "ш": "S", "щ": "S", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "u", "я": "a",
    }
)  # fmt: skip
# Longest first. Capitals are sounds already: S as in ship, Z as in vision, C as in chip.
_LATIN = (
    ("shch", "S"), ("sch", "S"), ("tch", "C"), ("sh", "S"), ("ch", "C"), ("zh", "Z"), ("kh", "h"), ("ph", "f"),
    ("th", "t"), ("ck", "k"), ("qu", "kv"), ("ts", "T"), ("ee", "i"), ("ea", "i"), ("oo", "u"), ("ou", "u"),
    ("ai", "e"), ("ay", "e"), ("ei", "e"), ("ey", "e"), ("au", "o"), ("aw", "o"), ("ya", "a"), ("yu", "u"),
    ("x", "ks"), ("w", "v"), ("q", "k"), ("j", "Z"), ("y", "i"),
)  # fmt: skip
_SOFT_C = re.compile(r"c(?=[ei])")
_SILENT_E = re.compile(r"(?<=[^aeiou])e$")
_HAS_LATIN = re.compile(r"[a-z]")
_NOT_SOUND = re.compile(r"[^a-zSZC]")
_DOUBLED = re.compile(r"(.)\1+")

# Sounds that the recogniser takes for each other; each pair costs the same both ways.
_NEAR = {
    0.1: "ao ei ji",
    0.2: "pb td kg fv sz SZ sc zc",
    0.25: "ae ou ia CS",
    0.3: "gh Cc kh",
    0.35: "mn au eo eu iu io",
    0.4: "tc bv tC vu",
    0.5: "Ss Zz CZ lr pf",
}
_COSTS = {frozenset(pair): cost for cost, pairs in _NEAR.items() for pair in pairs.split()}
_VOWEL_WEIGHT, _GLIDE_WEIGHT, _CONSONANT_WEIGHT = 0.4, 0.1, 0.9  # of a sound lost or added
_SOUNDS = "abcdefghijklmnopqrstuvwxyzSZC"
_WEIGHTS = dict.fromkeys(_SOUNDS, _CONSONANT_WEIGHT) | dict.fromkeys(VOWELS, _VOWEL_WEIGHT) | {"j": _GLIDE_WEIGHT}
_CHANGES = {a: {b: 0.0 if a == b else _COSTS.get(frozenset(a + b), 1.0) for b in _SOUNDS} for a in _SOUNDS}
_ENDING_SOUNDS, _ENDING_COST = 3, 0.1  # case endings: nearly free behind the stem of a name

# Classes for the skeleton, by which names are looked up: what one class holds is easily confused.
_CLASSES = str.maketrans(
    {
        **dict.fromkeys("pb", "P"), **dict.fromkeys("td", "T"), **dict.fromkeys("kgh", "K"), **dict.fromkeys("fv", "F"),
        **dict.fromkeys("szc", "S"), **dict.fromkeys("SZC", "H"), **dict.fromkeys("mn", "N"), "l": "L", "r": "R",
        **dict.fromkeys(VOWELS + "j", ""),
    }
)  # fmt: skip


@lru_cache(maxsize=65536)
def sounds_of(text: str) -> str:
    """The sounds of a word or of several words run together; one character each. Digits have none."""
    lower = text.lower()
    if _HAS_LATIN.search(lower):
        lower = unicodedata.normalize("NFKD", lower.replace("й", "и").replace("ё", "o"))
        for letters, sound in _LATIN:
            lower = lower.replace(letters, sound)
        lower = _SILENT_E.sub("", _SOFT_C.sub("s", lower)).replace("c", "k").replace("T", "c")
    lower = lower.translate(_CYRILLIC)
    return _DOUBLED.sub(r"\1", _NOT_SOUND.sub("", lower))


def skeleton_of(sounds: str) -> str:
    """The consonants by class, neighbours of one class once."""
    return _DOUBLED.sub(r"\1", sounds.translate(_CLASSES))


def similarity(name: str, heard: str) -> float:
    """1 where `heard` sounds like `name` or continues it with an ending, 0 where nothing agrees.

    name: the sounds of a name's stem; heard: the sounds of one or several recognised words.
    """
    if not name or not heard:
        return 0.0
    last = _distances(name, heard)
    n = len(heard)
    kept, cost = min(
        ((j, last[j] + _ENDING_COST * (n - j)) for j in range(max(1, n - _ENDING_SOUNDS), n + 1)),
        key=lambda end: end[1],
    )
    return max(0.0, 1.0 - cost / max(_weight(name), _weight(heard[:kept])))


def _distances(name: str, heard: str) -> list[float]:
    """Costs of turning the whole of `name` into each beginning of `heard`; length len(heard) + 1."""
    added = [_WEIGHTS[sound] for sound in heard]
    row = [0.0, *accumulate(added)]
    for wanted in name:
        lost, changes = _WEIGHTS[wanted], _CHANGES[wanted]
        above, cost = row, row[0] + lost
        row = [cost]
        for j, sound in enumerate(heard):
            cost += added[j]
            if (other := above[j] + changes[sound]) < cost:
                cost = other
            if (other := above[j + 1] + lost) < cost:
                cost = other
            row.append(cost)
    return row


def _weight(sounds: str) -> float:
    return sum(_WEIGHTS[sound] for sound in sounds)
