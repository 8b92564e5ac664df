// Sorting by the headings, and rows that show their area on the map.
(function () {
  "use strict";

  const { button: newButton, tell } = window.shared;
  const table = document.querySelector("#table table");
  const body = table.tBodies[0];
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

  function button(cell, className) {
    const made = newButton(className);
    made.append(...cell.childNodes);
    cell.append(made);
    return made;
  }

  // A missing figure comes last whichever way the column is sorted.
  function compare(one, other, sign) {
    if (one.dataset.value === undefined) {
      return sign * collator.compare(one.textContent, other.textContent);
    }
    if (one.dataset.value === "" || other.dataset.value === "") {
      return (one.dataset.value === "") - (other.dataset.value === "");
    }
    return sign * (Number(one.dataset.value) - Number(other.dataset.value));
  }

  function sort(heading) {
    const direction = heading.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
    const column = heading.cellIndex;
    const sign = direction === "ascending" ? 1 : -1;
    for (const other of table.tHead.rows[0].cells) {
      other.removeAttribute("aria-sort");
    }
    heading.setAttribute("aria-sort", direction);
    const rows = Array.from(body.rows);
    const fixed = function (place) {
      return rows.filter(function (row) { return row.dataset.fixed === place; });
    };
    const sorted = fixed(undefined).sort(function (one, other) {
      return compare(one.cells[column], other.cells[column], sign);
    });
    body.append(...fixed("top"), ...sorted, ...fixed("bottom"));
  }

  for (const heading of table.tHead.rows[0].cells) {
    button(heading, "sort").addEventListener("click", function () { sort(heading); });
  }

  for (const row of body.querySelectorAll("tr[data-area]")) {
    const ask = button(row.cells[0], "show");
    ask.addEventListener("click", function () {
      tell("area:asked", { area: Number(row.dataset.area), from: ask });
    });
  }

  document.addEventListener("row:asked", function (event) {
    const row = body.querySelector("tr[data-area='" + event.detail + "']");
    row.scrollIntoView({ block: "center" });
    row.querySelector(".show").focus({ preventScroll: true });
  });

  document.addEventListener("area:chosen", function (event) {
    for (const row of body.rows) {
      if (event.detail !== null && row.dataset.area === String(event.detail)) {
        row.setAttribute("aria-current", "true");
      } else {
        row.removeAttribute("aria-current");
      }
    }
  });

  document.documentElement.classList.add("scripted");
})();
