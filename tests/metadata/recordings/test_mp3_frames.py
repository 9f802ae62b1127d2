"""If these fail, a recording's rate and length are told wrong, and with them what it can be."""

from __future__ import annotations

from itertools import product

import pytest

from workbench.metadata.recordings.mp3 import readings

# ISO/IEC 11172-3, 2.4.2.3 and ISO/IEC 13818-3, 2.4.2.3 (and 2.5, which halves them again):
# samples a second, by the two bits of the version and the two of the rate.
RATES = {
    (3, 0): 44100, (3, 1): 48000, (3, 2): 32000,
    (2, 0): 22050, (2, 1): 24000, (2, 2): 16000,
    (0, 0): 11025, (0, 1): 12000, (0, 2): 8000,
}  # fmt: skip
# Kilobits a second, from the first index that names one, by version 1 or not and layer.
BIT_RATES = {
    (True, 3): "32 40 48 56 64 80 96 112 128 160 192 224 256 320",
    (True, 2): "32 48 56 64 80 96 112 128 160 192 224 256 320 384",
    (False, 3): "8 16 24 32 40 48 56 64 80 96 112 128 144 160",
    (False, 2): "8 16 24 32 40 48 56 64 80 96 112 128 144 160",
}


def told(version: int, layer: int, rate: int, index: int) -> dict[str, str]:
    """Return what is said of a file that begins with such a frame."""
    second = 0xE0 | version << 3 | (4 - layer) << 1 | 1
    frame = bytes([0xFF, second, index << 4 | rate << 2, 0])
    return {row.name: row.value for row in readings(frame + bytes(5000))}


@pytest.mark.parametrize(("version", "rate"), sorted(RATES))
def test_the_rate_is_the_one_of_the_standard(version, rate):
    assert told(version, 3, rate, 5)["SampleRate"] == str(RATES[version, rate])


@pytest.mark.parametrize(("version", "layer"), list(product((3, 2), (2, 3))))
def test_the_bit_rate_is_the_one_of_the_standard(version, layer):
    wanted = [int(one) for one in BIT_RATES[version == 3, layer].split()]
    said = [int(told(version, layer, 0, index)["BitRate"]) for index in range(1, 15)]
    assert said == [1000 * one for one in wanted]
