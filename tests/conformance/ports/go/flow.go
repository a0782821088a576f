package hyperparameter

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// A flow reads quoted strings and flow lists of YAML 1.2 that stand on one line:
// the productions of chapter 7, without those that a single line cannot have.
// Comments, mappings, tags, anchors and aliases make the text not well-formed.
type flow struct {
	text string
	at   int
}

// readQuoted returns the text in the quotes, if text is one quoted string.
func readQuoted(text string) (string, bool) {
	r := &flow{text: text}
	content, ok := r.quoted()
	return content, ok && r.at == len(text)
}

// readList returns the elements of text, if it is one flow list: plain ones as
// untyped, quoted ones as string, and lists as []any. One that is beyond a limit
// is an error.
func readList(text string) (list []any, ok bool, err error) {
	r := &flow{text: text, at: 1}
	if !strings.HasPrefix(text, "[") {
		return nil, false, nil
	}
	around := [][]any{{}} // lists that are not closed yet; recursion would let text exhaust the stack
	depth, elements := 1, 0
	complete := false // an element has ended, and only a comma or a bracket may follow
	for {
		r.blanks()
		var element any
		switch c := r.peek(); {
		case c == ']':
			r.at++
			last := len(around) - 1
			element, around = around[last], around[:last]
			if len(around) == 0 {
				if r.at < len(text) {
					return nil, false, nil
				}
				return element.([]any), true, withinLimits(depth, elements)
			}
		case c == ',' && complete:
			r.at++
			complete = false
			continue
		case complete:
			return nil, false, nil
		case c == '[':
			r.at++
			around = append(around, []any{})
			depth = max(depth, len(around))
			continue
		case c == '"' || c == '\'':
			content, ok := r.quoted()
			if !ok {
				return nil, false, nil
			}
			element = content
		default:
			plain := r.plain()
			if plain == "" {
				return nil, false, nil
			}
			element = untyped(plain)
		}
		complete = true
		elements++
		last := len(around) - 1
		around[last] = append(around[last], element)
	}
}

func withinLimits(depth, elements int) error {
	switch {
	case depth > maxDepth:
		return tooDeep()
	case elements > maxElements:
		return tooMany()
	}
	return nil
}

const none = rune(-1)

// peek returns the next character, or none at the end.
func (r *flow) peek() rune {
	if r.at == len(r.text) {
		return none
	}
	c, _ := utf8.DecodeRuneInString(r.text[r.at:])
	return c
}

func (r *flow) blanks() {
	for r.at < len(r.text) && (r.text[r.at] == ' ' || r.text[r.at] == '\t') {
		r.at++
	}
}

// quoted reads a string in quotes of either kind, on one line.
func (r *flow) quoted() (string, bool) {
	quote := r.peek()
	if quote != '"' && quote != '\'' {
		return "", false
	}
	r.at++
	var content strings.Builder
	for {
		c := r.peek()
		if c == none || c < ' ' && c != '\t' {
			return "", false // not closed, or a line break, or what YAML forbids
		}
		r.at += utf8.RuneLen(c)
		switch {
		case c == '\\' && quote == '"':
			escaped, ok := r.escape()
			if !ok {
				return "", false
			}
			content.WriteRune(escaped)
		case c == quote && quote == '\'' && r.peek() == '\'':
			r.at++
			content.WriteByte('\'')
		case c == quote:
			return content.String(), true
		default:
			content.WriteRune(c)
		}
	}
}

var escapes = map[rune]rune{
	'0': 0, 'a': '\a', 'b': '\b', 't': '\t', '\t': '\t', 'n': '\n', 'v': '\v', 'f': '\f',
	'r': '\r', 'e': 0x1b, ' ': ' ', '"': '"', '/': '/', '\\': '\\',
	'N': 0x85, '_': 0xa0, 'L': 0x2028, 'P': 0x2029,
}

// escape reads what stands after a backslash.
func (r *flow) escape() (rune, bool) {
	c := r.peek()
	if c == none {
		return 0, false
	}
	r.at += utf8.RuneLen(c)
	length, numeric := map[rune]int{'x': 2, 'u': 4, 'U': 8}[c]
	if !numeric {
		escaped, ok := escapes[c]
		return escaped, ok
	}
	if len(r.text)-r.at < length {
		return 0, false
	}
	code, err := strconv.ParseUint(r.text[r.at:r.at+length], 16, 32)
	r.at += length
	return rune(code), err == nil && code <= utf8.MaxRune && utf8.ValidRune(rune(code))
}

// plain reads a plain scalar; "" says that there is none.
func (r *flow) plain() string {
	start := r.at
	first := r.peek()
	if strings.ContainsRune("-?:", first) {
		if !plainSafe(r.after(first)) {
			return ""
		}
	} else if strings.ContainsRune(",[]{}#&*!|>'\"%@`", first) || !plainSafe(first) {
		return ""
	}
	r.at += utf8.RuneLen(first)
	end := r.at // behind the last character that is not a blank
	for {
		c := r.peek()
		blank := c == ' ' || c == '\t'
		switch {
		case c == '#' && r.at > end, c == ':' && !plainSafe(r.after(c)), !blank && !plainSafe(c):
			r.at = end
			return r.text[start:end]
		}
		r.at += utf8.RuneLen(c)
		if !blank {
			end = r.at
		}
	}
}

// after returns the character behind c, which is the next one.
func (r *flow) after(c rune) rune {
	behind := flow{r.text, r.at + utf8.RuneLen(c)}
	return behind.peek()
}

// plainSafe is YAML's ns-plain-safe within a flow list: printable, and neither a
// blank nor an indicator of flow.
func plainSafe(c rune) bool {
	switch {
	case strings.ContainsRune(",[]{}", c), c <= ' ', c == 0x7f, c == 0xfeff, c == 0xfffe, c == 0xffff:
		return false
	case 0x80 <= c && c < 0xa0:
		return c == 0x85
	}
	return true
}
