// Sorting by the headings, and rows that show their area on the map.
(function () {
  "use strict";

  const { data, button: newButton, compare, tell } = window.shared;
  const table = document.querySelector("#table table");
  const body = table.tBodies[0];
  const NUMBERS = {
    da: { form: /[-+\u2212]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?/, thousands: ".", decimal: "," },
    en: { form: /[-+\u2212]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?/, thousands: ",", decimal: "." },
  }[document.documentElement.lang];
  let marked = null;

  function button(cell, className) {
    const made = newButton(className);
    made.append(...cell.childNodes);
    cell.append(made);
    return made;
  }

  // A figure is the first number of its cell, read by the marks of the page's language.
  function valueOf(cell) {
    const found = cell.textContent.match(NUMBERS.form);
    if (!found) {
      return null;
    }
    const digits = found[0].replaceAll(NUMBERS.thousands, "").replace(NUMBERS.decimal, ".");
    return Number(digits.replace("\u2212", "-"));
  }

  // A missing figure comes last whichever way the column is sorted.
  function compareFigures(one, other, sign) {
    return one === null || other === null ? (one === null) - (other === null) : sign * (one - other);
  }

  function sort(heading) {
    const direction = heading.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
    const column = heading.cellIndex;
    const sign = direction === "ascending" ? 1 : -1;
    for (const other of table.tHead.rows[0].cells) {
      other.removeAttribute("aria-sort");
    }
    heading.setAttribute("aria-sort", direction);
    const rows = window.shared.rows();
    const fixed = function (place) {
      return rows.filter(function (row) { return row.dataset.fixed === place; });
    };
    const numeric = heading.classList.contains("number");
    const keyed = fixed(undefined).map(function (row) {
      const cell = row.cells[column];
      return { row: row, key: numeric ? valueOf(cell) : cell.textContent };
    });
    keyed.sort(function (one, other) {
      return numeric ? compareFigures(one.key, other.key, sign)
        : sign * compare(one.key, other.key);
    });
    const sorted = keyed.map(function (each) { return each.row; });
    window.shared.orderRows([...fixed("top"), ...sorted, ...fixed("bottom")]);
  }

  for (const heading of table.tHead.rows[0].cells) {
    button(heading, "sort").addEventListener("click", function () { sort(heading); });
  }

  function makeButtons(rows) {
    for (const row of rows) {
      if (row.dataset.area !== undefined && !row.querySelector(".show")) {
        const ask = button(row.cells[0], "show");
        ask.addEventListener("click", function () {
          tell("area:asked", { area: Number(row.dataset.area), from: ask });
        });
      }
    }
  }

  makeButtons(body.rows);
  document.addEventListener("rows:shown", function (event) { makeButtons(event.detail); });

  document.addEventListener("row:asked", function (event) {
    const row = window.shared.rowOf(event.detail);
    window.shared.showRow(row);
    row.scrollIntoView({ block: "center" });
    row.querySelector(".show").focus({ preventScroll: true });
  });

  document.addEventListener("area:chosen", function (event) {
    for (const row of window.shared.rows()) {
      if (event.detail !== null && row.dataset.area === String(event.detail)) {
        row.setAttribute("aria-current", "true");
      } else {
        row.removeAttribute("aria-current");
      }
    }
  });

  // On a narrow screen the step's column is brought to the edge of the table's own region; that
  // measures the table, and waits until the map is drawn.
  function bringColumn(heading) {
    const region = table.closest(".scroll");
    region.scrollLeft = heading.offsetLeft + heading.offsetWidth - region.clientWidth;
  }

  function markColumn(step) {
    const column = data.steps[step].column;
    for (const row of [table.tHead.rows[0], ...window.shared.rows()]) {
      if (marked !== null) {
        row.cells[marked].classList.remove("now");
      }
      if (column !== null) {
        row.cells[column].classList.add("now");
      }
    }
    marked = column;
    if (column !== null) {
      const heading = table.tHead.rows[0].cells[column];
      requestAnimationFrame(function () { setTimeout(bringColumn, 0, heading); });
    }
  }

  document.addEventListener("step:chosen", function (event) { markColumn(event.detail); });
  if (data.step !== null) {
    markColumn(data.step);
  }
})();
