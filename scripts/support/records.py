"""Reads what prelu-bench records: the files of --json and --append."""

import json
import sys
from pathlib import Path


class RecordError(Exception):
    """Why a file cannot be drawn, in one line."""


def text_of(path):
    try:
        return Path(path).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise RecordError(f"{path} is not there") from None
    except UnicodeDecodeError:
        raise RecordError(f"{path} is not text") from None
    except OSError as error:
        raise RecordError(f"{path} cannot be read: {error.strerror}") from None


def parsed(text):
    """The object that `text` is in JSON, or None."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def objects(found):
    """Of what ought to be a list of objects, those that are."""
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def number(entry, key):
    """A number above 0, or None."""
    value = entry.get(key)
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return value if is_number and 0 < value < float("inf") else None


def quoted(text):
    """A string of gnuplot's in which nothing has a meaning."""
    one_line = " ".join(str(text).split())
    return "'" + one_line.replace("'", "''") + "'"


def run(main, arguments):
    """Ends with one line and status 1 where a file cannot be drawn."""
    try:
        main(*arguments)
    except RecordError as error:
        sys.exit(f"plot-bench: {error}")
