//! One annotator's work gone through by another person, what she makes of it, and who sees what.

use std::sync::Arc;

use hashiya::annotation::{Annotation, Annotator, Defaults, DocumentState};
use hashiya::review::adjudication::{Adjudication, Choice, Decision, Status};
use hashiya::review::{Answer, Review, Work, compare};
use hashiya::session::{Desk, Message, Mode, Opened, PeerWork};
use hashiya::text::Document;

use crate::harness::{Bench, Marked};

fn name(name: &str) -> Annotator {
    Annotator::parse(name).unwrap()
}

/// The work of amal on a text, with decisions of an earlier sitting.
fn adjudication(marked: &str, decisions: Vec<Decision>) -> (Arc<Document>, Adjudication) {
    let (marked, amal) = (Marked::parse(marked), name("amal"));
    let (document, set) = (Arc::new(Document::from(marked.text.as_str())), marked.set());
    let works = [Work { annotator: &amal, set: &set }];
    let adjudication = Adjudication::of_one(compare(document.text(), &works, &Defaults::default()), decisions);
    (document, adjudication)
}

/// A review of the work of amal on texts, named 1.txt, 2.txt, …
fn review(texts: &[&str], answers: &[Answer]) -> Bench {
    let mut bench = Bench::corpus(&[]);
    bench.session.begin_peer_review("amal");
    bench.tell(Message::Area(70, 10));
    for (n, marked) in texts.iter().enumerate() {
        let (document, adjudication) = adjudication(marked, Vec::new());
        let peer = PeerWork::new(DocumentState::Submitted, answers.to_vec());
        let desk = Desk::new(n.into(), &format!("{}.txt", n + 1), document, adjudication, None).of_peer(peer);
        bench.tell(Message::Desk(Box::new(desk)));
    }
    bench.tell(Message::DesksComplete(0));
    bench
}

/// What was decided on every unit of the text at hand.
fn decided(bench: &Bench) -> Vec<String> {
    let desk = bench.session.review().unwrap().desk().unwrap();
    let told = |unit: usize| match desk.adjudication.decision(unit).map(|decision| &decision.choice) {
        Some(Choice::Edited(from, spans)) => {
            let words = |s: &Annotation| format!("{} {}", s.tag, desk.document.slice(s.span.range()));
            let verb = if from.is_some() { "change to" } else { "add" };
            format!("{verb} {}", spans.iter().map(words).collect::<Vec<_>>().join(" + "))
        }
        Some(choice) => choice.name().to_owned(),
        None => "-".to_owned(),
    };
    (0..desk.units().len()).map(told).collect()
}

/// What amal reads after a review of her work by ann1, made by these keys on what she had then.
fn reread(then: &str, keys: &str, now: &str, state: DocumentState) -> Bench {
    let mut reviewed = review(&[then], &[]);
    reviewed.press(keys);
    let desk = reviewed.session.review().unwrap().desk().unwrap();
    let decisions = desk.adjudication.decisions().cloned().collect();
    let mut bench = Bench::corpus(&[now]);
    let (words, set) = bench.stage.texts[0].clone();
    let reviews = vec![Review { reviewer: name("ann1"), of: name("amal"), state, decisions }];
    let opened = Opened { reviews, ..Opened::whole(0.into(), Arc::new(Document::from(words.as_str())), set) };
    bench.tell(Message::Opened(Box::new(opened)));
    bench
}

const WORK: &str = "قال [ACTOR|زيد] في [ACTOR|حلب] إن [LOCATION|النهر] بعيد عن عمرو";

#[test]
fn each_span_is_accepted_changed_or_rejected_with_a_key_and_a_reason() {
    let mut bench = review(&[WORK], &[]);
    bench.press("S v");
    assert_eq!(bench.notice(), "3 spans are not reviewed yet");
    bench.press("enter r m ن ع م enter e r l enter x");
    assert_eq!(decided(&bench), ["majority", "change to LOCATION حلب", "none"]);
    let desk = bench.session.review().unwrap().desk().unwrap();
    let changed = desk.adjudication.decision(1).unwrap();
    assert_eq!((changed.reason.as_str(), changed.comment.as_str(), changed.by.as_str()), ("boundary", "نعم", "ann1"));
    bench.press("S n");
    assert!(bench.stage.wishes.is_empty(), "{:?}", bench.stage.wishes);
    bench.press("S v");
    assert_eq!(
        (bench.stage.wishes.as_slice(), bench.notice().as_str()),
        (&["hand back"][..], "the text is reviewed: amal will see the review when opening it")
    );
    bench.press("u u u u");
    assert_eq!(decided(&bench), ["-", "-", "-"], "the first undoes handing back");
    bench.press("U U U");
    assert_eq!(decided(&bench), ["majority", "change to LOCATION حلب", "none"]);
}

