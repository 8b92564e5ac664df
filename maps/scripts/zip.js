// A zip file of texts that are stored as they are (PKWARE's APPNOTE 6.3), without a date.
(function () {
  "use strict";

  const CRC = new Uint32Array(256).map(function (unused, at) {
    let rest = at;
    for (let bit = 0; bit < 8; bit += 1) {
      rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1;
    }
    return rest;
  });
  const UTF8 = 0x0800;
  const FIRST_DAY = 0x0021; // 1 January 1980, the earliest that can be written

  function checksum(bytes) {
    let sum = 0xffffffff;
    for (const byte of bytes) {
      sum = CRC[(sum ^ byte) & 0xff] ^ (sum >>> 8);
    }
    return (sum ^ 0xffffffff) >>> 0;
  }

  // Numbers in turn, each by how many bytes it takes, the lowest byte first.
  function packed(pairs) {
    const bytes = [];
    for (const [size, value] of pairs) {
      for (let at = 0; at < size; at += 1) {
        bytes.push(Math.floor(value / 256 ** at) % 256);
      }
    }
    return Uint8Array.from(bytes);
  }

  function facts(file) {
    return [[2, 20], [2, UTF8], [2, 0], [2, 0], [2, FIRST_DAY], [4, file.sum],
      [4, file.bytes.length], [4, file.bytes.length], [2, file.name.length], [2, 0]];
  }

  window.shared.zip = function (texts) {
    const coder = new TextEncoder();
    const parts = [];
    const entries = [];
    let length = 0;
    for (const name of Object.keys(texts)) {
      const bytes = coder.encode(texts[name]);
      const file = { name: coder.encode(name), bytes: bytes, sum: checksum(bytes) };
      const head = packed([[4, 0x04034b50], ...facts(file)]);
      entries.push(
        packed([[4, 0x02014b50], [2, 20], ...facts(file), [2, 0], [2, 0], [2, 0], [4, 0],
          [4, length]]),
        file.name,
      );
      parts.push(head, file.name, bytes);
      length += head.length + file.name.length + bytes.length;
    }
    const listed = entries.reduce(function (sum, part) { return sum + part.length; }, 0);
    const n = Object.keys(texts).length;
    const end = packed([[4, 0x06054b50], [2, 0], [2, 0], [2, n], [2, n], [4, listed],
      [4, length], [2, 0]]);
    return [...parts, ...entries, end];
  };
})();
