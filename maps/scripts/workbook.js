// A table as an Excel workbook (ECMA-376): inline texts and numbers, and never a formula.
(function () {
  "use strict";

  const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
  const KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
  const START = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  const PLAIN = 0;
  const BOLD = 1;
  const WRAPPED = 2;
  const FIRST_NUMBER = 3;
  const MOST_DECIMALS = 3;
  const WIDEST = 60;
  const LEAST = 9;
  const MOST_MARKS = 32767;

  // What XML 1.0 cannot hold is left out; the marks that mean something to it are written out.
  function xml(text) {
    return text.slice(0, MOST_MARKS)
      .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
      .replace(/[&<>"]/g, function (mark) { return "&#" + mark.charCodeAt(0) + ";"; });
  }

  function column(at) {
    return (at >= 26 ? column(Math.floor(at / 26) - 1) : "") + String.fromCharCode(65 + at % 26);
  }

  function cell(value, row, at, style) {
    const start = '<c r="' + column(at) + (row + 1) + '" s="';
    if (typeof value === "object") {
      const decimals = Math.min(value.decimals, MOST_DECIMALS);
      return start + (FIRST_NUMBER + decimals) + '"><v>' + value.number + "</v></c>";
    }
    return start + style + '" t="inlineStr"><is><t xml:space="preserve">' + xml(value) +
      "</t></is></c>";
  }

  function styleOf(line, value) {
    if (line.bold) {
      return BOLD;
    }
    return value.length > WIDEST && !line.above ? WRAPPED : PLAIN;
  }

  function rows(lines) {
    return lines.map(function (line, row) {
      const cells = line.cells.map(function (value, at) {
        return value === "" ? "" : cell(value, row, at, styleOf(line, value));
      });
      return '<row r="' + (row + 1) + '">' + cells.join("") + "</row>";
    }).join("");
  }

  function widths(lines) {
    const counted = lines.filter(function (line) { return !line.above; });
    const n = Math.max(1, ...counted.map(function (line) { return line.cells.length; }));
    return Array.from({ length: n }, function (unused, at) {
      const longest = Math.max(LEAST, ...counted.map(function (line) {
        const value = line.cells[at] === undefined ? "" : line.cells[at];
        return typeof value === "object" ? LEAST : value.length + 1;
      }));
      return '<col min="' + (at + 1) + '" max="' + (at + 1) + '" width="' +
        Math.min(WIDEST, longest) + '" customWidth="1"/>';
    }).join("");
  }

  function sheet(lines) {
    return START + '<worksheet xmlns="' + MAIN + '"><cols>' + widths(lines) + "</cols><sheetData>" +
      rows(lines) + '</sheetData><pageSetup paperSize="9" orientation="landscape"/></worksheet>';
  }

  function styles() {
    const codes = ["#,##0", "#,##0.0", "#,##0.00", "#,##0.000"];
    const formats = codes.map(function (code, at) {
      return '<numFmt numFmtId="' + (170 + at) + '" formatCode="' + code + '"/>';
    });
    const numbers = codes.map(function (unused, at) {
      return '<xf numFmtId="' + (170 + at) +
        '" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>';
    });
    const text = '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0"';
    return START + '<styleSheet xmlns="' + MAIN + '"><numFmts count="' + formats.length + '">' +
      formats.join("") + '</numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/>' +
      '</font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill>' +
      '<patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
      '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border>' +
      '</borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>' +
      '</cellStyleXfs><cellXfs count="' + (FIRST_NUMBER + numbers.length) + '">' + text + "/>" +
      text.replace('fontId="0"', 'fontId="1"') + ' applyFont="1"><alignment wrapText="1" ' +
      'vertical="top"/></xf>' + text + '><alignment wrapText="1" vertical="top"/></xf>' +
      numbers.join("") + "</cellXfs></styleSheet>";
  }

  function related(pairs) {
    const links = pairs.map(function (pair, at) {
      return '<Relationship Id="rId' + (at + 1) + '" Type="' + OFFICE + "/" + pair[0] +
        '" Target="' + pair[1] + '"/>';
    });
    return START + '<Relationships xmlns="' + PACKAGE + 'relationships">' + links.join("") +
      "</Relationships>";
  }

  function types(n) {
    const part = function (name, kind) {
      return '<Override PartName="/xl/' + name + '.xml" ContentType="' + KIND + kind + '+xml"/>';
    };
    const sheets = Array.from({ length: n }, function (unused, at) {
      return part("worksheets/sheet" + (at + 1), "worksheet");
    });
    return START + '<Types xmlns="' + PACKAGE + 'content-types"><Default Extension="rels" ' +
      'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
      part("workbook", "sheet.main") + part("styles", "styles") + sheets.join("") + "</Types>";
  }

  // Sheets by their names: lines of cells, each a text or a number with its decimals.
  window.shared.workbook = function (sheets) {
    const names = Object.keys(sheets);
    const listed = names.map(function (name, at) {
      return '<sheet name="' + xml(name) + '" sheetId="' + (at + 1) + '" r:id="rId' + (at + 1) + '"/>';
    });
    const links = names.map(function (unused, at) {
      return ["worksheet", "worksheets/sheet" + (at + 1) + ".xml"];
    });
    const files = {
      "[Content_Types].xml": types(names.length),
      "_rels/.rels": related([["officeDocument", "xl/workbook.xml"]]),
      "xl/workbook.xml": START + '<workbook xmlns="' + MAIN + '" xmlns:r="' + OFFICE +
        '"><sheets>' + listed.join("") + "</sheets></workbook>",
      "xl/_rels/workbook.xml.rels": related([...links, ["styles", "styles.xml"]]),
      "xl/styles.xml": styles(),
    };
    names.forEach(function (name, at) {
      files["xl/worksheets/sheet" + (at + 1) + ".xml"] = sheet(sheets[name]);
    });
    return window.shared.zip(files);
  };
})();
