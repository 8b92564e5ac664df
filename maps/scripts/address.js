// What is shown stands in the page's address, so that a link shows what its sender saw. What
// comes from an address is only ever compared with what the page has.
(function () {
  "use strict";

  const { data, tell } = window.shared;
  const choices = Array.from(document.querySelectorAll("input[name=layer]"));
  const overlays = Array.from(document.querySelectorAll("input[name=overlay]"));
  const slider = document.getElementById("step");
  let area = null;
  let ready = false;

  function chosenLayer() {
    return choices.findIndex(function (choice) { return choice.checked; });
  }

  function visible() {
    return overlays.map(function (choice, at) { return choice.checked ? data.over[at] : null; })
      .filter(Boolean);
  }

  function address() {
    const parts = new URLSearchParams();
    const layer = chosenLayer();
    if (layer >= 0 && data.views[layer].key) {
      parts.set("layer", data.views[layer].key);
    }
    if (area !== null && data.codes[area]) {
      parts.set("area", data.codes[area]);
    }
    if (slider && layer <= 0) {
      parts.set("year", data.steps[Number(slider.value)].label);
    }
    if (overlays.length) {
      parts.set("over", visible().join(" "));
    }
    return parts.toString();
  }

  // A frame may forbid its page an address of its own; the page is shown all the same.
  function write() {
    if (!ready) {
      return;
    }
    try {
      history.replaceState(history.state, "", "#" + address());
    } catch (refused) {
      ready = false;
    }
  }

  function showStep(label) {
    const step = data.steps.findIndex(function (one) { return one.label === label; });
    if (slider && step >= 0) {
      slider.value = String(step);
      slider.dispatchEvent(new Event("input"));
    }
  }

  function showLayer(key) {
    const layer = data.views.findIndex(function (view) { return view.key === key; });
    if (key && choices[layer] && !choices[layer].checked) {
      choices[layer].click();
    }
  }

  function showOverlays(keys) {
    overlays.forEach(function (choice, at) {
      if (choice.checked !== keys.includes(data.over[at])) {
        choice.click();
      }
    });
  }

  function read() {
    const parts = new URLSearchParams(location.hash.slice(1));
    ready = false;
    showStep(parts.get("year"));
    showLayer(parts.get("layer"));
    if (parts.has("over")) {
      showOverlays(parts.get("over").split(" "));
    }
    const asked = parts.get("area") ? data.codes.indexOf(parts.get("area")) : -1;
    if (asked >= 0) {
      tell("area:asked", { area: asked, from: null });
    }
    ready = true;
  }

  document.addEventListener("area:chosen", function (event) {
    area = event.detail;
    write();
  });
  document.addEventListener("layer:chosen", write);
  document.addEventListener("overlay:chosen", write);
  window.addEventListener("hashchange", read);
  read();
  // A page that is framed on one area begins with its figures beside the map.
  if (area === null && data.focus.length === 1) {
    tell("area:asked", { area: data.focus[0], from: null });
  }
})();
