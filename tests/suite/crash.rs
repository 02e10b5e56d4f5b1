//! An index survives what ends a build: a kill at any moment, a full disk, damaged files, other versions, and company.

use crate::harness::{Home, Run, files, skipped};
use crate::history::{Numbers, paper};
use sederunt::util::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Builds that are killed in this test; `benches/scale/kill.py` kills more.
const KILLS: u64 = 20;

fn command(home: &Home, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sederunt"));
    command.current_dir(home.path("")).args(arguments).stdin(Stdio::null());
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn write_papers(home: &Home, numbers: std::ops::Range<u64>, salt: u64) {
    for number in numbers {
        home.put(&format!("papers/{number:02}.md"), paper(number + salt));
    }
}

/// What a search for a common word prints.
fn answer(home: &Home, index: &str) -> String {
    Run::new(home).index(index).args(["search", "data OR board", "--limit", "all", "--format", "csv"]).ok().out
}

#[test]
fn a_build_that_is_killed_leaves_the_old_index_or_the_new_one() {
    let home = Home::new();
    let mut numbers = Numbers(20);
    write_papers(&home, 0..24, 0);
    let begun = Instant::now();
    Run::new(&home).args(["build", "papers"]).ok();
    let whole = begun.elapsed();
    let mut killed = 0;
    for round in 1..=KILLS {
        let before = answer(&home, "index");
        write_papers(&home, 0..6 + numbers.below(12), round * 100);
        Run::new(&home).index("calm").args(["build", "papers"]).ok();
        let after = answer(&home, "calm");
        let mut build = command(&home, &["build", "papers"]).spawn().expect("it starts");
        std::thread::sleep(whole.mul_f64(numbers.below(1000) as f64 / 1000.0).min(Duration::from_secs(5)));
        build.kill().expect("it can be killed");
        let status = build.wait().expect("it ends");
        killed += u32::from(!status.success());
        let left = answer(&home, "index");
        assert!(left == before || left == after, "round {round}: neither the old index nor the new one");
        Run::new(&home).args(["build", "papers"]).ok();
        assert!(answer(&home, "index") == after, "round {round}: the next build is another than an undisturbed one");
        assert_eq!(home.text("index/manifest.json"), home.text("calm/manifest.json"), "round {round}");
    }
    assert!(killed > 0, "every build was over before it was killed");
    Run::new(&home).args(["doctor"]).ok().gives("is sound");
}

/// A build that is ended between writing its deletions and its commit leaves lists that belong to no commit, and the next build gives
/// its own the same names. Made here by hand, since a kill meets that moment once in some fifty turns.
#[test]
fn deletions_that_a_killed_build_wrote_are_in_nobodys_way() {
    let home = Home::new();
    write_papers(&home, 0..12, 0);
    Run::new(&home).args(["build", "papers"]).ok();
    let mut names: Vec<String> =
        serde_json::from_str(&home.text("index/tantivy/.managed.json")).expect("a list of names");
    let meta: serde_json::Value =
        serde_json::from_str(&home.text("index/tantivy/meta.json")).expect("what is committed");
    let stamp = meta["opstamp"].as_u64().expect("a number");
    let segments: Vec<String> =
        names.iter().filter_map(|name| name.strip_suffix(".store").map(str::to_owned)).collect();
    assert!(!segments.is_empty());
    for (segment, next) in segments.iter().flat_map(|segment| (stamp..stamp + 500).map(move |next| (segment, next))) {
        let name = format!("{segment}.{next}.del");
        home.put(&format!("index/tantivy/{name}"), "left behind");
        names.push(name);
    }
    home.put("index/tantivy/.managed.json", serde_json::to_string(&names).expect("a list"));
    write_papers(&home, 0..5, 100);
    Run::new(&home).args(["build", "papers"]).ok();
    Run::new(&home).index("calm").args(["build", "papers"]).ok();
    assert!(answer(&home, "index") == answer(&home, "calm"), "another index than an undisturbed build's");
    Run::new(&home).args(["doctor"]).ok().gives("is sound");
}

#[test]
fn a_flipped_byte_is_noticed_named_and_repaired() {
    let home = Home::new();
    write_papers(&home, 0..8, 0);
    Run::new(&home).args(["build", "papers"]).ok();
    let sound = answer(&home, "index");
    let mut numbers = Numbers(7);
    let mut turns = 0;
    while turns < 12 {
        let mut all = files(&home.path("index"));
        let path = all.swap_remove(numbers.below(all.len() as u64) as usize);
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let mut bytes = fs::read(&path).expect("it is there");
        // The copy for people and what only saves work hold nothing that an answer rests on.
        let is_help = ["seen.json", ".managed.json"].contains(&name.as_str());
        if is_help || name.ends_with(".lock") || name.ends_with(".wording") || bytes.is_empty() {
            continue;
        }
        if name.starts_with("manifest-") && fs::read(&home.path("index/manifest.json")).expect("a copy") != bytes {
            continue;
        }
        turns += 1;
        let at = numbers.below(bytes.len() as u64) as usize;
        bytes[at] ^= 0x10;
        fs::write(&path, &bytes).expect("it can be written");
        let ran = Run::new(&home).args(["doctor"]).any_status();
        assert!(ran.0 != 0, "{name} at {at}: the doctor saw nothing");
        // A search answers or says what to do; it never panics (which `Run` asserts).
        let searched = Run::new(&home).args(["search", "data OR board"]).any_status();
        assert!(searched.0 == 0 || searched.1.err.contains("sederunt doctor --repair"), "{name}: {}", searched.1.err);
        Run::new(&home).args(["doctor", "--repair", "papers"]).any_status();
        Run::new(&home).args(["doctor"]).ok().gives("is sound");
        assert!(answer(&home, "index") == sound, "{name} at {at}: another answer after the repair");
    }
}

#[test]
fn readers_and_a_builder_do_not_disturb_each_other() {
    let home = Home::new();
    write_papers(&home, 0..20, 0);
    Run::new(&home).args(["build", "papers"]).ok();
    for round in 1..4 {
        write_papers(&home, 0..20, round * 100);
        let mut build = command(&home, &["build", "papers"]).spawn().expect("it starts");
        let mut second = None;
        while build.try_wait().expect("its state").is_none() {
            let mut readers: Vec<_> =
                (0..2).map(|_| command(&home, &["search", "data OR board"]).spawn().expect("it starts")).collect();
            second = second.or_else(|| command(&home, &["build", "papers"]).spawn().ok());
            for reader in &mut readers {
                assert!(reader.wait().expect("it ends").success(), "a reader failed during a build");
            }
        }
        assert!(build.wait().expect("it ends").code().is_some());
        // The second builder was refused, or had its turn after the first.
        assert!(second.is_none_or(|mut build| matches!(build.wait().expect("it ends").code(), Some(0 | 2))));
    }
    Run::new(&home).args(["build", "papers"]).ok();
    Run::new(&home).args(["doctor"]).ok();
}

#[test]
fn an_index_of_another_version_is_told_from_a_damaged_one() {
    let home = Home::new();
    write_papers(&home, 0..3, 0);
    Run::new(&home).args(["build", "papers"]).ok();
    let meta = home.text("index/tantivy/meta.json");
    let copy = home.text("index/manifest.json");
    home.put("index/tantivy/meta.json", meta.replacen("\"issuer\"", "\"publisher\"", 1));
    let as_format = |number: u32| {
        copy.replacen(&format!("\"format\": {}", sederunt::store::FORMAT), &format!("\"format\": {number}"), 1)
    };
    home.put("index/manifest.json", as_format(99));
    for arguments in [&["search", "data"][..], &["build", "papers"], &["doctor"]] {
        Run::new(&home).args(arguments).exits(2).says("use a newer sederunt");
    }
    home.put("index/manifest.json", as_format(1));
    Run::new(&home).args(["search", "data"]).exits(2).says("written by an older sederunt; run `sederunt build FOLDER`");
    Run::new(&home).args(["build"]).ok();
    Run::new(&home).args(["search", "data OR board"]).ok();
}

#[test]
fn the_way_out_of_damage_works_and_removes_no_paper() {
    let home = Home::new();
    write_papers(&home, 0..3, 0);
    Run::new(&home).index("papers").args(["build", "papers"]).ok();
    let beside = "the rest of that folder is not the index's";
    let injure = |name: &str, wrong: &str| {
        match name {
            "papers/tantivy/meta.json" => fs::remove_file(&home.path(name)).expect("removed"),
            _ => home.put(name, "{}"),
        }
        let doctor = Run::new(&home).index("papers").args(["doctor"]).exits(1).gives(wrong).says(beside);
        assert!(!doctor.out.contains("sederunt"), "advice is given once, and last: {}", doctor.out);
        Run::new(&home).index("papers").args(["doctor", "--repair"]).ok().says("sound again");
        Run::new(&home).index("papers").args(["doctor"]).ok().gives("is sound");
    };
    injure("papers/manifest.json", "manifest.json is damaged: it is not a copy");
    injure("papers/tantivy/meta.json", "meta.json is damaged: it is not there");
    let path = files(&home.path("papers")).into_iter().find(|path| path.to_string_lossy().contains("manifest-"));
    fs::write(&path.expect("a manifest"), b"{}").expect("written");
    Run::new(&home).index("papers").args(["search", "data"]).exits(2).says("sederunt doctor --repair");
    Run::new(&home).index("papers").args(["build"]).ok();
    home.put("papers/tantivy/meta.json", "{\"segments\": [");
    let search =
        Run::new(&home).index("papers").args(["search", "data"]).exits(2).says("does not hold what was written");
    assert!(!search.err.contains("Error("), "{}", search.err);
    Run::new(&home).args(["build", "papers"]).ok();
    fs::remove_file(&home.path("index/tantivy/meta.json")).expect("removed");
    Run::new(&home).args(["doctor"]).exits(1).says("remove the folder index (nothing else is in it)");
}

/// A shell that has a small disk of its own as `disk/`, or says that it may not have one.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_index_as_it_was() {
    let home = Home::new();
    write_papers(&home, 0..4, 0);
    fs::create_dir_all(&home.path("disk")).expect("a folder");
    home.put("more/long.md", (0..400).map(paper).collect::<Vec<_>>().concat());
    let script = "mount -t tmpfs -o size=3m none disk || exit 77\n\
        $SEDERUNT --index disk/index build papers || exit 1\n\
        head -c 10m /dev/zero > disk/filler 2>/dev/null\n\
        $SEDERUNT --index disk/index build papers more && exit 2\n\
        $SEDERUNT --index disk/index search 'data OR board' > /dev/null || exit 3\n\
        rm disk/filler\n\
        $SEDERUNT --index disk/index build papers || exit 4\n\
        $SEDERUNT --index disk/index doctor || exit 5\n";
    let mut shell = Command::new("unshare");
    shell.args(["--user", "--map-root-user", "--mount", "sh", "-c", script]);
    shell.current_dir(home.path("")).env("SEDERUNT", env!("CARGO_BIN_EXE_sederunt"));
    let Ok(output) = shell.output() else { return skipped("there is no unshare to mount a small disk with") };
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.code() == Some(77) || said.contains("unshare:") {
        return skipped("a small disk may not be mounted here");
    }
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("no space is left"), "{said}");
}

