//! Other programs, run within limits of time and output.

use std::io::{self, Read, Write};
use std::process::{Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// Runs a program to its end: `input` goes to its standard input, and its standard output comes back. What it says on standard
/// error is dropped.
///
/// # Errors
///
/// Where it cannot be started (`NotFound` where there is no such program), takes longer than `patience` (`TimedOut`), writes more
/// than `most` bytes (`InvalidData`), or says by its exit status that it failed. It is ended in each case.
pub fn output(command: &mut Command, input: &[u8], patience: Duration, most: u64) -> io::Result<Vec<u8>> {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let (to, done) = channel();
    let read = std::thread::scope(|scope| {
        // A program that ends early closes its input, which is no fault of ours: its output and status tell.
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input)));
        scope.spawn(move || {
            let mut bytes = Vec::new();
            let read = stdout.map_or(Ok(0), |stdout| stdout.take(most + 1).read_to_end(&mut bytes));
            let _ = to.send(read.map(|_| bytes));
        });
        let read = match done.recv_timeout(patience) {
            Ok(read) => read,
            Err(RecvTimeoutError::Timeout) => Err(io::Error::new(io::ErrorKind::TimedOut, "it took too long")),
            Err(RecvTimeoutError::Disconnected) => Err(io::Error::other("its output could not be read")),
        };
        if !matches!(&read, Ok(bytes) if bytes.len() as u64 <= most) {
            let _ = child.kill();
        }
        read
    });
    let status = child.wait()?;
    let bytes = read?;
    if bytes.len() as u64 > most {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "it wrote more than is allowed"));
    }
    if !status.success() {
        return Err(io::Error::other(format!("it failed ({status})")));
    }
    Ok(bytes)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    const SOON: Duration = Duration::from_secs(20);

    #[test]
    fn a_program_ends_within_its_limits() {
        let mut sort = Command::new("sort");
        assert_eq!(output(&mut sort, b"b\na\n", SOON, 10).expect("sorted"), b"a\nb\n");
        let slow = output(Command::new("sleep").arg("30"), b"", Duration::from_millis(50), 10);
        assert_eq!(slow.expect_err("slow").kind(), io::ErrorKind::TimedOut);
        let much = output(&mut Command::new("cat"), &[b'x'; 100], SOON, 10);
        assert_eq!(much.expect_err("much").kind(), io::ErrorKind::InvalidData);
        assert!(output(&mut Command::new("false"), b"", SOON, 10).is_err());
        let absent = output(&mut Command::new("no-such-program-here"), b"", SOON, 10);
        assert_eq!(absent.expect_err("absent").kind(), io::ErrorKind::NotFound);
    }
}
