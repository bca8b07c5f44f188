"""The candidate's side: files, resumes, the jobs that letters go to, and answers that are kept."""
