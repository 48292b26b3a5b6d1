"""What languages are called, for those that captions are met in; no library has these names in less than megabytes."""

import re

_NAMES = {
    "af": "Afrikaans", "am": "Amharic", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian",
    "bn": "Bangla", "bs": "Bosnian", "ca": "Catalan", "cs": "Czech", "cy": "Welsh", "da": "Danish", "de": "German",
    "el": "Greek", "en": "English", "eo": "Esperanto", "es": "Spanish", "et": "Estonian", "eu": "Basque",
    "fa": "Persian", "fi": "Finnish", "fil": "Filipino", "fr": "French", "ga": "Irish", "gl": "Galician",
    "gu": "Gujarati", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian",
    "id": "Indonesian", "is": "Icelandic", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh",
    "km": "Khmer", "kn": "Kannada", "ko": "Korean", "ky": "Kyrgyz", "la": "Latin", "lo": "Lao", "lt": "Lithuanian",
    "lv": "Latvian", "mk": "Macedonian", "ml": "Malayalam", "mn": "Mongolian", "mr": "Marathi", "ms": "Malay",
    "my": "Burmese", "nb": "Norwegian Bokmål", "ne": "Nepali", "nl": "Dutch", "nn": "Norwegian Nynorsk",
    "no": "Norwegian", "pa": "Punjabi", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian",
    "ru": "Russian", "si": "Sinhala", "sk": "Slovak", "sl": "Slovenian", "so": "Somali", "sq": "Albanian",
    "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "te": "Telugu", "th": "Thai", "tr": "Turkish",
    "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "yue": "Cantonese", "zh": "Chinese",
    "zu": "Zulu",
}  # fmt: skip
_OF_THREE = {
    "ara": "ar", "chi": "zh", "cze": "cs", "ces": "cs", "dan": "da", "deu": "de", "dut": "nl", "ell": "el",
    "eng": "en", "fin": "fi", "fra": "fr", "fre": "fr", "ger": "de", "gre": "el", "heb": "he", "hin": "hi",
    "hun": "hu", "ita": "it", "jpn": "ja", "kor": "ko", "nld": "nl", "nor": "no", "pol": "pl", "por": "pt",
    "ron": "ro", "rum": "ro", "rus": "ru", "spa": "es", "swe": "sv", "tur": "tr", "ukr": "uk", "vie": "vi",
    "zho": "zh",
}  # fmt: skip
"""ISO 639-2, both kinds, as films are named."""
_WAS = {"iw": "he", "in": "id", "tl": "fil"}
"""Tags that were given up (RFC 5646), and are written on."""
_CODES = {name.casefold(): code for code, name in _NAMES.items()}
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,14})*", re.ASCII)
_SCRIPTS = {"Hans": "Simplified", "Hant": "Traditional", "Latn": "Latin", "Cyrl": "Cyrillic"}


def tag_of(word: str) -> str:
    """The BCP 47 tag that a part of a file's name means: `en`, `pt-BR`, `ENG`, `German`; empty where it means none."""
    if code := _CODES.get(word.casefold()):
        return code
    if not _TAG.fullmatch(word := word.replace("_", "-")):
        return ""
    first, *others = word.split("-")
    first = _OF_THREE.get(first.lower(), first.lower())
    first = _WAS.get(first, first)
    return "-".join([first, *map(_cased, others)]) if first in _NAMES or len(first) == 2 or others else ""


def name_of(tag: str) -> str:
    """What a language is called in English: `English`, `Portuguese (BR)`; the tag itself where that is not known."""
    first, _, rest = tag.partition("-")
    if first not in _NAMES:
        return tag
    return f"{_NAMES[first]} ({_SCRIPTS.get(rest, rest)})" if rest else _NAMES[first]


def primary(tag: str) -> str:
    """The language without its region or script: `pt` of `pt-BR`."""
    return tag.partition("-")[0]


def _cased(part: str) -> str:
    """A part of a tag as it is written: regions are of two letters, scripts of four; others are left alone."""
    return part.upper() if len(part) == 2 else part.title() if len(part) == 4 and part.isalpha() else part
