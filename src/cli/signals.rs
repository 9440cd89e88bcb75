//! The signals by which the user calls for an end.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::workspace::Cancel;

/// Listens from now on: the first signal (Ctrl-C, or one that asks the program to stop) cancels the job, the second one
/// ends the program.
pub(super) fn listen() -> Cancel {
    let flag = Arc::new(AtomicBool::new(false));
    #[cfg(unix)]
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM, signal_hook::consts::SIGHUP] {
        let _as_before = signal_hook::flag::register_conditional_default(signal, Arc::clone(&flag))
            .and_then(|_| signal_hook::flag::register(signal, Arc::clone(&flag)));
    }
    Cancel::from(flag)
}
