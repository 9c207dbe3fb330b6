"""What pages say of coded records: dates, scales, readings, absences, in the version of a day."""
