"""Makes the jars fit for a wheel that runs everywhere: wheel-jars.py JAR PACKAGE.

JAR is sqlite-jdbc as published; PACKAGE/native/SYSTEM/PROCESSOR gets SQLite's library for each platform that the
wheel's run-time is there for, and the jar in PACKAGE/jars keeps none. All jars are stored without compression: the
wheel compresses each as one piece, which takes a fifth less than its classes one by one.
"""

import os
import sys
import time
import zipfile
from pathlib import Path

NATIVE = "org/sqlite/native/"
PLATFORMS = ["Linux/x86_64", "Linux/aarch64", "Mac/x86_64", "Mac/aarch64", "Windows/x86_64"]

published, package = map(Path, sys.argv[1:])
stamp = time.gmtime(int(os.environ["SOURCE_DATE_EPOCH"]))[:6]
with zipfile.ZipFile(published) as jar:
    for platform in PLATFORMS:
        libraries = [name for name in jar.namelist() if name.startswith(NATIVE + platform + "/") and not name.endswith("/")]
        if len(libraries) != 1:
            sys.exit("%s has no single library for %s: %s" % (published.name, platform, libraries))
        place = package / "native" / platform
        place.mkdir(parents=True)
        (place / libraries[0].rsplit("/", 1)[-1]).write_bytes(jar.read(libraries[0]))
for jar in sorted((package / "jars").glob("*.jar")):
    with zipfile.ZipFile(jar) as prepared:
        entries = [(name, prepared.read(name)) for name in prepared.namelist() if not name.startswith(NATIVE)]
    with zipfile.ZipFile(jar, "w") as made:
        for name, content in entries:
            made.writestr(zipfile.ZipInfo(name, stamp), content, zipfile.ZIP_STORED)
