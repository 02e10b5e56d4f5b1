//! The Word document of a small paper, part by part.
