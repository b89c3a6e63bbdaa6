"""Builds of revisions, kept by what they were made of."""

import concurrent.futures
import hashlib
import json
import os
import pathlib
import shutil
import subprocess

import counts
import kernel_code

# What a library is made of. Commits that have these in common share a build.
SOURCES = ("Package.swift", "Sources", "scripts/build-library", "scripts/support/install.sh")


class BuildError(Exception):
    """What went wrong, in one line."""


def git(root, *arguments):
    run = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True)
    if run.returncode != 0:
        raise BuildError(f"git {arguments[0]}: {run.stderr.strip().splitlines()[-1]}")
    return run.stdout.strip()


def commit(root, revision):
    """The commit that a revision names; without one that of the work tree with its changes, files that git does not know
    left out."""
    if revision is None:
        return git(root, "stash", "create") or git(root, "rev-parse", "HEAD")
    try:
        return git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    except (BuildError, IndexError):
        raise BuildError(
            f"{revision} is no commit here; a shallow clone has to fetch it first (git fetch --depth=2 origin)"
        ) from None


class Build:
    """The library of a revision, the same linked in another order, and the digests of its functions."""

    def __init__(self, folder):
        self.folder = folder
        self.library = folder / "libprelu.so"
        self.reordered = folder / "libprelu-reordered.so"
        self._code = folder / "code.json"

    @property
    def is_complete(self):
        return self._code.exists()

    @property
    def code(self):
        return json.loads(self._code.read_text())

    def counts(self, program, cases):
        """What `counts.counts` returns, which is kept."""
        names = "\n".join(case.call for case in cases)
        kept = self.folder / f"counts-{hashlib.sha256(names.encode()).hexdigest()[:16]}.json"
        if not kept.exists():
            _write(kept, json.dumps(counts.counts(program, str(self.library), cases)))
        return json.loads(kept.read_text())

    def make(self, root, of):
        """Builds the commit `of`: in a work tree of its own, or, where these are the sources at `root`, there, where most may
        have been built before."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        if _is_checked_out(root, of):
            self._make_in(root, of)
            return
        tree = self.folder / "tree"
        git(root, "worktree", "prune")
        git(root, "worktree", "add", "--detach", "--force", str(tree), of)
        try:
            self._make_in(tree, of)
        finally:
            git(root, "worktree", "remove", "--force", str(tree))

    def _make_in(self, tree, of):
        with open(self.folder / "build.log", "w", encoding="utf-8") as log:
            run = subprocess.run(
                ["scripts/build-library", "--prefix", str(self.folder / "installed")],
                cwd=tree, stdout=log, stderr=log)
            if run.returncode != 0:
                raise BuildError(f"{of[:12]} does not build; see {log.name}")
            _link_reordered(tree, self.reordered, log)
        os.replace(self.folder / "installed" / "lib" / "libprelu.so", self.library)
        _write(self._code, json.dumps(kernel_code.functions(str(self.library))))


def _is_checked_out(root, of):
    """Whether the files that a library is made of are those of a commit."""
    changed = git(root, "diff", "--name-only", of, "--", *SOURCES)
    return not changed and not git(root, "ls-files", "--others", "--exclude-standard", "--", *SOURCES)


def _write(path, text):
    """A file is there whole or not at all, also where the program is stopped."""
    beside = path.with_name(path.name + ".part")
    beside.write_text(text)
    os.replace(beside, path)


def _link_reordered(tree, output, log):
    """Links the objects of a build once more, last ones first, which moves every function of the library."""
    scratch = tree / ".build" / "library"
    command = link_command((scratch / "release.yaml").read_text())
    objects = next(word[1:] for word in command if word.startswith("@"))
    reversed_list = scratch / "reversed.list"
    lines = pathlib.Path(objects).read_text().splitlines()
    reversed_list.write_text("\n".join(reversed(lines)) + "\n")
    command[command.index("-o") + 1] = str(output)
    command[command.index("@" + objects)] = f"@{reversed_list}"
    if subprocess.run(command, cwd=tree, stdout=log, stderr=log).returncode != 0:
        raise BuildError(f"the library cannot be linked in another order; see {log.name}")


def link_command(manifest):
    """The command that links libprelu.so, from the file that SwiftPM hands to its build system."""
    is_ours = False
    for line in manifest.splitlines():
        if line.startswith('  "'):
            is_ours = line.startswith('  "C.prelu-') and line.endswith('.dylib":')
        key, _, value = line.strip().partition(": ")
        if is_ours and key == "args":
            return json.loads(value)
    raise BuildError("SwiftPM's manifest of a release build does not tell how libprelu.so is linked")


def builds(root, commits):
    """A build of each commit, those that are missing made at the same time."""
    version = subprocess.run(["swift", "--version"], capture_output=True, text=True).stdout
    wanted = {}
    for one in commits:
        parts = [version] + [git(root, "rev-parse", f"{one}:{path}") for path in SOURCES]
        key = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
        wanted[one] = Build(root / ".build" / "performance" / key)
    missing = {
        build.folder: (build, one) for one, build in wanted.items() if not build.is_complete}
    with concurrent.futures.ThreadPoolExecutor() as pool:
        for future in [pool.submit(build.make, root, one) for build, one in missing.values()]:
            future.result()
    return [wanted[one] for one in commits]
