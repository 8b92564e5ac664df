// Lines, names, popups and controls. Every text arrives as data and is set by textContent.
(function () {
  "use strict";

  const data = JSON.parse(document.getElementById("page-data").textContent);
  const map = window[data.map];
  const layer = window[data.layer];
  const LINE = { color: "#1f2933", weight: data.areas.length > 100 ? 0.6 : 1 };
  const POINTED = { color: "#1f2933", weight: 3 };
  const CHOSEN = { color: "#0b1f4d", weight: 4 };
  const BUTTONS_PX = 56;
  const PADDING_PX = 12;
  const SLACK_PX = 2;
  const SMALL_PX = 24;
  const SHIFTS_PX = [0, -8, 8, -16, 16, -24, 24];

  const lines = [];
  const names = [];
  let chosen = null;
  let opener = null;
  let fittedZoom = null;

  function element(tag, className, text) {
    const made = document.createElement(tag);
    made.className = className;
    if (text !== undefined) {
      made.textContent = text;
    }
    return made;
  }

  // A dark line over the white edge of each area shows against every fill.
  function drawLines() {
    map.createPane("lines").style.zIndex = 450;
    map.getPane("lines").style.pointerEvents = "none";
    layer.eachLayer(function (area) {
      const options = Object.assign(
        { pane: "lines", fill: false, interactive: false, smoothFactor: 0 }, LINE);
      lines[area.feature.id] = L.geoJSON(area.feature, options).addTo(map);
    });
  }

  function restyle(index, style) {
    if (lines[index]) {
      lines[index].setStyle(style);
      if (style !== LINE) {
        lines[index].bringToFront();
      }
    }
  }

  function choose(index) {
    restyle(chosen, LINE);
    chosen = index;
    restyle(chosen, CHOSEN);
    document.dispatchEvent(new CustomEvent("area:chosen", { detail: index }));
  }

  function popupContent(area) {
    const box = element("div", "popup");
    box.tabIndex = -1;
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-label", area.name);
    box.append(element("p", "popup-name", area.name));
    area.lines.forEach(function (line) {
      box.append(element("p", "popup-line", line));
    });
    return box;
  }

  function nameCloseButton(popup) {
    const button = popup.getElement().querySelector(".leaflet-popup-close-button");
    button.setAttribute("aria-label", data.texts.close);
    button.title = data.texts.close;
    button.addEventListener("click", giveFocusBack);
  }

  function giveFocusBack() {
    (opener || map.getContainer()).focus();
  }

  // A popup leaves room for the buttons in the corner, also on the smallest screens.
  function popupOptions() {
    const size = map.getSize();
    return {
      minWidth: 100,
      maxWidth: Math.min(260, size.x - 120),
      maxHeight: size.y - 70,
      autoPanPaddingTopLeft: [8, 8],
      autoPanPaddingBottomRight: [BUTTONS_PX, 8],
      closeOnEscapeKey: false,
    };
  }

  function open(index, from) {
    const area = data.areas[index];
    const box = popupContent(area);
    opener = from;
    const popup = L.popup(popupOptions())
      .setLatLng(area.at)
      .setContent(box)
      .openOn(map);
    choose(index);
    popup.on("remove", function () {
      if (chosen === index) {
        choose(null);
      }
    });
    nameCloseButton(popup);
    if (from) {
      map.getContainer().scrollIntoView({ block: "nearest" });
      box.focus({ preventScroll: true });
    }
  }

  function bringIntoView(index) {
    const bounds = lines[index].getBounds();
    const corner = map.latLngToContainerPoint(bounds.getNorthWest());
    const far = map.latLngToContainerPoint(bounds.getSouthEast());
    if (Math.max(far.x - corner.x, far.y - corner.y) < SMALL_PX) {
      map.fitBounds(bounds.pad(3), { animate: false });
    }
  }

  function listenToAreas() {
    layer.eachLayer(function (area) {
      const index = Number(area.feature.id);
      area.on("click", function (event) {
        L.DomEvent.stopPropagation(event);
        open(index, null);
      });
      area.on("mouseover mouseout", function (event) {
        if (index !== chosen) {
          restyle(index, event.type === "mouseover" ? POINTED : LINE);
        }
      });
    });
    document.addEventListener("area:asked", function (event) {
      bringIntoView(event.detail.area);
      open(event.detail.area, event.detail.from);
    });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && chosen !== null) {
        map.closePopup();
        giveFocusBack();
      }
    });
  }

  // Names are in the table for everybody; here they are decoration for the eye.
  function writeNames() {
    map.getPane("tooltipPane").setAttribute("aria-hidden", "true");
    data.areas.filter(function (area) { return area.named; }).forEach(function (area) {
      const options = { permanent: true, direction: "center", className: "area-name", opacity: 1 };
      names.push(L.tooltip(options).setLatLng(area.at)
        .setContent(element("span", "", area.name)).addTo(map));
    });
    map.on("zoomend resize", placeNames);
    placeNames();
  }

  function overlap(one, other) {
    return one.left < other.right - SLACK_PX && other.left < one.right - SLACK_PX &&
      one.top < other.bottom - SLACK_PX && other.top < one.bottom - SLACK_PX;
  }

  function freePlace(name, taken) {
    for (const shift of SHIFTS_PX) {
      name.options.offset = L.point(0, shift);
      name.update();
      const place = name.getElement().getBoundingClientRect();
      if (!taken.some(function (other) { return overlap(place, other); })) {
        return place;
      }
    }
    return null;
  }

  // Larger areas come first; a name without room beside those already written waits for zoom.
  function placeNames() {
    const taken = [];
    names.forEach(function (name) {
      const place = freePlace(name, taken);
      name.getElement().style.visibility = place ? "" : "hidden";
      if (place) {
        taken.push(place);
      }
    });
  }

  // In a frame that is hidden or folded the map has no size, and there is nothing to fit.
  function fit() {
    const size = map.getSize();
    if (!layer.getBounds().isValid() || Math.min(size.x, size.y) <= 4 * PADDING_PX) {
      return;
    }
    map.setMinZoom(0);
    map.fitBounds(layer.getBounds(), { padding: [PADDING_PX, PADDING_PX], animate: false });
    fittedZoom = map.getZoom();
    map.setMinZoom(fittedZoom);
  }

  function wholeButton() {
    const button = element("button", "whole");
    button.type = "button";
    button.title = data.texts.whole;
    button.setAttribute("aria-label", data.texts.whole);
    button.append(element("span", "whole-frame"));
    L.DomEvent.disableClickPropagation(button);
    button.addEventListener("click", fit);
    return button;
  }

  function addControls() {
    const titles = { zoomInTitle: data.texts.zoom_in, zoomOutTitle: data.texts.zoom_out };
    L.control.zoom(Object.assign({ position: "topright" }, titles)).addTo(map);
    const whole = L.control({ position: "topright" });
    whole.onAdd = function () {
      const bar = element("div", "leaflet-bar");
      bar.append(wholeButton());
      return bar;
    };
    whole.addTo(map);
    L.control.scale({ imperial: false }).addTo(map);
    map.attributionControl.setPrefix(false);
  }

  function refit() {
    map.invalidateSize({ animate: false });
    fit();
  }

  function followSize() {
    map.on("resize", function () {
      if (fittedZoom === null || map.getZoom() === fittedZoom) {
        fit();
      }
    });
    window.addEventListener("beforeprint", function () {
      map.closePopup();
      document.documentElement.classList.add("printing");
      refit();
    });
    window.addEventListener("afterprint", function () {
      document.documentElement.classList.remove("printing");
      refit();
    });
  }

  drawLines();
  addControls();
  fit();
  writeNames();
  listenToAreas();
  followSize();
})();
