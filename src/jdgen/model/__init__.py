"""What is true: roles, companies, openings, candidates; frozen, checked, without input or output."""
