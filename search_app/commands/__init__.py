"""The commands of `demandside`, one module per room."""
