//! What no source does: give a sentence as an error, keep a field of our own among the unknown ones, open a thread in a
//! subcommand.

use super::sources;
use super::tokens::{Token, tokens};

/// The tokens of a file without its tests.
fn code(file: &str, source: &str) -> Vec<Token> {
    let in_tests = file.ends_with("/tests.rs") || file.contains("/tests/");
    let end = source.find("#[cfg(test)]\nmod tests {").unwrap_or(source.len());
    if in_tests { Vec::new() } else { tokens(&source[..end]) }
}

fn word(token: Option<&Token>, words: &[&str]) -> bool {
    matches!(token, Some(Token::Word(word)) if words.contains(&word.as_str()))
}

fn sign(token: Option<&Token>, expected: char) -> bool {
    token == Some(&Token::Sign(expected))
}

/// `Result<…, String>`: the error is a sentence.
fn gives_a_sentence(tokens: &[Token]) -> bool {
    if !word(tokens.first(), &["Result"]) || !sign(tokens.get(1), '<') {
        return false;
    }
    let mut depth = 0_usize;
    let mut last = 0;
    for (n, token) in tokens.iter().enumerate() {
        match token {
            Token::Sign('<' | '(' | '[') => depth += 1,
            Token::Sign('>') if sign(tokens.get(n.wrapping_sub(1)), '-') => {}
            Token::Sign('>') if depth == 1 => return n == last + 2 && word(tokens.get(n - 1), &["String"]),
            Token::Sign('>' | ')' | ']') => depth = depth.saturating_sub(1),
            Token::Sign(',') if depth == 1 => last = n,
            Token::Sign('{' | ';') => return false,
            _ => {}
        }
    }
    false
}

/// `extra.iter().find(…)`, `set.extra().iter_mut().any(…)`, `extra.retain(…)`: a field looked for by its name; and
/// `unknown_mut(…, "name")`, where the name is the program's own and comes from no file.
fn searches_the_unknown(tokens: &[Token]) -> bool {
    const SEARCHES: &[&str] = &["find", "find_map", "any", "position", "retain", "filter"];
    if word(tokens.first(), &["unknown_mut"]) {
        return is_asked_for_a_name_of_ours(tokens);
    }
    if !word(tokens.first(), &["extra"]) {
        return false;
    }
    let plain: Vec<&Token> = tokens.iter().take(12).skip(1).filter(|token| !matches!(token, Token::Sign('(' | ')'))).collect();
    let words = |n: usize, words: &[&str]| sign(plain.get(n).copied(), '.') && word(plain.get(n + 1).copied(), words);
    words(0, SEARCHES) || words(0, &["iter", "iter_mut"]) && words(2, SEARCHES)
}

/// Whether the last argument of a call is a string, of which no token is left, or a constant.
fn is_asked_for_a_name_of_ours(call: &[Token]) -> bool {
    let arguments = call.iter().skip(2).scan(1_usize, |depth, token| {
        *depth = match token {
            Token::Sign('(' | '[') => *depth + 1,
            Token::Sign(')' | ']') => *depth - 1,
            _ => *depth,
        };
        (*depth > 0).then_some(token)
    });
    let is_constant = |name: &str| name.starts_with(char::is_uppercase) && !name.contains(char::is_lowercase);
    match arguments.last() {
        Some(Token::Word(name)) => is_constant(name),
        Some(Token::Sign(',')) => true,
        _ => false,
    }
}

/// `thread::…`: a thread of its own, or a look at how many there may be.
fn names_a_thread(tokens: &[Token]) -> bool {
    word(tokens.first(), &["thread", "rayon"]) && tokens.get(1) == Some(&Token::Colons)
}

/// A source, and what begins somewhere in it.
type Habit = (&'static str, fn(&[Token]) -> bool);

/// Every place in a source at which something begins.
fn count(file: &str, source: &str, begins: fn(&[Token]) -> bool) -> usize {
    let tokens = code(file, source);
    (0..tokens.len()).filter(|n| begins(&tokens[*n..])).count()
}

/// Fails if a file of these rooms does it.
fn hold(what: &str, rooms: &[&str], begins: fn(&[Token]) -> bool) {
    let is_of_rooms = |file: &str| file.split('/').next().is_some_and(|room| rooms.contains(&room));
    let sources = sources();
    let of_rooms = sources.iter().filter(|(file, _)| is_of_rooms(file));
    let found: Vec<_> = of_rooms.map(|(file, source)| (file, count(file, source, begins))).filter(|(_, n)| *n > 0).collect();
    assert!(found.is_empty(), "{what}: {found:?}");
}

#[test]
fn no_error_is_a_sentence() {
    hold("Result<_, String>", super::ORDER, gives_a_sentence);
}

#[test]
fn no_field_of_ours_is_looked_for_among_those_that_are_not_known() {
    hold("extra.find", super::ORDER, searches_the_unknown);
}

#[test]
fn no_subcommand_opens_a_thread() {
    hold("std::thread", &["cli"], names_a_thread);
}

#[test]
fn planted_habits_are_found() {
    let planted: &[Habit] = &[
        ("fn f() -> Result<(), String> {}", gives_a_sentence),
        ("fn f() -> Result<Vec<(u8, u8)>, String>;", gives_a_sentence),
        ("fn f(g: impl Fn(u8) -> Result<Box<dyn Fn() -> u8>, String>) {}", gives_a_sentence),
        ("set.extra().iter().find(|(name, _)| name == X)", searches_the_unknown),
        ("span.extra.iter_mut().any(|(name, _)| name == X)", searches_the_unknown),
        ("extra.retain(|(name, _)| name != X)", searches_the_unknown),
        ("unknown_mut(&mut self.extra, \"merge_conflict\")", searches_the_unknown),
        ("unknown_mut(extra(), merge::CONFLICT)", searches_the_unknown),
        ("std::thread::spawn(f);", names_a_thread),
        ("use std::thread; fn f() { thread::scope(g) }", names_a_thread),
    ];
    for (source, begins) in planted {
        assert_eq!(count("cli/a.rs", source, *begins), 1, "{source}");
        let innocent = [format!("// {source}"), format!("#[cfg(test)]\nmod tests {{ {source} }}")];
        assert!(innocent.iter().all(|source| count("cli/a.rs", source, *begins) == 0), "{source}");
        assert_eq!(count("cli/tests.rs", source, *begins), 0, "{source}");
    }
}

#[test]
fn what_only_looks_alike_is_no_habit() {
    let innocent: &[Habit] = &[
        ("fn f() -> Result<String, Fault> {}", gives_a_sentence),
        ("fn f() -> io::Result<String> {}", gives_a_sentence),
        ("fn f() -> Result<(), Vec<String>> {}", gives_a_sentence),
        ("fn f() -> Result<(), &'static str> { let a: Map<u8, String>; }", gives_a_sentence),
        ("for (name, raw) in set.extra().iter() {}", searches_the_unknown),
        ("extra.push(field)", searches_the_unknown),
        ("unknown_mut(&mut self.extra, &name)", searches_the_unknown),
        ("pub fn unknown_mut<'a>(fields: &'a mut Extra, name: &str) -> Option<&'a mut String> {}", searches_the_unknown),
        ("let thread = 1; f(thread);", names_a_thread),
    ];
    for (source, begins) in innocent {
        assert_eq!(count("cli/a.rs", source, *begins), 0, "{source}");
    }
}
