//! Files that hold no text, told by the signature that they begin with, whatever their names say.

use std::path::Path;

use memchr::memmem;

/// A file of which this program reads nothing, while another program gets its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    /// A PDF document.
    Pdf,
    /// A Word document since 2007.
    Docx,
    /// A document of Office before 2007: Word, Excel or slides.
    OldOffice,
    /// A text in the format of `OpenDocument`.
    OpenDocument,
    /// A document in Rich Text Format.
    Rtf,
    /// An electronic book.
    Epub,
    /// A table of Excel since 2007, or of `OpenDocument`.
    Spreadsheet,
    /// Slides, of `PowerPoint` since 2007 or of `OpenDocument`.
    Slides,
    /// A picture, perhaps of a page.
    Image,
    /// Files that are packed as one.
    Zip,
}

/// Signatures at the very beginning.
const SIGNATURES: &[(&[u8], Foreign)] = &[
    (b"%PDF-", Foreign::Pdf),
    (b"{\\rtf", Foreign::Rtf),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Foreign::OldOffice),
    (b"\x89PNG\r\n\x1A\n", Foreign::Image),
    (b"\xFF\xD8\xFF", Foreign::Image),
    (b"GIF87a", Foreign::Image),
    (b"GIF89a", Foreign::Image),
    (b"II*\0", Foreign::Image),
    (b"MM\0*", Foreign::Image),
];

/// How a file in a zip begins; its name follows.
const PACKED: &[u8] = b"PK\x03\x04";
/// Where the length of that name is, and where the name.
const LENGTH: usize = 26;
const NAME: usize = 30;

/// How the names of files in a zip begin, by which its kind is known, with what the first one holds.
const MEMBERS: &[(&[u8], Foreign)] = &[
    (b"word/", Foreign::Docx),
    (b"xl/", Foreign::Spreadsheet),
    (b"ppt/", Foreign::Slides),
    (b"mimetypeapplication/epub+zip", Foreign::Epub),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", Foreign::OpenDocument),
    (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", Foreign::Spreadsheet),
    (b"mimetypeapplication/vnd.oasis.opendocument.presentation", Foreign::Slides),
];

impl Foreign {
    /// Tells what begins with these bytes; `None` where no signature is known, as of a text.
    pub fn of(head: &[u8]) -> Option<Self> {
        if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") {
            return Some(Self::Image);
        }
        if head.starts_with(PACKED) {
            return Some(of_zip(head));
        }
        SIGNATURES.iter().find(|(signature, _)| head.starts_with(signature)).map(|(_, kind)| *kind)
    }

    /// The word that selectors of a message choose by.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::OldOffice => "office",
            Self::OpenDocument => "odt",
            Self::Rtf => "rtf",
            Self::Epub => "epub",
            Self::Spreadsheet => "spreadsheet",
            Self::Slides => "slides",
            Self::Image => "image",
            Self::Zip => "zip",
        }
    }

    /// What it is, with its article.
    pub fn description(self) -> &'static str {
        match self {
            Self::Pdf => "a PDF document",
            Self::Docx => "a Word document (DOCX)",
            Self::OldOffice => "an old Office document (DOC, XLS or PPT)",
            Self::OpenDocument => "an OpenDocument text (ODT)",
            Self::Rtf => "an RTF document",
            Self::Epub => "an EPUB book",
            Self::Spreadsheet => "a spreadsheet",
            Self::Slides => "slides (PPTX or ODP)",
            Self::Image => "an image",
            Self::Zip => "a zip archive",
        }
    }

    /// The command that gets its text, or the files in it. Nothing is written over the file itself, whatever its name.
    pub fn command(self, path: &Path) -> String {
        let file = quoted(path);
        let is_text = path.extension().is_some_and(|ending| ending == "txt");
        let text = path.with_extension(if is_text { "text.txt" } else { "txt" });
        let office = |target: &str| {
            let place = if is_text { " --outdir text" } else { "" };
            format!("libreoffice --headless --convert-to {target}{place} {file}")
        };
        match self {
            Self::Pdf => format!("pdftotext {file} {}", quoted(&text)),
            Self::Docx | Self::OpenDocument | Self::Rtf | Self::Epub => {
                let is_named = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(self.word()));
                let from = if is_named { String::new() } else { format!("--from {} ", self.word()) };
                format!("pandoc {from}{file} -o {} --to plain --wrap none", quoted(&text))
            }
            Self::OldOffice => office("txt:Text"),
            Self::Spreadsheet => office("csv"),
            Self::Slides => office("pdf"),
            Self::Image => format!("tesseract {file} {} -l ara", quoted(&text.with_extension(""))),
            Self::Zip => format!("unzip {file}"),
        }
    }
}

