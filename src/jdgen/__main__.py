"""`python -m jdgen` is the same as `jdgen`."""

from jdgen.cli import main

main()
