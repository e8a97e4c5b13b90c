"""Networks as YAML, beginning with `cities:`."""

import json
import urllib.request

from hopdrink import REPOSITORY

CITY = """\
  - slug: city-{city}
    name: City {city}
    country: FR
    timezone: Europe/Paris
    languages: [fr, en]
    series:
"""
SERIES = """\
      - slug: series-{series}
        title: Le verre numéro {series}
        text: Un verre, un peu de fromage, et des cartes de visite qui changent de main.
        rule: {rule}
        time: 19:00
        duration: 2h
        capacity: {capacity}
        venue: {{name: La cave {series}, address: "{series} rue de la Scellerie, 37000 Tours"}}
        hosts: [Julien Petit]
        reminders: [24h]
"""
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


def demo():
    """Returns the network that `make run` shows."""
    text = (REPOSITORY / "config/demo.yaml").read_text(encoding="utf-8")
    return text[text.index("\ncities:") + 1 :]


def weekly(cities, series, capacity):
    """Returns so many cities with so many weekly series each; a series has 26 meetups."""
    parts = ["cities:\n"]
    for city in range(cities):
        parts.append(CITY.format(city=city))
        for number in range(series):
            rule = f"every {WEEKDAYS[number % 7]}"
            parts.append(SERIES.format(series=number, rule=rule, capacity=capacity))
    return "".join(parts)


def cities(daemon):
    """Returns the cities that the API lists."""
    return _json(daemon, "/api/v1/cities")["cities"]


def meetups(daemon):
    """Returns the ids of all upcoming meetups that the API lists."""
    found = []
    for city in cities(daemon):
        found += [meetup["id"] for meetup in _json(daemon, f"/api/v1/cities/{city['slug']}/meetups")["meetups"]]
    return found


def first_meetup(daemon, city):
    """Returns the id of the city's next meetup."""
    return _json(daemon, f"/api/v1/cities/{city}/meetups")["meetups"][0]["id"]


def _json(daemon, path):
    with urllib.request.urlopen(daemon.url(path), timeout=30) as response:
        return json.load(response)
