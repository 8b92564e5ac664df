"""Templates that fetch, run, embed or explode, made by patching a plain one part by part."""

import io
import re
import struct
import zipfile
import zlib

import docx
import pptx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import nsmap

FAR = "http://127.0.0.1:9/beacon"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MS = "http://schemas.microsoft.com/office"
_SPACES = nsmap | {
    "v": "urn:schemas-microsoft-com:vml", "o": "urn:schemas-microsoft-com:office:office",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}  # fmt: skip
DECLARED = " ".join(f'xmlns:{name}="{uri}"' for name, uri in _SPACES.items() if name != "xml")
_TYPES = "[Content_Types].xml"


def png(side=4):
    """Return a small red picture."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(
            ">I", zlib.crc32(kind + data))  # fmt: skip

    rows = b"".join(b"\0" + b"\xff\0\0" * side for _ in range(side))
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows))
            + chunk(b"IEND", b""))  # fmt: skip


def parts_of(made):
    """Return the parts of what python-docx or python-pptx made."""
    out = io.BytesIO()
    made.save(out)
    with zipfile.ZipFile(out) as read:
        return {name: read.read(name) for name in read.namelist()}


def zipped(parts):
    """Return parts as a package."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in parts.items():
            written.writestr(name, content)
    return out.getvalue()


def plain():
    """Return the parts of a template with a header, a footer with fields, and an own logo."""
    made = docx.Document()
    made.add_paragraph("Slet mig")
    section = made.sections[0]
    head = section.header.paragraphs[0]
    head.add_run("Frederiksby Kommune ")
    head.add_run().add_picture(io.BytesIO(png(40)))
    foot = section.footer.paragraphs[0]
    foot.text = "Side "
    for code in ("PAGE", "NUMPAGES \\* MERGEFORMAT"):
        for kind in ("begin", code, "separate", "end"):
            run = foot.add_run()
            if kind == code:
                run._r.append(docx.oxml.parse_xml(
                    f"<w:instrText {DECLARED}> {code} </w:instrText>"))  # fmt: skip
            else:
                run._r.append(docx.oxml.parse_xml(
                    f'<w:fldChar {DECLARED} w:fldCharType="{kind}"/>'))  # fmt: skip
    made.styles["Heading 1"].font.name = "Comic Sans MS"
    for style in [one for one in made.styles if one.type == WD_STYLE_TYPE.TABLE]:
        style.delete()  # three hundred kilobytes that each case would read
    made.part.drop_rel(next(key for key, link in made.part.rels.items()
                            if link.reltype.endswith("stylesWithEffects")))  # fmt: skip
    return parts_of(made)


def related(parts, owner, kind, target=FAR, *, mode="External", base=REL):
    """Add a relation to a part, or with "" to the package."""
    folder, _, name = owner.rpartition("/")
    path = f"{folder}/_rels/{name}.rels".lstrip("/")
    old = parts.get(path, b'<Relationships xmlns="http://schemas.openxmlformats.org/package/'
                          b'2006/relationships"></Relationships>')  # fmt: skip
    said = f' TargetMode="{mode}"' if mode else ""
    relation = f'<Relationship Id="rIdX" Type="{base}/{kind}" Target="{target}"{said}/>'
    parts[path] = old.replace(b"</Relationships>", relation.encode() + b"</Relationships>")
    return parts


def added(parts, name, content, content_type):
    """Add a part with its type."""
    parts[name] = content if isinstance(content, bytes) else content.encode()
    override = f'<Override PartName="/{name}" ContentType="{content_type}"/></Types>'
    parts[_TYPES] = parts[_TYPES].replace(b"</Types>", override.encode())
    return parts


def put(parts, name, inside):
    """Put XML at the end of a part's root."""
    text = parts[name].decode()
    tag = re.findall(r"</([\w:]+)>\s*$", text)[0]
    root = re.sub(r' xmlns:\w+="[^"]*"', "", inside)
    start = text.index(f"<{tag}")
    end = text.index(">", start)
    declared = " ".join(f'xmlns:{key}="{uri}"' for key, uri in _SPACES.items()
                        if key != "xml" and f"xmlns:{key}=" not in text[start:end])  # fmt: skip
    text = f"{text[:end]} {declared}{text[end:]}"
    parts[name] = text.replace(f"</{tag}>", f"{root}</{tag}>").encode()
    return parts


