"""文摘: messy Chinese texts in, a clean, cited digest in three scripts out. Start at `site.py`."""
