"""The locks, the scripts and the wheel are what the two commands of the README need."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
PACKAGING = ROOT / "packaging"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = ["requirements.lock", "requirements-test.lock"]
SCRIPTS = sorted(PACKAGING.glob("*.sh"))
PLACES = [
    {"python_version": python, "python_full_version": f"{python}.9", "sys_platform": system, "extra": ""}
    for python in ("3.11", "3.12", "3.13", "3.14")
    for system in ("linux", "darwin", "win32")
]


def locked(lock: str, place: dict[str, str]) -> dict[str, str]:
    """Name → version of what `lock` installs in a place."""
    found = {}
    for name, version, marker in re.findall(r"^([\w.-]+)==(\S+)(?: ; (.*?))? \\$", read(lock), re.MULTILINE):
        if not marker or Marker(marker).evaluate(place):
            assert name not in found, f"two versions of {name} for {place}"
            found[name] = version
    return found


def read(lock: str) -> str:
    return (PACKAGING / lock).read_text("utf-8")


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_server_and_no_folder(lock):
    assert not re.search(r"://|--index|--find-links| @ |\.(com|org|io|net)\b|/work|/opt|/home", read(lock))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_carries_hashes(lock):
    text = read(lock)
    entries = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
    assert len(entries) > 10
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place['python_version']}-{place['sys_platform']}")
@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("requirements.lock", PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["build"]),
        ("requirements.lock", PROJECT["build-system"]["requires"]),
        ("requirements-test.lock", PROJECT["dependency-groups"]["test"]),
    ],
    ids=["program", "build", "test"],
)
def test_the_locks_hold_what_the_project_asks_for(lock, wanted, place):
    versions = locked(lock, place)
    for requirement in map(Requirement, wanted):
        if not requirement.marker or requirement.marker.evaluate(place):
            version = versions[requirement.name.lower()]
            assert requirement.specifier.contains(version), f"{lock} has {requirement.name} {version}"


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place['python_version']}-{place['sys_platform']}")
def test_the_two_locks_agree(place):
    program, test = (locked(lock, place) for lock in LOCKS)
    assert {name: test[name] for name in program.keys() & test.keys()}.items() <= program.items()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_script_is_one_that_sh_can_read(script):
    subprocess.run(["sh", "-n", script], check=True)
    assert script.read_text("utf-8").startswith("#!/bin/sh\n")


def test_ci_runs_what_a_person_runs():
    subprocess.run(["bash", "-n", ROOT / ".ci" / "run"], check=True)
    assert "sh packaging/test.sh" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_without_a_display_one_line_says_so():
    bare = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
    done = subprocess.run(["sh", PACKAGING / "run.sh"], env=bare, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout == ""
    assert re.fullmatch(r"alongside: there is no display here.*\n", done.stderr)


class Checkout:
    """A copy of the set-up in a folder with a blank in its name, and a Python that only writes down what it is told."""

    PYTHON = """#!/bin/sh
calls=%s
case "$*" in
    *ensurepip*) echo "$0" ;;
    "-m venv --clear "*)
        echo venv >>"$calls"
        rm -rf "$4"; mkdir -p "$4/bin"; cp "$0" "$4/bin/python" ;;
    "-m pip "*)
        if [ -e "$calls.complaint" ]; then cat "$calls.complaint" >&2; exit 1; fi
        echo "$*" >>"$calls" ;;
