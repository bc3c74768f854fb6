"""Models behind narrow doors: fetching them, turning texts into vectors, asking a language model."""
