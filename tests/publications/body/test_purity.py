import pkgutil
import subprocess
import sys
from pathlib import Path

import publications.body

ROOT = Path(publications.body.__file__).parents[2]


def test_the_pure_centre_imports_no_django() -> None:
    modules = [
        f"publications.body.{module.name}" for module in pkgutil.iter_modules(publications.body.__path__)
    ]
    program = f"import sys, {', '.join(modules)}; sys.exit('django' in sys.modules)"
    assert len(modules) >= 8
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0
