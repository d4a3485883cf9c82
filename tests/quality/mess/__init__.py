"""Mess for every taste: clean texts in; out come files as strangers send them, each with its gold."""
