//! What the pages show is what the program prints: every `console` block with a `kubectl workloads` line that
//! names a file of the repository is run, and compared.
//!
//! `SNAPSHOTS=overwrite cargo test docs` writes what is printed into the pages.

use std::path::Path;
use std::process::Command;

const PAGES: &[&str] = &["docs/output.md"];
const BLOCK: &str = "```console\n";
const PROMPT: &str = "$ kubectl workloads ";

#[test]
fn the_pages_show_what_is_printed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for page in PAGES {
        let path = root.join(page);
        let text = std::fs::read_to_string(&path).expect("a page");
        let printed = with_what_is_printed(&text, root);
        if std::env::var("SNAPSHOTS").is_ok_and(|what| what == "overwrite") {
            std::fs::write(&path, printed).expect("the page is written");
        } else {
            // As it is: a backslash in JSON is no separator in a path.
            snapbox::assert_data_eq!(
                snapbox::Data::text(printed).raw(),
                snapbox::Data::text(text).raw()
            );
        }
    }
}

/// The page, with what its commands print now.
fn with_what_is_printed(page: &str, root: &Path) -> String {
    let mut parts = page.split(BLOCK);
    let mut whole = parts.next().unwrap_or_default().to_owned();
    let mut run = 0;
    for part in parts {
        let (block, rest) = part.split_once("```").expect("a block that ends");
        whole.push_str(BLOCK);
        match block.split_once('\n').and_then(|(line, _)| line.strip_prefix(PROMPT)) {
            Some(arguments) => {
                whole.push_str(&format!("{PROMPT}{arguments}\n{}", output(arguments, root)));
                run += 1;
            }
            None => whole.push_str(block),
        }
        whole.push_str("```");
        whole.push_str(rest);
    }
    assert!(run > 0, "the page shows commands");
    whole
}

fn output(arguments: &str, root: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_kubectl-workloads"))
        .args(arguments.split_whitespace())
        .current_dir(root)
        .output()
        .expect("it runs");
    // 1: answered, and a Job failed.
    let answered = matches!(output.status.code(), Some(0 | 1));
    assert!(answered, "{arguments}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}
