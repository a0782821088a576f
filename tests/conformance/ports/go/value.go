package hyperparameter

import (
	"bytes"
	"fmt"
	"math/big"
	"reflect"
	"unicode/utf8"
)

// In a frame a value is nil, a bool, an int64, a *big.Int beyond 64 bits, a
// float64, a string, a []byte, a []any of these, an object or untyped text.
type (
	untyped string
	object  struct{ value any }
)

const maxDepth = 128

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
		return isAny(t.Elem()) || isValue(t.Elem())
	}
	return false
}

func isAny(t reflect.Type) bool {
	return t.Kind() == reflect.Interface && t.NumMethod() == 0
}

// store returns the form of v that a frame holds, which shares nothing with v
// that can change, except what is inside a host object.
func store(v any) (any, error) { return storeAt(v, 0) }

func storeAt(v any, depth int) (any, error) {
	switch v := v.(type) {
	case nil, bool, int64, float64:
		return v, nil
	case string, untyped:
		if !utf8.ValidString(spelling(v)) {
			return nil, refuse("%s is not valid UTF-8, and text is Unicode; only bytes can hold it", describe(v))
		}
		return v, nil
	case []byte:
		return append([]byte{}, v...), nil
	case *big.Int:
		if v == nil {
			return nil, nil
		}
		return integer(v), nil
	}
	t := reflect.TypeOf(v)
	if !isValue(t) {
		return object{v}, nil
	}
	switch r := reflect.ValueOf(v); {
	case r.CanInt():
		return r.Int(), nil
	case r.CanUint():
		return integer(new(big.Int).SetUint64(r.Uint())), nil
	case r.CanFloat():
		return r.Float(), nil
	default:
		return storeList(v, r, depth+1)
	}
}

func storeList(list any, elements reflect.Value, depth int) (any, error) {
	if depth > maxDepth {
		return nil, tooDeep()
	}
	stored := make([]any, elements.Len())
	for i := range stored {
		element := elements.Index(i).Interface()
		if isMapping(element) {
			return object{list}, nil
		}
		value, err := storeAt(element, depth)
		if err != nil {
			return nil, within(err, i)
		}
		if _, opaque := value.(object); opaque {
			return object{list}, nil
		}
		stored[i] = value
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
				return nil, within(err, i)
			}
			list[i] = opened
		}
		return list, nil
	}
	return stored, nil
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
	case object:
		return fmt.Sprintf("an object of type %T", v.value)
	}
	return fmt.Sprint(stored)
}
