"""`ketnap metrics` and the options of the service that go with it."""

from __future__ import annotations

import pytest


def test_the_figures_are_printed_in_the_text_format(done):
    text = done("metrics")

    assert "# TYPE ketnap_cases gauge\n" in text
    assert "ketnap_log_entries 0.0\n" in text


def test_the_figures_are_written_to_a_file(done, tmp_path):
    path = tmp_path / "ketnap.prom"

    assert done("metrics", "--file", str(path)) == ""
    assert path.read_text(encoding="utf-8") == done("metrics")


def test_a_file_that_cannot_be_written_is_told(ketnap, tmp_path):
    result = ketnap("metrics", "--file", str(tmp_path / "none" / "ketnap.prom"))

    assert result.exit_code == 10
    assert result.stderr.startswith("✗ Không ghi được ")


@pytest.mark.parametrize("port", ["", "x", "0.0.0.0:", "127.0.0.1:99999", "-1"])
def test_a_port_that_is_none_is_refused(ketnap, port):
    result = ketnap("run", "--metrics", port)

    assert result.exit_code == 2
    assert "cần [MÁY:]CỔNG" in result.stderr
