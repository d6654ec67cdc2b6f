"""Choose a language by its name; the site's own come first."""

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.forms import Select


class LanguageSelect(Select):
    """Offer the languages of the site, and all others below them unless `others` is false."""

    def __init__(self, attrs=None, others=True):
        super().__init__(attrs)
        self.others = others

    def optgroups(self, name, value, attrs=None):
        """List the languages; one that is not known stays as it was written."""
        known = {code: words["name_local"] for code, words in LANG_INFO.items() if len(code) == 2}
        own = [(code, settings.LANGUAGE_NAMES.get(code, code)) for code in settings.LANGUAGE_CODES]
        rest = sorted(known.items(), key=lambda pair: pair[1].casefold()) if self.others else []
        odd = [(code, code) for code in value if code not in {"", *dict(own), *dict(rest)}]
        others = [pair for pair in rest if pair[0] not in dict(own)]
        self.choices = [("", "---------"), *own, *odd, *others]
        return super().optgroups(name, value, attrs)
