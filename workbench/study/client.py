"""How our papermill engine runs a notebook: nbclient, on a kernel of our own making."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import NATIVE_KERNEL_NAME
from jupyter_core.utils import ensure_async, run_sync
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NBClientEngine, NotebookExecutionManager
from papermill.log import logger
from papermill.utils import remove_args

from workbench.study.execute import Trace
from workbench.study.kernels.kernel import Kernel, start


class ClientEngine(Engine):  # type: ignore[misc]
    """nbclient on one of :mod:`workbench.study.kernels.kernel`'s kernels."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        *,
        kernel: Kernel | None = None,
        start_timeout: int = 60,
        execution_timeout: int | None = None,
        trace: Trace | None = None,
        **others: Any,
    ) -> None:
        """Run every cell and end the kernel, whatever happens.

        Parameters
        ----------
        nb_man
            papermill's notebook and its state.
        kernel_name
            ``python3`` is this interpreter, not one found on the machine. A notebook for any
            other kernel is left to papermill's own engine, which finds that kernel or says
            that there is none: it is never run as Python.
        kernel
            One that was started earlier; it is used up. Otherwise one is started
            in the current folder.
        start_timeout, execution_timeout
            Seconds for the kernel to answer, and for one cell to finish.
        trace
            Receives steps and durations.
        others
            What papermill's own engine hands to its client: ``log_output``, ``stdout_file``,
            ``stderr_file``, and what a caller set beside.
        """
        if kernel is None and kernel_name != NATIVE_KERNEL_NAME:
            NBClientEngine.execute_managed_notebook(
                nb_man,
                kernel_name,
                start_timeout=start_timeout,
                execution_timeout=execution_timeout,
                **others,
            )
            return
        trace = trace or Trace("")
        begun = time.perf_counter()
        kernel = kernel or start(Path.cwd())
        client = _Client(
            nb_man,
            km=kernel.manager,
            kernel_name=kernel_name,
            log=logger,
            startup_timeout=start_timeout,
            timeout=execution_timeout or others.get("timeout"),
            **remove_args(["input_path", "timeout", "startup_timeout"], **others),
        )
        client.begun, client.trace = begun, trace
        try:
            client.execute()
        finally:
            if client.kc is not None:
                run_sync(_stop_channels)(client.kc)
            kernel.stop()


class _Client(PapermillNotebookClient):  # type: ignore[misc]
    """papermill's client, noting where it is and since when."""

    begun: float
    trace: Trace

    def papermill_execute_cells(self) -> None:
        self.trace.kernel = time.perf_counter() - self.begun
        super().papermill_execute_cells()

    def execute_cell(self, cell: Any, cell_index: int, **options: Any) -> Any:
        self.trace.begin(cell, cell_index, len(self.nb.cells))
        begun = time.perf_counter()
        try:
            return super().execute_cell(cell, cell_index, **options)
        finally:
            self.trace.end(time.perf_counter() - begun)


async def _stop_channels(client: Any) -> None:
    await ensure_async(client.stop_channels())
