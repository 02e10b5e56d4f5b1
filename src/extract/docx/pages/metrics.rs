//! How wide letters are and how high lines: facts of the type faces that office documents are set in, by their names.
//!
//! Widths are thousandths of the size, of the characters U+0020 to U+007E. They are those of the faces that anybody can read them
//! from: Liberation (as wide as Arial and Times New Roman), Carlito (Calibri), Caladea (Cambria) and DejaVu. Other faces are taken
//! as one of these, wider or narrower.

/// Widths of U+0020 to U+007E.
type Widths = [u16; 95];

/// Rows of `FACES`: part of a face's name in small letters, its widths plain and bold, how much wider than these it runs, and the
/// height of its line over its size.
type Known = (&'static str, &'static Widths, &'static Widths, f32, f32);

/// The first whose name is part of the face's decides; a narrower name stands before a wider one.
const FACES: [Known; 27] = [
    ("arial narrow", &SANS, &SANS_BOLD, 0.82, 1.15),
    ("sans narrow", &SANS, &SANS_BOLD, 0.82, 1.15),
    ("calibri light", &NARROW, &NARROW_BOLD, 1.0, 1.22),
    ("calibri", &NARROW, &NARROW_BOLD, 1.0, 1.22),
    ("carlito", &NARROW, &NARROW_BOLD, 1.0, 1.22),
    ("aptos", &NARROW, &NARROW_BOLD, 1.06, 1.28),
    ("corbel", &NARROW, &NARROW_BOLD, 1.02, 1.22),
    ("candara", &NARROW, &NARROW_BOLD, 1.02, 1.22),
    ("gill sans", &SANS, &SANS_BOLD, 0.93, 1.16),
    ("trebuchet", &SANS, &SANS_BOLD, 0.96, 1.16),
    ("tahoma", &SANS, &SANS_BOLD, 0.97, 1.21),
    ("segoe", &SANS, &SANS_BOLD, 0.99, 1.33),
    ("verdana", &WIDE, &WIDE_BOLD, 1.0, 1.22),
    ("dejavu sans", &WIDE, &WIDE_BOLD, 1.0, 1.164),
    ("century gothic", &WIDE, &WIDE_BOLD, 0.93, 1.23),
    ("cambria", &BOOK, &BOOK_BOLD, 1.0, 1.17),
    ("caladea", &BOOK, &BOOK_BOLD, 1.0, 1.15),
    ("georgia", &BOOK, &BOOK_BOLD, 1.0, 1.14),
    ("constantia", &BOOK, &BOOK_BOLD, 1.0, 1.22),
    ("palatino", &SERIF, &SERIF_BOLD, 1.1, 1.35),
    ("book antiqua", &SERIF, &SERIF_BOLD, 1.1, 1.25),
    ("century", &SERIF, &SERIF_BOLD, 1.12, 1.2),
    ("garamond", &SERIF, &SERIF_BOLD, 0.92, 1.13),
    ("times", &SERIF, &SERIF_BOLD, 1.0, 1.15),
    ("serif", &SERIF, &SERIF_BOLD, 1.0, 1.15),
    ("courier", &FIXED, &FIXED, 1.0, 1.13),
    ("mono", &FIXED, &FIXED, 1.0, 1.16),
];

/// A type face.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Face {
    plain: &'static Widths,
    bold: &'static Widths,
    scale: f32,
    /// Height of a line over the size.
    pub(super) line: f32,
}

impl Default for Face {
    fn default() -> Face {
        Face { plain: &SANS, bold: &SANS_BOLD, scale: 1.0, line: 1.15 }
    }
}

impl Face {
    /// The face of this name; one without serifs where the name is not known.
    pub(super) fn named(name: &str) -> Face {
        let name = name.to_lowercase();
        let known = FACES.iter().find(|(part, ..)| name.contains(part));
        known.map_or_else(Face::default, |(_, plain, bold, scale, line)| Face {
            plain,
            bold,
            scale: *scale,
            line: *line,
        })
    }

    /// Width of a character over the size.
    pub(super) fn width(&self, c: char, bold: bool) -> f32 {
        let widths = if bold { self.bold } else { self.plain };
        let of = |c: char| f32::from(widths[usize::from((c as u8).clamp(32, 126) - 32)]) / 1000.0;
        self.scale
            * match c {
                ' '..='~' => of(c),
                '\u{a0}' => of(' '),
                '‘' | '’' => of('\'').max(0.22),
                '“' | '”' => of('"'),
                '–' | '•' => of('n'),
                '—' | '…' => 1.0,
                'À'..='Ý' => of('E'),
                'ß'..='ÿ' => of('e'),
                '\u{200b}'..='\u{200f}' | '\u{ad}' | '\u{feff}' => 0.0,
                '\u{2e80}'..='\u{9fff}'
                | '\u{ac00}'..='\u{d7a3}'
                | '\u{f900}'..='\u{faff}'
                | '\u{ff00}'..='\u{ff60}' => 1.0,
                _ => of('n'),
            }
    }
}

