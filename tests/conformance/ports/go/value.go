package hyperparameter

import (
	"bytes"
	"fmt"
	"math/big"
	"reflect"
	"unicode/utf8"
)

// In a frame a value is nil, a bool, an int64, a *big.Int beyond 64 bits, a
// float64, a string, a []byte, a []any of these, an object or untyped text. In a
// list it may also be a mapping.
type (
	untyped string
	object  struct{ value any }
	mapping map[string]any
)

const (
	maxDepth    = 128
	maxElements = 1_000_000
)

var bigInt = reflect.TypeFor[*big.Int]()

// isValue tells whether Go values of the type t are values, other than host
// objects. Types with a name of their own are not: what they mean would be lost.
func isValue(t reflect.Type) bool {
	if t == bigInt {
		return true
	}
	if t.PkgPath() != "" {
		return false
	}
	switch t.Kind() {
	case reflect.Bool, reflect.String, reflect.Float32, reflect.Float64,
		reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return true
	case reflect.Slice:
		return isElement(t.Elem())
	}
	return false
}

// isElement tells whether Go values of the type t may be in a list of values.
func isElement(t reflect.Type) bool {
	return isAny(t) || isValue(t) || isMap(t) || t == reflect.TypeFor[Pairs]()
}

func isAny(t reflect.Type) bool {
	return t.Kind() == reflect.Interface && t.NumMethod() == 0
}

func isMap(t reflect.Type) bool {
	return t.Kind() == reflect.Map && (isAny(t.Key()) || t.Key().Kind() == reflect.String)
}

// store returns the form of v that a frame holds, which shares nothing with v
// that can change, except what is inside a host object.
func store(v any) (any, error) { return new(intake).value(v, 0) }

// An intake copies a value, and counts the elements of all lists and mappings in
// it: one that has itself for an element twice would grow without end.
type intake struct{ elements int }

func (in *intake) value(v any, depth int) (any, error) {
	switch v := v.(type) {
	case nil, bool, int64, float64:
		return v, nil
	case string, untyped:
		return v, checkText(spelling(v))
	case []byte:
		return append([]byte{}, v...), nil
	case *big.Int:
		if v == nil {
			return nil, nil
		}
		return integer(v), nil
	}
	t := reflect.TypeOf(v)
	if !isMapping(v) && !isValue(t) {
		return object{v}, nil
	}
	switch r := reflect.ValueOf(v); {
	case r.CanInt():
		return r.Int(), nil
	case r.CanUint():
		return integer(new(big.Int).SetUint64(r.Uint())), nil
	case r.CanFloat():
		return r.Float(), nil
	case depth == maxDepth:
		return nil, tooDeep()
	case isMapping(v):
		return in.mapping(v, depth+1)
	default:
		return in.list(v, r, depth+1)
	}
}

func checkText(text string) error {
	if utf8.ValidString(text) {
		return nil
	}
	return refuse("%s is not valid UTF-8, and text is Unicode; only bytes can hold it", quote(text))
}

// element takes one more element of a list or mapping at that depth.
func (in *intake) element(v any, depth int) (any, error) {
	if in.elements++; in.elements > maxElements {
		return nil, tooMany()
	}
	return in.value(v, depth)
}

// A list or mapping with an object in it is an object itself.
func (in *intake) list(list any, elements reflect.Value, depth int) (any, error) {
	stored := make([]any, elements.Len())
	for i := range stored {
		value, err := in.element(elements.Index(i).Interface(), depth)
		if err != nil {
			return nil, within(err, i, nil, nil)
		}
		if _, opaque := value.(object); opaque {
			return object{list}, nil
		}
		stored[i] = value
	}
	return stored, nil
}

func (in *intake) mapping(entries any, depth int) (any, error) {
	pairs, ordered := entries.(Pairs)
	if !ordered {
		var err error
		if pairs, err = pairsOf(entries); err != nil {
			return object{entries}, nil // its keys are no text
		}
	}
	stored := make(mapping, len(pairs))
	for _, pair := range pairs {
		if err := checkText(pair.Key); err != nil {
			return nil, err
		}
		if _, twice := stored[pair.Key]; twice {
			return nil, refuse("a mapping in it has the key %s twice", quote(pair.Key))
		}
		value, err := in.element(pair.Value, depth)
		if err != nil {
			return nil, within(err, pair.Key, nil, nil)
		}
		if _, opaque := value.(object); opaque {
			return object{entries}, nil
		}
		stored[pair.Key] = value
	}
	return stored, nil
}

// integer returns an int64 where it holds z, or else a copy.
func integer(z *big.Int) any {
	if z.IsInt64() {
		return z.Int64()
	}
	return new(big.Int).Set(z)
}

// open returns a stored value as a reader without a wanted type gets it:
// untyped text interpreted, an object as it was put in, the rest copied.
func open(stored any) (any, error) {
	switch v := stored.(type) {
	case untyped:
		return interpret(string(v))
	case object:
		return v.value, nil
	case *big.Int:
		return new(big.Int).Set(v), nil
	case []byte:
		return bytes.Clone(v), nil
	case []any:
		list := make([]any, len(v))
		for i, element := range v {
			opened, err := open(element)
			if err != nil {
				return nil, err
			}
			list[i] = opened
		}
		return list, nil
	case mapping:
		entries := make(map[string]any, len(v))
		for key, element := range v {
			opened, err := open(element)
			if err != nil {
				return nil, err
			}
			entries[key] = opened
		}
		return entries, nil
	}
	return stored, nil
}

// fact returns a stored value as an error carries it: as it was set.
func fact(stored any) any {
	switch v := stored.(type) {
	case untyped:
		return string(v)
	case object:
		return describe(v)
	case []any:
		list := make([]any, len(v))
		for i, element := range v {
			list[i] = fact(element)
		}
		return list
	case mapping:
		entries := make(map[string]any, len(v))
		for key, element := range v {
			entries[key] = fact(element)
		}
		return entries
	case []byte:
		return bytes.Clone(v)
	case *big.Int:
		return new(big.Int).Set(v)
	}
	return stored
}

// describe writes a stored value as a message shows it.
func describe(stored any) string {
	switch v := stored.(type) {
	case nil:
		return "null"
	case string:
		return quote(v)
	case untyped:
		return quote(string(v))
	case float64:
		return spellFloat(v)
	case []byte:
		return fmt.Sprintf("bytes (%d)", len(v))
	case []any:
		return fmt.Sprintf("a list (of %d)", len(v))
	case mapping:
		return fmt.Sprintf("a mapping (of %d)", len(v))
	case object:
		return fmt.Sprintf("an object of type %T", v.value)
	}
	return fmt.Sprint(stored)
}