def run(inside):
    """Return a run with something in it."""
    return f"<w:r>{inside}</w:r>"


def mark(kind):
    """Return a run with the mark of a field."""
    return run(f'<w:fldChar w:fldCharType="{kind}"/>')


def code(text):
    """Return a run with a piece of an instruction."""
    return run(f'<w:instrText xml:space="preserve">{text}</w:instrText>')


def field(*codes):
    """Return a paragraph with a field, its instruction in pieces."""
    pieces = "".join(code(text) for text in codes)
    return (f"<w:p>{mark('begin')}{pieces}{mark('separate')}{run('<w:t>Gammelt</w:t>')}"
            f"{mark('end')}</w:p>")  # fmt: skip


def _drawing(reference):
    return run(
        '<w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="9" name="x"/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        '<pic:nvPicPr><pic:cNvPr id="9" name="x"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f"<a:blip {reference}/></pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic>"
        "</wp:inline></w:drawing>"
    )


HEADER, FOOTER = "word/header1.xml", "word/footer1.xml"
_INSTRUCTIONS = {
    "DDEAUTO": ['DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc"'],
    "split": [" D", "DE", "AU", "TO c x"],
    "lower case": ["\t\n ddeauto   c x"], "no-break blank": ["\u00a0DDE\u00a0c x"],
    "zero width": ["D\u200bDE c x"], "soft hyphen": ["\u00adLINK Excel.Sheet.8 c:\\\\x.xlsx"],
    "entity": ["&#68;&#x44;EAUTO c x"], "include text": [f'INCLUDETEXT "{FAR}"'],
    "include picture": [f'INCLUDEPICTURE "{FAR}" \\d'], "comment": ["DDE<!-- x -->AUTO c x"],
    "import": [f'IMPORT "{FAR}"'], "database": [f'DATABASE \\d "{FAR}"'],
    "macro button": ["MACROBUTTON AutoOpen Klik"], "link": ["LINK Word.Document.8 x"],
    "hyperlink": [f'HYPERLINK "{FAR}"'], "merge": ["MERGEFIELD navn"], "rd": [f'RD "{FAR}"'],
    "embed": ["EMBED Excel.Sheet.8"], "control": ["CONTROL Forms.HTML:Text.1"],
    "auto text": ['AUTOTEXT "x"'], "unknown": ["TOMORROW x"], "quote": ["QUOTE 68 68 69"],
    "fill in": ["FILLIN x"], "add-in": ["ADDIN x"],
}  # fmt: skip
IN_HEADER = {name: field(*codes) for name, codes in _INSTRUCTIONS.items()} | {
    "simple": '<w:p><w:fldSimple w:instr=" ddeauto c x"><w:r><w:t>G</w:t></w:r></w:fldSimple>'
              "</w:p>",
    "simple data": '<w:p><w:fldSimple w:instr="PAGE"><w:fldData>QUJD</w:fldData><w:r><w:t>G</w:t>'
                   "</w:r></w:fldSimple></w:p>",
    "text as code": f"<w:p>{mark('begin')}{run('<w:t>DDEAUTO c x</w:t>')}{mark('end')}</w:p>",
    "no result": f"<w:p>{mark('begin')}{code('DDEAUTO c x')}{mark('end')}</w:p>",
    "no end": f"<w:p>{mark('begin')}{code('DDEAUTO c x')}</w:p>",
    "no begin": f"<w:p>{code('DDEAUTO c x')}{mark('end')}</w:p>",
    "two paragraphs": f"<w:p>{mark('begin')}{code('DDE')}</w:p><w:p>{code('AUTO c x')}"
                      f"{mark('end')}</w:p>",
    "nested name": f"<w:p>{mark('begin')}{mark('begin')}{code('QUOTE 68 68 69')}{mark('separate')}"
                   f"{run('<w:t>DDE</w:t>')}{mark('end')}{code('AUTO c x')}{mark('end')}</w:p>",
    "nested in harmless": f"<w:p>{mark('begin')}{code('PAGE ')}{mark('begin')}"
                          f"{code('DDEAUTO c x')}{mark('end')}{mark('separate')}{mark('end')}"
                          "</w:p>",
    "two versions": f"<w:p>{mark('begin')}<mc:AlternateContent><mc:Choice Requires=\"no\">"
                    f"{code(' PAGE ')}</mc:Choice><mc:Fallback>{code(' DDEAUTO c x')}"
                    f"</mc:Fallback></mc:AlternateContent>{mark('separate')}{mark('end')}</w:p>",
    "inserted": f"<w:p>{mark('begin')}<w:ins w:id=\"1\" w:author=\"x\">{code('DDEAUTO c x')}"
                f"</w:ins>{mark('end')}</w:p>",
    "deleted": f"<w:p>{mark('begin')}{run('<w:delInstrText>DDEAUTO c x</w:delInstrText>')}"
               f"{code(' PAGE ')}{mark('end')}</w:p>",
    "in a text box": run("<w:pict><v:shape><v:textbox><w:txbxContent>" + field("DDEAUTO c x")
                         + "</w:txbxContent></v:textbox></v:shape></w:pict>").join(
                             ("<w:p>", "</w:p>")),
    "form macro": "<w:p>" + run('<w:fldChar w:fldCharType="begin"><w:ffData><w:entryMacro '
                                'w:val="X"/></w:ffData></w:fldChar>')
                  + f"{code(' FORMTEXT ')}{mark('end')}</w:p>",
    "altChunk": '<w:altChunk r:id="rIdX"/>', "subDoc": '<w:subDoc r:id="rIdX"/>',
    "OLE link": "<w:p>" + run('<w:object><v:shape id="s" style="width:9pt"/><o:OLEObject '
                'Type="Link" ProgID="Excel.Sheet.8" ShapeID="s" UpdateMode="Always" r:id="rIdX"/>'
                "</w:object>") + "</w:p>",
    "OLE in a picture": "<w:p>" + run('<w:pict><o:OLEObject Type="Link" r:id="rIdX"/></w:pict>')
                        + "</w:p>",
    "ActiveX": "<w:p>" + run('<w:object><w:control r:id="rIdX" w:name="c"/></w:object>')
               + "</w:p>",
    "linked picture": "<w:p>" + _drawing('r:link="rIdX"') + "</w:p>",
    "VML picture": "<w:p>" + run('<w:pict><v:shape><v:imagedata r:href="rIdX"/></v:shape>'
                                 "</w:pict>") + "</w:p>",
    "VML address": "<w:p>" + run(f'<w:pict><v:shape href="{FAR}"><v:imagedata src="{FAR}"/>'
                                 f'<v:fill o:href="{FAR}" type="frame"/></v:shape></w:pict>')
                   + "</w:p>",
    "VML relid": "<w:p>" + run('<w:pict><v:shape><v:imagedata o:relid="rIdX"/></v:shape>'
                               "</w:pict>") + "</w:p>",
    "style": "<w:p>" + run(f'<w:pict><v:shape style="background:url({FAR})"/></w:pict>')
             + "</w:p>",
    "gfxdata": "<w:p>" + run('<w:pict><v:shape o:gfxdata="UEsDBBQABg"/></w:pict>') + "</w:p>",
    "link on a picture": "<w:p>" + run('<w:drawing><wp:inline><wp:docPr id="8" name="x">'
                         '<a:hlinkClick r:id="rIdX"/></wp:docPr></wp:inline></w:drawing>')
                         + "</w:p>",
    "hyperlink element": '<w:p><w:hyperlink r:id="rIdX"><w:r><w:t>G</w:t></w:r></w:hyperlink>'
                         "</w:p>",
    "movie": "<w:p>" + run('<w:movie r:id="rIdX"/>') + "</w:p>",
    "web video": "<w:p>" + run(f'<w:drawing><wp:inline><wp:docPr id="7" name="x"><a:extLst><a:ext '
                 f'uri="x"><wp15:webVideoPr xmlns:wp15="{MS}/word/2012/wordprocessingDrawing" '
                 f'embeddedHtml="&lt;iframe src={FAR}&gt;"/></a:ext></a:extLst></wp:docPr>'
                 "</wp:inline></w:drawing>").replace(
                     f' xmlns:wp15="{MS}/word/2012/wordprocessingDrawing"', "").replace(
                         "wp15:", "a:") + "</w:p>",
    "binding": '<w:sdt><w:sdtPr><w:dataBinding w:prefixMappings="xmlns:a=\'x\'" w:xpath="/a" '
               'w:storeItemID="{1}"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>',
}  # fmt: skip
_OWNERS = {"settings": "word/settings.xml", "styles": "word/styles.xml", "theme":
           "word/theme/theme1.xml", "numbering": "word/numbering.xml", "fonts":
           "word/fontTable.xml", "header": HEADER, "footer": FOOTER, "document":
           "word/document.xml", "package": "", "core": "docProps/core.xml", "custom":
           "customXml/item1.xml"}  # fmt: skip
