#!/usr/bin/env python3
"""Writes the built-in catalogs of the Proxmox APIs from published schemas.

    python3 build/catalogs.py FOLDER           writes the resources
    python3 build/catalogs.py FOLDER --check   compares them, exit 1 if they differ

FOLDER holds one file a version, <product>-<version>.json: an object with `product`, `version` and
`endpoints`. A resource holds all versions of a product, gzipped text: a header line, then an
endpoint a line, behind a number whose bits say in which of the header's versions it is so.
"""
import glob
import gzip
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PLACES = [
    "proxmox-client/src/main/resources/dev/proxmoxmcp/client/catalog",
    "simulator/src/main/resources/dev/proxmoxmcp/simulator/catalog",
]


def compact(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def resource(catalogs):
    catalogs.sort(key=lambda one: [int(part) for part in one["version"].split(".")])
    masks = {}
    for bit, catalog in enumerate(catalogs):
        for endpoint in catalog["endpoints"]:
            key = (endpoint["path"], endpoint["method"], compact(endpoint))
            masks[key] = masks.get(key, 0) | 1 << bit
    header = {"product": catalogs[0]["product"], "versions": [one["version"] for one in catalogs]}
    lines = [compact(header)]
    lines += [f"{masks[key]}\t{key[2]}" for key in sorted(masks)]
    return "\n".join(lines) + "\n"


def main():
    folder, check = sys.argv[1], "--check" in sys.argv
    products = {}
    for name in sorted(glob.glob(folder + "/*.json")):
        with open(name, encoding="utf-8") as file:
            catalog = json.load(file)
        products.setdefault(catalog["product"], []).append(catalog)
    differs = False
    for product, catalogs in products.items():
        text = resource(catalogs).encode()
        for place in PLACES:
            path = ROOT / place / f"{product}.catalog.gz"
            if check:
                same = path.exists() and gzip.decompress(path.read_bytes()) == text
                differs |= not same
                print(path.relative_to(ROOT), "is the same" if same else "DIFFERS")
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(gzip.compress(text, 9, mtime=0))
                print(path.relative_to(ROOT), path.stat().st_size, "bytes")
    sys.exit(1 if differs else 0)


main()
