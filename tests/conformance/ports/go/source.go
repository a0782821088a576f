package hyperparameter

import (
	"maps"
	"reflect"
	"slices"
	"strings"
)

// A Source is a part of what a scope overrides: a [Definition], a [Map],
// [Pairs], [Untyped] or [Unset].
type Source interface {
	// apply adds what the source does, as the item of that number.
	apply(to *changes, item int) error
}

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

// Unset hides keys, and everything below them, whatever earlier sources and
// outer scopes set. Later sources and inner scopes may set them again.
type Unset []string

func (m Map) apply(to *changes, _ int) error     { return to.spread(m) }
func (p Pairs) apply(to *changes, _ int) error   { return to.spread(p) }
func (u Untyped) apply(to *changes, _ int) error { return to.spread(u) }

func (c *changes) spread(mapping any) error {
	entries, err := (&spreading{from: inMapping}).mapping("", mapping)
	maps.Copy(c.set, entries)
	return err
}

func (u Unset) apply(to *changes, _ int) error {
	for _, key := range u {
		if err := checkKey(key); err != nil {
			return err
		}
		to.hide(key)
	}
	return nil
}

// collect returns what sources do, of which the later win.
func collect(sources []Source) (changes, error) {
	all := changes{set: map[string]entry{}}
	for i, source := range sources {
		if err := source.apply(&all, i+1); err != nil {
			return changes{}, err
		}
	}
	return all, nil
}

func isMapping(v any) bool {
	if _, ok := v.(Pairs); ok {
		return true
	}
	return v != nil && reflect.TypeOf(v).Kind() == reflect.Map
}

// A spreading makes keys of a mapping, and counts what is at their ends: one that
// has itself for a value twice would grow without end.
type spreading struct {
	from place
	ends int
}

// mapping returns what a mapping sets whose keys begin with prefix: "" or a path
// with a dot behind it. One that lies within itself ends where its keys become
// too long.
func (s *spreading) mapping(prefix string, mapping any) (map[string]entry, error) {
	pairs, ordered := mapping.(Pairs)
	if !ordered {
		var err error
		if pairs, err = pairsOf(mapping); err != nil {
			return nil, failure(ErrInvalidKey, prefix, "invalid key %s: %v", quote(prefix), err)
		}
	}
	all := map[string]entry{}
	for _, pair := range pairs {
		entries, err := s.pair(prefix+pair.Key, pair.Value)
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

func (s *spreading) pair(key string, value any) (map[string]entry, error) {
	nested := isMapping(value) && len(key) <= maxKeyBytes
	if nested {
		entries, err := s.mapping(key+".", value)
		if err != nil || len(entries) > 0 {
			return entries, err
		}
	}
	if err := checkKey(key); err != nil {
		return nil, err
	}
	if s.ends++; s.ends > maxElements {
		return nil, failure(ErrLimit, key, "a mapping sets more than %d parameters", maxElements)
	}
	if nested {
		return nil, nil // an empty mapping sets nothing
	}
	stored, err := store(value)
	if err != nil {
		fault := err.(*refusal)
		return nil, failure(fault.class, key, "cannot set %s%s: %s", key, fault.path, fault.reason)
	}
	return map[string]entry{key: {stored, s.from}}, nil
}

// pairsOf returns the pairs of a Go map, sorted so that of several faults always
// the same is found; a key that is no text is refused.
func pairsOf(mapping any) (Pairs, error) {
	_, outside := mapping.(Untyped)
	values := reflect.ValueOf(mapping)
	pairs := make(Pairs, 0, values.Len())
	for iterator := values.MapRange(); iterator.Next(); {
		key := iterator.Key()
		if key.Kind() == reflect.Interface {
			key = key.Elem()
		}
		if key.Kind() != reflect.String {
			return nil, refuse("a key of the mapping is no text: %v", iterator.Key())
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
