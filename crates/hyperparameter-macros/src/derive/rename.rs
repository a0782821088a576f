//! `rename_all`: how names of Rust become names that are read, as serde's attribute does it.

use syn::{Error, LitStr, Result};

/// How the words of a name are written.
#[derive(Clone, Copy)]
pub(crate) enum Rename {
    Exact,
    Lower,
    Upper,
    Pascal,
    Camel,
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
}

const RULES: [(&str, Rename); 8] = [
    ("lowercase", Rename::Lower),
    ("UPPERCASE", Rename::Upper),
    ("PascalCase", Rename::Pascal),
    ("camelCase", Rename::Camel),
    ("snake_case", Rename::Snake),
    ("SCREAMING_SNAKE_CASE", Rename::ScreamingSnake),
    ("kebab-case", Rename::Kebab),
    ("SCREAMING-KEBAB-CASE", Rename::ScreamingKebab),
];

impl Rename {
    pub(crate) fn parse(text: &LitStr) -> Result<Rename> {
        let rule = RULES.iter().find(|(name, _)| *name == text.value());
        rule.map(|(_, rule)| *rule).ok_or_else(|| {
            let names = RULES.map(|(name, _)| format!("{name:?}")).join(", ");
            Error::new(text.span(), format!("expected one of {names}"))
        })
    }

    /// The name of a variant, whose words begin with capitals.
    pub(crate) fn variant(self, name: &str) -> String {
        let mut words: Vec<String> = Vec::new();
        for c in name.chars() {
            match words.last_mut() {
                Some(word) if !c.is_uppercase() => word.push(c),
                _ => words.push(c.into()),
            }
        }
        self.joined(name, &words)
    }

    /// The name of a field, whose words have underscores between them.
    pub(crate) fn field(self, name: &str) -> String {
        let words: Vec<String> = name.split('_').map(str::to_owned).collect();
        match self {
            // They only change the letters, and leave the underscores.
            Rename::Lower => name.to_lowercase(),
            Rename::Upper => name.to_uppercase(),
            _ => self.joined(name, &words),
        }
    }

    fn joined(self, name: &str, words: &[String]) -> String {
        let lower = || words.iter().map(|word| word.to_lowercase());
        let upper = || words.iter().map(|word| word.to_uppercase());
        match self {
            Rename::Exact => name.to_owned(),
            Rename::Lower => lower().collect(),
            Rename::Upper => upper().collect(),
            Rename::Pascal => lower().map(|word| capital(&word)).collect(),
            Rename::Camel => {
                let pascal: String = lower().map(|word| capital(&word)).collect();
                let mut letters = pascal.chars();
                let first = letters.next().map(|c| c.to_lowercase().to_string());
                first.unwrap_or_default() + letters.as_str()
            }
            Rename::Snake => lower().collect::<Vec<_>>().join("_"),
            Rename::ScreamingSnake => upper().collect::<Vec<_>>().join("_"),
            Rename::Kebab => lower().collect::<Vec<_>>().join("-"),
            Rename::ScreamingKebab => upper().collect::<Vec<_>>().join("-"),
        }
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_as_serde_writes_them() {
        for (rule, variant, field) in [
            (Rename::Exact, "VeryFast", "very_fast"),
            (Rename::Lower, "veryfast", "very_fast"),
            (Rename::Upper, "VERYFAST", "VERY_FAST"),
            (Rename::Pascal, "VeryFast", "VeryFast"),
            (Rename::Camel, "veryFast", "veryFast"),
            (Rename::Snake, "very_fast", "very_fast"),
            (Rename::ScreamingSnake, "VERY_FAST", "VERY_FAST"),
            (Rename::Kebab, "very-fast", "very-fast"),
            (Rename::ScreamingKebab, "VERY-FAST", "VERY-FAST"),
        ] {
            assert_eq!(rule.variant("VeryFast"), variant);
            assert_eq!(rule.field("very_fast"), field);
        }
    }
}
