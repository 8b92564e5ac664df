// What the panel says of an area: sentences, figures with their names, and a small picture of the years.
(function () {
  "use strict";

  const { data, shown, toldAt, titleOf, element, drawing, button, tell } = window.shared;
  const WIDTH = 260;
  const HEIGHT = 60;
  const EDGE = { left: 46, right: 46, top: 8, bottom: 16 };

  function facts(pairs) {
    const list = element("dl", "panel-facts");
    for (const [name, value] of pairs) {
      list.append(element("dt", "", name), element("dd", "", value));
    }
    return list;
  }

  // All small pictures of a page share one upright axis from 0, so that they can be compared.
  const highest = shown.reduce(function (most, area) {
    const points = area.spark ? area.spark.points : [];
    return points.reduce(function (high, point) { return Math.max(high, point[1] || 0); }, most);
  }, 1e-9);

  function places(points) {
    const first = points[0][0];
    const span = Math.max(1, points[points.length - 1][0] - first);
    const width = WIDTH - EDGE.left - EDGE.right;
    const height = HEIGHT - EDGE.top - EDGE.bottom;
    return points.map(function (point) {
      return {
        year: point[0],
        value: point[1],
        x: EDGE.left + width * (point[0] - first) / span,
        y: HEIGHT - EDGE.bottom - height * Math.max(0, point[1] || 0) / highest,
      };
    });
  }

  function isJoined(one, next, breaks) {
    return one.value !== null && next.value !== null && next.year - one.year === 1 &&
      !breaks.includes(next.year);
  }

  function path(dots, breaks) {
    return dots.map(function (dot, at) {
      const joined = at > 0 && isJoined(dots[at - 1], dot, breaks);
      return dot.value === null ? "" : (joined ? "L" : "M") + dot.x.toFixed(1) + "," + dot.y.toFixed(1);
    }).join("");
  }

  function label(picture, x, y, anchor, text) {
    picture.append(drawing("text", { x: x, y: y, "text-anchor": anchor }, text));
  }

  function spark(one, now) {
    const picture = drawing("svg", {
      class: "spark", viewBox: "0 0 " + WIDTH + " " + HEIGHT, role: "img", "aria-label": one.text,
    });
    const dots = places(one.points);
    const base = HEIGHT - EDGE.bottom;
    const ends = { x1: EDGE.left - 4, x2: WIDTH - EDGE.right + 4 };
    picture.append(drawing("line", Object.assign({ class: "axis", y1: base, y2: base }, ends)));
    for (const dot of dots.filter(function (each) { return one.breaks.includes(each.year); })) {
      const x = dot.x - (WIDTH - EDGE.left - EDGE.right) / (2 * Math.max(1, dots.length - 1));
      picture.append(drawing("line", { class: "break", x1: x, x2: x, y1: 4, y2: base }));
    }
    picture.append(drawing("path", { class: "line", d: path(dots, one.breaks) }));
    const known = dots.filter(function (dot) { return dot.value !== null; });
    for (const dot of known) {
      const marked = now ? String(dot.year) === now : one.marked.includes(dot.year);
      picture.append(drawing("circle", { class: marked ? "marked" : "dot", cx: dot.x, cy: dot.y, r: marked ? 3.5 : 1.8 }));
    }
    label(picture, EDGE.left, HEIGHT - 3, "middle", String(dots[0].year));
    label(picture, WIDTH - EDGE.right, HEIGHT - 3, "middle", String(dots[dots.length - 1].year));
    if (known.length) {
      label(picture, known[0].x - 7, known[0].y + 4, "end", one.ends[0]);
      label(picture, known[known.length - 1].x + 7, known[known.length - 1].y + 4, "start", one.ends[1]);
    }
    return picture;
  }

  function toTable(index) {
    const ask = button("link", data.texts.to_table);
    ask.addEventListener("click", function () { tell("row:asked", index); });
    return ask;
  }

  // What belongs to the step that is shown stands above what is always said of the area.
  window.shared.panel = function (index, step) {
    const area = shown[index];
    const now = step === null ? null : toldAt(step, index);
    const box = element("div", "panel");
    box.tabIndex = -1;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", titleOf(area));
    const name = element("p", "panel-name");
    name.append(element("bdi", "", titleOf(area)));
    box.append(name);
    if (now) {
      box.append(element("p", "panel-step", now.label));
    }
    for (const part of [now, area]) {
      for (const line of part ? part.lines : []) {
        box.append(element("p", "panel-line", line));
      }
      if (part && part.facts && part.facts.length) {
        box.append(facts(part.facts));
      }
    }
    if (area.spark && area.spark.points.length > 1) {
      box.append(spark(area.spark, step === null ? null : data.steps[step].label));
    }
    if (window.shared.rowOf && window.shared.rowOf(index)) {
      box.append(toTable(index));
    }
    return box;
  };
})();