esac
"""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "a checkout"
        self.calls = folder / "calls"
        self.complaint = folder / "calls.complaint"
        self._path = folder / "bin"
        (self.root / "packaging").mkdir(parents=True)
        for name in ("setup.sh", *LOCKS):
            shutil.copy(PACKAGING / name, self.root / "packaging")
        shutil.copy(ROOT / "pyproject.toml", self.root)
        self._path.mkdir()
        for tool in ("sh", "awk", "cat", "cksum", "cp", "df", "dirname", "grep", "id", "mkdir", "rm", "tail", "uname"):
            found = shutil.which(tool)
            assert found, tool
            (self._path / tool).symlink_to(found)
        self.give_python()

    def give_python(self) -> None:
        python = self._path / "python3"
        python.write_text(self.PYTHON % self.calls, "utf-8")
        python.chmod(0o755)

    def take_python(self) -> None:
        (self._path / "python3").unlink()

    def setup(self, *arguments: str) -> tuple[int, str]:
        """Run setup.sh; its exit code, and what it said."""
        environment = {"PATH": str(self._path), "SKIP_SYSTEM": "1"}
        command = ["sh", str(self.root / "packaging" / "setup.sh"), *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd="/")
        assert done.stdout == ""
        return done.returncode, done.stderr

    def called(self) -> list[str]:
        """What Python was told since the last question."""
        lines = self.calls.read_text("utf-8").splitlines() if self.calls.exists() else []
        self.calls.unlink(missing_ok=True)
        return lines


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


def test_setup_installs_hashed_wheels_then_the_project_with_nothing_fetched(checkout):
    assert checkout.setup() == (0, "alongside: Installing the Python packages of requirements.lock\n")
    made, lock, project = checkout.called()
    assert made == "venv"
    assert "--only-binary :all: --require-hashes" in lock
    assert lock.endswith("a checkout/packaging/requirements.lock")
    assert "--no-index --no-deps --no-build-isolation --editable" in project


def test_a_second_setup_has_nothing_to_do(checkout):
    checkout.setup()
    checkout.called()
    assert checkout.setup() == (0, "")
    assert checkout.called() == []


def test_the_tests_need_both_locks(checkout):
    checkout.setup()
    checkout.called()
    checkout.setup("--test")
    assert any(call.endswith("requirements-test.lock") for call in checkout.called())
    assert checkout.setup() == (0, "")


def test_another_lock_is_installed_into_the_same_environment(checkout):
    checkout.setup()
    checkout.called()
    with (checkout.root / "packaging" / "requirements.lock").open("a", encoding="utf-8") as lock:
        lock.write("# a new version\n")
    checkout.setup()
    calls = checkout.called()
    assert len(calls) == 2
    assert "venv" not in calls


def test_a_checkout_that_was_moved_is_set_up_again(checkout):
    checkout.setup()
    checkout.called()
    checkout.root = checkout.root.rename(checkout.root.with_name("elsewhere"))
    assert checkout.setup()[0] == 0
    assert checkout.called()


@pytest.mark.parametrize(
    ("complaint", "sentence"),
    [
        ("WARNING: Retrying (Retry(total=4)) after connection broken", "is there a network?"),
        ("ERROR: Could not install packages: [Errno 28] No space left on device", "the disk is full"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "not the one in the lock"),
        ("ERROR: something else", "ERROR: something else"),
    ],
)
def test_a_failed_installation_says_why_and_the_next_one_begins_anew(checkout, complaint, sentence):
    checkout.complaint.write_text(f"noise\n{complaint}\nmore noise\n", "utf-8")
    code, said = checkout.setup()
    assert code == 1
    assert sentence in said.splitlines()[-1]
    assert "noise" not in said
    checkout.called()
    checkout.complaint.unlink()
    assert checkout.setup()[0] == 0
    assert checkout.called()[0] == "venv"


def test_without_python_one_line_says_so(checkout):
    checkout.take_python()
    code, said = checkout.setup()
    assert code == 1
    assert re.fullmatch(r"alongside: no Python 3\.11 to 3\.14 .*\n", said)
    checkout.give_python()
    assert checkout.setup()[0] == 0


@pytest.mark.parametrize("obstacle", [".venv/setup.log/folder", ".venv"])
def test_a_place_that_cannot_be_written_to_is_named(checkout, obstacle):
    (checkout.root / obstacle).parent.mkdir(parents=True, exist_ok=True)
    (checkout.root / obstacle).write_text("in the way", "utf-8")
    assert checkout.setup() == (1, f"alongside: {checkout.root}/.venv cannot be written to\n")


def test_an_unknown_argument_is_a_usage_error(checkout):
    assert checkout.setup("--nonsense") == (2, "usage: setup.sh [--test]\n")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (packed,) = folder.glob("alongside-*.whl")
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def test_the_wheel_carries_every_module_and_every_resource(wheel):
    wanted = files_below(ROOT / "reader", "reader") | files_below(ROOT / "resources", "reader/resources")
    assert wanted <= files_below(wheel, ".")
    (scripts,) = wheel.glob("*.dist-info/entry_points.txt")
    assert "alongside = reader.__main__:main" in scripts.read_text("utf-8")


def test_the_wheel_finds_its_own_sample_and_styles(wheel):
    code = "from reader.paths import resources, sample; print(resources()); print(sample())"
    environment = os.environ | {"PYTHONPATH": str(wheel)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=wheel, env=environment, capture_output=True, text=True, check=True
    )
    resources, sample = map(Path, done.stdout.splitlines())
    assert resources.is_relative_to(wheel)
    assert list(resources.glob("*.css"))
    for ending in ("md", "mp4", "vtt"):
        assert list(sample.rglob(f"*.{ending}")), ending


def files_below(folder: Path, name: str) -> set[Path]:
    return {
        Path(name) / path.relative_to(folder)
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
