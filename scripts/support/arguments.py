"""Arguments of the programs behind the scripts."""

import argparse
import re
import sys


class Parser(argparse.ArgumentParser):
    """Tells what is wrong with an argument of a script in one line, and ends with status 64. Options are written out."""

    def __init__(self, script):
        super().__init__(prog=script, allow_abbrev=False, add_help=False)

    def error(self, message):
        print(f"{message}; see scripts/{self.prog} --help", file=sys.stderr)
        sys.exit(64)


def regex(text):
    """An argument that is a regular expression."""
    try:
        return re.compile(text)
    except re.error as error:
        raise argparse.ArgumentTypeError(f"{text} is no regular expression: {error}") from None
