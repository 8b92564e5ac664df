// The choice of layer, of what lies on top, and of the step; heading, legend and table follow.
(function () {
  "use strict";

  const { data, looksAt, fill, tell, say } = window.shared;
  const slider = document.getElementById("step");
  const output = document.querySelector(".slider output");
  const heading = document.querySelector("h1");
  const summary = document.querySelector(".summary");
  let layer = 0;
  let step = data.step;

  // A text that is there already is left alone: it may have dates that do not break.
  function write(part, text) {
    if (part && part.textContent !== text) {
      part.textContent = text;
    }
  }

  function showHead(withStep) {
    const view = data.views[layer];
    write(heading, view.title);
    write(document.querySelector("title"), view.title);
    write(summary, (withStep && data.steps[step].summary) || view.summary);
  }

  function show() {
    const withStep = layer === 0 && step !== null;
    const looks = withStep ? looksAt(step) : data.layers[layer];
    showHead(withStep);
    tell("layer:chosen", { layer: layer, looks: looks, step: withStep ? step : null });
    data.layers.forEach(function (looks, at) {
      const legend = document.getElementById("legend-layer-" + at);
      if (legend) {
        legend.hidden = at !== layer;
      }
    });
  }

  function showStep() {
    const label = data.steps[step].label;
    output.textContent = label;
    document.getElementById("step-paper").textContent = label;
    slider.setAttribute("aria-valuetext", label);
    tell("step:chosen", step);
    show();
  }

  // The step is of the first layer: to choose one is to ask for that layer.
  function listenToSlider() {
    slider.value = String(step);
    slider.addEventListener("input", function () {
      step = Number(slider.value);
      const own = document.querySelector("input[name=layer][value='0']");
      if (own) {
        own.checked = true;
      }
      layer = 0;
      showStep();
    });
    showStep();
  }

  for (const choice of document.querySelectorAll("input[name=layer]")) {
    choice.addEventListener("change", function () {
      layer = Number(choice.value);
      show();
      say(fill(data.texts.showing, { what: choice.parentElement.textContent.trim() }));
    });
  }

  for (const choice of document.querySelectorAll("input[name=overlay]")) {
    const overlay = Number(choice.value);
    const showOverlay = function () {
      document.getElementById("legend-overlay-" + overlay).hidden = !choice.checked;
      tell("overlay:chosen", { overlay: overlay, shown: choice.checked });
    };
    choice.addEventListener("change", showOverlay);
    showOverlay();
  }

  const names = document.querySelector("input[name=names]");
  if (names) {
    names.addEventListener("change", function () { tell("names:chosen", names.checked); });
  }

  // An area asked for in the table or the search must be there to be seen.
  document.addEventListener("area:asked", function (event) {
    const shape = data.shapes[event.detail.area - data.areas.length];
    const choice = shape && document.querySelector("input[name=overlay][value='" + shape.overlay + "']");
    if (choice && !choice.checked) {
      choice.click();
    }
  });

  if (slider) {
    listenToSlider();
  }
})();
