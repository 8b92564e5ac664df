"""``python -m hotspots``: the command line, where the script is not on the path."""

from hotspots.cli.main import main

if __name__ == "__main__":
    main(prog_name="hotspots")
