//! What an index folder promises, tried on made-up sources.

use crate::model::records::Records;
use crate::store::fixture::{build, put, three};
use crate::store::{Builder, FORMAT, Store, StoreError};
use crate::util::fs;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use tempfile::TempDir;

/// Every file below a folder but the lock, with when it was written.
fn files(dir: &Path) -> BTreeMap<PathBuf, SystemTime> {
    let mut out = BTreeMap::new();
    for path in fs::list(dir).unwrap() {
        if fs::size(&path).is_none() {
            out.extend(files(&path));
        } else if !path.ends_with("build.lock") && !path.to_string_lossy().contains(".tantivy-") {
            out.insert(path.clone(), fs::modified(&path).unwrap());
        }
    }
    out
}

/// The texts of every passage by the records, and their number by the full-text index.
fn texts(store: &Store) -> (Vec<String>, u64) {
    let mut out = Vec::new();
    for entry in store.sources() {
        for paper in store.record(entry).unwrap().unwrap().papers {
            out.extend(paper.paper.passages.into_iter().map(|passage| passage.text));
        }
    }
    (out, store.searcher().num_docs())
}

#[test]
fn a_build_without_changes_writes_nothing_and_two_folders_have_one_digest() {
    let (one, two) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let first = build(one.path(), &three());
    assert!(first.changed && first.added == 3 && first.removed == 0 && first.passages == 5);
    let before = files(one.path());
    let again = build(one.path(), &three());
    assert!(!again.changed && again.kept == 3 && again.digest == first.digest);
    assert_eq!(files(one.path()), before);
    // A build that was killed after its commit may have left an older copy of the manifest; the next one sees to it.
    let manifest = one.path().join("manifest.json");
    let kept = fs::read(&manifest).unwrap();
    fs::replace(&manifest, b"{}").unwrap();
    assert!(!build(one.path(), &three()).changed);
    assert_eq!(fs::read(&manifest).unwrap(), kept);

    let mut backwards = three();
    backwards.reverse();
    assert_eq!(build(two.path(), &backwards).digest, first.digest);
    let copy = |dir: &TempDir| fs::read(&dir.path().join("manifest.json")).unwrap();
    assert_eq!(copy(&one), copy(&two));
}

#[test]
fn changes_touch_only_what_changed() {
    let dir = TempDir::new().unwrap();
    build(dir.path(), &three());
    let mut sources = three();
    sources.remove(0);
    sources[0].passages.push(["A new paragraph.", "", "", ""].map(str::to_owned));
    let report = build(dir.path(), &sources);
    assert_eq!((report.added, report.removed, report.kept), (1, 2, 1));
    let store = Store::open(dir.path()).unwrap();
    let (texts, documents) = texts(&store);
    assert_eq!((texts.len(), documents), (4, 4));
    assert!(texts.contains(&"A new paragraph.".to_owned()));

    // Renamed: another manifest, the same records.
    sources[1].name = "z.txt".to_owned();
    let report = build(dir.path(), &sources);
    assert_eq!((report.changed, report.added, report.removed), (true, 0, 0));
    let store = Store::open(dir.path()).unwrap();
    let id = sources[1].paper().passages[0].id.clone();
    assert_eq!(store.passage(&id).unwrap().unwrap().0.name, "z.txt");
    assert!(store.passage("0000000000000000").unwrap().is_none());
    // Two builds on, the records of the first are gone; those of the one before this stay.
    assert_eq!(files(&dir.path().join("records")).len(), 6);
    assert!(build(dir.path(), &[]).changed);
    assert_eq!(Store::open(dir.path()).unwrap().searcher().num_docs(), 0);
}

#[test]
fn a_changed_lexicon_keeps_the_structure_layer() {
    let dir = TempDir::new().unwrap();
    build(dir.path(), &three());
    let builder = Builder::begin(dir.path()).unwrap();
    let key = three()[0].key("other");
    assert!(builder.structured(&key.structure).is_some() && builder.tagged(&key).is_none());
    assert!(builder.reusable(&key).is_none() && builder.reusable(&three()[0].key("l")).is_some());
    let input = put(&builder, &three(), "other");
    let report = builder.commit(input).unwrap();
    assert_eq!((report.added, report.removed, report.passages), (3, 3, 5));
}

