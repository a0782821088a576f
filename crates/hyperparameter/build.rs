//! Nothing to build: Cargo asks for a build script where a package has `links`, which is there so
//! that no program has two versions of this crate.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
}
