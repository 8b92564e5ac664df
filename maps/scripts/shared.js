// What the scripts have in common: the data, and elements made without reading any markup.
(function () {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const status = document.getElementById("status");
  let collator = null;

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

  // Texts in the order of the page's language; its rules are read when they are first needed.
  function compare(one, other) {
    collator = collator || new Intl.Collator(document.documentElement.lang, { numeric: true });
    return collator.compare(one, other);
  }

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (whole, name) { return values[name]; });
  }

  function tell(name, detail) {
    document.dispatchEvent(new CustomEvent(name, { detail: detail }));
  }

  const data = JSON.parse(document.getElementById("page-data").textContent);

  // The looks of the first layer at a step; an area without a figure then keeps its own.
  function looksAt(step) {
    const there = data.steps[step].areas;
    return data.layers[0].map(function (own, index) { return there[index] ? there[index][0] : own; });
  }

  // What a panel says at a step: the numbers are put back between the pieces of their form.
  function toldAt(step, index) {
    const there = data.steps[step].areas[index];
    if (!there) {
      return null;
    }
    const form = data.forms[there[1]];
    const numbers = there[2].split(" ");
    const whole = function (pieces) {
      return pieces.reduce(function (told, piece) { return told + numbers.shift() + piece; });
    };
    return {
      label: data.steps[step].label,
      lines: form.lines.map(whole),
      facts: form.facts.map(function (fact) { return [fact[0], whole(fact[1])]; }),
    };
  }

  window.shared = {
    data: data,
    shown: data.areas.concat(data.shapes),
    looksAt: looksAt,
    toldAt: toldAt,
    titleOf: function (area) { return area.title || area.name; },
    element: element,
    drawing: drawing,
    button: button,
    compare: compare,
    fill: fill,
    tell: tell,
    say: function (text) { status.textContent = text; },
  };
  document.documentElement.classList.add("scripted");
})();
