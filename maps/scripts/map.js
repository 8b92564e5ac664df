// Lines, the panel of the chosen area, and what the map shows. Every text arrives as data and is set by textContent.
(function () {
  "use strict";

  const { data, shown, polygons, looksAt, titleOf, button, tell } = window.shared;
  const map = window[data.map];
  const EDGE = { color: "#ffffff", weight: 2.5 };
  const LINE = { color: "#1f2933", weight: shown.length > 100 ? 0.6 : 1 };
  const POINTED = { color: "#1f2933", weight: 3 };
  const CHOSEN = { color: "#0b1f4d", weight: 4 };
  const FOCUS = { color: "#1f2933", weight: 3 };
  const PALE = 0.2;
  const PANES = { water: 350, lines: 450, shapes: 460, edges: 470 };
  const PADDING_PX = 12;
  const SMALL_PX = 24;
  const MOST_CLOSER = 6;

  const place = document.getElementById("panel");
  const looks = [...(data.step === null ? data.layers[0] : looksAt(data.step)),
    ...data.shapes.map(function (one) { return one.look; })];
  const pale = new Set(data.pale);
  const outlines = [data.outlines, ...data.overlays].flatMap(polygons);
  const fills = outlines.map(filled);
  const overlays = data.overlays.map(function () { return L.layerGroup(); });
  const markPointed = mark(POINTED);
  const markChosen = mark(CHOSEN);
  let chosen = null;
  let opener = null;
  let before = null;
  let step = null;
  let fittedZoom = null;

  function makePanes() {
    for (const name of Object.keys(PANES)) {
      map.createPane(name).style.zIndex = PANES[name];
      if (name !== "shapes") {
        map.getPane(name).style.pointerEvents = "none";
      }
    }
  }

  function drawWater() {
    const style = { stroke: false, fillColor: data.water.fill, fillOpacity: 1 };
    const options = { pane: "water", interactive: false, smoothFactor: 0 };
    if (data.water.shapes.length) {
      L.polygon(polygons(data.water).flat(), Object.assign(options, style)).addTo(map);
    }
  }

  function line(shape, pane, style) {
    const options = { pane: pane, fill: false, interactive: false, smoothFactor: 0 };
    return L.polygon(shape, Object.assign(options, style));
  }

  // A mark is so small that a white edge would hide it.
  function isMark(index) {
    const shape = data.shapes[index - data.areas.length];
    return shape !== undefined && data.marks.includes(shape.overlay);
  }

  function filled(shape, index) {
    const share = pale.has(index) ? PALE : 1;
    const own = index < data.areas.length ? { fillOpacity: data.opacity * share }
      : { pane: "shapes", fillOpacity: 1 };
    const fill = { smoothFactor: 0, fillColor: colour(looks[index]) };
    return L.polygon(shape, Object.assign(fill, isMark(index) ? { stroke: false } : EDGE, own));
  }

  // A look is the number of a fill; an area without one keeps its outline.
  function colour(look) {
    return look === null ? "#ffffff" : data.fills[look];
  }

  // A dark line over the white edge of each area shows against every fill; all lines are one.
  function drawAreas() {
    fills.slice(0, data.areas.length).forEach(function (area) { area.addTo(map); });
    line(outlines.slice(0, data.areas.length).flat(), "lines", LINE).addTo(map);
    for (const index of data.focus) {
      line(outlines[index], "lines", FOCUS).addTo(map);
    }
  }

  function drawShapes() {
    data.shapes.forEach(function (one, at) {
      const index = data.areas.length + at;
      overlays[one.overlay]
        .addLayer(fills[index])
        .addLayer(line(outlines[index], "edges", LINE));
    });
  }

  // One area at a time is marked, by a line of its own over those of all.
  function mark(style) {
    let drawn = null;
    return function (index) {
      if (drawn) {
        drawn.remove();
      }
      drawn = null;
      if (index !== null) {
        const pane = index < data.areas.length ? "lines" : "edges";
        drawn = line(outlines[index], pane, style).addTo(map);
      }
    };
  }

  function choose(index) {
    chosen = index;
    markPointed(null);
    markChosen(index);
    tell("area:chosen", index);
  }

  function giveFocusBack() {
    (opener || map.getContainer()).focus({ preventScroll: true });
  }

  function dismissed() {
    const dismiss = button("panel-close", "\u00d7");
    dismiss.setAttribute("aria-label", data.texts.close);
    dismiss.title = data.texts.close;
    dismiss.addEventListener("click", leave);
    return dismiss;
  }

  function close() {
    if (chosen === null) {
      return;
    }
    place.replaceChildren();
    choose(null);
    if (before) {
      map.setView(before.center, before.zoom, { animate: false });
      before = null;
    }
  }

  function leave() {
    close();
    giveFocusBack();
  }

  // The place of the panel is always there, so that a screen reader says what comes into it.
  function fillPanel(index) {
    const box = window.shared.panel(index, step);
    box.append(dismissed());
    place.replaceChildren(box);
    return box;
  }

  function open(index, from) {
    const box = fillPanel(index);
    opener = from;
    choose(index);
    if (from) {
      map.getContainer().scrollIntoView({ block: "nearest" });
      box.focus({ preventScroll: true });
      box.scrollIntoView({ block: "nearest" });
    }
  }

  function bringIntoView(index) {
    const bounds = fills[index].getBounds();
    const corner = map.latLngToContainerPoint(bounds.getNorthWest());
    const far = map.latLngToContainerPoint(bounds.getSouthEast());
    if (Math.max(far.x - corner.x, far.y - corner.y) < SMALL_PX) {
      before = before || { center: map.getCenter(), zoom: map.getZoom() };
      map.fitBounds(bounds.pad(3), { animate: false, maxZoom: fittedZoom + MOST_CLOSER });
    }
  }

  function listenToAreas() {
    map.on("click", close);
    fills.forEach(function (area, index) {
      area.on("click", function (event) {
        L.DomEvent.stopPropagation(event);
        open(index, null);
      });
      area.on("mouseover", function () { markPointed(index === chosen ? null : index); });
      area.on("mouseout", function () { markPointed(null); });
    });
    document.addEventListener("area:asked", function (event) {
      bringIntoView(event.detail.area);
      open(event.detail.area, event.detail.from);
    });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && chosen !== null) {
        leave();
      }
    });
  }

  function paint(looks) {
    looks.forEach(function (look, index) {
      if (fills[index].options.fillColor !== colour(look)) {
        fills[index].setStyle({ fillColor: colour(look) });
      }
    });
  }

  // A later overlay lies on top, in whatever order they were chosen.
  function keepOrder() {
    overlays.filter(function (one) { return map.hasLayer(one); }).forEach(function (one) {
      one.eachLayer(function (shape) { shape.bringToFront(); });
    });
  }

  function listenToLayers() {
    document.addEventListener("layer:chosen", function (event) {
      step = event.detail.step;
      paint(event.detail.looks);
      if (chosen !== null) {
        fillPanel(chosen);
      }
    });
    document.addEventListener("overlay:chosen", function (event) {
      const overlay = overlays[event.detail.overlay];
      if (event.detail.shown) {
        overlay.addTo(map);
        keepOrder();
        return;
      }
      overlay.remove();
      if (chosen !== null && overlay.hasLayer(fills[chosen])) {
        close();
      }
    });
  }

  // Specks far out are a zoom away; what the map shows first is what people live in.
  // In a frame that is hidden or folded the map has no size, and there is nothing to fit.
  // A map that is framed on some areas goes from them to all of it, where that is asked for.
  function fit(event) {
    const toAll = event && data.focus.length && fittedZoom !== null && map.getZoom() === fittedZoom;
    const size = map.getSize();
    const bounds = L.latLngBounds([]);
    fills.forEach(function (area) { bounds.extend(area.getBounds()); });
    const first = data.frame ? L.latLngBounds([data.frame[1], data.frame[0]], [data.frame[3], data.frame[2]]) : bounds;
    const padding = { padding: [PADDING_PX, PADDING_PX], animate: false };
    if (!bounds.isValid() || Math.min(size.x, size.y) <= 4 * PADDING_PX) {
      return;
    }
    map.setMinZoom(0);
    map.fitBounds(bounds, padding);
    const farthest = map.getZoom();
    map.fitBounds(first, padding);
    fittedZoom = map.getZoom();
    map.setMinZoom(farthest);
    if (toAll) {
      map.fitBounds(bounds, padding);
    }
  }

  function refit() {
    map.invalidateSize({ animate: false });
    fit();
  }

  let onScreen = null;

  function toPaper() {
    onScreen = { center: map.getCenter(), zoom: map.getZoom(), whole: map.getZoom() === fittedZoom };
    document.documentElement.classList.add("printing");
    refit();
  }

  function fromPaper() {
    document.documentElement.classList.remove("printing");
    refit();
    if (onScreen && !onScreen.whole) {
      map.setView(onScreen.center, onScreen.zoom, { animate: false });
    }
    onScreen = null;
  }

  function followSize() {
    document.addEventListener("whole:asked", fit);
    map.on("resize", function () {
      if (fittedZoom === null || map.getZoom() === fittedZoom) {
        fit();
      }
    });
    window.addEventListener("beforeprint", toPaper);
    window.addEventListener("afterprint", fromPaper);
  }

  window.shared.boundsOf = function (index) { return fills[index].getBounds(); };

  // The map is fitted before anything is drawn, so that everything is drawn once.
  makePanes();
  fit();
  drawWater();
  drawAreas();
  drawShapes();
  listenToAreas();
  listenToLayers();
  followSize();
})();