#[test]
fn a_reader_sees_the_build_it_opened() {
    let dir = TempDir::new().unwrap();
    build(dir.path(), &three());
    let old = Store::open(dir.path()).unwrap();
    let builder = Builder::begin(dir.path()).unwrap();
    let input = put(&builder, &three()[..1], "l");
    assert_eq!(texts(&Store::open(dir.path()).unwrap()).1, 5);
    builder.commit(input).unwrap();
    assert_eq!((texts(&old).0.len(), texts(&old).1), (5, 5));
    assert_eq!(texts(&Store::open(dir.path()).unwrap()).1, 2);
}

#[test]
fn a_build_that_ends_before_its_commit_changes_nothing() {
    let dir = TempDir::new().unwrap();
    let builder = Builder::begin(dir.path()).unwrap();
    put(&builder, &three(), "l");
    drop(builder);
    assert!(matches!(Store::open(dir.path()), Err(StoreError::Missing { .. })));
    fs::replace(&dir.path().join(".tmpleft"), b"half").unwrap();
    build(dir.path(), &three());
    assert!(fs::size(&dir.path().join(".tmpleft")).is_none());
    assert_eq!(texts(&Store::open(dir.path()).unwrap()).1, 5);
}

#[test]
fn a_second_builder_is_refused_by_name() {
    let dir = TempDir::new().unwrap();
    let first = Builder::begin(dir.path()).unwrap();
    let Err(refused) = Builder::begin(dir.path()) else { panic!("two builders") };
    let message = refused.to_string();
    assert!(message.contains(&format!("process {}, since 20", std::process::id())), "{message}");
    drop(first);
    assert!(Builder::begin(dir.path()).is_ok());
}

#[test]
fn a_flipped_byte_in_a_record_is_named_and_mended_by_the_next_build() {
    let dir = TempDir::new().unwrap();
    build(dir.path(), &three());
    let path = dir.path().join("records");
    let id = three()[1].key("l").id();
    let path = path.join(&id[..2]).join(format!("{id}.tags"));
    let mut bytes = fs::read(&path).unwrap();
    let last = bytes.len() - 3;
    bytes[last] ^= 4;
    fs::replace(&path, &bytes).unwrap();

    let store = Store::open(dir.path()).unwrap();
    let error = store.record(&store.sources()[1]).unwrap_err().to_string();
    assert!(error.contains("b.txt") && error.contains("checksum"), "{error}");
    assert_eq!(store.check().unwrap().len(), 1);
    build(dir.path(), &three());
    assert!(store.check().unwrap().is_empty());
}

#[test]
fn a_damaged_full_text_index_or_manifest_is_made_again() {
    let dir = TempDir::new().unwrap();
    let first = build(dir.path(), &three());
    let store = fs::list(&dir.path().join("tantivy"))
        .unwrap()
        .into_iter()
        .find(|p| p.extension().is_some_and(|e| e == "store"));
    let store = store.unwrap();
    let mut bytes = fs::read(&store).unwrap();
    bytes[5] ^= 1;
    fs::replace(&store, &bytes).unwrap();
    assert_eq!(Store::open(dir.path()).unwrap().check().unwrap().len(), 1);
    let mended = build(dir.path(), &three());
    assert_eq!((mended.added, &mended.digest), (3, &first.digest));
    assert!(Store::open(dir.path()).unwrap().check().unwrap().is_empty());

    let manifest = dir.path().join(format!("manifest-{}.json", &first.digest[..32]));
    fs::replace(&manifest, b"{}").unwrap();
    let Err(error) = Store::open(dir.path()) else { panic!("damaged manifest") };
    assert!(error.to_string().contains(&manifest.display().to_string()), "{error}");
    build(dir.path(), &three());
    assert!(Store::open(dir.path()).is_ok());
}

