//! The `sederunt` command: a thin shell over the library.

/// Reading papers makes a great many small strings and lists; this allocator is the quickest at them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    sederunt::cli::main()
}
