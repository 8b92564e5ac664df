"""What stands for the city and for no area where an area's code does."""

CITY = "*"
UNPLACED = "-"
