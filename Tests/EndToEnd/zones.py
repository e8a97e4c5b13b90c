"""The tests' own time zones, compiled by zic, so that results do not depend on the machine's version."""

import os
import subprocess
import zoneinfo
from pathlib import Path

from daemon import REPOSITORY

WORLD = REPOSITORY / "Tests/TestZones/zones.zi"
SYSTEM = Path("/usr/share/zoneinfo")


def compile_zones(source, folder):
    """Compiles a text in the format of zic(8) into files in a folder, which gets the text too."""
    folder.mkdir(parents=True, exist_ok=True)
    written = folder / "tzdata.zi"
    written.write_text(source, encoding="utf-8")
    path = os.environ["PATH"] + ":/usr/sbin"
    subprocess.run(["zic", "-d", str(folder), str(written)], check=True, env={**os.environ, "PATH": path})
    return folder


def use_world(folder):
    """Makes Python, and every program that it starts, use the tests' zones and no others."""
    # No machine ever has a newer version.
    compile_zones("# version 2999a\n" + WORLD.read_text(encoding="utf-8"), folder)
    # Some daemons run as other users.
    folder.chmod(0o755)
    os.environ.update(TZDIR=str(folder), PYTHONTZPATH=str(folder))
    zoneinfo.reset_tzpath([str(folder)])
    zoneinfo.ZoneInfo.clear_cache()


def zone(name, folder=SYSTEM):
    """Returns a zone as Python reads its file."""
    with open(folder / name, "rb") as file:
        return zoneinfo.ZoneInfo.from_file(file, key=name)


def names_of_places(folder=SYSTEM):
    """Returns the country of each zone in the folder's list that has a file there."""
    lines = (folder / "zone.tab").read_text(encoding="utf-8").splitlines()
    words = [line.split("\t") for line in lines if not line.startswith("#")]
    return {zone: country for country, _, zone, *_ in sorted(words) if (folder / zone).is_file()}