#[test]
fn what_cannot_be_tidied_is_said_and_the_build_stands() {
    let dir = TempDir::new().unwrap();
    fs::create_dir_all(&dir.path().join("manifest.json/in the way")).unwrap();
    let report = build(dir.path(), &three());
    assert!(report.changed && report.untidy.unwrap().contains("manifest.json"));
    assert_eq!(texts(&Store::open(dir.path()).unwrap()).1, 5);
}

#[test]
fn workers_share_a_builder_and_readers_a_store() {
    fn shared<T: Send + Sync>() {}
    shared::<Builder>();
    shared::<Store>();
}

#[test]
fn faults_of_the_caller_are_errors() {
    let dir = TempDir::new().unwrap();
    let builder = Builder::begin(dir.path()).unwrap();
    let mut input = put(&builder, &three(), "l");
    input.sources[1].key = input.sources[0].key.clone();
    assert!(builder.commit(input).unwrap_err().to_string().contains("claimed by two sources"));

    let builder = Builder::begin(dir.path()).unwrap();
    let mut input = put(&builder, &three(), "l");
    input.sources[1].key = Some(three()[1].key("never"));
    assert!(builder.commit(input).unwrap_err().to_string().contains("b.txt was never put"));
}

#[test]
fn an_older_index_is_renewed_and_a_newer_one_refused() {
    let dir = TempDir::new().unwrap();
    build(dir.path(), &three());
    let meta = dir.path().join("tantivy/meta.json");
    let other = fs::read_to_string(&meta).unwrap().replace("\"issuer\"", "\"author\"");
    fs::replace(&meta, other.as_bytes()).unwrap();
    let copy = dir.path().join("manifest.json");
    let manifest = fs::read_to_string(&copy).unwrap();
    fs::replace(&copy, manifest.replace(&format!("\"format\": {FORMAT}"), "\"format\": 99").as_bytes()).unwrap();
    assert!(matches!(Store::open(dir.path()), Err(StoreError::Newer { found: 99, .. })));
    assert!(matches!(Builder::begin(dir.path()).err(), Some(StoreError::Newer { found: 99, .. })));
    fs::replace(&copy, manifest.as_bytes()).unwrap();
    assert!(matches!(Store::open(dir.path()), Err(StoreError::Older { .. })));
    assert_eq!(build(dir.path(), &three()).added, 3);
    assert!(Store::open(dir.path()).is_ok());
}

#[test]
fn injured_files_are_messages_and_the_next_build_mends_them() {
    let whole = TempDir::new().unwrap();
    let digest = build(whole.path(), &three()).digest;
    let mut random = 88_172_645_463_325_252_u64;
    let mut next = |below: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random % below.max(1) as u64) as usize
    };
    for round in 0..10 {
        let dir = TempDir::new().unwrap();
        build(dir.path(), &three());
        let mut files: Vec<PathBuf> = files(&dir.path().join("tantivy")).into_keys().collect();
        files.extend(fs::list(dir.path()).unwrap().into_iter().filter(|p| p.to_string_lossy().contains("manifest-")));
        files.retain(|path| fs::size(path) > Some(0));
        // Segments have random names, so the choice is made by what kind of file it is.
        files.sort_by(|a, b| a.extension().cmp(&b.extension()).then(a.cmp(b)));
        let path = &files[next(files.len())];
        let mut bytes = fs::read(path).unwrap();
        if round % 4 == 0 {
            bytes.truncate(next(bytes.len()));
        } else {
            let at = next(bytes.len());
            bytes[at] ^= 1 << next(8);
        }
        fs::replace(path, &bytes).unwrap();
        if let Ok(store) = Store::open(dir.path()) {
            let _ = store.check();
            let _ = store.passage(&three()[0].paper().passages[0].id);
        }
        assert_eq!(build(dir.path(), &three()).digest, digest, "round {round}, {}", path.display());
        let store = Store::open(dir.path()).unwrap();
        assert!(store.check().unwrap().is_empty(), "round {round}, {}", path.display());
    }
}
