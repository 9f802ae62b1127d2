"""Where metadata stands in a picture's container: one module per container format.

Every container is walked by its own published structure, with bounds on every
length, count and depth, so that a file can neither hang nor exhaust the reader. A
damaged end gives what stood before it.
"""

from workbench.metadata.containers.block import Block, Data
from workbench.metadata.containers.detect import blocks, payloads

__all__ = ["Block", "Data", "blocks", "payloads"]
