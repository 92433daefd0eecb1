"""What a text reads, however it is written: the shadow copy that is scanned, and the way back to what is masked."""
