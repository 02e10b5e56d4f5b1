#!/usr/bin/env bash
# Render every paper of the sample corpus again. Installs nothing.
#
# Needs: python3 with typst (PyPI, `pip install typst`, 0.15), python-docx (1.2); chromium (131 or later, for page
# margin boxes); libreoffice writer; qpdf; imagemagick (`convert`); poppler-utils (for the last look); Liberation fonts.
# The same versions give the same bytes: dates and file identifiers are fixed. Other versions give the same words on
# pages that may break elsewhere.
set -euo pipefail
cd "$(dirname "$0")"
export SOURCE_DATE_EPOCH=1704067200 TZ=UTC LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1 PYTHONHASHSEED=0

missing=""
for tool in python3 chromium soffice qpdf convert pdftotext; do
  command -v "$tool" >/dev/null || missing="$missing $tool"
done
python3 -c 'import typst' 2>/dev/null || missing="$missing typst(pip)"
python3 -c 'import docx' 2>/dev/null || missing="$missing python-docx(pip)"
if [ -n "$missing" ]; then
  echo "render.sh: please install first:$missing" >&2
  exit 2
fi

mkdir -p ../board ../audit ../plan ../network ../community ../reports
python3 render.py typst pack-2024-03.typ ../board/2024-03-07-board-pack.pdf
python3 pack_june.py
python3 pack_september.py
python3 render.py typst audit-moray.typ ../audit/moray-community-planning-review-2024-05.pdf
python3 render.py chromium audit-inverclyde.html ../audit/inverclyde-community-planning-review-2024-03.pdf 2024-03-28
python3 render.py chromium plan-2024-02.html ../plan/firthside-improvement-plan-2024-02.pdf 2024-02-15
python3 plan_august.py
python3 network_return.py
python3 locality_report.py
python3 render.py typst bulletin.typ ../community/firthside-bulletin-summer-2024.pdf
python3 scan.py

# A look at the result: every PDF but the scan has text, and every paper says what it is.
for f in ../*/*.pdf; do
  n=$(pdftotext "$f" - | wc -w)
  printf '%6d words  %s\n' "$n" "${f#../}"
done
