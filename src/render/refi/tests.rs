//! The codebook and project, written and read again.