_KINDS = ("image", "oleObject", "styles")


def of_word():
    """Yield a name and the bytes of each Word template that is dangerous."""
    for name, inside in IN_HEADER.items():
        parts = put(plain(), HEADER, inside)
        yield f"header: {name}", zipped(related(parts, HEADER, "image"))
    for name, owner in _OWNERS.items():
        for kind in _KINDS:
            yield f"{kind} of {name}", zipped(related(plain(), owner, kind))
    yield from _odd_relations()
    yield from _whole_parts()
    for kind in ("altChunk", "OLE link", "DDEAUTO", "linked picture"):
        parts = plain()
        parts["word/document.xml"] = parts["word/document.xml"].replace(
            b"<w:sectPr", IN_HEADER[kind].encode() + b"<w:sectPr", 1
        )
        yield f"body: {kind}", zipped(put(related(parts, "word/document.xml", "image"),
                                          "word/document.xml", ""))  # fmt: skip


def _odd_relations():
    for mode in ("external", "External ", None, "Internal"):
        yield f"mode {mode}", zipped(related(plain(), HEADER, "image", mode=mode))
    for target in ("\\\\\\\\host\\\\share\\\\x.png", "file:///c:/x.png", "//host/x.png",
                   "../../../etc/passwd"):  # fmt: skip
        parts = put(plain(), HEADER, f"<w:p>{IN_HEADER['VML relid'][5:-6]}</w:p>")
        yield f"target {target}", zipped(related(parts, HEADER, "oleObject", target, mode=None))


