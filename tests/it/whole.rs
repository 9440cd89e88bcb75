//! All that an article says, entered by keys alone in a terminal: spans, values, identities, chains, facts, and a relation into
//! another text; then read from the sidecar and from JSONL.

use std::fs;

use hashiya::keymap::parse_sequence;

use crate::cli::Bench;
use crate::pty::{Pty, Start};

const TEXT: &str = "نقلت وكالة النخيل عن مصدر طبي أن قوات الوادي قصفت السوق فقُتل ستة مقاتلين من كتائب السهل.\n";
const DENIAL: &str = "نفت قوات الوادي أنها قصفت السوق أمس.\n";

/// Presses keys and waits for what the screen then says; gives back how many they were.
fn keys(pty: &Pty, keys: &str, then: &str) -> usize {
    pty.keys(keys);
    pty.wait_for(then);
    parse_sequence(keys).unwrap().len()
}

/// Leaves the inspector or the facts: the key after escape must not come with it.
fn leave(pty: &Pty) -> usize {
    pty.keys("esc");
    pty.wait_until("the reader", |screen| screen.contains("q/") && !screen.contains("esc leave"));
    1
}

#[test]
fn a_claim_with_its_sources_a_figure_a_new_party_facts_and_a_contradiction_are_said_by_keys_alone() {
    let folder = Bench::new();
    folder.write("a.txt", TEXT);
    folder.write("b.txt", DENIAL);
    let mut pty = Start::new(folder.0.path(), &["."]).size(120, 36).begin();
    pty.wait_for("b.txt");
    let other = keys(&pty, "down enter", "¶ 1 of 1") + keys(&pty, "4 j 2 g", "2 gaps");
    keys(&pty, "q up enter", "a.txt  ¶");
    // Six spans, one of them in another.
    let tagged = keys(&pty, "j 2 a 3 j 2 a 3 j 4 g 2 a 5 j 2 c 3 j 2 a", "14 gaps");
    // What is missing, gap by gap: three parties that nobody knew yet, each with its class.
    let mut said = keys(&pty, ", enter ctrl-n 3 enter enter ctrl-n 6 enter enter ctrl-n 8 enter", "Kind");
    // The claim: who said it first, who passed it on, that it contradicts the other text, then its kind.
    said += keys(&pty, "R w 1 R w 1 R x #", "b.txt") + keys(&pty, "enter", "ALLEGATION") + keys(&pty, "enter", "contradicts");
    said += keys(&pty, "6 enter ctrl-n 3 enter", "Harm");
    // The figure, and the party that it harmed.
    said += keys(&pty, "1 1 n 6 enter x 6 enter s 2 R v 1", "harmed");
    said += leave(&pty);
    let facts = keys(&pty, "@", "Published") + keys(&pty, "d 2 0 3 1 - 0 3 - 0 4 enter", "2031-03-04");
    leave(&pty);
    pty.keys("ctrl-s");
    pty.wait_for("saved");
    pty.keys("Q");
    assert_eq!(pty.end(), 0);
    let sidecar = fs::read_to_string(folder.path("a.txt.amal.ron")).unwrap();
    for said in [
        r#"type: "claimed_by", from: "s3", to: "s2", order: 1"#,
        r#"type: "claimed_by", from: "s3", to: "s1", order: 2"#,
        r#"type: "contradicts", from: "s3", to: "b.txt#s1""#,
        r#"type: "harmed", from: "s5", to: "s6""#,
        r#"("harm", "killed")"#,
        r#"("min", 6)"#,
        r#"("status", "combatant")"#,
        r#"("kind", "armed_attack")"#,
        r#"("pub_date", "2031-03-04")"#,
    ] {
        assert!(sidecar.contains(said), "{said} is not in\n{sidecar}");
    }
    let registry = fs::read_to_string(folder.path("actors.ron")).unwrap();
    assert!(registry.contains("كتائب السهل") && registry.contains(r#"class: "armed_group""#), "{registry}");
    folder.output(&["export", "--set", "amal", "--out", "out", "."]);
    let jsonl = fs::read_to_string(folder.path("out/amal.jsonl")).unwrap();
    for said in [r#""type":"claimed_by","from":"s3","to":"s2","order":1"#, r#""to":"b.txt#s1""#, r#""pub_date":"2031-03-04""#] {
        assert!(jsonl.contains(said), "{said} is not in\n{jsonl}");
    }
    // Of the keys, few: a gap takes one to five, a new party with its name and class four.
    assert_eq!((other, tagged, said, facts), (6, 21, 43, 13));
}