#[test]
fn undo_takes_a_handing_back_back_before_any_decision() {
    let state = |bench: &Bench| bench.session.review().unwrap().desk().unwrap().peer.clone().unwrap().state;
    let mut bench = review(&[WORK, "[ACTOR|زيد] هنا"], &[]);
    bench.press("x x x alt-up S r u");
    assert_eq!(bench.stage.wishes, ["hand back", "hand back"]);
    assert_eq!(bench.notice(), "taken back: the text is submitted again, and amal does not see the review");
    assert_eq!((decided(&bench), state(&bench)), (vec!["none".to_owned(); 3], DocumentState::Submitted));
    bench.press("u");
    assert_eq!(decided(&bench), ["none", "none", "-"]);
    bench.press("x alt-up S v alt-down x u u");
    assert_eq!(state(&bench), DocumentState::Submitted, "what was decided on another text since is undone first");
    assert_eq!(bench.session.review().unwrap().desk().unwrap().text, 0.into());
    assert_eq!(decided(&bench), ["none"; 3]);
    bench.press("S r S v u");
    assert_eq!(state(&bench), DocumentState::Submitted, "handed back twice, it is taken back at once");
}

#[test]
fn a_span_that_was_missed_is_added_and_the_review_stays_in_its_text() {
    let texts = ["[ACTOR|زيد] في [LOCATION|حلب] ثم [ACTOR|عمرو] هنا", "[ACTOR|زيد] هنا"];
    let place = |bench: &Bench| {
        let review = bench.session.review().unwrap();
        (review.desk().unwrap().text.place(), review.unit_number())
    };
    let mut bench = review(&texts, &[]);
    bench.press("x a ctrl-home e esc a enter");
    assert_eq!((place(&bench), decided(&bench).len()), ((0, 1), 4), "at what was looked at");
    bench.press("x x");
    assert_eq!(place(&bench), (1, 0), "another text comes once nothing of this one is open");
    let mut bench = review(&texts, &[]);
    bench.press("j x a ctrl-end a enter");
    assert_eq!(place(&bench), (0, 2));
    bench.press("k k x a ctrl-home j a enter");
    assert_eq!(place(&bench), (0, 2), "what is open comes round");
    bench.press("ctrl-end x");
    assert_eq!(place(&bench), (0, 2), "also after an added span was taken back");
    bench.press("ctrl-end n");
    assert_eq!(place(&bench), (0, 2));
    bench.press("ctrl-end p");
    assert_eq!(place(&bench), (0, 2));
}

#[test]
fn a_span_that_was_missed_is_added_and_taken_back() {
    let mut bench = review(&[WORK], &[]);
    bench.press("a");
    assert_eq!((bench.session.mode(), bench.shown().contains('[')), (Mode::Draft, false));
    bench.press("ctrl-end a enter");
    assert_eq!(decided(&bench), ["-", "-", "-", "add ACTOR عمرو"]);
    assert_eq!(bench.session.review().unwrap().progress().pending(), 3);
    bench.press("u");
    assert_eq!(decided(&bench), ["-", "-", "-", "-"]);
    assert_eq!(bench.session.review().unwrap().progress().pending(), 3, "what was taken back needs no decision");
    bench.press("U ctrl-end x");
    assert_eq!(decided(&bench), ["-", "-", "-", "-"]);
    bench.press("a enter");
    assert_eq!(bench.notice(), "nothing was tagged, nothing is proposed");
}

#[test]
fn the_reviewer_sees_whose_work_it_is_and_what_becomes_of_it() {
    let mut bench = review(&[WORK], &[]);
    let screen = |bench: &mut Bench, width, height| bench.draw(width, height, true).rows().join("\n");
    let before = screen(&mut bench, 100, 26);
    for told in ["enter accept", "x/ء reject", "amal  unit 1 of 3  open  : 3 left  submitted", "S r return", "0/3 decided"] {
        assert!(
            before.contains(told.split('/').next().unwrap()) && (told.contains('/') || before.contains(told)),
            "{told}\n{before}"
        );
    }
    bench.press("j e r l enter k");
    let after = screen(&mut bench, 100, 26);
    assert!(after.contains("\u{2192}  LOCATION") && after.contains("to be changed by ann1"), "{after}");
    let narrow = screen(&mut bench, 40, 12);
    assert!(narrow.contains("\u{2192}  LOCATION") && narrow.contains("enter accept"), "{narrow}");
    for (width, height) in [(1, 1), (8, 3), (20, 6), (200, 60)] {
        bench.draw(width, height, false);
    }
}

