// A box to find an area by part of its name: an editable combobox with a list (WAI-ARIA 1.2).
(function () {
  "use strict";

  const { data, shown, titleOf, element, compare, fill, tell, say } = window.shared;
  const input = document.getElementById("search-name");
  const list = document.getElementById("search-found");
  const MOST = 8;
  let known = null;
  let found = [];
  let active = -1;

  // Each name is known by two spellings: å as aa and as a, ø as oe and as o, æ as ae.
  function spellings(text) {
    const small = text.toLocaleLowerCase(document.documentElement.lang).replaceAll("æ", "ae");
    return [
      small.replaceAll("å", "aa").replaceAll("ø", "oe"),
      small.replaceAll("ø", "o").replaceAll("aa", "å"),
    ].map(function (one) {
      return one.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
    });
  }

  // Made when somebody begins to write.
  function knownNames() {
    known = known || shown.map(function (area, index) {
      return { index: index, name: titleOf(area), spellings: spellings(titleOf(area)) };
    });
    return known;
  }

  // A name that begins with what was written comes first, then one with a word that does.
  function rank(one, wanted) {
    const places = one.spellings.map(function (name, at) {
      const place = (" " + name).indexOf(" " + wanted[at]);
      return place === 0 ? 0 : place > 0 ? 1 : name.includes(wanted[at]) ? 2 : 3;
    });
    return Math.min(...places);
  }

  function matches(text) {
    const wanted = spellings(text);
    if (!wanted[0]) {
      return [];
    }
    return knownNames().map(function (one) { return { one: one, rank: rank(one, wanted) }; })
      .filter(function (each) { return each.rank < 3; })
      .sort(function (a, b) { return a.rank - b.rank || compare(a.one.name, b.one.name); })
      .map(function (each) { return each.one; });
  }

  function close() {
    list.hidden = true;
    list.replaceChildren();
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function point(at) {
    active = at;
    Array.from(list.children).forEach(function (option, index) {
      option.setAttribute("aria-selected", String(index === at));
    });
    input.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  }

  function choose(one) {
    input.value = one.name;
    close();
    tell("area:asked", { area: one.index, from: input });
  }

  function option(one, at) {
    const made = element("li", "");
    made.id = "found-" + at;
    made.setAttribute("role", "option");
    made.setAttribute("aria-selected", "false");
    made.append(element("bdi", "", one.name));
    made.addEventListener("pointerdown", function (event) {
      event.preventDefault();
      choose(one);
    });
    return made;
  }

  function look() {
    close();
    const all = matches(input.value);
    found = all.slice(0, MOST);
    if (!input.value.trim()) {
      say("");
      return;
    }
    const words = all.length === 0 ? "no_match" : all.length === 1 ? "match_one" : "matches";
    say(fill(data.texts[words], { n: all.length }));
    if (found.length === 0) {
      const nothing = element("li", "nothing", data.texts.no_match);
      nothing.setAttribute("role", "option");
      nothing.setAttribute("aria-disabled", "true");
      nothing.setAttribute("aria-selected", "false");
      list.append(nothing);
    }
    list.append(...found.map(option));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  }

  function move(by) {
    if (list.hidden) {
      look();
    }
    if (found.length && !list.hidden) {
      const start = active < 0 && by < 0 ? 0 : active;
      point((start + by + found.length) % found.length);
    }
  }

  const KEYS = {
    ArrowDown: function () { move(1); },
    ArrowUp: function () { move(-1); },
    Enter: function () {
      if (!list.hidden && found.length) {
        choose(found[Math.max(0, active)]);
      }
    },
    Escape: function (event) {
      if (!list.hidden) {
        event.stopPropagation();
        close();
      } else {
        input.value = "";
      }
    },
  };

  if (input) {
    input.addEventListener("input", look);
    input.addEventListener("blur", close);
    input.addEventListener("keydown", function (event) {
      const act = KEYS[event.key];
      if (act && !event.isComposing) {
        if (event.key !== "Escape") {
          event.preventDefault();
        }
        act(event);
      }
    });
  }
})();
