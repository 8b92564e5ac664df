# R's figures for the ten samples of made_samples.py, as made_samples.csv holds them.
# Not run by the tests. From the root of the checkout, with R and its package survey:
#   mkdir samples && .venv/bin/python -m tests.methods.made_samples samples
#   Rscript tests/methods/made_samples.R samples > tests/methods/made_samples.csv
suppressMessages(library(survey))
options(digits = 17, survey.lonely.psu = "adjust")
folder <- commandArgs(trailingOnly = TRUE)[1]
say <- function(sample, figure, value) {
  cat(sample, figure, formatC(unname(value), digits = 17, format = "g", width = 1), sep = ",")
  cat("\n")
}
drawn_as <- function(x) {
  strata <- if (x$has_strata[1] == 1) ~stratum else NULL
  ids <- if (x$has_clusters[1] == 1) ~cluster else ~1
  sizes <- if (x$is_finite[1] == 1) ~size else NULL
  svydesign(ids = ids, strata = strata, weights = ~weight, fpc = sizes, data = x,
            nest = x$has_strata[1] == 1)
}
share_of <- function(sample, group, d) {
  m <- svymean(~yes, d, deff = TRUE)
  say(sample, paste0("share_", group), coef(m))
  say(sample, paste0("se_", group), SE(m))
  say(sample, paste0("df_", group), degf(d))
  if (coef(m) == 0) return(invisible())
  say(sample, paste0("deff_wor_", group), deff(m))
  say(sample, paste0("deff_wr_", group), deff(svymean(~yes, d, deff = "replace")))
  ci <- attr(svyciprop(~yes, d, method = "logit"), "ci")
  say(sample, paste0("low_", group), ci[1])
  say(sample, paste0("high_", group), ci[2])
}
cat(sprintf("# R %s, survey %s: made_samples.R over the samples of made_samples.py\n",
            getRversion(), packageVersion("survey")))
cat("sample,figure,value\n")
for (file in sort(list.files(folder, pattern = "[.]csv$"))) {
  sample <- sub("[.]csv$", "", file)
  x <- read.csv(file.path(folder, file))
  d <- drawn_as(x)
  share_of(sample, "all", d)
  for (g in c("a", "b", "c")) share_of(sample, g, subset(d, group == g))
  by <- svyby(~yes, ~group, d, svymean, covmat = TRUE)
  v <- vcov(by)
  for (pair in list(c(1, 2), c(1, 3), c(2, 3))) {
    name <- paste(c("a", "b", "c")[pair], collapse = "")
    say(sample, paste0("cov_", name), v[pair[1], pair[2]])
    weights <- c(0, 0, 0)
    weights[pair] <- c(1, -1)
    k <- svycontrast(by, weights)
    say(sample, paste0("gap_", name), coef(k))
    say(sample, paste0("gap_se_", name), SE(k))
  }
}
