"""The stores' pictures, made of the real extension: `scripts/screenshots --store` writes them into store/.

pictures    the extension on the demo page and its own pages, at the stores' size
tile        the page behind Chrome's promotional tile
"""