/// What a zip is, by the names of the files in it.
fn of_zip(head: &[u8]) -> Foreign {
    let kinds = memmem::find_iter(head, PACKED).filter_map(|at| {
        let length = head.get(at + LENGTH..at + LENGTH + 2)?;
        let length = usize::from(u16::from_le_bytes(length.try_into().ok()?));
        // The type of an OpenDocument or a book is the first file, not compressed, with nothing between its name and it.
        let name = head.get(at + NAME..)?;
        let name = if name.starts_with(b"mimetype") { name } else { name.get(..length)? };
        MEMBERS.iter().find(|(begin, _)| name.starts_with(begin)).map(|(_, kind)| *kind)
    });
    kinds.into_iter().next().unwrap_or(Foreign::Zip)
}

/// A path as a shell takes it.
fn quoted(path: &Path) -> String {
    let path = path.display().to_string();
    let path = if path.starts_with('-') { format!("./{path}") } else { path };
    let is_plain = path.chars().all(|c| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_'));
    if is_plain { path } else { format!("'{}'", path.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(name: &str, content: &str) -> Vec<u8> {
        let length = u8::try_from(name.len()).unwrap();
        [PACKED, &[0; 22], &[length, 0, 0, 0], name.as_bytes(), content.as_bytes()].concat()
    }

    #[test]
    fn a_document_is_known_by_its_first_bytes_and_a_text_is_none() {
        let of = |bytes: &[u8]| Foreign::of(bytes);
        assert_eq!(of(b"%PDF-1.7\n"), Some(Foreign::Pdf));
        assert_eq!(of(b"{\\rtf1\\ansi"), Some(Foreign::Rtf));
        let types = packed("[Content_Types].xml", "<Types/>");
        assert_eq!(of(&[types.clone(), packed("word/document.xml", "")].concat()), Some(Foreign::Docx));
        assert_eq!(of(&[types.clone(), packed("ppt/presentation.xml", "")].concat()), Some(Foreign::Slides));
        assert_eq!(of(&[types.clone(), packed("xl/workbook.xml", "")].concat()), Some(Foreign::Spreadsheet));
        assert_eq!(of(&packed("mimetype", "application/epub+zip")), Some(Foreign::Epub));
        assert_eq!(of(&packed("mimetype", "application/vnd.oasis.opendocument.text")), Some(Foreign::OpenDocument));
        assert_eq!(of(&types), Some(Foreign::Zip));
        assert_eq!(of(PACKED), Some(Foreign::Zip));
        assert_eq!(of(b"RIFF\0\0\0\0WEBPVP8 "), Some(Foreign::Image));
        for text in ["قال الجيش", "<html>نص</html>", "PK", "GIF", "%PDF", ""] {
            assert_eq!(of(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn the_command_names_the_file_as_a_shell_takes_it_and_writes_another_one() {
        let command = |kind: Foreign, path: &str| kind.command(Path::new(path));
        assert_eq!(command(Foreign::Pdf, "a.pdf"), "pdftotext a.pdf a.txt");
        assert_eq!(command(Foreign::Pdf, "it's a.pdf"), r"pdftotext 'it'\''s a.pdf' 'it'\''s a.txt'");
        assert_eq!(command(Foreign::Pdf, "-a.txt"), "pdftotext ./-a.txt ./-a.text.txt");
        assert_eq!(command(Foreign::Docx, "تقرير.docx"), "pandoc تقرير.docx -o تقرير.txt --to plain --wrap none");
        assert_eq!(command(Foreign::Docx, "a.txt"), "pandoc --from docx a.txt -o a.text.txt --to plain --wrap none");
        assert_eq!(command(Foreign::OldOffice, "a.doc"), "libreoffice --headless --convert-to txt:Text a.doc");
        assert_eq!(command(Foreign::Image, "page.png"), "tesseract page.png page -l ara");
    }
}
