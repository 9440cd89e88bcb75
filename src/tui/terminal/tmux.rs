//! What tmux knows of the terminal outside: it answers for itself when a program inside asks.

use std::process::{Command, Stdio};

/// How the terminal outside calls itself, and its `TERM`; where it does not say, the variable that VTE sets is
/// looked for in what tmux was started with.
pub(super) fn client() -> Option<(String, String)> {
    let told = ask(&["display-message", "-p", "#{client_termtype}\t#{client_termname}"])?;
    let (name, term) = told.trim_end().split_once('\t').unwrap_or((told.trim_end(), ""));
    if name.is_empty()
        && let Some(version) =
            ask(&["show-environment", "-g", "VTE_VERSION"]).as_deref().and_then(|set| set.trim().strip_prefix("VTE_VERSION="))
        && !is_of_its_own(term)
    {
        return Some((format!("VTE({version})"), term.to_owned()));
    }
    Some((name.to_owned(), term.to_owned()))
}

/// Whether a `TERM` is of a program of its own, so that an inherited variable says nothing.
fn is_of_its_own(term: &str) -> bool {
    super::identity::by_term(term).is_some()
}

fn ask(question: &[&str]) -> Option<String> {
    let asked = Command::new("tmux").args(question).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    asked.status.success().then(|| String::from_utf8_lossy(&asked.stdout).into_owned())
}
