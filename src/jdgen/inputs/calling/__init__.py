"""A company's posting as a candidate reads it: the job, who hires, and what is asked for."""