def _whole_parts():
    settings = (
        '<w:attachedTemplate r:id="rIdX"/><w:mailMerge><w:dataSource r:id="rIdX"/>'
        f'<w:query w:val="SELECT"/></w:mailMerge><w:attachedSchema w:val="{FAR}"/>'
        f'<w:saveThroughXslt r:id="rIdX"/><w:docVars><w:docVar w:name="a" w:val="{FAR}"/>'
        "</w:docVars>"
    )
    parts = put(plain(), "word/settings.xml", settings)
    yield "settings", zipped(related(parts, "word/settings.xml", "attachedTemplate"))
    for name, kind, path, base in (
        ("macros", "vbaProject", "word/vbaProject.bin", f"{MS}/2006/relationships"),
        ("embedded", "package", "word/embeddings/a.xlsx", REL),
        ("OLE", "oleObject", "word/embeddings/oleObject1.bin", REL),
        ("ActiveX", "control", "word/activeX/activeX1.xml", REL),
        ("custom properties", "custom-properties", "docProps/custom.xml", REL),
        ("web add-in", "webextensiontaskpanes", "word/webextensions/taskpanes.xml",
         f"{MS}/2011/relationships"),
        ("ribbon", "extensibility", "customUI/customUI14.xml", f"{MS}/2007/relationships/ui"),
        ("keys", "keyMapCustomizations", "word/customizations.xml", f"{MS}/2006/relationships"),
        ("chart", "chart", "word/charts/chart1.xml", REL),
        ("svg logo", "image", "word/media/x.svg", REL),
    ):  # fmt: skip
        content = f'<x xmlns="urn:x" href="{FAR}"/>'
        for owner in ("word/document.xml", HEADER, ""):
            made = added(plain(), path, content, "application/xml")
            relation = related(made, owner, kind, f"/{path}", mode=None, base=base)
            yield f"{name} of {owner or 'package'}", zipped(relation)


