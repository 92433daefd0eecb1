"""`isogate verify`: every way in and every way back, against an upstream that records what it gets."""
