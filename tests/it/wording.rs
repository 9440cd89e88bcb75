//! Where sentences are written: those of the screen only in the files of `words`, and none as an error.

use super::rooms::sources;

/// The parts of a source file before its tests.
fn code(source: &str) -> &str {
    source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default()
}

/// The strings of a source file, with the line each begins in; comments and attributes are left out.
fn strings(source: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (n, line) in code(source).lines().enumerate() {
        let line = line.trim_start();
        if line.starts_with("//") || line.starts_with("#[") {
            continue;
        }
        let plain = line.replace("\\\"", "");
        found.extend(plain.split('"').skip(1).step_by(2).map(|string| (n + 1, string.to_owned())));
    }
    found
}

/// What a string says by itself: without what is put into its braces and without escapes.
fn said(string: &str) -> String {
    let plain = string.replace("\\n", " ").replace("\\t", " ");
    let outside = plain.split('{').enumerate().map(|(n, part)| match part.split_once('}') {
        Some((_, after)) if n > 0 => after,
        _ => part,
    });
    outside.collect()
}

/// Whether a text has a word: two letters of ASCII side by side.
fn has_word(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_alphabetic()).any(|word| word.len() > 1)
}

#[test]
fn the_screen_is_drawn_without_a_word_of_its_own() {
    let faults: Vec<String> = sources()
        .iter()
        .filter(|(file, _)| file.starts_with("tui/view/"))
        .flat_map(|(file, source)| strings(source).into_iter().map(move |(line, string)| (file, line, string)))
        .filter(|(_, _, string)| has_word(&said(string)))
        .map(|(file, line, string)| format!("{file}:{line}: {string:?}"))
        .collect();
    assert!(faults.is_empty(), "say it in words: \n{}", faults.join("\n"));
}

#[test]
fn no_error_is_a_sentence() {
    let is_sentence = |line: &str| {
        line.match_indices("Result<").any(|(at, _)| {
            let (mut depth, mut last) = (0, 0);
            let inner = &line[at + "Result<".len()..];
            for (i, c) in inner.char_indices() {
                match c {
                    '<' | '(' | '[' => depth += 1,
                    '>' | ')' | ']' if depth == 0 => {
                        return inner[last..i].trim_start_matches(',').trim() == "String" && last > 0;
                    }
                    '>' | ')' | ']' => depth -= 1,
                    ',' if depth == 0 => last = i,
                    _ => {}
                }
            }
            false
        })
    };
    assert!(is_sentence("fn f() -> Result<Vec<(u8, u8)>, String> {") && !is_sentence("fn f() -> Result<String, Vec<String>> {"));
    let sources = sources();
    let lines = sources.iter().flat_map(|(file, source)| code(source).lines().map(move |line| (file, line)));
    let faults: Vec<String> = lines.filter(|(_, line)| is_sentence(line)).map(|(file, line)| format!("{file}: {line}")).collect();
    assert!(faults.is_empty(), "an error is a type of its own:\n{}", faults.join("\n"));
}

#[test]
fn a_word_in_a_string_is_found() {
    assert!(has_word(&said("  {n} left")) && !has_word(&said("  {keys:<width$}  ")) && !has_word(&said("\\u{2192} {x} > A")));
    assert_eq!(strings("// \"no\"\nlet a = \"yes\";\n#[cfg(test)]\nmod tests { \"never\" }"), [(2, "yes".to_owned())]);
}
