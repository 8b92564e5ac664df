// What stands in the corners of the map: zoom, the whole map, the scale, and where north is.
(function () {
  "use strict";

  const { data, element, button, tell } = window.shared;
  const map = window[data.map];

  function wholeButton() {
    const whole = button("whole");
    whole.title = data.texts.whole;
    whole.setAttribute("aria-label", data.texts.whole);
    whole.append(element("span", "whole-frame"));
    L.DomEvent.disableClickPropagation(whole);
    whole.addEventListener("click", function () { tell("whole:asked"); });
    return whole;
  }

  function control(position, made) {
    const bar = L.control({ position: position });
    bar.onAdd = function () { return made; };
    bar.addTo(map);
  }

  function northMark() {
    const mark = element("div", "north-mark");
    mark.setAttribute("aria-hidden", "true");
    mark.append(element("span", "north-arrow"), element("span", "", data.texts.north_mark));
    return mark;
  }

  const titles = { zoomInTitle: data.texts.zoom_in, zoomOutTitle: data.texts.zoom_out };
  L.control.zoom(Object.assign({ position: "topright" }, titles)).addTo(map);
  const bar = element("div", "leaflet-bar");
  bar.append(wholeButton());
  control("topright", bar);
  L.control.scale({ imperial: false }).addTo(map);
  control("bottomleft", northMark());
  map.attributionControl.setPrefix(false);
})();
