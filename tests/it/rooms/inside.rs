//! Proves the order inside rooms.
//!
//! A `mod.rs` lists its modules in reading order. A module may use siblings above it in that list, and what is in
//! them; its own children; and what a parent's file defines, unless that parent in turn uses it, by whatever way.
//! What a parent passes on (`pub use child::Name`) counts as the child's. Code that only tests see is free.
//!
//! To list what is out of order in one room: `ROOMS=storage cargo test --test it rooms -- --nocapture`.

use super::house::House;
use super::{ORDER, sources};

fn house(files: &[(&str, &str)]) -> House {
    House::new(files.iter().copied())
}

#[test]
fn inside_a_room_a_module_uses_only_what_is_listed_above_it_and_its_children() {
    let sources = sources();
    let house = House::new(sources.iter().map(|(file, source)| (file.as_str(), source.as_str())));
    let shown = std::env::var("ROOMS").unwrap_or_default();
    let mut found = Vec::new();
    for room in ORDER {
        let faults = house.faults(room);
        if shown.split(',').any(|name| name == *room) {
            let circles = house.in_circles(room);
            println!("{room}: {}; {circles} modules in circles\n{}", faults.len(), faults.join("\n"));
        }
        found.extend(faults);
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn every_file_is_a_module_that_some_other_declares() {
    let sources = sources();
    let house = House::new(sources.iter().map(|(file, source)| (file.as_str(), source.as_str())));
    assert_eq!(house.lost(), ["main"]);
}

#[test]
fn planted_circles_are_found() {
    let room = "//! A room.\nmod low; mod high; pub use low::Stone; pub use high::Roof;";
    let planted: &[(&[(&str, &str)], &str)] = &[
        (
            &[("text/mod.rs", room), ("text/low.rs", "use super::high::Roof;"), ("text/high.rs", "pub struct Roof;")],
            "text::low names text::high (super::high::Roof), which is not above it",
        ),
        (&[("text/mod.rs", room), ("text/low.rs", "fn f() { super::high::g(); }"), ("text/high.rs", "fn g() {}")], "not above"),
        (
            &[("text/mod.rs", room), ("text/low.rs", "use crate::text::Roof;"), ("text/high.rs", "pub struct Roof;")],
            "text::low names text::high (crate::text::Roof)",
        ),
        (
            &[("text/mod.rs", room), ("text/low.rs", "use super::Roof as Cover;"), ("text/high.rs", "pub struct Roof;")],
            "text::low names text::high (super::Roof)",
        ),
        (
            &[("text/mod.rs", room), ("text/low.rs", "use crate::text; fn f() -> text::Roof {}"), ("text/high.rs", "")],
            "text::low names text::high (text::Roof)",
        ),
        (
            &[("text/mod.rs", room), ("text/low.rs", "use super::high as up; fn f() { up::g() }"), ("text/high.rs", "")],
            "text::low names text::high (up::g)",
        ),
        (
            &[
                ("text/mod.rs", "mod low; mod high;"),
                ("text/low.rs", "use super::high::Tile;"),
                ("text/high.rs", "mod roof; pub use roof::*;"),
                ("text/high/roof.rs", "pub struct Tile;"),
            ],
            "text::low names text::high::roof (super::high::Tile), which is not above it",
        ),
        (
            &[
                ("text/mod.rs", "mod low; mod high;"),
                ("text/low.rs", "mod cellar;"),
                ("text/low/cellar.rs", "use crate::text::high::Roof;"),
                ("text/high.rs", ""),
            ],
            "text::low::cellar names text::high",
        ),
        (
            &[
                ("text/mod.rs", "mod low;"),
                ("text/low.rs", "mod a; mod b;"),
                ("text/low/a.rs", "use super::b::B;"),
                ("text/low/b.rs", ""),
            ],
            "text::low::a names text::low::b",
        ),
        (
            &[("text/mod.rs", "mod low; struct Wall; fn f() { low::g(); }"), ("text/low.rs", "use super::Wall; fn g() {}")],
            "text::low names text (super::Wall), which uses it in turn",
        ),
        (
            &[("text/mod.rs", "mod low; use low::Stone; struct Wall(Stone);"), ("text/low.rs", "use super::*; struct Stone;")],
            "text::low names text (super::*), which uses it in turn",
        ),
        (
            &[
                ("text/mod.rs", "mod low; mod high; struct Wall; fn f() { high::g(); }"),
                ("text/low.rs", "use super::Wall; fn h() {}"),
                ("text/high.rs", "fn g() { super::low::h() }"),
            ],
            "text::low names text (super::Wall), which uses it in turn",
        ),
        (&[("text/mod.rs", "mod low { fn f() { super::high::g() } } mod high { pub fn g() {} }")], "text::low names text::high"),
        (
            &[("text/mod.rs", room), ("text/low.rs", "#[cfg(test)] mod tests {} use super::high::Roof;"), ("text/high.rs", "")],
            "text::low names text::high",
        ),
        (
            &[("text/mod.rs", room), ("text/low.rs", "#[cfg(not(test))] use super::high::Roof;"), ("text/high.rs", "")],
            "text::low names text::high",
        ),
    ];
    for (files, expected) in planted {
        let faults = house(files).faults("text");
        assert!(faults.iter().any(|fault| fault.contains(expected)), "{files:?}\n{faults:?}");
    }
}

#[test]
fn what_is_in_order_inside_a_room_is_not_a_fault() {
    let room = "//! A room.\nmod low; mod high; pub use low::Stone; pub use high::Roof;";
    let innocent: &[&[(&str, &str)]] = &[
        &[("text/mod.rs", room), ("text/low.rs", "pub struct Stone;"), ("text/high.rs", "use super::low::Stone;")],
        &[("text/mod.rs", room), ("text/low.rs", "pub struct Stone;"), ("text/high.rs", "use super::Stone;")],
        &[
            ("text/mod.rs", room),
            ("text/low.rs", ""),
            ("text/high.rs", "use crate::text::{self, Stone}; fn f() -> text::Stone {}"),
        ],
        &[("text/mod.rs", room), ("text/low.rs", "#[cfg(test)] mod tests { use crate::text::Roof; }"), ("text/high.rs", "")],
        &[("text/mod.rs", room), ("text/low.rs", "#[cfg(test)] use super::high::Roof;"), ("text/high.rs", "")],
        &[("text/mod.rs", room), ("text/low.rs", "#[cfg(test)] fn f() { super::high::g(); }"), ("text/high.rs", "")],
        &[
            ("text/mod.rs", room),
            ("text/low.rs", "#[cfg(test)] mod tests;"),
            ("text/low/tests.rs", "use super::super::high::Roof;"),
            ("text/high.rs", ""),
        ],
        &[("text/mod.rs", room), ("text/low.rs", "// super::high::g\n/// [`super::high`]\nfn f() {}"), ("text/high.rs", "")],
        &[("text/mod.rs", "mod low; struct Wall;"), ("text/low.rs", "use super::Wall;")],
        &[("text/mod.rs", "mod low; fn f() { low::g(); }"), ("text/low.rs", "pub fn g() {}")],
        &[
            ("text/mod.rs", "mod low; mod high; struct Wall; fn f() { low::g(); }"),
            ("text/low.rs", "pub fn g() {}"),
            ("text/high.rs", "use super::{Wall, low::g};"),
        ],
        &[
            ("text/mod.rs", "mod high;"),
            ("text/high.rs", "mod roof; pub use roof::Tile; pub struct Beam;"),
            ("text/high/roof.rs", "use super::Beam; pub struct Tile;"),
        ],
        &[
            ("text/mod.rs", "mod low; mod high;"),
            ("text/low.rs", "enum Kind { A } fn f() { Kind::A; high::g(); }"),
            ("text/high.rs", "fn g() {}"),
        ],
        &[("text/mod.rs", "mod low;"), ("text/low.rs", "use high::Roof;"), ("language/mod.rs", "use crate::text::low;")],
    ];
    for files in innocent {
        let faults = house(files).faults("text");
        assert!(faults.is_empty(), "{files:?}\n{faults:?}");
    }
}
