// Names on the map. They are in the table for everybody; here they are decoration for the eye.
(function () {
  "use strict";

  const { data, shown, element } = window.shared;
  const map = window[data.map];
  const LONGEST = 60;
  const SLACK_PX = 2;
  const ROOM_PX = 8;
  const GAP_PX = 2;
  const NEAR_ZOOMS = 1;
  const SHIFTS_PX = [0, -8, 8, -16, 16, -24, 24];
  const names = [];

  // A line may end after a stroke between two words, as it may after a hyphen.
  function written(name) {
    const cut = name.length > LONGEST ? name.slice(0, LONGEST - 1) + "…" : name;
    return cut.replace(/(\p{L}{3}\/)(?=\p{L}{3})/gu, "$1\u200b");
  }

  function nameOf(area) {
    const className = area.quiet ? "area-name quiet" : "area-name";
    const options = { permanent: true, direction: "center", className: className, opacity: 1 };
    return L.tooltip(options).setLatLng(area.at)
      .setContent(element("bdi", "", written(area.name)));
  }

  // A name for finding one's way; a station has a mark of its own, and its name when near.
  function nameOfPlace(place) {
    const station = place.kind === "station";
    const options = { permanent: true, direction: station ? "right" : "center", className: "place-name", opacity: 1 };
    return L.tooltip(options).setLatLng(place.at)
      .setContent(element("bdi", "", written(place.name)));
  }

  function markStation(place) {
    const icon = L.divIcon({ className: "station", iconSize: [9, 9], html: element("span", "") });
    L.marker(place.at, { icon: icon, pane: "places", interactive: false, keyboard: false }).addTo(map);
  }

  function isNear() {
    return map.getZoom() >= map.getMinZoom() + NEAR_ZOOMS;
  }

  function overlap(one, other) {
    return one.left < other.right - SLACK_PX && other.left < one.right - SLACK_PX &&
      one.top < other.bottom - SLACK_PX && other.top < one.bottom - SLACK_PX;
  }

  // The name of a shape that is smaller than it stands beside the shape, not over it.
  function offsets(name) {
    const { mark, index, overlay, fixed } = name;
    const shifts = SHIFTS_PX.map(function (shift) { return L.point(0, shift); });
    if (name.place) {
      return shifts;
    }
    const label = mark.getElement().getBoundingClientRect();
    const bounds = window.shared.boundsOf(index);
    const corner = map.latLngToContainerPoint(bounds.getNorthWest());
    const far = map.latLngToContainerPoint(bounds.getSouthEast());
    const isSmall = far.x - corner.x < label.width + ROOM_PX && far.y - corner.y < label.height + ROOM_PX;
    if (!isSmall || (overlay === undefined && !fixed)) {
      return shifts;
    }
    const aside = (far.x - corner.x + label.width) / 2 + GAP_PX;
    const above = (far.y - corner.y + label.height) / 2 + GAP_PX;
    return [L.point(aside, 0), L.point(-aside, 0), L.point(0, -above), L.point(0, above)];
  }

  function freePlace(name, taken) {
    for (const offset of offsets(name)) {
      name.mark.options.offset = offset;
      name.mark.update();
      const place = name.mark.getElement().getBoundingClientRect();
      if (!taken.some(function (other) { return overlap(place, other); })) {
        return place;
      }
    }
    return null;
  }

  function controlBoxes() {
    return [...map.getContainer().querySelectorAll(".leaflet-control")].map(function (control) {
      return control.getBoundingClientRect();
    });
  }

  function underControls(place) {
    return controlBoxes().some(function (box) { return overlap(place, box); });
  }

  // A place that a button hides is only taken where there is no other.
  function placeOf(name, taken) {
    return freePlace(name, [...taken, ...controlBoxes()]) || freePlace(name, taken);
  }

  // Larger areas come first; a name without room beside those already written waits for zoom.
  function placeNames() {
    const taken = [];
    names.filter(function (name) { return map.hasLayer(name.mark); }).forEach(function (name) {
      const free = name.near && !isNear() ? null : placeOf(name, taken);
      const place = free && name.place && underControls(free) ? null : free;
      name.mark.getElement().style.visibility = place ? "" : "hidden";
      if (place) {
        taken.push(place);
      }
    });
  }

  function show(isShown, which) {
    names.filter(which).forEach(function (name) {
      if (isShown) {
        name.mark.addTo(map);
      } else {
        name.mark.remove();
      }
    });
    placeNames();
  }

  map.getPane("tooltipPane").setAttribute("aria-hidden", "true");
  // What lies on top is written first: a hotspot's number rather than the area's name below it.
  const fixed = data.areas.filter(function (area) { return area.fixed; });
  const others = data.areas.filter(function (area) { return !area.fixed; });
  for (const area of [...data.shapes, ...fixed, ...others]) {
    if (area.named || area.quiet) {
      names.push({
        mark: nameOf(area), index: shown.indexOf(area), overlay: area.overlay, fixed: area.fixed,
      });
    }
  }
  map.createPane("places").style.zIndex = 465;
  map.getPane("places").style.pointerEvents = "none";
  map.getPane("places").setAttribute("aria-hidden", "true");
  for (const place of data.places) {
    const station = place.kind === "station";
    if (station) {
      markStation(place);
    }
    names.push({ mark: nameOfPlace(place), fixed: true, place: true, near: station });
  }
  function isChosen(name) { return name.overlay === undefined && !name.fixed; }

  document.addEventListener("names:chosen", function (event) { show(event.detail, isChosen); });
  document.addEventListener("overlay:chosen", function (event) {
    show(event.detail.shown, function (name) { return name.overlay === event.detail.overlay; });
  });
  const choice = document.querySelector("input[name=names]");
  show(true, function (name) { return name.fixed; });
  show(!choice || choice.checked, isChosen);
  map.on("zoomend resize", placeNames);
})();