def refused():
    """Yield a name and the bytes of each package that is refused, and what is said of it."""
    word = plain()
    for name, start in (("entities", '<!DOCTYPE x [<!ENTITY a "b">]>'),
                        ("far DTD", f'<!DOCTYPE x SYSTEM "{FAR}">'),
                        ("far entity", f'<!DOCTYPE x [<!ENTITY a SYSTEM "{FAR}">]>')):  # fmt: skip
        for part in (HEADER, "word/styles.xml", "docProps/core.xml",
                     "word/_rels/document.xml.rels", "[Content_Types].xml",
                     "docProps/app.xml"):  # fmt: skip
            text = re.sub(r"^<\?xml[^>]*\?>", "", word[part].decode())
            yield (
                f"{name} in {part}",
                zipped(word | {part: (start + text).encode()}),
                "document type",
            )
            if part == HEADER:
                wide = ('<?xml version="1.0" encoding="UTF-16"?>' + start + text).encode("utf-16")
                yield f"{name} in UTF-16", zipped(word | {part: wide}), "document type"
    for name in ("../x.xml", "/x.xml", "word\\x.xml", "c:/x.xml", "word//x.xml", "word/./x.xml",
                 "word/Styles.xml", "a\nb.xml", "x%2e%2e/y.xml",
                 "word/styles.xml/[0].piece"):  # fmt: skip
        yield f"name {name!r}", zipped(word | {name: b"<x/>"}), "names that no Office program"
    yield "bomb", zipped(word | {"word/x.bin": b"\0" * 60_000_000}), "too large"
    yield "many", zipped(word | {f"word/{n}.bin": b"" for n in range(6000)}), "too large"
    yield "long part", zipped(word | {HEADER: word[HEADER] + b" " * 21_000_000}), "too large"
    yield "old or locked", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "has a password"
    locked = bytearray(zipped({"word/document.xml": b"<x/>"}))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    yield "locked zip", bytes(locked), "has a password"


def of_slides():
    """Yield a name and the bytes of each presentation that is dangerous."""
    master, layout = "ppt/slideMasters/slideMaster1.xml", "ppt/slideLayouts/slideLayout1.xml"
    for owner in ("", "ppt/presentation.xml", master, layout, "ppt/theme/theme1.xml",
                  "docProps/core.xml"):  # fmt: skip
        for kind in ("image", "hyperlink", "oleObject", "theme", "video", "slideMaster"):
            parts = parts_of(pptx.Presentation())
            yield f"{kind} of {owner or 'package'}", zipped(related(parts, owner, kind))
    inside = {
        "picture": '<p:pic><p:nvPicPr><p:cNvPr id="99" name="x"/><p:cNvPicPr/><p:nvPr/>'
                   '</p:nvPicPr><p:blipFill><a:blip r:link="rIdX"/></p:blipFill><p:spPr/></p:pic>',
        "OLE": '<p:graphicFrame><a:graphic><a:graphicData uri="x"><p:oleObj r:id="rIdX" '
               'progId="Excel"><p:link updateAutomatic="1"/></p:oleObj></a:graphicData>'
               "</a:graphic></p:graphicFrame>",
        "action": '<p:sp><p:nvSpPr><p:cNvPr id="98" name="x"><a:hlinkClick r:id="rIdX" '
                  'action="ppaction://program"/></p:cNvPr><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/>'
                  "</p:sp>",
        "film": '<p:pic><p:nvPicPr><p:cNvPr id="97" name="x"/><p:cNvPicPr/><p:nvPr><a:videoFile '
                'r:link="rIdX"/></p:nvPr></p:nvPicPr><p:blipFill/><p:spPr/></p:pic>',
    }  # fmt: skip
    for name, shape in inside.items():
        parts = related(parts_of(pptx.Presentation()), layout, "image")
        parts[layout] = parts[layout].replace(b"</p:spTree>", shape.encode() + b"</p:spTree>")
        yield f"layout: {name}", zipped(parts)
