# Densities near a ragged border by R's spatstat (density.ppp), with and without Diggle's edge
# correction, as made_densities.csv holds them. Not run by the tests; with R and spatstat:
#   Rscript tests/methods/made_densities.R
#
# Squares of 2 m have their middles at odd metres; so have the points and the places at which the
# densities are written, so that spatstat moves none of them. sigma is a standard deviation: the
# quartic kernel ends at sqrt(8) of them, here at 300 m.

suppressMessages(library(spatstat))

folder <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
ring_x <- c(0, 800, 1000, 1400, 1700, 3000, 2600, 2900, 1800, 1500, 1200, 300)
ring_y <- c(300, 0, 600, 500, 100, 400, 1200, 2400, 2000, 2400, 1900, 2300)
city <- owin(poly = list(x = ring_x, y = ring_y))
set.seed(14)
made <- runifpoint(160, city)
x <- 2 * floor(made$x / 2) + 1
y <- 2 * floor(made$y / 2) + 1
kept <- inside.owin(x, y, city)
points <- ppp(x[kept], y[kept], window = city)
surface <- function(edge, diggle, kernel, sigma) {
  density(points, sigma = sigma, kernel = kernel, edge = edge, diggle = diggle,
          dimyx = c(1200, 1500), positive = FALSE)
}
at <- expand.grid(x = seq(25, 2975, by = 150), y = seq(25, 2375, by = 150))
at <- at[inside.owin(at$x, at$y, city), ]
value <- function(image) 1e6 * image[list(x = at$x, y = at$y), drop = FALSE]
rows <- rbind(
  data.frame(kind = "border", x = ring_x, y = ring_y, none = NA, diggle = NA,
             gaussian_diggle = NA),
  data.frame(kind = "point", x = points$x, y = points$y, none = NA, diggle = NA,
             gaussian_diggle = NA),
  data.frame(kind = "place", x = at$x, y = at$y,
             none = value(surface(FALSE, FALSE, "quartic", 300 / sqrt(8))),
             diggle = value(surface(TRUE, TRUE, "quartic", 300 / sqrt(8))),
             gaussian_diggle = value(surface(TRUE, TRUE, "gaussian", 150)))
)
write.csv(format(rows, digits = 9, trim = TRUE), file.path(folder, "made_densities.csv"),
          row.names = FALSE, quote = FALSE)
