"""A run is whole or it is not there, and its record names no place of this machine."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from workbench.case import CaseFolder
from workbench.errors import StudyError
from workbench.study import publish
from workbench.study.parameters import Parameters
from workbench.study.run import run

pytestmark = pytest.mark.kernel
Make = Callable[..., Path]
WRITES_STUDY = "from pathlib import Path\n_ = Path('study.json').write_text('{}')"


def test_a_finished_study_appears_under_its_time_and_hash(
    folder: CaseFolder, notebook: Make
) -> None:
    study = run(folder, notebooks=[notebook(WRITES_STUDY)])
    assert study.parent == folder.studies
    assert study.name.endswith("Z_44136fa3")  # sha256 of {}
    assert {path.name for path in study.iterdir()} == {"study.json", "run.json", "trial.ipynb"}
    assert [path.name for path in folder.studies.iterdir() if path.name != ".lock"] == [study.name]
    again = run(folder, notebooks=[notebook(WRITES_STUDY)])
    assert publish.published(folder.studies) == [study, again]


def test_no_place_of_this_machine_enters_the_record(folder: CaseFolder, notebook: Make) -> None:
    source = notebook(WRITES_STUDY, "case, language, interactive")
    study = run(folder, Parameters(language="en"), notebooks=[source])
    text = (study / "trial.ipynb").read_text()
    assert str(folder.path.parent) not in text
    executed = nbformat.reads(text, as_version=4)
    assert executed.cells[-1].outputs[0].data["text/plain"] == "('../..', 'en', False)"
    assert executed.metadata.papermill.input_path == "trial.ipynb"
    assert str(folder.path.parent) not in (study / "run.json").read_text()


def test_elsewhere_the_case_is_named_without_its_place(
    folder: CaseFolder, notebook: Make, tmp_path: Path
) -> None:
    source = notebook(WRITES_STUDY, "case")
    folder.path.chmod(0o555)
    try:
        study = run(folder, Parameters(output=str(tmp_path / "out")), notebooks=[source])
    finally:
        folder.path.chmod(0o755)
    assert study.parent == tmp_path / "out"
    assert not folder.studies.exists()
    assert str(tmp_path) not in (study / "trial.ipynb").read_text()


def test_each_notebook_has_a_kernel_of_its_own(folder: CaseFolder, notebook: Make) -> None:
    first = notebook("leak = 1", "import os; os.environ['LEAK'] = '1'", name="a")
    second = notebook(
        WRITES_STUDY, "import os; ('leak' in globals(), 'LEAK' in os.environ)", name="b"
    )
    study = run(folder, notebooks=[first, second])
    executed = nbformat.read(study / "b.ipynb", as_version=4)
    assert executed.cells[-1].outputs[0].data["text/plain"] == "(False, False)"


def test_a_module_planted_in_the_working_folder_is_not_imported(
    folder: CaseFolder, notebook: Make
) -> None:
    plant = "from pathlib import Path\nfor name in ('pandas.py', 'json.py', 'colorsys.py'):\n"
    plant += "    _ = Path(name).write_text('planted = True')"
    source = notebook(plant, "import colorsys, sys; hasattr(colorsys, 'planted'), '' in sys.path",
                      WRITES_STUDY)  # fmt: skip
    study = run(folder, notebooks=[source])
    executed = nbformat.read(study / "trial.ipynb", as_version=4)
    assert executed.cells[-2].outputs[0].data["text/plain"] == "(False, False)"


def test_a_failed_step_leaves_an_account_and_no_study(folder: CaseFolder, notebook: Make) -> None:
    with pytest.raises(StudyError) as caught:
        run(folder, notebooks=[notebook(WRITES_STUDY, "1 / 0")])
    assert caught.value.code == "step_failed"
    left = sorted(path.name for path in folder.studies.iterdir() if path.name != ".lock")
    assert [name.partition(".")[2] for name in left] == ["failed.json", "failed.txt"]
    told = json.loads((folder.studies / left[0]).read_text())
    assert told["step"] == "case"
    assert "ZeroDivisionError" in told["reason"]
    assert "membaca perkara" in told["message"]["id"]
    assert "reading the case" in told["message"]["en"]


def test_our_own_error_keeps_its_exhibit_across_the_kernel(
    folder: CaseFolder, notebook: Make
) -> None:
    source = notebook(
        "import json; from pathlib import Path\n"
        "left = {'code': 'case_missing', 'fields': {'path': 'B-07', 'exhibit': 'B-07'}}\n"
        "_ = Path('.failure.json').write_text(json.dumps(left)); raise SystemError('x')"
    )
    with pytest.raises(StudyError):
        run(folder, notebooks=[source])
    account = next(folder.studies.glob("*.failed.json"))
    told = json.loads(account.read_text())
    assert told["exhibit"] == "B-07"
    assert "tidak ditemukan" in told["message"]["id"]


def test_a_cell_past_its_deadline_is_stopped(folder: CaseFolder, notebook: Make) -> None:
    begun = time.perf_counter()
    with pytest.raises(StudyError) as caught:
        run(folder, Parameters(deadline=1), notebooks=[notebook("import time; time.sleep(60)")])
    assert caught.value.code == "step_deadline"
    assert time.perf_counter() - begun < 15


def test_a_kernel_that_dies_is_named_and_nothing_stays(folder: CaseFolder, notebook: Make) -> None:
    with pytest.raises(StudyError) as caught:
        run(folder, notebooks=[notebook("import os; os._exit(9)")])
    assert caught.value.code == "kernel_died"
    assert not list(folder.studies.glob(".*partial"))


def test_a_runaway_allocation_fails_as_lack_of_memory(folder: CaseFolder, notebook: Make) -> None:
    with pytest.raises(StudyError) as caught:
        run(folder, notebooks=[notebook("x = bytearray(8 * 2**30)")])
    assert caught.value.code == "step_out_of_memory"


def test_evidence_that_changes_meanwhile_is_not_published(
    folder: CaseFolder, notebook: Make
) -> None:
    source = notebook(WRITES_STUDY, "Path('../../evidence/c.txt').write_text('x')")
    with pytest.raises(StudyError) as caught:
        run(folder, notebooks=[source])
    assert caught.value.code == "evidence_changed"
    assert "c.txt" in caught.value.message("id")
    assert not publish.published(folder.studies)


def test_an_exhibit_taken_away_meanwhile_is_one_sentence(
    folder: CaseFolder, notebook: Make
) -> None:
    """The kernel that then misses it fails too; its own account would bury the reason."""
    taken = next(path for path in folder.evidence.iterdir() if path.is_file())
    gone = f"from pathlib import Path; Path('../../evidence/{taken.name}').unlink()"
    source = notebook(gone, "raise OSError('gone')")
    with pytest.raises(StudyError) as caught:
        run(folder, notebooks=[source])
    assert caught.value.code == "evidence_changed"
    assert taken.name in caught.value.message("id")
    assert "OSError" not in caught.value.message("id")


def test_what_the_system_writes_meanwhile_stops_no_study(
    folder: CaseFolder, notebook: Make
) -> None:
    store = "b'\\0\\0\\0\\1Bud1' + bytes(600)"
    source = notebook(WRITES_STUDY, f"_ = Path('../../evidence/.DS_Store').write_bytes({store})")
    assert (run(folder, notebooks=[source]) / "study.json").is_file()


def test_nothing_reaches_a_proxy_or_the_history_of_the_user(
    folder: CaseFolder, notebook: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", "*")
    source = notebook(
        WRITES_STUDY,
        "import os; sorted({os.environ[n] for n in os.environ if n.lower().endswith('_proxy')})",
        "get_ipython().history_manager.enabled",
    )
    study = run(folder, notebooks=[source])
    executed = nbformat.read(study / "trial.ipynb", as_version=4)
    assert executed.cells[-2].outputs[0].data["text/plain"] == "['http://127.0.0.1:9']"
    assert executed.cells[-1].outputs[0].data["text/plain"] == "False"