/// Files may not grow beyond a limit, as on a disk that is full, where no small disk can be mounted.
#[cfg(unix)]
#[test]
fn a_limit_on_files_leaves_the_index_as_it_was() {
    let home = Home::new();
    write_papers(&home, 0..4, 0);
    Run::new(&home).args(["build", "papers"]).ok();
    let before = answer(&home, "index");
    home.put("papers/long.md", (0..300).map(paper).collect::<Vec<_>>().concat());
    let script = "trap '' XFSZ; ulimit -f 64; exec \"$SEDERUNT\" build papers";
    let mut shell = Command::new("sh");
    shell.args(["-c", script]).current_dir(home.path("")).env("SEDERUNT", env!("CARGO_BIN_EXE_sederunt"));
    let output = shell.output().expect("the shell starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("no space is left"), "{said}");
    assert!(answer(&home, "index") == before);
    Run::new(&home).args(["build", "papers"]).ok();
    Run::new(&home).args(["doctor"]).ok();
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_can_be_searched() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    write_papers(&home, 0..3, 0);
    Run::new(&home).args(["build", "papers"]).ok();
    let before = answer(&home, "index");
    let folders = ["index", "index/tantivy", "index/records"];
    let allow = |mode: u32| {
        for folder in folders {
            let permissions = std::fs::Permissions::from_mode(mode);
            std::fs::set_permissions(home.path(folder), permissions).expect("set");
        }
    };
    allow(0o555);
    let may_write = fs::write(&home.path("index/probe"), b"x").is_ok();
    assert!(answer(&home, "index") == before);
    if may_write {
        skipped("this user may write everywhere, so only the search was tried");
    } else {
        write_papers(&home, 0..3, 100);
        Run::new(&home).args(["build", "papers"]).exits(2).says("may be written by you");
    }
    allow(0o755);
}
