//! The command line: one file per subcommand, and the arguments they share.
pub mod show;
