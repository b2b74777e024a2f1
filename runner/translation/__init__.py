"""Scripts in other languages: catalogues as files, and the page as it is told. `docs/translating.md` says what for."""
