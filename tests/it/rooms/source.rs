//! What one source file says of modules: which it declares, what it defines, what it names.

use std::collections::BTreeMap;

use super::tokens::{Token, tokens};

/// A module's path, from the room down: `["layout", "bidi"]`. The root of the crate is empty.
pub(super) type Path = Vec<String>;

/// A path that a module names, as it is written.
#[derive(Debug, PartialEq)]
pub(super) struct Named {
    pub path: Path,
    /// Whether it is in code that only tests see.
    pub test: bool,
}

/// A name that a `use` brings in.
#[derive(Debug, PartialEq)]
pub(super) struct Import {
    /// The name it has here; `*` for all names of a module.
    pub name: String,
    pub path: Path,
    /// Whether it is passed on: `pub use`, `pub(crate) use`.
    pub passed_on: bool,
    pub test: bool,
}

/// A module that is declared: `mod x;` or `mod x { … }`.
#[derive(Debug, PartialEq)]
pub(super) struct Child {
    pub name: String,
    pub test: bool,
}

/// What one module says, with its children in the order in which it lists them.
#[derive(Debug, Default)]
pub(super) struct Module {
    pub children: Vec<Child>,
    pub imports: Vec<Import>,
    pub named: Vec<Named>,
    pub items: Vec<String>,
}

/// The module path of a file under `src`: `layout/cut.rs` is `layout`, `cut`.
pub(super) fn module_of(file: &str) -> Path {
    let stem = file.strip_suffix(".rs").unwrap_or(file);
    let stem = stem.strip_suffix("/mod").unwrap_or(stem);
    stem.split('/').filter(|part| *part != "lib").map(str::to_owned).collect()
}

/// The modules of one file by their paths: the file's own, and those that stand in braces inside it.
pub(super) fn modules(file: &str, source: &str) -> BTreeMap<Path, Module> {
    let tokens = tokens(source);
    let own = module_of(file);
    let mut reader = Reader { tokens: &tokens, at: 0, own, inner: Vec::new(), depth: 0, test: None, modules: BTreeMap::new() };
    reader.module();
    while reader.at < tokens.len() {
        reader.step();
    }
    reader.modules
}

/// A path with `crate`, `self` and `super` resolved as seen from `module`; `None` if it begins with another word.
pub(super) fn absolute(module: &[String], path: &[String]) -> Option<Path> {
    let up = path.iter().take_while(|word| *word == "super").count();
    match path.first().map(String::as_str)? {
        "crate" | "hashiya" => Some(path[1..].to_vec()),
        "self" => Some([module, &path[1..]].concat()),
        "super" => Some([&module[..module.len().saturating_sub(up)], &path[up..]].concat()),
        _ => None,
    }
}

/// A module in braces, and the depth of the brace that ends it.
struct Inner {
    name: String,
    depth: usize,
}

struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
    own: Path,
    inner: Vec<Inner>,
    /// How many brackets of any kind are open.
    depth: usize,
    /// The depth of the item around that only tests see.
    test: Option<usize>,
    modules: BTreeMap<Path, Module>,
}