#[test]
fn an_answer_of_the_annotator_stands_beside_what_it_answers() {
    let mut bench = review(&[WORK], &[]);
    bench.press("x k");
    let at = bench.session.review().unwrap().decision().unwrap().clone();
    let answer = Answer {
        to: "ann1".into(),
        place: at.start..at.end,
        of: at.at,
        text: "his name".into(),
        at: "".into(),
        extra: Vec::new(),
    };
    let mut bench = review(&[WORK], &[answer]);
    assert!(!bench.draw(100, 26, true).rows().join("\n").contains("his name"), "nothing is answered before it is said");
    bench.press("x k");
    assert!(bench.draw(100, 26, true).rows().join("\n").contains("answer: his name"));
}

#[test]
fn what_was_changed_since_is_stale_and_what_was_done_as_proposed_is_settled() {
    use Status::{Agreed, Decided, Open, Stale};
    let mut bench = review(&[WORK], &[]);
    bench.press("enter e r l enter x a ctrl-end a enter");
    let desk = bench.session.review().unwrap().desk().unwrap();
    let decisions: Vec<Decision> = desk.adjudication.decisions().cloned().collect();
    let statuses = |now: &str| {
        let (_, beside) = adjudication(now, decisions.clone());
        (0..beside.units().len()).map(|unit| beside.status(unit)).collect::<Vec<_>>()
    };
    assert_eq!(statuses(WORK), [Decided; 4]);
    let followed = "قال [ACTOR|زيد] في [LOCATION|حلب] إن النهر بعيد عن [ACTOR|عمرو]";
    assert_eq!(statuses(followed), [Decided, Agreed, Agreed]);
    let otherwise = "قال [LOCATION|زيد] في [ACTOR|حلب إن] [LOCATION|النهر] [ACTOR|بعيد] عن [LOCATION|عمرو]";
    assert_eq!(statuses(otherwise), [Stale, Stale, Decided, Open, Open, Decided]);
}

#[test]
fn the_annotator_steps_through_what_is_proposed_and_takes_or_answers_it() {
    let keys = "enter e r l enter x a ctrl-end a enter";
    let mut bench = reread(WORK, keys, WORK, DocumentState::Returned);
    assert_eq!(bench.notice(), "returned by ann1: 3 remarks");
    let screen = |bench: &mut Bench| bench.draw(100, 20, true).rows().join("\n");
    assert!(screen(&mut bench).contains("P next  3 remarks"));
    bench.press("P").expect("قال [ACTOR|زيد] في [ACTOR|‸حلب] إن [LOCATION|النهر] بعيد عن عمرو");
    assert!(screen(&mut bench).contains("T take  A answer  ann1 changes this to LOCATION"));
    bench.press("T").expect("قال [ACTOR|زيد] في [LOCATION|‸حلب] إن [LOCATION|النهر] بعيد عن عمرو");
    assert_eq!(bench.notice(), "remark taken; 2 remarks left");
    bench.press("P").expect("قال [ACTOR|زيد] في [LOCATION|حلب] إن [LOCATION|‸النهر] بعيد عن عمرو");
    assert!(screen(&mut bench).contains("ann1 rejects this"));
    bench.press("A ه و enter");
    assert_eq!(bench.notice(), "remark answered; 1 remark left");
    bench.press("P").expect("قال [ACTOR|زيد] في [LOCATION|حلب] إن [LOCATION|النهر] بعيد عن ‸عمرو");
    bench.press("T").expect("قال [ACTOR|زيد] في [LOCATION|حلب] إن [LOCATION|النهر] بعيد عن [ACTOR|‸عمرو]");
    assert_eq!(bench.notice(), "remark taken; no remarks left");
    bench.press("P");
    assert_eq!(bench.notice(), "every remark is followed or answered");
    let answers = bench.stage.saved.last().unwrap().set.lists().answers.known().cloned().unwrap_or_default();
    assert!(answers.iter().any(|answer| answer.to == "ann1" && answer.text.contains("هو")), "{answers:?}");
    bench.press("u u u").expect("قال [ACTOR|زيد] في [ACTOR|حلب] إن [LOCATION|النهر] بعيد عن عمرو");
    assert_eq!(bench.session.open_text().unwrap().remarks().len(), 3, "undo brings remarks back");
}

