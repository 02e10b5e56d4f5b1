"""Helpers of render.sh: Typst, Chromium, LibreOffice, and steps that make the bytes the same on every run."""
import hashlib, re, subprocess, sys, tempfile, zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUT = HERE.parent


def pdf_date(day):
    return f"D:{day.replace('-', '')}090000Z".encode()


def fix_pdf(path, day):
    """Give a PDF from Chromium or LibreOffice a fixed date and a file identifier made of its content."""
    data = Path(path).read_bytes()

    def date(m):
        old = m.group(2)
        new = pdf_date(day)
        new = new[: len(old)] if len(new) > len(old) else new[:-1] + b"+00'00'"[: len(old) - len(new) + 1]
        new = new.ljust(len(old), b"'")
        return m.group(1) + new + m.group(3)

    data = re.sub(rb"(/(?:CreationDate|ModDate) ?\()(D:[^)]*)(\))", date, data)
    zero = re.sub(rb"(<)([0-9A-Fa-f]{32})(>)", lambda m: b"<" + b"0" * 32 + b">", data)
    zero = re.sub(rb"/DocChecksum /[0-9A-F]{32}", b"/DocChecksum /" + b"0" * 32, zero)
    ident = hashlib.md5(zero).hexdigest().upper().encode()
    tail = data.rfind(b"trailer")
    tail = max(tail, 0)
    end = re.sub(rb"<[0-9A-Fa-f]{32}>", b"<" + ident + b">", data[tail:])
    end = re.sub(rb"/DocChecksum /[0-9A-F]{32}", b"/DocChecksum /" + ident, end)
    Path(path).write_bytes(data[:tail] + end)


def fix_zip(path):
    """Write a DOCX again with fixed member dates and a fixed order."""
    with zipfile.ZipFile(path) as z:
        members = [(i.filename, z.read(i.filename)) for i in z.infolist()]
    first = "[Content_Types].xml"
    members.sort(key=lambda m: (m[0] != first, m[0]))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as z:
        for name, data in members:
            info = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            z.writestr(info, data)


def typst(source, target):
    import typst as t
    t.compile(str(HERE / source), output=str(target), root=str(HERE), ignore_system_fonts=True)


def chromium(source, target, day):
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
             "--disable-background-networking", "--disable-sync", f"--user-data-dir={profile}",
             "--no-pdf-header-footer", f"--print-to-pdf={target}", Path(source).resolve().as_uri()],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)
    fix_pdf(target, day)


def office(source, target, day):
    with tempfile.TemporaryDirectory() as d:
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{d}/profile", "--headless", "--convert-to",
             "pdf:writer_pdf_Export", "--outdir", d, str(source)],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=180)
        Path(target).write_bytes((Path(d) / (Path(source).stem + ".pdf")).read_bytes())
    fix_pdf(target, day)


def pages(path):
    out = subprocess.run(["qpdf", "--show-npages", str(path)], check=True, capture_output=True, text=True)
    return int(out.stdout)


if __name__ == "__main__":
    kind, *rest = sys.argv[1:]
    {"typst": typst, "chromium": chromium, "office": office, "fix-zip": fix_zip, "fix-pdf": fix_pdf}[kind](*rest)
