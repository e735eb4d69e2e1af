"""Gives every entry of a zip archive one time, that of SOURCE_DATE_EPOCH, and sorts them: same-times.py FROM TO."""

import os
import sys
import time
import zipfile

stamp = time.gmtime(int(os.environ["SOURCE_DATE_EPOCH"]))[:6]
with zipfile.ZipFile(sys.argv[1]) as given, zipfile.ZipFile(sys.argv[2], "w") as made:
    for entry in sorted(given.infolist(), key=lambda one: one.filename):
        copy = zipfile.ZipInfo(entry.filename, stamp)
        copy.external_attr, copy.create_system, copy.compress_type = entry.external_attr, 3, zipfile.ZIP_DEFLATED
        made.writestr(copy, given.read(entry), compresslevel=6)
