// Outlines as Leaflet draws them, from the whole numbers in the page.
(function () {
  "use strict";

  // A ring is written as its first point and the steps from point to point, in whole numbers.
  function ring(steps, unit) {
    const points = [];
    let lon = 0;
    let lat = 0;
    for (let at = 0; at < steps.length; at += 2) {
      lon += steps[at];
      lat += steps[at + 1];
      points.push(L.latLng(lat / unit, lon / unit));
    }
    return points;
  }

  window.shared.polygons = function (traced) {
    const unit = 10 ** traced.decimals;
    return traced.shapes.map(function (shape) {
      return shape.map(function (rings) {
        return rings.map(function (steps) { return ring(steps, unit); });
      });
    });
  };
})();
