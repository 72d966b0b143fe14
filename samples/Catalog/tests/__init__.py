"""Run in the folder above: /usr/bin/python3 -m unittest"""
import logging

# What is refused on purpose is not for the terminal.
logging.getLogger().addHandler(logging.NullHandler())
