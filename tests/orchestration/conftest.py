"""One prepared installation for all tests of the definitions: parsing the dbt project takes seconds."""

from collections.abc import Iterator

import pytest

from tests.installation import Installation


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation that was set up and never run; the environment points to it for the whole session."""
    from orchestration.settings import load_settings
    from orchestration.setup import prepare

    installation = Installation(tmp_path_factory.mktemp("prepared"))
    with pytest.MonkeyPatch.context() as environment:
        installation.use(environment)
        prepare(load_settings())
        yield installation