#[test]
fn remarks_go_round_and_what_she_changes_herself_is_settled() {
    let mut bench = reread(WORK, "x x x", WORK, DocumentState::Reviewed);
    let words = ["زيد", "حلب", "النهر", "زيد", "النهر", "حلب"];
    for (key, word) in ["P", "P", "P", "P", "alt-p", "alt-p"].iter().zip(words) {
        bench.press(key);
        assert!(bench.marked().text[bench.cursor()..].starts_with(word), "{key} {word}");
    }
    bench.press("r l");
    assert_eq!(bench.session.open_text().unwrap().remarks().len(), 2);
    bench.press("A");
    assert_eq!(bench.notice(), "no remark on this place");
    bench.press("P T P A enter");
    assert_eq!(bench.notice(), "remark dismissed; no remarks left");
}

#[test]
fn a_review_that_is_not_handed_back_is_not_seen() {
    for state in [DocumentState::New, DocumentState::InProgress, DocumentState::Other("odd".into())] {
        let mut bench = reread(WORK, "x x x", WORK, state);
        assert_eq!((bench.notice().as_str(), bench.session.open_text().unwrap().remarks().len()), ("", 0));
        bench.press("P");
        assert_eq!(bench.notice(), "nobody has reviewed this text");
    }
    let mut bench = Bench::read("[ACTOR|‸زيد]");
    bench.press("T");
    assert_eq!(bench.notice(), "nobody has reviewed this text");
}

#[test]
fn a_comment_on_an_accepted_span_is_a_remark_without_a_change() {
    let mut bench = reread(WORK, "m ن enter enter x x", WORK, DocumentState::Returned);
    bench.press("P T");
    assert_eq!(bench.notice(), "this is only a comment: answer it, or dismiss it with an empty answer");
    bench.press("A enter");
    assert_eq!(bench.session.open_text().unwrap().remarks().len(), 2);
}

#[cfg(unix)]
mod whole {
    use std::time::Duration;

    use crate::gold::Desk;
    use crate::pty::{Pty, Start};

    fn desk() -> Desk {
        let desk = Desk::new();
        desk.annotate("amal", &["ACTOR ناطق", "LOCATION كتائب السهل", "LOCATION سوق البركة"]);
        desk
    }

    fn huda(desk: &Desk) -> Pty {
        let pty = Start::new(desk.0.path(), &["review", "--of", "amal", "--annotator", "huda"]).size(100, 24).begin();
        pty.wait_until("the text was read", |screen| screen.contains(" decided") && !screen.contains("reading…"));
        pty
    }

    fn amal(desk: &Desk) -> Pty {
        Start::new(desk.0.path(), &["a.txt", "--annotator", "amal"]).size(100, 24).begin()
    }

    fn spans(sidecar: &str) -> Vec<&str> {
        sidecar.lines().filter(|line| line.contains("tag: ")).map(str::trim).collect()
    }

    #[test]
    fn a_text_is_reviewed_returned_followed_and_reviewed_again() {
        let desk = desk();
        // Rewritten once by the program, so that its lines can be compared.
        desk.output(&["gold", ".", "--diff"]);
        let before = desk.read("a.txt.amal.ron");
        let mut pty = huda(&desk);
        pty.keys("enter e r a enter x");
        pty.wait_for("3/3 decided");
        pty.wait_for("saved");
        assert_eq!(desk.read("a.txt.amal.ron"), before, "nothing of hers is written by deciding");
        pty.keys("S r");
        pty.wait_for("the text is returned");
        pty.keys("q");
        assert_eq!(pty.end(), 0);
        let work = desk.read("a.txt.amal.ron");
        assert!(work.contains("state: \"returned\"") && work.contains("annotator: \"amal\""), "{work}");
        assert_eq!(spans(&work).len(), 3);
        let review = desk.read("a.txt.huda@amal.ron");
        assert!(review.contains("state: \"returned\"") && review.contains("choice: \"edited\""), "{review}");
        let history = desk.output(&["history", "a.txt"]);
        assert!(history.contains("huda  state returned"), "{history}");
        assert!(history.contains("huda  edit_reading  decision edited amal “كتائب السهل”"), "{history}");

        let mut pty = amal(&desk);
        pty.wait_for("returned by huda: 2 remarks");
        pty.keys("P T");
        pty.wait_for("1 remark left");
        pty.keys("P A");
        pty.wait_for("answer:");
        pty.send(b"no");
        pty.wait_for("answer: no");
        // Closing the terminal while a line is typed loses nothing of it.
        pty.hang_up();
        pty.wait();
        let work = desk.read("a.txt.amal.ron");
        assert!(work.contains("answers: [") && work.contains("text: \"no\""), "{work}");
        assert!(spans(&work).iter().any(|line| line.contains("tag: \"ACTOR\"") && line.contains("كتائب")), "{work}");

        let mut pty = huda(&desk);
        pty.wait_for("nothing is left to decide");
        assert!(pty.screen().contains("1 agreed"), "{}", pty.screen());
        pty.keys("ctrl-end");
        pty.wait_for("answer:");
        pty.keys("enter S v");
        pty.wait_for("the text is reviewed");
        pty.keys("q");
        assert_eq!(pty.end(), 0);
        assert!(desk.read("a.txt.amal.ron").contains("state: \"reviewed\""));
        let found = desk.output(&["check", "."]);
        assert!(!found.contains("huda") && !found.contains("error"), "{found}");
    }

