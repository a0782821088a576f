package hyperparameter

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"
)

// A Source is a part of what a scope overrides: a [Definition], a [Map],
// [Pairs] or [Untyped].
type Source interface {
	// entries returns what the source sets, as the item of that number.
	entries(item int) (map[string]entry, error)
}

// A Definition is a text key=value, as a command line gives it. It is split at
// its first "="; blanks around the key do not count, and all that follows the
// "=" is untyped text.
type Definition string

// A Map is a mapping of keys to values, which may be mappings in their turn:
// maps with keys of text, of any type, or [Pairs]. As the order of a Go map is
// not defined, it may not set one parameter in two ways.
type Map map[string]any

// Pairs is a mapping whose order counts: of two pairs for one parameter, the
// later wins.
type Pairs []Pair

// A Pair is a key and its value.
type Pair struct {
	Key   string
	Value any
}

// Untyped is a mapping of keys to texts from outside the program, such as
// environment variables, whose kind is decided when they are read.
type Untyped map[string]string

func (d Definition) entries(item int) (map[string]entry, error) {
	text := string(d)
	key, value, found := strings.Cut(text, "=")
	key = strings.TrimSpace(key)
	fault := keyFault(key)
	switch {
	case !found:
		fault = `it has no "="; write key=value`
	case key == "":
		fault = `it has no key before its "="; write key=value`
	case fault != "":
		fault = "its key " + quote(key) + " is invalid: " + fault
	case !utf8.ValidString(value):
		fault = "its text is not valid UTF-8"
	}
	if fault != "" {
		return nil, failure(ErrDefinition, "", "bad definition %s, item %d: %s", quote(text), item, fault)
	}
	return map[string]entry{key: {untyped(value), place{text, item}}}, nil
}

func (m Map) entries(int) (map[string]entry, error)     { return spread("", m, inMapping) }
func (p Pairs) entries(int) (map[string]entry, error)   { return spread("", p, inMapping) }
func (u Untyped) entries(int) (map[string]entry, error) { return spread("", u, inMapping) }

// collect returns what sources set, of which the later win.
func collect(sources []Source) (map[string]entry, error) {
	all := map[string]entry{}
	for i, source := range sources {
		entries, err := source.entries(i + 1)
		if err != nil {
			return nil, err
		}
		maps.Copy(all, entries)
	}
	return all, nil
}

func isMapping(v any) bool {
	if _, ok := v.(Pairs); ok {
		return true
	}
	return v != nil && reflect.TypeOf(v).Kind() == reflect.Map
}

// spread returns what a mapping sets whose keys begin with prefix: "" or a path
// with a dot behind it. One that lies within itself ends where its keys become
// too long.
func spread(prefix string, mapping any, from place) (map[string]entry, error) {
	pairs, ordered := mapping.(Pairs)
	if !ordered {
		var err error
		if pairs, err = pairsOf(prefix, mapping); err != nil {
			return nil, err
		}
	}
	all := map[string]entry{}
	for _, pair := range pairs {
		entries, err := spreadPair(prefix+pair.Key, pair.Value, from)
		if err != nil {
			return nil, err
		}
		for key, entry := range entries {
			if _, twice := all[key]; twice && !ordered {
				return nil, failure(ErrInvalidKey, key,
					"invalid key %s: a map sets it twice, and has no order to say which counts; use Pairs", quote(key))
			}
			all[key] = entry
		}
	}
	return all, nil
}

func spreadPair(key string, value any, from place) (map[string]entry, error) {
	if isMapping(value) && len(key) <= maxKeyBytes {
		entries, err := spread(key+".", value, from)
		if err == nil && len(entries) == 0 {
			err = checkKey(key) // with entries, theirs were checked
		}
		return entries, err
	}
	if err := checkKey(key); err != nil {
		return nil, err
	}
	stored, err := store(value)
	if err != nil {
		return nil, named(err, key, "cannot set %s: %v", key, err)
	}
	return map[string]entry{key: {stored, from}}, nil
}

// pairsOf returns the pairs of a Go map, sorted so that of several faults always
// the same is found.
func pairsOf(prefix string, mapping any) (Pairs, error) {
	_, outside := mapping.(Untyped)
	values := reflect.ValueOf(mapping)
	pairs := make(Pairs, 0, values.Len())
	for iterator := values.MapRange(); iterator.Next(); {
		key := iterator.Key()
		if key.Kind() == reflect.Interface {
			key = key.Elem()
		}
		if key.Kind() != reflect.String {
			return nil, failure(ErrInvalidKey, prefix, "invalid key %v%v: it is no text", prefix, iterator.Key())
		}
		pair := Pair{key.String(), iterator.Value().Interface()}
		if outside {
			pair.Value = untyped(iterator.Value().String())
		}
		pairs = append(pairs, pair)
	}
	slices.SortFunc(pairs, func(a, b Pair) int { return strings.Compare(a.Key, b.Key) })
	return pairs, nil
}
