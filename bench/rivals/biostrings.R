# Hits of patterns in one record on both strands: pattern, 0-based start, strand; and the seconds of the search alone.
suppressMessages(library(Biostrings))
given <- commandArgs(TRUE)
text <- readDNAStringSet(given[1])[[1]]
patterns <- readDNAStringSet(given[2])
k <- as.integer(given[3])

startsOf <- function(patterns) {
  if (length(patterns) == 1) return(list(start(matchPattern(patterns[[1]], text, max.mismatch = k))))
  as.list(startIndex(matchPDict(PDict(patterns, max.mismatch = k), text, max.mismatch = k)))
}

begin <- proc.time()[["elapsed"]]
found <- list("+" = startsOf(patterns), "-" = startsOf(reverseComplement(patterns)))
cat(sprintf("seconds %.3f\n", proc.time()[["elapsed"]] - begin))
for (strand in names(found)) {
  for (p in seq_along(patterns)) {
    starts <- found[[strand]][[p]]
    if (length(starts) > 0) cat(paste(p - 1, format(starts - 1, scientific = FALSE, trim = TRUE), strand, sep = "\t"), sep = "\n")
  }
}
