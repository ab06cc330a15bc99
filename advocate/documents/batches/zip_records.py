"""The records of a ZIP archive (PKWARE's APPNOTE), for what is put together byte by byte."""

from struct import Struct

LOCAL = Struct("<4s5H3L2H")  # before each file
CENTRAL = Struct("<4s6H3L5H2L")  # an entry of the index
END = Struct("<4s4H2LH")
DAY = 33  # 1 January 1980, the first that the format knows: the same in every run
