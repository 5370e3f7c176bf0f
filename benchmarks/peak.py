"""Run a command and print the most memory that it, or a process of its own, held: bytes.

Started as a file in a bare Python, since what a process held before it became another counts as
the other's: started from the benchmarks, every command would seem to hold what they hold.
"""

import resource
import subprocess
import sys

UNIT = 1 if sys.platform == "darwin" else 1024


def main() -> None:
    subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own
    print(UNIT * resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)


if __name__ == "__main__":
    main()
