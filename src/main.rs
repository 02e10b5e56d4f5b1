//! The `sederunt` command: a thin shell over the library.

fn main() -> std::process::ExitCode {
    sederunt::cli::main()
}
