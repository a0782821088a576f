//! The declarations under `bindings/`, and Python's stub, are those of this crate, and every exported function is declared and guarded.
//!
//! To write them anew: `bindings/generate`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use cbindgen::{Builder, Config, DocumentationStyle, Language};

const HEADER: &str = "c/include/hyperparameter.h";
const DECLARATIONS: &str = "cffi/hyperparameter.cdef.h";
const STUB: &str = "../python/hyperparameter/_lowlevel/__init__.pyi";

const INTRODUCTION: &str = "\
/*
 * hyperparameter: scoped parameters behind handles and status codes, for C99 and C++.
 *
 * Generated from crates/hyperparameter-capi by bindings/generate; change it there.
 *
 * A frame is an immutable map from keys to values. A child frame is its parent with some keys overridden or hidden; these overrides are a layer.
 *
 * Conventions, which hold for every function and are not repeated there:
 *
 * - Status. A function returns a status. HP_OK: done. HP_ABSENT: there is no result; this is not a failure. From 10 on: a failure.
 *   After a failure, and only then, hp_error_message returns this thread's error message.
 * - Outputs are the last arguments. They are written on HP_OK only, and may not be NULL, except a buffer with a capacity of 0.
 * - Inputs belong to the caller. The library reads them during the call only, and copies what it keeps.
 * - Pointers must be valid during the call: aligned, and pointing to as many elements as the length, count or capacity beside them says; a pointer with none of these beside it points to a single element.
 *   A pointer may be NULL if its length or count is 0, or where the function says so. The pointer to a key may not be NULL, except that of an hp_item which is a definition.
 * - Strings are UTF-8, with a length in bytes; a terminating NUL is neither needed nor written.
 * - Handles are numbers. The caller owns each handle that a function writes, and frees it once, with the hp_..._free of its type; no other function takes ownership.
 *   A handle that is stale, forged, freed twice or of another type is refused. A handle may be freed while another thread uses it: that call completes normally.
 * - Values that are read: when `owner` is 0, `data` belongs to the frame or list that was read, and is valid for as long as its handle is;
 *   else it belongs to `owner`, which the caller frees once with hp_value_free. The caller must not write to `data`, nor use it after that handle was freed.
 * - Threads. Any thread may call any function at any time, also concurrently with the same handles, and so may a forked child. There are no callbacks and no locks.
 * - Failures that any function may return: HP_BAD_ARGUMENT, HP_BAD_TEXT, HP_TOO_LONG and HP_STALE_HANDLE for invalid arguments, HP_NO_MEMORY if an allocation of a size that the caller chose fails, and HP_PANIC for a defect in the library.
 *   Others are listed with the function. When a small allocation fails, the process ends.
 */";

fn crate_folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn binding(path: &str) -> PathBuf {
    crate_folder().join("../../bindings").join(path)
}

/// What a build of the Python package makes of this crate.
fn declarations() -> String {
    let mut config = Config::from_root_or_default(crate_folder());
    config.defines.clear();
    config.include_guard = None;
    text(config)
}

fn header() -> String {
    let mut config = Config::from_root_or_default(crate_folder());
    config.header = Some(INTRODUCTION.into());
    config.include_guard = Some("HYPERPARAMETER_H".into());
    config.sys_includes = vec!["stdint.h".into()];
    config.cpp_compat = true;
    config.documentation = true;
    config.documentation_style = DocumentationStyle::Doxy;
    without_sections_of_rust(&text(config))
}

/// The header without the sections "Safety", which are the last of a comment: what they
/// demand of a caller is said by the conventions and the text before.
fn without_sections_of_rust(header: &str) -> String {
    let mut kept = Vec::new();
    let mut is_section = false;
    for line in header.lines() {
        if line == " * # Safety" {
            is_section = true;
            kept.pop();
        }
        is_section &= line != " */";
        if !is_section {
            kept.push(line);
        }
    }
    kept.join("\n") + "\n"
}

fn text(config: Config) -> String {
    let bindings = Builder::new()
        .with_config(config)
        .with_crate(crate_folder())
        .with_language(Language::C)
        .with_no_includes()
        .generate()
        .expect("the crate can be declared");
    let mut text = Vec::new();
    bindings.write(&mut text);
    String::from_utf8(text).expect("declarations are text")
}

