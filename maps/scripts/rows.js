// The rows of the table. Of a very long one the first are there at once, others as they are asked for.
(function () {
  "use strict";

  const { tell } = window.shared;
  const body = document.querySelector("#table table").tBodies[0];
  const region = body.closest(".scroll");
  const further = document.getElementById("further-rows");
  const more = document.getElementById("more-rows");
  const STEP = 500;
  let all = Array.from(body.rows);
  let byArea = null;

  function show(n) {
    const added = all.slice(body.rows.length, n);
    body.append(...added);
    tell("rows:shown", added);
    if (more) {
      more.hidden = body.rows.length === all.length;
    }
  }

  function showMore() {
    show(body.rows.length + STEP);
  }

  function isNearEnd() {
    return region.scrollHeight - region.scrollTop < 3 * region.clientHeight;
  }

  function listen() {
    more.addEventListener("click", showMore);
    window.addEventListener("beforeprint", function () { show(all.length); });
    region.addEventListener("scroll", function () {
      if (!more.hidden && isNearEnd()) {
        showMore();
      }
    }, { passive: true });
  }

  window.shared.rows = function () { return all; };

  window.shared.rowOf = function (area) {
    byArea = byArea || new Map(all.map(function (row) { return [row.dataset.area, row]; }));
    return byArea.get(String(area));
  };

  // As many rows as were there are there again, in their new order.
  window.shared.orderRows = function (ordered) {
    const n = body.rows.length;
    all = ordered;
    body.replaceChildren();
    show(n);
  };

  window.shared.showRow = function (row) {
    if (!row.isConnected) {
      show(all.indexOf(row) + 1);
    }
  };

  if (further) {
    all = all.concat(Array.from(further.content.children));
    further.remove();
    listen();
  }
})();
