"""Robustness: what the program does when it is interrupted, lied to, fed rubbish or attacked, family by family."""
