"""The figures of one world, the verdict and the German sentences."""
