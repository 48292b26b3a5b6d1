"""The seam behind which a video is decoded, and what stands behind it."""
