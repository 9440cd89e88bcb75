//! The Unicode Standard's own tests of bidirectional order and of graphemes, through the code that lays out lines.

use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use hashiya::layout::Direction;
use hashiya::layout::bidi::{LineRole, base_level, levels, reset_line, role_of, visual_order};
use hashiya::text::grapheme;

const FOLDER: &str = "/usr/share/unicode";

/// A file of the Debian package `unicode-data`; without it, nothing is tested here, except where CI must.
fn data(name: &str) -> Option<String> {
    let path = format!("{FOLDER}/{name}");
    match fs::read_to_string(&path) {
        Ok(text) => Some(text),
        Err(error) if std::env::var_os("CI").is_some() => panic!("{path}: {error}; install the Debian package unicode-data"),
        Err(_) => {
            println!("skipped: install unicode-data ({path} is not there)");
            None
        }
    }
}

/// Levels after L1 and visual order of a line that holds a whole paragraph.
///
/// P1 is done by the text room, which cuts a separator (class B) off its paragraph. In these files it stands
/// only at the end, and the levels are taken of the paragraph with it: it then gets the base level by L1.
fn line(text: &str, direction: Direction) -> (u8, Vec<u8>, Vec<usize>) {
    let base = base_level(text, direction);
    let of_bytes = levels(text, 0..text.len(), base);
    let (mut of_chars, kinds): (Vec<u8>, Vec<LineRole>) = text.char_indices().map(|(i, c)| (of_bytes[i], role_of(c))).unzip();
    reset_line(&mut of_chars, &kinds, base);
    let order = visual_order(&of_chars);
    (base, of_chars, order)
}

/// Compares what is found to what a file says. `x` stands for a character that X9 removes: it has no level and no
/// place. This program keeps such characters, hidden, as section 5.2 of UAX#9 allows.
fn compare(text: &str, direction: Direction, expected: &[Option<u8>], order: &[usize]) -> Result<u8, String> {
    let (base, found, visual) = line(text, direction);
    let kept = |i: &usize| expected.get(*i).is_some_and(Option::is_some);
    let same = expected.len() == found.len() && expected.iter().zip(&found).all(|(e, f)| e.is_none_or(|e| e == *f));
    let visual: Vec<usize> = visual.into_iter().filter(kept).collect();
    if same && visual == order {
        return Ok(base);
    }
    Err(format!(
        "{:?} {direction:?}\n  levels {found:?} not {expected:?}\n  order {visual:?} not {order:?}",
        text.escape_unicode()
    ))
}

fn numbers(text: &str) -> Vec<usize> {
    text.split_whitespace().map(|n| n.parse().unwrap()).collect()
}

fn expected_levels(text: &str) -> Vec<Option<u8>> {
    text.split_whitespace().map(|n| n.parse().ok()).collect()
}

/// A character for each class: none of them a bracket, since `BidiTest.txt` assumes that there is none.
fn of_class(class: &str) -> char {
    match class {
        "L" => 'a',
        "R" => '\u{5D0}',
        "AL" => '\u{627}',
        "EN" => '1',
        "ES" => '-',
        "ET" => '%',
        "AN" => '\u{661}',
        "CS" => ',',
        "NSM" => '\u{64E}',
        "BN" => '\u{200B}',
        "B" => '\u{2029}',
        "S" => '\t',
        "WS" => ' ',
        "ON" => '!',
        "LRE" => '\u{202A}',
        "LRO" => '\u{202D}',
        "RLE" => '\u{202B}',
        "RLO" => '\u{202E}',
        "PDF" => '\u{202C}',
        "LRI" => '\u{2066}',
        "RLI" => '\u{2067}',
        "FSI" => '\u{2068}',
        "PDI" => '\u{2069}',
        _ => panic!("no character of class {class}"),
    }
}

/// One line of a file with what it is compared to.
struct Case<'a> {
    line: &'a str,
    levels: &'a [Option<u8>],
    order: &'a [usize],
}

