package hyperparameter

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Definition is a text key=value, as a command line gives it. It is split at
// its first "="; blanks around the key do not count, and all that follows the
// "=" is untyped text. The text ~key hides the key, as [Unset] does.
//
// Texts are typed by hand, so a key in one may neither begin with "-", "+", a
// quote or a byte order mark, nor hold a blank.
type Definition string

func (d Definition) apply(to *changes, item int) error {
	text := string(d)
	key, value, found := strings.Cut(text, "=")
	key = strings.TrimSpace(key)
	hidden, hides := strings.CutPrefix(key, "~")
	var fault string
	switch {
	case hides && found:
		fault = `it has both a "~" and a "="; write ~key to unset, or key=value to set`
	case hides:
		fault = definitionFault(hidden, "~", "")
	case !found:
		fault = `it has no "="; write key=value`
	case !utf8.ValidString(value):
		fault = "its text is not valid UTF-8"
	default:
		fault = definitionFault(key, "", "="+value)
	}
	switch {
	case fault != "":
		e := failure(ErrDefinition, "", "bad definition %s, item %d: %s", quote(text), item, fault)
		e.Value, e.Origin = text, fmt.Sprintf("item %d", item)
		return e
	case hides:
		to.hide(hidden)
	default:
		to.set[key] = entry{untyped(value), place{text, item}}
	}
	return nil
}

// Marks that shells, editors and lists of options leave in front of a key.
const marks = "-+\"'\ufeff"

// definitionFault says what keeps a text from being the key of a definition, in
// which so much stands before and after it; "" says that it is one.
func definitionFault(key, before, after string) string {
	if key == "" {
		return "it has no key; write key=value"
	}
	if fault := keyFault(key); fault != "" {
		return "its key " + quote(key) + " is invalid: " + fault
	}
	if strings.TrimLeft(key, marks) != key {
		fault := "its key begins with " + quote(firstCharacter(key))
		words := strings.Fields(key) // as in "-D key=value"
		if meant := strings.Trim(words[len(words)-1], marks); meant != "" {
			fault += "; write " + quote(before+meant+after)
		}
		return fault
	}
	if strings.IndexFunc(key, unicode.IsSpace) >= 0 {
		return "its key " + quote(key) + " contains whitespace, which only the key of a mapping may"
	}
	return ""
}

func firstCharacter(text string) string {
	_, size := utf8.DecodeRuneInString(text)
	return text[:size]
}
