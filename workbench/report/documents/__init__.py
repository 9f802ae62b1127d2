"""Official documents in Word, from templates that an office edits in Word."""