/// Typewriter faces.
const FIXED: Widths = [600; 95];

/// Arial and Helvetica.
const SANS: Widths = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
];

/// Arial and Helvetica, bold.
const SANS_BOLD: Widths = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611,
    556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389,
    280, 389, 584,
];

/// Times New Roman.
const SERIF: Widths = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500,
    500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889,
    722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500,
    444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480,
    200, 480, 541,
];

/// Times New Roman, bold.
const SERIF_BOLD: Widths = [
    250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500,
    500, 500, 500, 333, 333, 570, 570, 570, 500, 930, 722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944,
    722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667, 333, 278, 333, 581, 500, 333, 500, 556, 444, 556,
    444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444, 394,
    220, 394, 520,
];

/// Calibri, as its free twin Carlito has them.
const NARROW: Widths = [
    226, 326, 401, 498, 507, 715, 682, 221, 303, 303, 498, 498, 250, 306, 252, 386, 507, 507, 507, 507, 507, 507, 507,
    507, 507, 507, 268, 268, 498, 498, 498, 463, 894, 579, 544, 533, 615, 488, 459, 631, 623, 252, 319, 520, 420, 855,
    646, 662, 517, 673, 543, 459, 487, 642, 567, 890, 519, 487, 468, 307, 386, 307, 498, 498, 291, 479, 525, 423, 525,
    498, 305, 471, 525, 229, 239, 455, 229, 799, 525, 527, 525, 525, 349, 391, 335, 525, 452, 715, 433, 453, 395, 314,
    460, 314, 498,
];

/// Calibri, as its free twin Carlito has them, bold.
const NARROW_BOLD: Widths = [
    226, 326, 438, 498, 507, 729, 705, 233, 312, 312, 498, 498, 258, 306, 267, 430, 507, 507, 507, 507, 507, 507, 507,
    507, 507, 507, 276, 276, 498, 498, 498, 463, 898, 606, 561, 529, 630, 488, 459, 637, 631, 267, 331, 547, 423, 874,
    659, 676, 532, 686, 563, 473, 495, 653, 591, 906, 551, 520, 478, 325, 430, 325, 498, 498, 300, 494, 537, 418, 537,
    503, 316, 474, 537, 246, 255, 480, 246, 813, 537, 538, 537, 537, 355, 399, 347, 537, 473, 745, 459, 474, 397, 344,
    475, 344, 498,
];

/// Cambria, as its free twin Caladea has them.
const BOOK: Widths = [
    220, 286, 393, 619, 506, 890, 687, 237, 382, 382, 427, 554, 205, 329, 206, 490, 517, 362, 472, 461, 492, 475, 470,
    470, 485, 478, 264, 264, 554, 554, 554, 422, 885, 599, 579, 519, 625, 540, 509, 539, 696, 343, 304, 630, 501, 888,
    693, 599, 533, 599, 613, 453, 557, 687, 598, 889, 571, 557, 507, 350, 490, 350, 554, 371, 151, 470, 520, 421, 520,
    441, 313, 459, 554, 277, 255, 525, 271, 813, 558, 480, 520, 501, 396, 392, 325, 546, 470, 720, 483, 482, 428, 387,
    316, 387, 712,
];

/// Cambria, as its free twin Caladea has them, bold.
const BOOK_BOLD: Widths = [
    220, 335, 422, 618, 543, 976, 740, 251, 408, 408, 453, 592, 232, 311, 230, 505, 533, 458, 507, 508, 553, 520, 538,
    494, 556, 534, 280, 280, 592, 592, 592, 452, 921, 653, 634, 551, 664, 559, 534, 586, 719, 358, 340, 680, 541, 845,
    686, 647, 593, 647, 640, 473, 587, 695, 632, 959, 616, 587, 554, 368, 505, 368, 592, 371, 184, 525, 568, 450, 570,
    513, 335, 508, 600, 308, 297, 589, 311, 891, 604, 530, 573, 559, 454, 444, 365, 609, 519, 779, 525, 521, 464, 393,
    320, 393, 592,
];

/// DejaVu Sans, which stands for Verdana as well.
const WIDE: Widths = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636,
    636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863,
    748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635,
    615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636,
    337, 636, 838,
];

/// DejaVu Sans, which stands for Verdana as well, bold.
const WIDE_BOLD: Widths = [
    348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696, 696, 696, 696, 696, 696,
    696, 696, 696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734, 830, 683, 683, 821, 837, 372, 372, 775, 637, 995,
    837, 850, 733, 850, 770, 720, 682, 812, 774, 1103, 771, 724, 725, 457, 365, 457, 838, 500, 500, 675, 716, 593, 716,
    678, 435, 716, 712, 343, 343, 665, 343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712,
    365, 712, 838,
];
