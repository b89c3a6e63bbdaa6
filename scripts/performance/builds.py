"""Builds of revisions, kept by what they were made of."""

import concurrent.futures
import contextlib
import fcntl
import hashlib
import json
import os
import pathlib
import shutil
import subprocess

import counts
import kernel_code

FOLDER = pathlib.Path(__file__).resolve().parent
# What a library is made of. Commits that have these in common share a build.
SOURCES = ("Package.swift", "Sources", "scripts/build-library", "scripts/support/install.sh")
# Builds that are kept, the latest used ones: 60 MB each.
KEPT = 20


class BuildError(Exception):
    """What went wrong, in one line."""


def git(root, *arguments):
    run = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True)
    if run.returncode != 0:
        said = run.stderr.strip().splitlines() or ["it says nothing"]
        raise BuildError(f"git {arguments[0]}: {said[-1]}")
    return run.stdout.strip()


def commit(root, revision):
    """The commit that a revision names; without one that of the work tree with its changes, files that git does not know
    left out."""
    if revision is None:
        return git(root, "stash", "create") or git(root, "rev-parse", "HEAD")
    try:
        return git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except BuildError:
        hint = ""
        if git(root, "rev-parse", "--is-shallow-repository") == "true":
            hint = "; this clone is shallow, and has to fetch it first (git fetch --unshallow)"
        raise BuildError(f"{revision} is no commit here{hint}") from None


class Build:
    """The library of a revision, the same linked in another order, and the digests of its functions."""

    def __init__(self, folder):
        self.folder = folder
        self.library = folder / "libprelu.so"
        self.reordered = folder / "libprelu-reordered.so"

    @property
    def is_complete(self):
        return self.library.exists() and self.reordered.exists()

    def code(self, reordered=False):
        """What `kernel_code.functions` returns, which is kept."""
        library = self.reordered if reordered else self.library
        return self._kept(f"code-{library.stem}", "", lambda: kernel_code.functions(str(library)))

    def counts(self, program, cases, reordered=False):
        """What `counts.counts` returns, which is kept."""
        library = self.reordered if reordered else self.library
        names = "\n".join(case.call for case in cases)
        return self._kept(
            f"counts-{library.stem}", names, lambda: counts.counts(program, str(library), cases))

    def _kept(self, name, of, make):
        """What `make` returns, or what it returned before, of the same, in the same way."""
        digest = hashlib.sha256((_tools() + of).encode()).hexdigest()[:16]
        kept = self.folder / f"{name}-{digest}.json"
        if not kept.exists():
            _write(kept, json.dumps(make()))
        return json.loads(kept.read_text())

    def make(self, root, of):
        """Builds the commit `of`: in a work tree of its own, or, where these are the sources at `root`, there, where most may
        have been built before. Another process that wants the same waits."""
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        with _locked(self.folder.with_name(self.folder.name + ".lock")):
            if self.is_complete:
                return
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir()
            if _is_checked_out(root, of):
                self._make_in(root, of)
                if not _is_checked_out(root, of):
                    shutil.rmtree(self.folder)
                    raise BuildError("the work tree changed while it was built; once more, please")
                return
            tree = self.folder / "tree"
            git(root, "worktree", "prune")
            git(root, "worktree", "add", "--detach", "--force", str(tree), of)
            try:
                self._make_in(tree, of)
            finally:
                git(root, "worktree", "remove", "--force", str(tree))

    def _make_in(self, tree, of):
        if not (tree / "scripts" / "build-library").exists():
            raise BuildError(f"{of[:12]} has no scripts/build-library: it is older than the C interface")
        # Another build than that which everyone gets would be kept under the same name.
        environment = {k: v for k, v in os.environ.items() if k != "SWIFT_PRELU_PORTABLE"}
        with open(self.folder / "build.log", "w", encoding="utf-8") as log:
            run = subprocess.run(
                ["scripts/build-library", "--prefix", str(self.folder / "installed")],
                cwd=tree, stdout=log, stderr=log, env=environment)
            if run.returncode != 0:
                raise BuildError(f"{of[:12]} does not build; see {log.name}")
            _link_reordered(tree, self.reordered, log)
        os.replace(self.folder / "installed" / "lib" / "libprelu.so", self.library)


def _tools():
    """What digests and counts depend on beside the library."""
    files = sorted([*FOLDER.glob("*.py"), *FOLDER.glob("native/*")])
    contents = [path.read_text(encoding="utf-8") for path in files if not path.name.startswith("test")]
    versions = [
        subprocess.run([tool, "--version"], capture_output=True, text=True).stdout for tool in ("objdump", "valgrind")]
    return "\n".join(contents + versions)


@contextlib.contextmanager
def _locked(path):
    with open(path, "w", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _is_checked_out(root, of):
    """Whether the files that a library is made of are those of a commit."""
    changed = git(root, "diff", "--name-only", of, "--", *SOURCES)
    return not changed and not git(root, "ls-files", "--others", "--exclude-standard", "--", *SOURCES)


def _write(path, text):
    """A file is there whole or not at all, also where the program is stopped."""
    beside = path.with_name(f"{path.name}.{os.getpid()}")
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


def builds(root, commits, explain=lambda text: None):
    """A build of each commit, those that are missing made at the same time."""
    version = subprocess.run(["swift", "--version"], capture_output=True, text=True).stdout
    wanted = {}
    for one in commits:
        parts = [version] + [git(root, "rev-parse", "--verify", f"{one}:{path}") for path in SOURCES]
        key = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
        wanted[one] = Build(root / ".build" / "performance" / key)
    missing = {
        build.folder: (build, one) for one, build in wanted.items() if not build.is_complete}
    if missing:
        names = " and ".join(dict.fromkeys(one[:12] for _, one in missing.values()))
        explain(f"building {names}, which takes some minutes; what was built is kept in .build/performance")
    with concurrent.futures.ThreadPoolExecutor() as pool:
        for future in [pool.submit(build.make, root, one) for build, one in missing.values()]:
            future.result()
    for build in wanted.values():
        os.utime(build.folder)
    _forget_old(root / ".build" / "performance")
    return [wanted[one] for one in commits]


def _forget_old(folder):
    """Removes builds that were not used for longest."""
    complete = [path for path in folder.iterdir() if Build(path).is_complete]
    for path in sorted(complete, key=lambda path: path.stat().st_mtime)[:-KEPT]:
        shutil.rmtree(path, ignore_errors=True)
