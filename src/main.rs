//! hashiya: arguments -> run -> exit code.

fn main() -> std::process::ExitCode {
    hashiya::cli::main().into()
}
