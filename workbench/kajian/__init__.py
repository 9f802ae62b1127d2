"""The reviewer's structured answers: steps, element matrix, completeness, journal."""
