// Runs before the map is made, because Leaflet reads these defaults only then.
(function () {
  "use strict";

  // Draw a little beyond the edge, so that nothing is cut off while the map is dragged.
  L.Renderer.mergeOptions({ padding: 0.5 });

  if (!window.matchMedia("(prefers-reduced-motion: reduce)").matches) {
    return;
  }
  L.Map.mergeOptions({
    fadeAnimation: false,
    zoomAnimation: false,
    markerZoomAnimation: false,
    inertia: false,
  });
  const panBy = L.Map.prototype.panBy;
  L.Map.include({
    panBy: function (offset, options) {
      return panBy.call(this, offset, Object.assign({}, options, { animate: false }));
    },
  });
})();
