// Lines, popups and controls. Every text arrives as data and is set by textContent.
(function () {
  "use strict";

  const { data, shown, polygons, looksAt, titleOf, element, button, tell } = window.shared;
  const map = window[data.map];
  const EDGE = { color: "#ffffff", weight: 2.5 };
  const LINE = { color: "#1f2933", weight: shown.length > 100 ? 0.6 : 1 };
  const POINTED = { color: "#1f2933", weight: 3 };
  const CHOSEN = { color: "#0b1f4d", weight: 4 };
  const PANES = { water: 350, lines: 450, shapes: 460, edges: 470 };
  const BUTTONS_PX = 56;
  const PADDING_PX = 12;
  const SMALL_PX = 24;
  const MOST_CLOSER = 6;
  const NARROW_PX = 480;

  const looks = [...(data.step === null ? data.layers[0] : looksAt(data.step)),
    ...data.shapes.map(function (one) { return one.look; })];
  const outlines = [data.outlines, ...data.overlays].flatMap(polygons);
  const fills = outlines.map(filled);
  const overlays = data.overlays.map(function () { return L.layerGroup(); });
  const markPointed = mark(POINTED);
  const markChosen = mark(CHOSEN);
  let chosen = null;
  let opener = null;
  let sheet = null;
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
    const own = index < data.areas.length ? { fillOpacity: data.opacity }
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

  function nameCloseButton(popup) {
    const close = popup.getElement().querySelector(".leaflet-popup-close-button");
    close.setAttribute("aria-label", data.texts.close);
    close.title = data.texts.close;
    close.addEventListener("click", giveFocusBack);
    const content = popup.getElement().querySelector(".leaflet-popup-scrolled");
    if (content) {
      content.tabIndex = 0;
      content.setAttribute("role", "group");
      content.setAttribute("aria-label", titleOf(shown[chosen]));
    }
  }

  function giveFocusBack() {
    (opener || map.getContainer()).focus();
  }

  // A popup leaves room for the buttons in the corner, also on the smallest screens.
  function popupOptions() {
    const size = map.getSize();
    return {
      minWidth: Math.min(240, size.x - 120),
      maxWidth: Math.min(400, size.x - 100),
      maxHeight: size.y - 60,
      autoPanPaddingTopLeft: [8, 8],
      autoPanPaddingBottomRight: [BUTTONS_PX, 8],
      closeOnEscapeKey: false,
    };
  }

  function openPopup(index, box) {
    const popup = L.popup(popupOptions())
      .setLatLng(shown[index].at)
      .setContent(box)
      .openOn(map);
    choose(index);
    popup.on("remove", function () {
      if (chosen === index) {
        choose(null);
      }
    });
    nameCloseButton(popup);
  }

  // On a narrow screen a popup would hide the map, so what it says stands below instead.
  function openSheet(index, box) {
    const dismiss = button("sheet-close", "\u00d7");
    dismiss.setAttribute("aria-label", data.texts.close);
    dismiss.addEventListener("click", function () {
      close();
      giveFocusBack();
    });
    sheet = element("div", "sheet");
    sheet.append(box, dismiss);
    map.getContainer().after(sheet);
    choose(index);
  }

  function close() {
    map.closePopup();
    if (sheet) {
      sheet.remove();
      sheet = null;
      choose(null);
    }
  }

  function open(index, from) {
    const box = window.shared.popup(index, step);
    close();
    opener = from;
    const narrow = map.getSize().x < NARROW_PX;
    (narrow ? openSheet : openPopup)(index, box);
    if (from) {
      map.getContainer().scrollIntoView({ block: "nearest" });
      box.focus({ preventScroll: !narrow });
    }
  }

  function bringIntoView(index) {
    const bounds = fills[index].getBounds();
    const corner = map.latLngToContainerPoint(bounds.getNorthWest());
    const far = map.latLngToContainerPoint(bounds.getSouthEast());
    if (Math.max(far.x - corner.x, far.y - corner.y) < SMALL_PX) {
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
        close();
        giveFocusBack();
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
        const from = opener;
        const held = document.activeElement;
        open(chosen, null);
        opener = from;
        held.focus({ preventScroll: true });
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
  function fit() {
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
  }

  function refit() {
    map.invalidateSize({ animate: false });
    fit();
  }

  function followSize() {
    document.addEventListener("whole:asked", fit);
    map.on("resize", function () {
      if (fittedZoom === null || map.getZoom() === fittedZoom) {
        fit();
      }
    });
    window.addEventListener("beforeprint", function () {
      close();
      document.documentElement.classList.add("printing");
      refit();
    });
    window.addEventListener("afterprint", function () {
      document.documentElement.classList.remove("printing");
      refit();
    });
  }

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