/// What type checkers see of the library that cffi loads.
fn stub() -> String {
    let declarations = declarations();
    let mut constants = String::new();
    let mut functions = String::new();
    for line in declarations.lines() {
        if let ["#define", name, _] = line.split_whitespace().collect::<Vec<_>>()[..] {
            constants += &format!("    {name}: int\n");
        }
    }
    for declared in declarations.split(';') {
        let Some((head, parameters)) = declared
            .trim()
            .strip_suffix(')')
            .and_then(|text| text.split_once('('))
        else {
            continue;
        };
        let name = head
            .split_whitespace()
            .last()
            .expect("a function has a name");
        let parameters: String = parameters
            .split(',')
            .filter(|parameter| parameter.trim() != "void")
            .map(|parameter| {
                let word = parameter
                    .split_whitespace()
                    .last()
                    .expect("a parameter has a name");
                let python = if parameter.contains('*') {
                    "Any"
                } else {
                    "int"
                };
                format!(", {}: {python}", word.trim_start_matches('*'))
            })
            .collect();
        functions += &format!("    def {name}(self{parameters}) -> int: ...\n");
    }
    format!(
        "# Types of the cffi module that maturin generates. Written by bindings/generate.\n\
         from typing import Any\n\n\
         class _Lib:\n{constants}{functions}\n\
         ffi: Any\nlib: _Lib\n"
    )
}

fn check(path: &str, expected: &str) {
    let path = binding(path);
    if env::var_os("UPDATE_BINDINGS").is_some() {
        fs::write(&path, expected).expect("the folder bindings can be written");
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    let first = committed
        .lines()
        .zip(expected.lines())
        .position(|(is, should)| is != should);

    assert!(
        committed == expected,
        "{} is not what the crate declares (first difference: line {}); run `bindings/generate` and commit what it writes",
        path.display(),
        first.unwrap_or_else(|| committed.lines().count().min(expected.lines().count())) + 1,
    );
}

#[test]
fn the_header_is_what_the_crate_declares() {
    check(HEADER, &header());
}

#[test]
fn the_cffi_declarations_are_what_the_crate_declares() {
    check(DECLARATIONS, &declarations());
}

#[test]
fn the_python_stub_is_what_the_crate_declares() {
    check(STUB, &stub());
}

#[test]
fn the_cffi_declarations_need_no_preprocessor() {
    for line in declarations().lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let constant = matches!(words[..], ["#define", _, number] if number.parse::<u32>().is_ok());

        assert!(constant || !line.contains('#'), "{line}");
        assert!(!line.contains("/*") && !line.contains("//"), "{line}");
    }
}

/// What the shared library exports is what the sources define, and nothing beside it.
#[test]
fn every_exported_name_is_a_declared_function_and_the_other_way_round() {
    let defined: BTreeSet<String> = exported_functions()
        .into_iter()
        .map(|(name, _)| name)
        .collect();

    assert!(
        defined.iter().all(|name| name.starts_with("hp_")),
        "{defined:?}"
    );
    assert_eq!(exported_by_the_library(), defined);
    let texts = [
        (HEADER, header()),
        (DECLARATIONS, declarations()),
        (STUB, stub()),
    ];
    for (path, text) in texts {
        let declared: BTreeSet<String> = words(&text)
            .filter(|(_, next)| *next == Some('('))
            .map(|(word, _)| word.to_owned())
            .filter(|word| word.starts_with("hp_"))
            .collect();
        assert_eq!(declared, defined, "{path}");
    }
}

/// The body of an exported function is one call of `guard` with one closure, or a constant, which cannot panic.
#[test]
fn every_exported_function_is_guarded() {
    let functions = exported_functions();
    assert!(!functions.is_empty());

    for (name, function) in functions {
        assert!(
            is_guarded(&function.block) || is_constant(&function.block),
            "{name} is not guarded"
        );
    }
}

