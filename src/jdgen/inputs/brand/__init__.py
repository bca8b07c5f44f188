"""How documents look: themes, the colors, fonts and pictures of a company, and what is wrong with them."""