    #[test]
    fn work_that_is_open_is_not_handed_back() {
        let desk = desk();
        let mut annotator = amal(&desk);
        annotator.wait_for("saved");
        let mut pty = huda(&desk);
        pty.keys("x x x S r");
        pty.wait_for("not handed back: amal has it open already");
        assert!(desk.read("a.txt.huda@amal.ron").contains("state: \"in_progress\""), "nobody sees it too early");
        annotator.keys("q");
        assert_eq!(annotator.end(), 0);
        pty.keys("S r");
        pty.wait_for("the text is returned");
        pty.keys("q");
        assert_eq!(pty.end(), 0);
        assert!(desk.read("a.txt.amal.ron").contains("state: \"returned\""));
    }

    #[test]
    fn a_review_of_what_was_changed_since_is_stale_in_check() {
        let desk = desk();
        let mut pty = huda(&desk);
        pty.keys("x x x");
        pty.wait_for("3/3 decided");
        pty.wait_for("saved");
        pty.keys("q");
        assert_eq!(pty.end(), 0);
        let found = desk.output(&["check", "."]);
        assert!(!found.contains("huda"), "{found}");
        desk.annotate("amal", &["ALLEGATION ناطق", "LOCATION كتائب السهل"]);
        let found = desk.output(&["check", "."]);
        assert!(found.contains("a.txt.huda@amal.ron:") && !found.contains("the review of “كتائب السهل”"), "{found}");
        assert!(found.contains("the review of “ناطق” is stale: amal has changed it since"), "{found}");
        desk.write("a.txt.huda@amal.ron", "(hashiya: 1, source: (), annotator: \"huda@amal\", decisions: [(start: 1)])");
        let (code, found, _) = desk.run(&["check", "."]);
        assert!(code == 1 && found.contains("its decisions cannot be understood"), "{found}");
    }

    #[test]
    fn who_reviews_whom_has_to_make_sense() {
        let desk = desk();
        for (of, why, hint) in
            [("huda", "that is the same person", "--annotator"), ("basim", "has annotated no text", "available: amal")]
        {
            let (code, _, err) = desk.run(&["review", "--of", of]);
            assert!(code == 1 && err.contains(why) && err.contains(hint), "{err}");
        }
        desk.write("a.txt.amal.ron", desk.read("a.txt.amal.ron").replace("submitted", "in_progress"));
        let mut pty = Start::new(desk.0.path(), &["review", "--of", "amal", "--annotator", "huda"]).begin();
        pty.wait_for("amal has submitted no text here");
        pty.keys("q");
        assert_eq!(pty.end(), 0);
    }

