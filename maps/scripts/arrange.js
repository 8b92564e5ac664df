// On a narrow screen the map comes before the controls, for the eye and for the keyboard alike.
(function () {
  "use strict";

  const narrow = window.matchMedia("(max-width: 45rem)");
  const controls = document.querySelector(".controls");
  const canvas = document.querySelector(".canvas");
  const side = document.querySelector(".side");

  function arrange() {
    if (narrow.matches) {
      side.after(controls);
    } else {
      canvas.before(controls);
    }
  }

  narrow.addEventListener("change", arrange);
  arrange();
})();
