# Reads a folder of Parquet tables as R does: with nanoparquet or arrow where they are installed, else through reticulate with Python's pyarrow.
#
#   Rscript bench/tables.R FOLDER
#
# Prints for each table its rows and the classes of its columns; bench/tables.py compares them.

folder <- commandArgs(trailingOnly = TRUE)[1]
has <- function(package) requireNamespace(package, quietly = TRUE)
if (has("nanoparquet")) {
  by <- "nanoparquet"
  open <- function(path) as.data.frame(nanoparquet::read_parquet(path))
} else if (has("arrow")) {
  by <- "arrow"
  open <- function(path) as.data.frame(arrow::read_parquet(path))
} else if (has("reticulate")) {
  by <- "reticulate"
  parquet <- reticulate::import("pyarrow.parquet")
  vector <- function(values) {
    if (length(values) == 0) return(logical(0))
    day <- function(value) if (inherits(value, "datetime.date")) as.Date(value$isoformat()) else value
    values <- lapply(values, day)
    values[vapply(values, is.null, NA)] <- if (any(vapply(values, inherits, NA, "Date"))) as.Date(NA) else NA
    do.call(c, values)
  }
  open <- function(path) as.data.frame(lapply(parquet$read_table(path)$to_pydict(), vector), optional = TRUE)
} else {
  stop("install nanoparquet, arrow or reticulate")
}
cat("by", by, as.character(getRversion()), "\n")
for (path in list.files(folder, pattern = "[.]parquet$", full.names = TRUE)) {
  table <- open(path)
  classes <- vapply(table, function(column) class(column)[1], "")
  cat("table", sub("[.]parquet$", "", basename(path)), nrow(table), paste(names(classes), classes, sep = "=", collapse = " "), "\n")
}
