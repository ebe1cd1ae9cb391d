"""From written text to what the Russian festival voice can say: words in Cyrillic letters, and , . ? ! - only."""

import re

from num2words import num2words

LETTER_NAMES = {
    "А": "а", "Б": "бэ", "В": "вэ", "Г": "гэ", "Д": "дэ", "Е": "е", "Ё": "ё", "Ж": "жэ", "З": "зэ", "И": "и",
    "Й": "и краткое", "К": "ка", "Л": "эль", "М": "эм", "Н": "эн", "О": "о", "П": "пэ", "Р": "эр", "С": "эс",
    "Т": "тэ", "У": "у", "Ф": "эф", "Х": "ха", "Ц": "цэ", "Ч": "че", "Ш": "ша", "Щ": "ща", "Ъ": "твёрдый знак",
    "Ы": "ы", "Ь": "мягкий знак", "Э": "э", "Ю": "ю", "Я": "я",
}  # fmt: skip
# Tatar greetings and names occur in the calls; these are the nearest Russian letters.
NEAREST_LETTERS = str.maketrans("әӘөӨүҮңҢҗҖһҺ", "яЯёЁюЮнНжЖхХ")
ABBREVIATIONS = {"б/у": "бэ-у"}
# A guillemet, bracket or quotation mark is not heard; a dash, colon or ellipsis is heard as a pause.
PAUSES = str.maketrans({"—": ",", "–": ",", ":": ",", ";": ",", "…": ","})
SILENT = re.compile(r"[«»„“”\"()]")
UNSPEAKABLE = re.compile(r"[^ а-яёА-ЯЁ,.?!-]")


def spoken_text(text: str) -> str:
    """Spell out numbers and abbreviations and keep the punctuation that festival turns into pauses.

    ValueError for a character that has no spoken form here, such as a Latin letter, or for text without a word.
    """
    text = SILENT.sub("", text.translate(NEAREST_LETTERS)).replace("...", ",").translate(PAUSES)
    for written, spoken in ABBREVIATIONS.items():
        text = re.sub(rf"\b{written}\b", spoken, text, flags=re.IGNORECASE)
    text = spell_numbers(text)
    text = re.sub(r"\b[А-Я]{2,}\b", lambda word: " ".join(LETTER_NAMES[letter] for letter in word[0]), text)
    if unknown := UNSPEAKABLE.search(text):
        raise ValueError(f"no spoken form for {unknown[0]!r} in: {text}")
    return _tidy(text)


def spell_numbers(text: str, language: str = "ru") -> str:
    """The text with every number in words."""
    return re.sub(r"-?(\d+)", lambda number: f" {num2words(int(number[1]), lang=language)}", text)


def _tidy(text: str) -> str:
    """One mark after a word, one space after a mark, none in front: festival stops at a lone punctuation mark."""
    text = re.sub(r"\s*([,.?!])[\s,.?!]*", r"\1 ", text)
    text = re.sub(r"(?<!\w)-|-(?!\w)", " ", text)
    text = re.sub(r"\s+", " ", text).strip(" ,.?!") + _last_mark(text)
    if not re.search(r"\w", text):
        raise ValueError("nothing to say")
    return text


def _last_mark(text: str) -> str:
    return "?" if text.rstrip().endswith("?") else "."
