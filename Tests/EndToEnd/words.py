"""The site's texts in a language, from templates/locale."""

import yaml

from daemon import TEMPLATES


class Words:
    def __init__(self, language):
        self._texts = yaml.safe_load((TEMPLATES / f"locale/{language}.yaml").read_text(encoding="utf-8"))

    def __getitem__(self, key):
        return self._texts[key]
