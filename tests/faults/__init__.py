"""What happens when things break: a fast part in the suite, a long one by `make faults`."""
