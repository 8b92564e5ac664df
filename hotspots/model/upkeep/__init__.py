"""What became of a store as a whole: copied, put back, written out, taken in, thinned out."""