/// Runs all cases on all cores, and tells how many comparisons were made.
fn run<T: Sync>(cases: &[T], check: impl Fn(&T) -> Result<usize, String> + Sync) -> usize {
    let done = AtomicUsize::new(0);
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let faults: Vec<String> = thread::scope(|scope| {
        let parts = cases.chunks(cases.len().div_ceil(threads).max(1));
        let (check, done) = (&check, &done);
        let workers: Vec<_> = parts
            .map(|part| {
                scope.spawn(move || {
                    let count = |n: usize| {
                        done.fetch_add(n, Ordering::Relaxed);
                    };
                    part.iter().filter_map(|case| check(case).map(count).err()).collect::<Vec<String>>()
                })
            })
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    assert!(faults.is_empty(), "{} faults, the first:\n{}", faults.len(), faults.iter().take(5).cloned().collect::<String>());
    done.into_inner()
}

#[test]
#[ignore = "takes long: `.ci/run` runs it, as `cargo test --test it -- --ignored` does"]
fn all_of_bidi_test_is_ordered_as_the_standard_says() {
    let Some(file) = data("BidiTest.txt") else { return };
    // Levels and order stand before the lines that they are of.
    let (mut heads, mut of_line) = (vec![(Vec::new(), Vec::new())], Vec::new());
    for line in file.lines() {
        if let Some(rest) = line.strip_prefix("@Levels:") {
            heads.push((expected_levels(rest), Vec::new()));
        } else if let Some(rest) = line.strip_prefix("@Reorder:") {
            heads.last_mut().unwrap().1 = numbers(rest);
        } else if !line.is_empty() && !line.starts_with(['#', '@']) {
            of_line.push((line, heads.len() - 1));
        }
    }
    let cases: Vec<Case> =
        of_line.into_iter().map(|(line, head)| Case { line, levels: &heads[head].0, order: &heads[head].1 }).collect();
    let done = run(&cases, |case| {
        let (classes, directions) = case.line.split_once(';').unwrap();
        let text: String = classes.split_whitespace().map(of_class).collect();
        let directions: u8 = directions.trim().parse().unwrap();
        let wanted = [(1, Direction::Auto), (2, Direction::LeftToRight), (4, Direction::RightToLeft)];
        let wanted = wanted.into_iter().filter(|(bit, _)| directions & bit != 0);
        wanted.map(|(_, direction)| compare(&text, direction, case.levels, case.order)).try_fold(0, |n, r| r.map(|_| n + 1))
    });
    assert_eq!(done, 770_241, "another edition of the file? then look at what is new in it");
}

#[test]
fn all_of_bidi_character_test_is_ordered_as_the_standard_says() {
    let Some(file) = data("BidiCharacterTest.txt") else { return };
    let lines: Vec<&str> = file.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let done = run(&lines, |line| {
        let fields: Vec<&str> = line.split(';').collect();
        let character = |hex| char::from_u32(u32::from_str_radix(hex, 16).unwrap()).unwrap();
        let text: String = fields[0].split_whitespace().map(character).collect();
        let direction = match fields[1] {
            "0" => Direction::LeftToRight,
            "1" => Direction::RightToLeft,
            _ => Direction::Auto,
        };
        let base = compare(&text, direction, &expected_levels(fields[3]), &numbers(fields[4]))?;
        if base.to_string() == fields[2] { Ok(1) } else { Err(format!("{line}\n  base level {base}")) }
    });
    assert_eq!(done, 91_707, "another edition of the file? then look at what is new in it");
}

/// The edges of the graphemes of a line of `GraphemeBreakTest.txt`, as byte offsets.
fn graphemes_of(line: &str) -> (String, Vec<usize>) {
    let (mut text, mut edges) = (String::new(), Vec::new());
    for sign in line.split_whitespace() {
        match sign {
            "÷" => edges.push(text.len()),
            "×" => {}
            hex => text.extend(char::from_u32(u32::from_str_radix(hex, 16).unwrap())),
        }
    }
    (text, edges)
}

#[test]
fn all_of_grapheme_break_test_is_cut_as_the_standard_says() {
    let Some(file) = data("auxiliary/GraphemeBreakTest.txt") else { return };
    let mut differences = Vec::new();
    for line in file.lines().filter_map(|line| line.split('#').next()).filter(|line| !line.trim().is_empty()) {
        let (text, expected) = graphemes_of(line);
        let forwards: Vec<usize> =
            std::iter::successors(Some(0), |at| (*at < text.len()).then(|| grapheme::next(&text, *at))).collect();
        let mut backwards: Vec<usize> =
            std::iter::successors(Some(text.len()), |at| (*at > 0).then(|| grapheme::previous(&text, *at))).collect();
        backwards.reverse();
        let edges: Vec<usize> = (0..=text.len()).filter(|at| grapheme::is_edge(&text, *at)).collect();
        assert_eq!(forwards, backwards, "{line}");
        assert_eq!(forwards, edges, "{line}");
        if forwards != expected {
            differences.push(line.trim().to_owned());
        }
    }
    // The tables here are of Unicode 17, in which U+2701 (upper blade scissors), no emoji, is no longer
    // Extended_Pictographic: GB11 does not join it. The file is of 15.0.
    assert_eq!(differences, ["÷ 2701 × 200D × 2701 ÷"]);
}
