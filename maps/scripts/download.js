// The page's table as CSV and as an Excel workbook, made in the page: only what it shows.
(function () {
  "use strict";

  const { data, element, button } = window.shared;
  const table = document.querySelector("#table table");
  const LANG = document.documentElement.lang;
  const MARKS = { da: { thousands: ".", decimal: ",", between: ";" },
    en: { thousands: ",", decimal: ".", between: "," } }[LANG];
  const FIGURE = {
    da: /^([-+\u2212]?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?(\s%)?$/,
    en: /^([-+\u2212]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(\s%)?$/,
  }[LANG];
  const BOM = String.fromCharCode(0xfeff);
  const EMPTY = "–";
  const PERCENT = /%|procent|per cent/i;
  const FORMULA = /((?:^|[;,|])["\s]*)([=+\-@\uff1d\uff0b\uff0d\uff20][^;,|]*)/g;
  const SIGNED = /^[-+]\d+(?:[.,]\d+)*\s*%?(?:[\s)][\p{L}\d\s.%()–]*)?$/u;
  const KINDS = {
    csv: "text/csv;charset=utf-8",
    xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  };

  function words(part) {
    return part ? part.textContent.replace(/\s+/g, " ").trim() : "";
  }

  // A cell of a column of figures that is one figure and nothing else, with its decimals.
  function figureOf(cell) {
    const parts = words(cell).match(FIGURE);
    if (!parts || !cell.classList.contains("number")) {
      return null;
    }
    const sign = parts[1] === "-" || parts[1] === "\u2212" ? "-" : "";
    const decimals = parts[3] || "";
    const whole = parts[2].replaceAll(MARKS.thousands, "");
    return {
      number: sign + whole + (decimals && "." + decimals),
      decimals: decimals.length,
      percent: Boolean(parts[4]),
    };
  }

  function columnsInPercent(rows) {
    return Array.from(table.tHead.rows[0].cells, function (unused, at) {
      const figures = rows.map(function (row) { return figureOf(row.cells[at]); }).filter(Boolean);
      return figures.length > 0 && figures.every(function (one) { return one.percent; });
    });
  }

  // A figure loses its percent sign only where the heading takes it for all of its column.
  function valueOf(cell, inPercent) {
    const figure = figureOf(cell);
    if (figure && figure.percent === inPercent) {
      return figure;
    }
    return words(cell) === EMPTY ? "" : words(cell);
  }

  function lines() {
    const rows = window.shared.rows();
    const inPercent = columnsInPercent(rows);
    const headings = Array.from(table.tHead.rows[0].cells, function (heading, at) {
      return words(heading) + (inPercent[at] && !PERCENT.test(words(heading)) ? " (%)" : "");
    });
    const cells = rows.map(function (row) {
      return Array.from(row.cells, function (cell, at) { return valueOf(cell, inPercent[at]); });
    });
    return { headings: headings, rows: cells };
  }

  // What a spreadsheet would take for a formula gets an apostrophe before it, wherever the columns
  // are divided where it is opened.
  function guarded(text) {
    return text.replace(FORMULA, function (whole, before, piece) {
      return SIGNED.test(piece.trim()) ? whole : before + "'" + piece;
    });
  }

  function csvCell(value) {
    if (typeof value === "object") {
      return value.number.replace(".", MARKS.decimal);
    }
    const text = guarded(value);
    return /[;,|"]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
  }

  function csv() {
    const whole = lines();
    return [BOM, ...[whole.headings, ...whole.rows].map(function (row) {
      return row.map(csvCell).join(MARKS.between) + "\r\n";
    })];
  }

  function above(text) {
    return { cells: [text], above: true };
  }

  function title(text) {
    return { cells: [text], above: true, isTitle: true };
  }

  function texts(selector) {
    return Array.from(document.querySelectorAll(selector), words).filter(Boolean);
  }

  function xlsx() {
    const whole = lines();
    const top = [...["h1", ".internal", ".banner"].flatMap(texts).map(title), above(words(table.caption)),
      { cells: [], above: true }];
    const rows = whole.rows.map(function (cells) { return { cells: cells }; });
    const about = texts(".subtitle, .notes li, footer p").map(above);
    return window.shared.workbook({
      [data.texts.download_sheet]: [...top, { cells: whole.headings, isHeading: true }, ...rows],
      [data.texts.download_about]: about,
    });
  }

  // The file is called as the page is; inside another page that has none, as the table.
  function fileName(ending) {
    const last = decodeURIComponent(location.pathname.split("/").pop() || "");
    const name = last.replace(/\.html?$/i, "").replace(/[^\p{L}\p{N}_-]+/gu, "_");
    return (name && location.protocol !== "about:" ? name : data.texts.download_sheet) + "." + ending;
  }

  function save(parts, ending) {
    const link = element("a", "");
    link.href = URL.createObjectURL(new Blob(parts, { type: KINDS[ending] }));
    link.download = fileName(ending);
    link.click();
    setTimeout(URL.revokeObjectURL, 0, link.href);
  }

  function offer(ending, parts) {
    const ask = button("", data.texts["download_" + ending]);
    ask.setAttribute("aria-label", data.texts.download + ": " + ask.textContent);
    ask.addEventListener("click", function () { save(parts(), ending); });
    return ask;
  }

  const label = element("span", "", data.texts.download + ":");
  label.setAttribute("aria-hidden", "true");
  document.getElementById("download").append(label, offer("csv", csv), offer("xlsx", xlsx));
})();