    #[test]
    fn an_annotator_who_is_not_done_sees_nothing_of_what_others_made_of_a_text() {
        let desk = desk();
        let amal = desk.read("a.txt.amal.ron").replace("submitted", "in_progress");
        desk.annotate("basim", &["ZQTAG القصف", "ZQTAG قال"]);
        let secret = desk
            .read("a.txt.basim.ron")
            .replace("tag: \"ZQTAG\"", "note: \"zqnote\", attributes: [(\"zqname\", \"zqvalue\")], tag: \"ZQTAG\"");
        desk.write("a.txt.basim.ron", &secret);
        desk.write("a.txt.carim.ron", secret.replace("basim", "carim").replace("submitted", "in_progress"));
        assert_eq!(desk.run(&["gold", ".", "--strategy", "majority", "--state", "all"]).0, 0);
        desk.write("a.txt.amal.ron", amal);
        assert!(desk.read("a.txt.gold.ron").contains("ZQTAG"));
        desk.write("a.txt.huda@basim.ron", "(hashiya: 1, source: (), annotator: \"huda@basim\", state: \"returned\", decisions: [(start: 0, end: 3, choice: \"none\", comment: \"zqcomment\")])");
        desk.write("a.txt.huda@amal.ron", "(hashiya: 1, source: (), annotator: \"huda@amal\", state: \"in_progress\", decisions: [(start: 4, end: 8, choice: \"none\", comment: \"zqearly\")])");
        let secrets = ["zqnote", "zqname", "zqvalue", "zqcomment", "zqearly", "ZQ", "basim", "carim", "huda"];
        let blind = |what: &str, seen: &str| {
            for secret in secrets {
                assert!(!seen.contains(secret), "{what} shows {secret}:\n{seen}");
            }
        };
        for arguments in [&["show", "a.txt"][..], &["show", "a.txt", "--format", "json"], &["history", "a.txt"]] {
            let mut arguments = arguments.to_vec();
            arguments.extend(["--annotator", "amal"]);
            blind(&arguments.join(" "), &desk.output(&arguments));
        }
        every_key(&desk, blind);
        // The reviewer who still annotates is as blind, and the adjudicator sees it all.
        for arguments in [&["review", "--annotator", "amal"][..], &["review", "--of", "basim", "--annotator", "amal"]] {
            let mut pty = Start::new(desk.0.path(), arguments).size(100, 24).begin();
            pty.wait_for("left out: 1 text that amal annotates");
            pty.keys("n j 1 x q");
            pty.end();
            blind("a review by amal", &pty.screen().replace("basim has submitted no text here", ""));
        }
        let mut pty = Start::new(desk.0.path(), &["review", "--state", "all", "--annotator", "huda"]).size(100, 24).begin();
        pty.wait_for("decided");
        let sees = || {
            pty.keys("down");
            pty.comes(Duration::from_secs(1), |screen| screen.contains("ZQTAG"))
        };
        assert!((0..8).any(|_| sees()), "{}", pty.screen());
        pty.keys("q");
        pty.end();
    }

    /// Presses every key of every mode of the reader, from the list and back, and looks at all that was ever drawn.
    fn every_key(desk: &Desk, blind: impl Fn(&str, &str)) {
        use hashiya::session::{Command, Mode};
        let mut pty = Start::new(desk.0.path(), &[".", "--annotator", "amal"]).size(100, 30).begin();
        pty.wait_for("a.txt");
        pty.keys("enter");
        pty.wait_for("in_progress");
        let ends = |command: &Command| {
            matches!(command, Command::Quit | Command::Suspend | Command::Back | Command::State(_) | Command::Cancel)
        };
        // A key that does nothing is answered by a line of its own: so that each frame is drawn before the next key comes.
        let mut answers = ["C", "V"].into_iter().cycle();
        let mut seen = 0;
        for (mode, enter) in [(Mode::Reading, ""), (Mode::Edge, "ctrl-home ] e"), (Mode::Help, "?")] {
            for (keys, command) in crate::harness::KEYMAP.bindings(mode) {
                if !ends(command) && !keys.contains("f1") {
                    pty.keys(&format!("{enter} {keys}"));
                    let key = answers.next().unwrap();
                    // Escape as no terminal could take it for the beginning of another key; pressed again where what
                    // was begun before has something to tell meanwhile.
                    let answer = format!("{key} does nothing here");
                    let again = || {
                        pty.send(format!("\u{1B}[27u\u{1B}[27u{key}").as_bytes());
                        pty.comes(Duration::from_secs(1), |screen| screen.contains(&answer))
                    };
                    assert!((0..20).any(|_| again()), "after {keys}:\n{}", pty.screen());
                    seen += 1;
                }
            }
        }
        for word in ["القصف", "zq"] {
            pty.keys("/");
            pty.send(word.as_bytes());
            pty.keys("enter n N");
        }
        pty.keys("q");
        pty.wait_for("last change");
        pty.keys("j k ctrl-end ctrl-home Q");
        assert_eq!(pty.end(), 0);
        let raw = pty.raw();
        let drawn = String::from_utf8_lossy(&raw);
        blind("the reader", &drawn);
        assert!(seen > 100 && drawn.len() > 10_000, "{seen} {}", drawn.len());
    }
}
