"""How dates and numbers are printed, where Django's own way differs from ours."""
