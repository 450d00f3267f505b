"""A reproducible comparison of leitai with its peers. See README.md."""
