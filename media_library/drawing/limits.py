"""Imported first by what draws: from here on it may take so many seconds, so much memory, and write so much."""

import os
import resource

for name in ("CPU", "AS", "FSIZE", "CORE"):
    most = int(os.environ[f"LIMIT_{name}"])
    resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (most, most))
