"""Parts of a configuration."""

NOON = "2026-12-01T12:00:00+01:00"
"""The time at which tests begin: nine days before the second Thursday in Tours."""

CELLAR = {
    "name": "La Cave de Châteauneuf",
    "address": "place de Châteauneuf, 37000 Tours",
    "coordinates": "47.39315, 0.68264",
    "room": "le caveau",
}


def series(**fields):
    return {
        "slug": "deuxieme-jeudi",
        "title": "Le verre du deuxième jeudi",
        "rule": "second thursday",
        "time": "19:00",
        "duration": "2h30m",
        "capacity": 20,
        "venue": CELLAR,
        "hosts": ["Julien Petit"],
        **fields,
    }


def one_off(**fields):
    return {
        "slug": "grand-soir",
        "title": "Le grand soir",
        "start": "2026-12-18T19:00",
        "duration": "2h",
        "capacity": 20,
        "venue": CELLAR,
        **fields,
    }


def city(*series, meetups=(), **fields):
    return {
        "slug": "tours",
        "name": "Tours",
        "country": "FR",
        "timezone": "Europe/Paris",
        "languages": ["fr", "en"],
        "series": list(series),
        "meetups": list(meetups),
        **fields,
    }
