"""What is told of somebody: health and age, by words and forms, in seven languages. Nothing here needs the name model."""
