# An independent few lines for tests/methods/test_small_area.py: Rscript small_area.R > small_area.csv
#
# The levels of made-up areas over uneven years, some missing, by the model of Rao and Yu: dense
# matrices, restricted likelihood maximised by optim over transformed parameters, squared error as
# g1 + g2 + 2 g3 with derivatives taken numerically.

m <- 14; years <- c(2010, 2011, 2013, 2014, 2015, 2016)
cells <- expand.grid(time = seq_along(years), area = seq_len(m))
i <- cells$area; t <- cells$time
cells$n <- 90 + 40 * ((i * 7) %% 5) + 15 * ((t * 3) %% 4)
cells$v <- 1 / (4 * cells$n)
set.seed(24)
passing <- NULL
for (each in seq_len(m)) {
  u <- rnorm(1, 0, sqrt(0.003 / 0.64))
  for (year in 2011:2016) u <- c(u, 0.6 * u[length(u)] + rnorm(1, 0, sqrt(0.003)))
  passing <- c(passing, rnorm(1, 0, 0.05) + u[match(years, 2010:2016)])
}
cells$y <- 0.38 - 0.01 * t + passing + rnorm(nrow(cells), 0, sqrt(cells$v))
seen <- !((i * 5 + t * 3) %% 11 == 0)

x <- model.matrix(~ factor(t) - 1)
same <- outer(i, i, "==")
lag <- abs(outer(years[t], years[t], "-"))
levels_cov <- function(p) same * (p[1] * p[3]^lag / (1 - p[3]^2) + p[2])
pieces <- function(p) {
  g <- levels_cov(p); v <- g[seen, seen] + diag(cells$v[seen])
  w <- solve(v); xs <- x[seen, ]; q <- solve(t(xs) %*% w %*% xs)
  list(g = g, v = v, w = w, xs = xs, q = q, b = q %*% t(xs) %*% w %*% cells$y[seen])
}
minus <- function(z) {
  k <- pieces(c(exp(z[1:2]), plogis(z[3]))); r <- cells$y[seen] - k$xs %*% k$b
  0.5 * (determinant(k$v)$modulus - determinant(k$q)$modulus + t(r) %*% k$w %*% r)
}
z <- c(log(5e-4), log(1e-3), 0)
for (again in 1:30) z <- optim(z, minus, control = list(reltol = 1e-16, maxit = 5000))$par
p <- c(exp(z[1:2]), plogis(z[3]))
k <- pieces(p)
weights <- k$g[, seen] %*% k$w
estimate <- x %*% k$b + weights %*% (cells$y[seen] - k$xs %*% k$b)
d <- x - weights %*% k$xs
g1 <- diag(k$g) - rowSums(weights * k$g[, seen])
g2 <- rowSums((d %*% k$q) * d)
change <- function(f, j) {
  h <- p[j] * 1e-5; up <- p; down <- p; up[j] <- up[j] + h; down[j] <- down[j] - h
  (f(up) - f(down)) / (2 * h)
}
vj <- lapply(1:3, function(j) change(levels_cov, j)[seen, seen])
bj <- lapply(1:3, function(j) change(function(p) { k <- pieces(p); k$g[, seen] %*% k$w }, j))
proj <- k$w - k$w %*% k$xs %*% k$q %*% t(k$xs) %*% k$w
info <- outer(1:3, 1:3, Vectorize(function(a, b)
  0.5 * sum(diag(proj %*% vj[[a]] %*% proj %*% vj[[b]]))))
s <- 1 / sqrt(diag(info)); uncertain <- s * solve(info * outer(s, s)) * rep(s, each = 3)
g3 <- 0
for (a in 1:3) for (b in 1:3)
  g3 <- g3 + uncertain[a, b] * rowSums((bj[[a]] %*% k$v) * bj[[b]])
cat("# written by small_area.R; within, between, rho:", format(p, digits = 12), "\n")
out <- data.frame(area = i, year = years[t], n = cells$n, y = ifelse(seen, cells$y, NA),
                  estimate = estimate, mse = g1 + g2 + 2 * g3)
write.csv(format(out, digits = 12, trim = TRUE), row.names = FALSE, quote = FALSE)
