//! docs/architecture.md says which layer may import which; this is the same table, as data.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Each module of the crate, and those of ours that it may import.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("scheduling", &["model"]),
    ("batch", &["model"]),
    ("report", &["model", "scheduling", "batch"]),
    ("render", &["report"]),
    ("exit", &[]),
    ("error", &["exit"]),
    ("cluster", &["model", "error"]),
    ("store", &["batch", "model", "error"]),
    ("flags", &["cluster", "render", "error"]),
    ("ui", &["cluster", "model", "render", "error", "flags"]),
    (
        "commands",
        &[
            "cluster",
            "store",
            "model",
            "scheduling",
            "batch",
            "report",
            "render",
            "flags",
            "ui",
            "error",
            "exit",
        ],
    ),
    ("cli", &["commands", "cluster", "flags", "ui", "error", "exit"]),
];

/// What the pure layers must not reach for, wherever it comes from.
const PURE: &[&str] = &["model", "scheduling", "batch", "report", "render"];
const IMPURE: &[&str] = &[
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::io",
    "std::time",
    "tokio::",
    "kube::",
    "::now()",
];

#[test]
fn no_import_crosses_a_layer() {
    let allowed: BTreeMap<&str, &[&str]> = MAY_IMPORT.iter().copied().collect();
    let mut crossings = Vec::new();
    for (module, path, text) in sources() {
        let Some(may) = allowed.get(module.as_str()) else {
            crossings.push(format!("{} is a module the table does not know", path.display()));
            continue;
        };
        for import in imports(&text) {
            if import != module && !may.contains(&import.as_str()) {
                crossings.push(format!("{}: {module} imports {import}", path.display()));
            }
        }
    }
    assert!(crossings.is_empty(), "{}", crossings.join("\n"));
}

#[test]
fn the_pure_layers_reach_for_nothing_outside() {
    let mut found = Vec::new();
    for (module, path, text) in sources() {
        if PURE.contains(&module.as_str()) {
            for outside in IMPURE.iter().filter(|outside| text.contains(**outside)) {
                found.push(format!("{}: {outside}", path.display()));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn an_import_is_found_however_it_is_written() {
    let text = "use crate::{\n    model::{Node, Pod},\n    report,\n};\nfn f(_: crate::scheduling::Reason) {}\n\
                // crate::ui is only spoken of\nuse crate::error::Error;";
    let found = imports(&without_comments(text));
    assert_eq!(found, ["error", "model", "report", "scheduling"]);
}

/// Every source file but `lib.rs` and `main.rs`: its top module, its path, and its text without comments
/// and without what follows `#[cfg(test)]`.
fn sources() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    walk(&root, &mut files);
    assert!(files.len() > 20, "the sources stand in {}", root.display());
    files
        .into_iter()
        .filter_map(|path| {
            let inside = path.strip_prefix(&root).expect("below src").to_owned();
            let top = inside.iter().next()?.to_str()?.trim_end_matches(".rs").to_owned();
            let text = without_comments(&fs::read_to_string(&path).expect("a source file"));
            let text = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
            (!matches!(top.as_str(), "lib" | "main")).then_some((top, inside, text))
        })
        .collect()
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path())
    {
        if entry.is_dir() {
            walk(&entry, files);
        } else if entry.extension().is_some_and(|ending| ending == "rs") {
            files.push(entry);
        }
    }
}

fn without_comments(text: &str) -> String {
    text.lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n")
}

/// The modules of the crate that `text` names behind `crate::`, sorted, each once.
fn imports(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for rest in text.split("crate::").skip(1) {
        if let Some(group) = rest.strip_prefix('{') {
            found.extend(top_level_names(group));
        } else {
            found.push(name(rest));
        }
    }
    found.sort();
    found.dedup();
    found
}

/// The first names of a brace group's items.
fn top_level_names(group: &str) -> Vec<String> {
    let (mut depth, mut item, mut names) = (0, String::new(), Vec::new());
    for c in group.chars() {
        match c {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(name(&std::mem::take(&mut item))),
            c => item.push(c),
        }
    }
    names.push(name(&item));
    names.retain(|name| !name.is_empty());
    names
}

fn name(text: &str) -> String {
    text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}
