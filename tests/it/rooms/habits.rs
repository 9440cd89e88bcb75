//! What no source does: give a sentence as an error, keep a field of our own among the unknown ones, open a thread in a
//! subcommand.

use super::sources;
use super::tokens::{Token, tokens};

/// How often each room still does it; the numbers may only fall.
const SENTENCES: &[(&str, usize)] = &[];
const UNKNOWN: &[(&str, usize)] = &[("annotation", 1), ("storage", 2), ("workspace", 1)];
const THREADS: &[(&str, usize)] = &[];

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

/// `extra.iter().find(…)`, `set.extra().iter_mut().any(…)`, `extra.retain(…)`: a field looked for by its name.
fn searches_the_unknown(tokens: &[Token]) -> bool {
    const SEARCHES: &[&str] = &["find", "find_map", "any", "position", "retain", "filter"];
    if !word(tokens.first(), &["extra"]) {
        return false;
    }
    let plain: Vec<&Token> = tokens.iter().take(12).skip(1).filter(|token| !matches!(token, Token::Sign('(' | ')'))).collect();
    let words = |n: usize, words: &[&str]| sign(plain.get(n).copied(), '.') && word(plain.get(n + 1).copied(), words);
    words(0, SEARCHES) || words(0, &["iter", "iter_mut"]) && words(2, SEARCHES)
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

/// Fails if some room does it more often than it may; a room that is not on the list may not at all.
fn hold(what: &str, budget: &[(&str, usize)], rooms: &[&str], begins: fn(&[Token]) -> bool) {
    let sources = sources();
    let mut over = Vec::new();
    for room in rooms {
        let of_room = sources.iter().filter(|(file, _)| file.split('/').next() == Some(room));
        let found: Vec<_> = of_room.map(|(file, source)| (file, count(file, source, begins))).filter(|(_, n)| *n > 0).collect();
        let allowed = budget.iter().find(|(name, _)| name == room).map_or(0, |(_, n)| *n);
        let total: usize = found.iter().map(|(_, n)| n).sum();
        if total > allowed {
            over.push(format!("{what}: {room} {total} times, {allowed} allowed: {found:?}"));
        }
    }
    assert!(over.is_empty(), "\n{}", over.join("\n"));
}

#[test]
fn no_error_is_a_sentence() {
    hold("Result<_, String>", SENTENCES, super::ORDER, gives_a_sentence);
}

#[test]
fn no_field_of_ours_is_looked_for_among_those_that_are_not_known() {
    hold("extra.find", UNKNOWN, super::ORDER, searches_the_unknown);
}

#[test]
fn no_subcommand_opens_a_thread() {
    hold("std::thread", THREADS, &["cli"], names_a_thread);
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
        ("let thread = 1; f(thread);", names_a_thread),
    ];
    for (source, begins) in innocent {
        assert_eq!(count("cli/a.rs", source, *begins), 0, "{source}");
    }
}
