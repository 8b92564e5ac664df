// What the scripts have in common: the data, and elements made without reading any markup.
(function () {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const status = document.getElementById("status");

  function element(tag, className, text) {
    const made = document.createElement(tag);
    made.className = className;
    if (text !== undefined) {
      made.textContent = text;
    }
    return made;
  }

  function drawing(tag, attributes, text) {
    const made = document.createElementNS(SVG, tag);
    for (const name of Object.keys(attributes)) {
      made.setAttribute(name, attributes[name]);
    }
    if (text !== undefined) {
      made.textContent = text;
    }
    return made;
  }

  function button(className, text) {
    const made = element("button", className, text);
    made.type = "button";
    return made;
  }

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (whole, name) { return values[name]; });
  }

  function tell(name, detail) {
    document.dispatchEvent(new CustomEvent(name, { detail: detail }));
  }

  const data = JSON.parse(document.getElementById("page-data").textContent);
  window.shared = {
    data: data,
    shown: data.areas.concat(data.shapes),
    titleOf: function (area) { return area.title || area.name; },
    element: element,
    drawing: drawing,
    button: button,
    fill: fill,
    tell: tell,
    say: function (text) { status.textContent = text; },
  };
})();
