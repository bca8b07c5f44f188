"""What interviewers wrote into their sheets."""
