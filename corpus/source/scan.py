"""Make a scanned page: the letter as a grey bitmap, a little crooked and dirty, in a PDF with no text layer."""
import hashlib, subprocess, tempfile
from pathlib import Path
import typst as t
import render

with tempfile.TemporaryDirectory() as d:
    png, jpg = Path(d) / "page.png", Path(d) / "page.jpg"
    t.compile(str(render.HERE / "scanned-letter.typ"), output=str(png), format="png", ppi=150, ignore_system_fonts=True)
    subprocess.run(["convert", "-seed", "1947", str(png), "-colorspace", "Gray", "-background", "#f4f4f4", "-rotate", "0.7",
                    "-gravity", "center", "-extent", "1240x1754", "-attenuate", "0.6", "+noise", "Gaussian", "-colorspace", "Gray", "-blur", "0x0.5",
                    "-level", "4%,97%", "-strip", "-interlace", "none", "-quality", "42", str(jpg)], check=True)
    data = jpg.read_bytes()
objs = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /Im0 5 0 R >> >> >>"]
content = b"q 595 0 0 842 0 0 cm /Im0 Do Q"
objs.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
objs.append(b"<< /Type /XObject /Subtype /Image /Width 1240 /Height 1754 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode /Length %d >>\nstream\n%s\nendstream" % (len(data), data))
objs.append(b"<< /Producer (Office Scanner 3) /CreationDate (D:20240221101500Z) >>")
out, at = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
for i, o in enumerate(objs, 1):
    at.append(len(out))
    out += b"%d 0 obj\n%s\nendobj\n" % (i, o)
start = len(out)
ident = hashlib.md5(data).hexdigest().encode()
out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objs) + 1) + b"".join(b"%010d 00000 n \n" % a for a in at)
out += b"trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R /ID [<%s> <%s>] >>\nstartxref\n%d\n%%%%EOF\n" % (len(objs) + 1, ident, ident, start)
(render.OUT / "community/scanned-letter-2024-02.pdf").write_bytes(out)
