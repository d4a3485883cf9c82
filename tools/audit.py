"""Ask OSV, the open database of vulnerabilities, about every package of the locks: `python tools/audit.py`.

It prints what is known, a line each, and fails if there is anything.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from urllib.request import Request, urlopen

from bill_of_materials import bill_of_materials

SERVICE = "https://api.osv.dev/v1/querybatch"
_PATIENCE = 60


def audit(purls: Iterable[str], service: str = SERVICE) -> list[str]:
    """Return `package: vulnerabilities` for each package that has any."""
    asked = list(purls)
    query = json.dumps({"queries": [{"package": {"purl": purl}} for purl in asked]}).encode()
    request = Request(service, query, {"Content-Type": "application/json"})  # noqa: S310 - our own constant
    with urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310
        results = json.load(answer)["results"]
    return [
        f"{purl}: {', '.join(vulnerability['id'] for vulnerability in result['vulns'])}"
        for purl, result in zip(asked, results, strict=True)
        if result.get("vulns")
    ]


if __name__ == "__main__":
    found = audit(component["purl"] for component in bill_of_materials()["components"])
    print("\n".join(found) or "没有已知的漏洞")
    sys.exit(bool(found))