impl Reader<'_> {
    fn word(&self, at: usize) -> Option<&str> {
        match self.tokens.get(at)? {
            Token::Word(word) => Some(word),
            _ => None,
        }
    }

    fn is(&self, at: usize, sign: char) -> bool {
        self.tokens.get(at) == Some(&Token::Sign(sign))
    }

    fn module(&mut self) -> &mut Module {
        let path = self.own.iter().chain(self.inner.iter().map(|inner| &inner.name)).cloned().collect();
        self.modules.entry(path).or_default()
    }

    fn step(&mut self) {
        match self.tokens.get(self.at) {
            Some(Token::Sign('#')) if self.is(self.at + 1, '[') => self.attribute(),
            Some(Token::Sign(sign)) => self.sign(*sign),
            Some(Token::Word(word)) if !self.after_colons() => match word.as_str() {
                "mod" => self.declaration(),
                "use" => self.imports(),
                "fn" | "struct" | "enum" | "trait" | "type" | "const" | "static" => self.item(),
                _ => self.path(),
            },
            _ => self.at += 1,
        }
    }

    fn after_colons(&self) -> bool {
        self.at > 0 && self.tokens.get(self.at - 1) == Some(&Token::Colons)
    }

    /// `#[cfg(test)]` hides the item that follows.
    fn attribute(&mut self) {
        let from = self.at;
        let mut open = 0_usize;
        while self.at < self.tokens.len() {
            match self.tokens[self.at] {
                Token::Sign('[') => open += 1,
                Token::Sign(']') if open == 1 => break,
                Token::Sign(']') => open -= 1,
                _ => {}
            }
            self.at += 1;
        }
        let words: Vec<&str> = (from..self.at).filter_map(|at| self.word(at)).collect();
        let for_tests = words.first() == Some(&"cfg") && words.contains(&"test") && !words.contains(&"not");
        self.at += 1;
        if for_tests {
            self.test.get_or_insert(self.depth);
        }
    }

    fn sign(&mut self, sign: char) {
        self.at += 1;
        match sign {
            '(' | '[' | '{' => self.depth += 1,
            ')' | ']' | '}' => self.close(sign == '}'),
            ';' => self.test = self.test.filter(|depth| *depth != self.depth),
            _ => {}
        }
    }

    fn close(&mut self, brace: bool) {
        self.depth = self.depth.saturating_sub(1);
        if brace && self.inner.last().is_some_and(|inner| inner.depth == self.depth) {
            self.inner.pop();
        }
        self.test = self.test.filter(|depth| *depth < self.depth || *depth == self.depth && !brace);
    }

    fn declaration(&mut self) {
        let name = self.word(self.at + 1).unwrap_or_default().to_owned();
        let test = self.test.is_some();
        let in_braces = self.is(self.at + 2, '{');
        self.module().children.push(Child { name: name.clone(), test });
        self.at += 2;
        if in_braces {
            self.inner.push(Inner { name, depth: self.depth });
            self.module();
        }
    }

    /// The name of an item that the module itself defines.
    fn item(&mut self) {
        self.at += 1;
        if self.depth == self.inner.last().map_or(0, |inner| inner.depth + 1)
            && let Some(name) = self.word(self.at).map(str::to_owned)
        {
            self.module().items.push(name);
        }
    }

    fn imports(&mut self) {
        let passed_on = self.at > 0 && (self.word(self.at - 1) == Some("pub") || self.is(self.at - 1, ')'));
        self.at += 1;
        self.tree(Vec::new(), passed_on);
    }

    /// `a::b::{c, d::{e, f}}`: every leaf with all that comes before it.
    fn tree(&mut self, mut path: Path, passed_on: bool) {
        let mut name = None;
        loop {
            match self.tokens.get(self.at) {
                Some(Token::Sign('{')) => return self.branches(&path, passed_on),
                Some(Token::Sign('*')) => name = Some("*".to_owned()),
                Some(Token::Word(word)) if word == "as" => {
                    self.at += 1;
                    name = self.word(self.at).map(str::to_owned);
                }
                Some(Token::Word(word)) if word == "self" && !path.is_empty() => {}
                Some(Token::Word(word)) => path.push(word.clone()),
                Some(Token::Colons | Token::Sign('#' | '$')) => {}
                _ => break,
            }
            self.at += 1;
        }
        let test = self.test.is_some();
        let name = name.or_else(|| path.last().cloned()).unwrap_or_default();
        self.module().named.push(Named { path: path.clone(), test });
        self.module().imports.push(Import { name, path, passed_on, test });
    }

    fn branches(&mut self, path: &[String], passed_on: bool) {
        self.at += 1;
        while self.at < self.tokens.len() && !self.is(self.at, '}') {
            let before = self.at;
            self.tree(path.to_vec(), passed_on);
            if self.is(self.at, ',') || self.at == before {
                self.at += 1;
            }
        }
        self.at += 1;
    }

    /// A path in the midst of code.
    fn path(&mut self) {
        let mut path = Vec::new();
        while let Some(word) = self.word(self.at) {
            path.push(word.to_owned());
            self.at += 1;
            if self.tokens.get(self.at) != Some(&Token::Colons) {
                break;
            }
            self.at += 1;
        }
        if path.len() > 1 {
            let test = self.test.is_some();
            self.module().named.push(Named { path, test });
        }
    }
}
