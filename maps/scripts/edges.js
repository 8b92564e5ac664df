// A table that is wider than its place shows that it goes on: by a shade at the edge, and a line.
(function () {
  "use strict";

  const { element } = window.shared;
  const SLACK_PX = 2;

  function framed(region) {
    const frame = element("div", "edges");
    region.before(frame);
    frame.append(region);
    return frame;
  }

  function watch(region) {
    const frame = framed(region);
    const hint = region.classList.contains("scroll") ? document.getElementById("wider") : null;

    function look() {
      const beyond = region.scrollWidth - region.clientWidth;
      frame.classList.toggle("cut-left", region.scrollLeft > SLACK_PX);
      frame.classList.toggle("cut-right", region.scrollLeft < beyond - SLACK_PX);
      if (hint) {
        hint.hidden = beyond <= SLACK_PX;
      }
    }

    region.addEventListener("scroll", look, { passive: true });
    const sizes = new ResizeObserver(look);
    sizes.observe(region);
    sizes.observe(region.firstElementChild);
    look();
  }

  for (const region of document.querySelectorAll(".scroll, .block-table")) {
    watch(region);
  }
})();
