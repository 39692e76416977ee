"""What enforcement refuses to work with: lazy frames, other frames, contracts switched off."""

import polars as pl
import pytest
from contract_rows import REFERENCES
from pandera.config import ValidationDepth, config_context

from data_contracts.enforcement import enforce
from data_contracts.frames import empty_frame
from data_contracts.model import load_table


def test_a_lazy_frame_is_refused() -> None:
    table = load_table("observations")
    with pytest.raises(TypeError, match="eager"):
        enforce(empty_frame(table).lazy(), table, REFERENCES)  # type: ignore[arg-type]


def test_a_frame_of_other_columns_or_types_is_refused() -> None:
    table = load_table("observations")
    with pytest.raises(TypeError, match="has not the columns and types of contract observations"):
        enforce(empty_frame(table).drop("kind"), table, REFERENCES)
    with pytest.raises(TypeError, match="value"):
        enforce(empty_frame(table).cast({"value": pl.String}), table, REFERENCES)


@pytest.mark.parametrize("switch", ["PANDERA_VALIDATION_ENABLED", "PANDERA_VALIDATION_DEPTH"])
@pytest.mark.parametrize("value", ["False", "True", "SCHEMA_ONLY", ""])
def test_pandera_switched_off_is_refused(monkeypatch: pytest.MonkeyPatch, switch: str, value: str) -> None:
    monkeypatch.setenv(switch, value)
    table = load_table("observations")
    with pytest.raises(RuntimeError, match=switch):
        enforce(empty_frame(table), table, REFERENCES)


def test_pandera_configured_to_check_less_is_refused() -> None:
    table = load_table("observations")
    with config_context(validation_enabled=False), pytest.raises(RuntimeError, match="configured"):
        enforce(empty_frame(table), table, REFERENCES)
    with (
        config_context(validation_depth=ValidationDepth.SCHEMA_ONLY),
        pytest.raises(RuntimeError, match="configured"),
    ):
        enforce(empty_frame(table), table, REFERENCES)
