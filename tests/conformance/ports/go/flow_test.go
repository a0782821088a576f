package hyperparameter

import (
	"reflect"
	"testing"
)

func TestAFlowListHasTheElementsOfYAML(t *testing.T) {
	word := func(texts ...string) []any {
		list := []any{}
		for _, text := range texts {
			list = append(list, untyped(text))
		}
		return list
	}
	for text, expected := range map[string][]any{
		"[]":                   {},
		"[\t]":                 {},
		"[a]":                  word("a"),
		"[ a ,b\t]":            word("a", "b"),
		"[a,]":                 word("a"),
		"[a b \t c]":           word("a b \t c"),
		"[-1, ?a, :a, ::a]":    word("-1", "?a", ":a", "::a"),
		"[a:b, http://x:80/y]": word("a:b", "http://x:80/y"),
		"[a :b, a#b]":          word("a :b", "a#b"),
		"[..., ---, =, <a, $]": word("...", "---", "=", "<a", "$"),
		"[a'b, a\"b, a&b, a!]": word("a'b", `a"b`, "a&b", "a!"),
		"[a\u0085b\u2028c]":    word("a\u0085b\u2028c"),
		`["a, b", ']', '''']`:  {"a, b", "]", "'"},
		"[[], [a], [[b]]]":     {[]any{}, word("a"), []any{word("b")}},
		"[\"a\" ,\t'b' ]":      {"a", "b"},
	} {
		list, ok, _ := readList(text)
		if !ok || !reflect.DeepEqual(expected, list) {
			t.Errorf("%s: expected %#v, got %#v, %v", text, expected, list, ok)
		}
	}
}

func TestWhatIsNotOneFlowListOnOneLineIsNone(t *testing.T) {
	for _, text := range []string{
		"", "[", "]", "[a", "[a]]", "[a][b]", "[a] ", " [a]", "[a]b", "[a]: b", "[a] # c", "[,]", "[,a]", "[a,,b]", "[a,\nb]", "[\r]",
		"[a: b]", "[a:]", "[:]", "[\"a\":b]", "[? a]", "[?]", "[-]", "[- a]", "[{}]", "[{a: b}]", "[a{b]", "[a[b]]", "[[a]b]", `["a"b]`,
		"[&a b]", "[*a]", "[!a b]", "[!!str 1]", "[|]", "[>a]", "[%a]", "[@a]", "[`a]", "[#a]", "[a #b]", "[a # b]",
		"[\x01]", "[a\x7f]", "[\u0080]", "[\ufeff]", "[a\uffff]", `["a]`, "['a]", `["\q"]`,
	} {
		if list, ok, _ := readList(text); ok {
			t.Errorf("%q is taken for the list %#v", text, list)
		}
	}
}

func TestQuotesFollowYAML(t *testing.T) {
	for text, expected := range map[string]string{
		`""`:                           "",
		`''`:                           "",
		`'it''s \n'`:                   `it's \n`,
		`"\0\a\b\t\n\v\f\r\e\ \"\/\\"`: "\x00\a\b\t\n\v\f\r\x1b \"/\\",
		"\"\\\t\t\"":                   "\t\t",
		`"\N\_\L\P"`:                   "\u0085\u00a0\u2028\u2029",
		`"\x41\u00e9\U0001F600"`:       "Aé😀",
		"\"\x7f\u0085\ufeff\"":         "\x7f\u0085\ufeff",
	} {
		if content, ok := readQuoted(text); !ok || expected != content {
			t.Errorf("%s: expected %q, got %q, %v", text, expected, content, ok)
		}
	}
	for _, text := range []string{
		"", "a", `"`, `'`, `"a`, `'a''`, `"a"b`, `"a" `, `"a""b"`, `"\q"`, `"\x4"`, `"\x+1"`, `"\u00e"`, `"\ud800"`, `"\ud83d\ude00"`,
		`"\U00110000"`, "\"a\nb\"", "\"\\\n\"", "'\r'", "\"\x01\"", "'\x00'", `"\"`,
	} {
		if content, ok := readQuoted(text); ok {
			t.Errorf("%q is taken for the quoted text %q", text, content)
		}
	}
}
