"""To call a camera's picture a machine's, or the reverse, is the gravest mistake of all."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from workbench.checks.generators import (
    claimed,
    credited,
    generators,
    labelled,
    named,
    of_source,
    settings,
)
from workbench.checks.run import run
from workbench.metadata.fact import Fact

SOURCE = "http://cv.iptc.org/newscodes/digitalsourcetype/"
JOB = "a crowd --ar 16:9 --v 6.1 Job ID: 1a2b3c4d-1111-2222-3333-444455556666"


@pytest.mark.parametrize(
    "value",
    [
        "ChatGPT", "Google Gemini", "Gemini 2.5 Flash Image", "Grok", "Sora", "Sora 2", "Meta AI",
        "Imagined with AI", "Bing Image Creator", "Microsoft Designer", "Midjourney", "midjourney",
        "Midjourney 6.1", "DALL·E 3", "DALL-E", "Stable Diffusion XL", "Stable Diffusion 1.5",
        "ComfyUI", "InvokeAI 4.2.7", "NovelAI", "Adobe Firefly", "Adobe Firefly 2.0",
        "FLUX.1 [dev]",
        "Leonardo.Ai", "Ideogram", "Recraft", "Kling AI", "OpenAI API", "gpt-image-1",
        "Nano Banana", "Fooocus v2.5.0", "Sora by OpenAI", "ChatGPT 4o", "Google AI", "Galaxy AI",
    ],
)  # fmt: skip
def test_a_whole_value_that_is_a_generators_name_is_one(value: str) -> None:
    assert named(value, "png")


@pytest.mark.parametrize(
    "value",
    [
        "FIREFLY 8SE", "FIREFLY Q6", "Hawkeye Firefly 8SE", "Firefly", "Firefly 8", "Sora Lens",
        "Gemini Photos Duplicate Finder for Mac", "Aurora HDR", "Fluxbox", "f.lux", "Grokking",
        "Imagen", "imagenomic Portraiture", "Leonardo da Vinci", "Photo of ChatGPT on a screen",
        "not Midjourney", "Forge", "Playground", "Samsung SM-A155F", "Android UP1A.231005.007",
        "Dream", "OpenAIR", "Metal AI", "",
    ],
)  # fmt: skip
def test_a_name_inside_another_is_none(value: str) -> None:
    assert named(value, "exif") == ""
    assert credited(value, "exif") == ""


def test_every_row_of_the_table_names_its_source_and_year() -> None:
    assert len(generators()) >= 30
    for one in generators():
        assert one.source, one.name
        assert 2015 <= int(one.since) <= 2026, one.name
        assert one.fields <= {"exif", "xmp", "iptc", "png", "c2pa", "container", "picture"}


def test_a_claim_names_its_products_in_a_row() -> None:
    assert claimed("ChatGPT/1.0 c2pa-rs/0.28") == "ChatGPT"
    assert claimed("Microsoft_Responsible_AI/1.0 c2pa-rs/0.5") == "Microsoft Designer"
    assert claimed("Adobe_Firefly") == "Adobe Firefly"
    assert claimed("Adobe_Photoshop/25.0 adobe_c2pa/0.7.6") == ""


def test_settings_are_told_from_talk() -> None:
    long = "Negative prompt: blurry\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 12"
    assert settings(long)
    assert settings(JOB)
    assert settings('{"steps": 28, "sampler": "k_euler", "seed": 1}')
    assert settings('prompt: {"3": {"class_type": "KSampler"}}')
    for talk in (
        "Steps: 20 to the hall, see Sampler",
        "Job ID: 12345",
        '{"lat":-3.1,"lon":104.2,"time":"2024-09-30 19:22","app":"kamera rekaan"}',
        '{"seed": 1}',
        "Screenshot",
    ):
        assert settings(talk) == "", talk


def test_made_edited_and_neither_are_kept_apart() -> None:
    assert of_source(SOURCE + "trainedAlgorithmicMedia") == "made"
    assert of_source(SOURCE + "compositeWithTrainedAlgorithmicMedia") == "edited"
    assert of_source(SOURCE + "compositeSynthetic") == "edited"
    for other in ("digitalCapture", "algorithmicallyEnhanced", "composite", "algorithmicMedia"):
        assert of_source(SOURCE + other) == "", other
    assert credited("Made with Google AI", "xmp") == "made"
    assert credited("Edited with Google AI", "xmp") == "edited"
    assert credited("Dibuat dengan ChatGPT", "xmp") == "made"
    assert credited("Made with love", "xmp") == ""
    assert credited("Dibuat oleh Ai Rekaan", "xmp") == ""
    assert labelled('{"AIGC":{"Label":"1","ContentProducer":"x"}}') == "made"
    assert labelled('{"AIGC":{"Label":"3"}}') == "named"
    assert labelled('{"AIGC"') == ""


def noticed(case: Any, photo: Any, *facts: tuple[str, str, str]) -> list[Any]:
    context = case.exhibit("a.jpg", photo()).context()
    rows = tuple(Fact("B-01", "a.jpg", *one) for one in facts)
    return [one for one in run(replace(context, facts=rows)) if one.code == "EDIT-005"]


@pytest.mark.parametrize(
    ("facts", "severity", "how"),
    [
        ([("xmp", "DigitalSourceType", SOURCE + "trainedAlgorithmicMedia")], "serious", "made"),
        (
            [("xmp", "DigitalSourceType", SOURCE + "compositeWithTrainedAlgorithmicMedia")],
            "attention",
            "edited",
        ),
        # A camera's picture into which a part was generated.
        (
            [
                ("c2pa", "DigitalSourceType", SOURCE + "digitalCapture"),
                ("c2pa", "DigitalSourceType", SOURCE + "trainedAlgorithmicMedia"),
            ],
            "attention",
            "edited",
        ),
        ([("png", "Software", "ChatGPT")], "serious", "named"),
        (
            [("png", "Software", "ChatGPT"), ("xmp", "Credit", "Edited with Google AI")],
            "attention",
            "edited",
        ),
        ([("exif", "UserComment", JOB)], "serious", "made"),
    ],
)
def test_the_message_says_which_of_the_three_it_is(
    case: Any, photo: Any, facts: Any, severity: str, how: str
) -> None:
    (found,) = noticed(case, photo, *facts)
    assert (found.severity, found.fields["how"]) == (severity, f"generator_{how}")
    assert ("made it" in found.message("en")) is (how == "made")
    assert "{" not in found.message("id")


def test_a_name_alone_asks_and_does_not_accuse(case: Any, photo: Any) -> None:
    case.exhibit("ChatGPT Image Sep 30, 2024, 07_22_11 PM.png", photo("PNG"))
    (found,) = case.noticed()["EDIT-005"]
    assert (found.severity, found.fields["how"]) == ("attention", "generator_named")


def test_an_action_cameras_film_is_no_generators(case: Any, photo: Any) -> None:
    assert noticed(case, photo, ("exif", "Software", "FIREFLY 8SE"), ("exif", "Model", "8SE")) == []


def test_a_picture_that_says_screenshot_is_none_of_a_camera(case: Any) -> None:
    block = Image.Exif()
    block.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0Screenshot"
    buffer = io.BytesIO()
    Image.new("RGB", (16, 16)).save(buffer, "JPEG", exif=block)
    case.exhibit("IMG_5678.jpg", buffer.getvalue())
    found = case.noticed()
    assert [one.severity for one in found["EDIT-016"]] == ["info"]
    assert "EDIT-004" not in found
    case.write(
        "exhibits.yaml", "format: 1\nexhibits:\n  - {id: B-01, file: IMG_5678.jpg, kind: foto}\n"
    )
    assert [one.severity for one in case.noticed()["EDIT-016"]] == ["attention"]


@pytest.mark.parametrize("name", ["ChatGPT", "Google Gemini", "Grok", "Sora", "Meta AI"])
def test_a_png_of_a_current_product_is_found(case: Any, name: str) -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Software", name)
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, "PNG", pnginfo=info)
    assert "EDIT-005" in case.exhibit("a.png", buffer.getvalue()).noticed()
