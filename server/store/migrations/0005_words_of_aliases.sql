-- Cases that an alias located keep their words, so that they move when the alias is put right. place_words of 0001 is
-- null only where a code, a name or a point found the place.
CREATE INDEX dispute_words ON dispute (county, place_words) WHERE place_words IS NOT NULL;
