//! Names of types without the paths to them.

/// `Option<Port>` of `core::option::Option<my_service::net::Port>`.
pub(crate) fn without_paths(name: &str) -> String {
    let mut short = String::with_capacity(name.len());
    // Where the identifier that is being read began in `short`.
    let mut segment = 0;
    let mut rest = name.chars().peekable();
    while let Some(c) = rest.next() {
        if c == ':' && rest.next_if_eq(&':').is_some() {
            short.truncate(segment);
            continue;
        }
        short.push(c);
        if !(c.is_alphanumeric() || c == '_') {
            segment = short.len();
        }
    }
    short
}

#[cfg(test)]
mod tests {
    use super::without_paths;

    #[test]
    fn a_type_is_named_without_the_paths_to_it_and_its_arguments() {
        for (name, short) in [
            ("u8", "u8"),
            ("my_service::net::Port", "Port"),
            ("core::option::Option<a::b::Port>", "Option<Port>"),
            ("(a::B, &'static c::D)", "(B, &'static D)"),
            ("[a::B; 3]", "[B; 3]"),
        ] {
            assert_eq!(without_paths(name), short);
        }
    }
}
