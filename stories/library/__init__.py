"""The media library as readers meet it: finding, the page of each asset, the basket, archives.

Everything here reads; what an asset is and who may read it is `media_library`'s to say.
"""
