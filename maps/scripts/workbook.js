// A table as an Excel workbook (ECMA-376): inline texts and numbers, and never a formula.
(function () {
  "use strict";

  const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
  const KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
  const START = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  const PLAIN = 1;
  const TITLE = 2;
  const HEADING = 3;
  const WRAPPED = 4;
  const FIRST_NUMBER = 5;
  const MOST_DECIMALS = 3;
  const WIDEST = 60;
  const LEAST = 9;
  const TOP = '><alignment vertical="top"/></xf>';
  const SLACK = 1.1;
  const LINE_PT = 15;
  const MOST_LINES = 27;
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
    if (line.isTitle || line.isHeading) {
      return line.isTitle ? TITLE : HEADING;
    }
    return value.length > WIDEST && !line.above ? WRAPPED : PLAIN;
  }

  // A row is as high as its longest text is, wrapped at the width of its column.
  function height(line) {
    const longest = Math.max(0, ...line.cells.map(function (value) {
      return typeof value === "object" ? 0 : value.length;
    }));
    const n = Math.ceil(longest / WIDEST * SLACK);
    return line.above || n < 2 ? "" : ' ht="' + Math.min(n, MOST_LINES) * LINE_PT + '" customHeight="1"';
  }

  function rows(lines) {
    return lines.map(function (line, row) {
      const cells = line.cells.map(function (value, at) {
        return value === "" ? "" : cell(value, row, at, styleOf(line, value));
      });
      return '<row r="' + (row + 1) + '"' + height(line) + ">" + cells.join("") + "</row>";
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

  // The headings stay in sight while the rows below them are scrolled.
  function view(lines) {
    const last = lines.findIndex(function (line) { return line.isHeading; }) + 1;
    const pane = '<pane ySplit="' + last + '" topLeftCell="A' + (last + 1) +
      '" activePane="bottomLeft" state="frozen"/>';
    return '<sheetViews><sheetView workbookViewId="0">' + (last ? pane : "") +
      "</sheetView></sheetViews>";
  }

  function sheet(lines) {
    return START + '<worksheet xmlns="' + MAIN + '"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' +
      view(lines) + "<cols>" + widths(lines) + "</cols><sheetData>" + rows(lines) +
      '</sheetData><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>';
  }

  function styles() {
    const codes = ["#,##0_)", "#,##0.0_)", "#,##0.00_)", "#,##0.000_)"];
    const formats = codes.map(function (code, at) {
      return '<numFmt numFmtId="' + (170 + at) + '" formatCode="' + code + '"/>';
    });
    const numbers = codes.map(function (unused, at) {
      return '<xf numFmtId="' + (170 + at) +
        '" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"' + TOP;
    });
    const wrapped = '><alignment wrapText="1" vertical="top"/></xf>';
    const text = function (font, end) {
      return '<xf numFmtId="49" fontId="' + font + '" fillId="0" borderId="0" xfId="0"' + end;
    };
    return START + '<styleSheet xmlns="' + MAIN + '"><numFmts count="' + formats.length + '">' +
      formats.join("") + '</numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/>' +
      '</font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill>' +
      '<patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
      '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border>' +
      '</borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>' +
      '</cellStyleXfs><cellXfs count="' + (FIRST_NUMBER + numbers.length) + '">' +
      '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' + text(0, TOP) +
      text(1, TOP) + text(1, wrapped) + text(0, wrapped) + numbers.join("") + "</cellXfs>" +
      '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>' +
      "</styleSheet>";
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
