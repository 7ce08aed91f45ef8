#!/usr/bin/env python3
"""The one door to every command of the portal."""

import os
import sys

from django.core.management import execute_from_command_line

from portal import servers
from portal.embedded.process import ServerTrouble

# These answer without a database; every other command finds the embedded servers running, or real ones.
WITHOUT_SERVERS = {"assess", "check", "collectstatic", "diffsettings", "help", "version", "--help", "-h", "--version"}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    try:
        if len(sys.argv) > 1 and not WITHOUT_SERVERS & {sys.argv[1], *({"--help", "-h"} & set(sys.argv))}:
            servers.up()
        execute_from_command_line(sys.argv)
    except ServerTrouble as trouble:
        sys.exit(f"{trouble}")
