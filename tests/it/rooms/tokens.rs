//! Rust source as words and signs, without comments, strings and characters.

/// A word, `::`, or another sign.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Word(String),
    Colons,
    Sign(char),
}

/// The tokens of a source file.
pub(super) fn tokens(source: &str) -> Vec<Token> {
    let mut lexer = Lexer { chars: source.chars().collect(), at: 0, tokens: Vec::new() };
    while lexer.at < lexer.chars.len() {
        lexer.step();
    }
    lexer.tokens
}

struct Lexer {
    chars: Vec<char>,
    at: usize,
    tokens: Vec<Token>,
}

impl Lexer {
    fn ahead(&self, n: usize) -> char {
        self.chars.get(self.at + n).copied().unwrap_or('\0')
    }

    /// Goes past the next `end`, or to the end of the file.
    fn pass(&mut self, end: &str) {
        let end: Vec<char> = end.chars().collect();
        while self.at < self.chars.len() && !self.chars[self.at..].starts_with(&end) {
            self.at += 1;
        }
        self.at += end.len();
    }

    fn step(&mut self) {
        match (self.ahead(0), self.ahead(1), self.ahead(2)) {
            ('/', '/', _) => self.pass("\n"),
            ('/', '*', _) => self.pass("*/"),
            ('r', '"', _) | ('r', '#', '"' | '#') => self.raw_string(),
            ('"', ..) => self.quoted('"'),
            ('\'', '\\', _) | ('\'', _, '\'') => self.quoted('\''),
            (':', ':', _) => {
                self.tokens.push(Token::Colons);
                self.at += 2;
            }
            (c, ..) if c.is_alphanumeric() || c == '_' => self.word(),
            (c, ..) => {
                if !c.is_whitespace() {
                    self.tokens.push(Token::Sign(c));
                }
                self.at += 1;
            }
        }
    }

    fn raw_string(&mut self) {
        self.at += 1;
        let hashes = self.chars[self.at..].iter().take_while(|c| **c == '#').count();
        self.at += hashes + 1;
        self.pass(&format!("\"{}", "#".repeat(hashes)));
    }

    fn quoted(&mut self, quote: char) {
        self.at += 1;
        while self.at < self.chars.len() && self.ahead(0) != quote {
            self.at += if self.ahead(0) == '\\' { 2 } else { 1 };
        }
        self.at += 1;
    }

    fn word(&mut self) {
        let word: String = self.chars[self.at..].iter().take_while(|c| c.is_alphanumeric() || **c == '_').collect();
        self.at += word.chars().count();
        self.tokens.push(Token::Word(word));
    }
}
