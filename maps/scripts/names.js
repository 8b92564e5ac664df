// Names on the map. They are in the table for everybody; here they are decoration for the eye.
(function () {
  "use strict";

  const { data, shown, element } = window.shared;
  const map = window[data.map];
  const LONGEST = 60;
  const SLACK_PX = 2;
  const ROOM_PX = 8;
  const GAP_PX = 2;
  const SHIFTS_PX = [0, -8, 8, -16, 16, -24, 24];
  const names = [];

  function written(name) {
    return name.length > LONGEST ? name.slice(0, LONGEST - 1) + "…" : name;
  }

  function nameOf(area) {
    const className = area.quiet ? "area-name quiet" : "area-name";
    const options = { permanent: true, direction: "center", className: className, opacity: 1 };
    return L.tooltip(options).setLatLng(area.at)
      .setContent(element("bdi", "", written(area.name)));
  }

  function overlap(one, other) {
    return one.left < other.right - SLACK_PX && other.left < one.right - SLACK_PX &&
      one.top < other.bottom - SLACK_PX && other.top < one.bottom - SLACK_PX;
  }

  // The name of a shape that is smaller than it stands beside the shape, not over it.
  function offsets(name) {
    const { mark, index, overlay, fixed } = name;
    const label = mark.getElement().getBoundingClientRect();
    const bounds = window.shared.boundsOf(index);
    const corner = map.latLngToContainerPoint(bounds.getNorthWest());
    const far = map.latLngToContainerPoint(bounds.getSouthEast());
    const isSmall = far.x - corner.x < label.width + ROOM_PX && far.y - corner.y < label.height + ROOM_PX;
    if (!isSmall || (overlay === undefined && !fixed)) {
      return SHIFTS_PX.map(function (shift) { return L.point(0, shift); });
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

  // Larger areas come first; a name without room beside those already written waits for zoom.
  function placeNames() {
    const taken = [];
    names.filter(function (name) { return map.hasLayer(name.mark); }).forEach(function (name) {
      const place = freePlace(name, taken);
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
