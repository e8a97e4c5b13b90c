"""Time zones that tests bring along, compiled by zic: what tests expect is not the machine's version of the day."""

import os
import subprocess
import zoneinfo
from pathlib import Path

from daemon import REPOSITORY

WORLD = REPOSITORY / "Tests/TestZones/zones.zi"
SYSTEM = Path("/usr/share/zoneinfo")


def compile_zones(source, folder):
    """The zones of this text, in the format of zic(8), as files in a folder that has the text too."""
    folder.mkdir(parents=True, exist_ok=True)
    written = folder / "tzdata.zi"
    written.write_text(source, encoding="utf-8")
    path = os.environ["PATH"] + ":/usr/sbin"
    subprocess.run(["zic", "-d", str(folder), str(written)], check=True, env={**os.environ, "PATH": path})
    return folder


def use_world(folder):
    """Lets every program that is started, and Python itself, know the tests' zones and no others."""
    # No machine has anything newer, on no day.
    compile_zones("# version 2999a\n" + WORLD.read_text(encoding="utf-8"), folder)
    # Daemons run as other users, too.
    folder.chmod(0o755)
    os.environ.update(TZDIR=str(folder), PYTHONTZPATH=str(folder))
    zoneinfo.reset_tzpath([str(folder)])
    zoneinfo.ZoneInfo.clear_cache()


def zone(name, folder=SYSTEM):
    """As Python reads the file of a zone."""
    with open(folder / name, "rb") as file:
        return zoneinfo.ZoneInfo.from_file(file, key=name)


def names_of_places(folder=SYSTEM):
    """A country by zone, of all zones in the folder's list that have a file there."""
    lines = (folder / "zone.tab").read_text(encoding="utf-8").splitlines()
    words = [line.split("\t") for line in lines if not line.startswith("#")]
    return {zone: country for country, _, zone, *_ in sorted(words) if (folder / zone).is_file()}