#[test]
fn a_function_that_works_outside_its_guard_is_noticed() {
    let careless: syn::ItemFn = syn::parse_quote! {
        fn f() -> hp_status { let key = parse(); unsafe { guard(|_| Ok(key)) } }
    };
    let unguarded: syn::ItemFn = syn::parse_quote! { fn f() -> hp_status { work() } };

    assert!(!is_guarded(&careless.block) && !is_constant(&careless.block));
    assert!(!is_guarded(&unguarded.block) && !is_constant(&unguarded.block));
}

/// Every function with `no_mangle` or `export_name`, by its name.
fn exported_functions() -> Vec<(String, syn::ItemFn)> {
    let mut functions = Vec::new();
    for path in sources(&crate_folder().join("src")) {
        let source = fs::read_to_string(&path).expect("a source can be read");
        let exports = source.matches("no_mangle").count() + source.matches("export_name").count();
        let before = functions.len();
        for item in syn::parse_file(&source)
            .expect("a source can be parsed")
            .items
        {
            if let syn::Item::Fn(function) = item {
                let attributes: String = function
                    .attrs
                    .iter()
                    .map(|attribute| format!("{:?}", attribute.meta))
                    .collect();
                if attributes.contains("no_mangle") || attributes.contains("export_name") {
                    functions.push((function.sig.ident.to_string(), function));
                }
            }
        }
        // An export in a macro, a module or an `extern` block would escape this test and the header.
        assert_eq!(functions.len() - before, exports, "{}", path.display());
    }
    functions
}

/// All files of a folder and of those inside it.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the sources can be listed");
    entries
        .map(|entry| entry.expect("the sources can be listed").path())
        .flat_map(|path| match path.is_dir() {
            true => sources(&path),
            false => vec![path],
        })
        .collect()
}

fn is_guarded(block: &syn::Block) -> bool {
    let mut statements = block
        .stmts
        .iter()
        .filter(|statement| !matches!(statement, syn::Stmt::Item(syn::Item::Const(_))));
    let (Some(syn::Stmt::Expr(expression, None)), None) = (statements.next(), statements.next())
    else {
        return false;
    };
    match expression {
        syn::Expr::Unsafe(inner) => is_guarded(&inner.block),
        syn::Expr::Call(call) => {
            let guard =
                matches!(&*call.func, syn::Expr::Path(function) if function.path.is_ident("guard"));
            let closure = matches!(call.args.first(), Some(syn::Expr::Closure(_)));
            guard && closure && call.args.len() == 1
        }
        _ => false,
    }
}

fn is_constant(block: &syn::Block) -> bool {
    matches!(
        &block.stmts[..],
        [syn::Stmt::Expr(
            syn::Expr::Path(_) | syn::Expr::Lit(_),
            None
        )]
    )
}

fn exported_by_the_library() -> BTreeSet<String> {
    let library = shared_library();
    let output = Command::new("nm")
        .args(["--dynamic", "--defined-only", "--format=posix"])
        .arg(&library)
        .output()
        .expect("`nm`, of binutils, is needed to list what the library exports");
    assert!(
        output.status.success(),
        "nm cannot read {}",
        library.display()
    );
    let listing = String::from_utf8(output.stdout).expect("names are text");
    listing
        .lines()
        .filter_map(|line| line.split(' ').next())
        .map(str::to_owned)
        .collect()
}

/// The shared library, which cargo builds together with the one this test is linked to.
fn shared_library() -> PathBuf {
    let test = env::current_exe().expect("a test knows where it is");
    let folder = test.parent().expect("a test is in a folder");
    let name = format!(
        "{}hyperparameter_capi{}",
        env::consts::DLL_PREFIX,
        env::consts::DLL_SUFFIX
    );
    folder.join(name)
}

/// Words of a declaration and the character after each.
fn words(text: &str) -> impl Iterator<Item = (&str, Option<char>)> {
    let code = text
        .lines()
        .filter(|line| !line.trim_start().starts_with(['*', '/']));
    code.flat_map(|line| {
        let is_word = |character: char| character.is_alphanumeric() || character == '_';
        line.split(move |character| !is_word(character))
            .filter(|word| !word.is_empty())
            .map(move |word| {
                let end = word.as_ptr() as usize - line.as_ptr() as usize + word.len();
                (word, line[end..].chars().next())
            })
    })
}
