package hyperparameter

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const maxKeyBytes = 1024

// checkKey returns an error of class ErrInvalidKey unless text is a key.
func checkKey(text string) error {
	if fault := keyFault(text); fault != "" {
		return failure(ErrInvalidKey, text, "invalid key %s: %s", quote(text), fault)
	}
	return nil
}

// keyFault says what keeps text from being a key; "" says that it is one.
func keyFault(text string) string {
	switch {
	case text == "":
		return "it is empty; a key is one or more segments"
	case len(text) > maxKeyBytes:
		return "it is longer than 1,024 bytes"
	case !utf8.ValidString(text):
		return "it is not valid UTF-8"
	case strings.Contains(text, "="):
		return `it has a "="`
	case strings.IndexFunc(text, unicode.IsControl) >= 0:
		return "it has a control character"
	case text != strings.TrimSpace(text):
		return "it begins or ends with whitespace"
	}
	for segment := range strings.SplitSeq(text, ".") {
		if segment == "" {
			return "a segment is empty; segments are joined by single dots"
		}
	}
	return ""
}

// below tells whether key is prefix or lies below it; everything lies below "".
func below(key, prefix string) bool {
	rest, found := strings.CutPrefix(key, prefix)
	return found && (prefix == "" || rest == "" || rest[0] == '.')
}
