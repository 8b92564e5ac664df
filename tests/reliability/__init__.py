"""What is promised of the store and of files, tried by force again and again."""
