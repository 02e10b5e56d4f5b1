//! Files whose table of objects is wrong, written anew.
//!
//! Some scanners number the objects of a file wrongly in its table (ISO 32000-1, 7.5.4), and the first engine then finds no page.
//! The library under the second engine finds objects by themselves, so it writes the file anew, with a table that is right.

use pdf_extract::Document;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Most bytes of a file that is mended: it is held twice meanwhile.
const MOST: usize = 200 << 20;

/// The file with a table that is right; `None` where there is nothing to be found, or it is locked.
pub(super) fn mended(bytes: &[u8]) -> Option<Vec<u8>> {
    if bytes.len() > MOST {
        return None;
    }
    let write = || {
        let mut document = Document::load_mem(bytes).ok().filter(|d| !d.is_encrypted() && !d.get_pages().is_empty())?;
        let mut out = Vec::new();
        document.save_to(&mut out).ok()?;
        Some(out)
    };
    catch_unwind(AssertUnwindSafe(write)).ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_that_counts_from_one_is_mended() {
        let objects = [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>",
        ];
        let (mut file, mut places) = (b"%PDF-1.4\n".to_vec(), Vec::new());
        for (index, object) in objects.iter().enumerate() {
            places.push(file.len());
            file.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).bytes());
        }
        let table = file.len();
        file.extend(b"xref\n1 4\n0000000000 65535 f \n");
        places.iter().for_each(|at| file.extend(format!("{at:010} 00000 n \n").bytes()));
        file.extend(format!("trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n").bytes());
        let pages = |bytes: &[u8]| pdfboss_core::Document::load(bytes.to_vec()).map_or(0, |d| d.page_count());
        assert_eq!(pages(&file), 0);
        assert_eq!(pages(&mended(&file).expect("mended")), 1);
        assert!(mended(b"%PDF-1.4\nnothing").is_none());
    }
}
