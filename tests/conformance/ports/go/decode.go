package hyperparameter

import (
	"math/big"
	"reflect"
)

// decode converts a stored value toward the type of target, and sets it. The
// elements of a list toward a []any are converted toward the type elements,
// where there is one.
func decode(stored any, target reflect.Value, elements reflect.Type) error {
	t := target.Type()
	if isAny(t) {
		value, err := open(stored)
		if err == nil && value != nil {
			target.Set(reflect.ValueOf(value))
		}
		return err
	}
	if held, ok := stored.(object); ok {
		value := reflect.ValueOf(held.value)
		if !value.Type().AssignableTo(t) {
			return refuse("%s", describe(stored))
		}
		target.Set(value)
		return nil
	}
	if canBeAbsent(t) && isNull(stored) {
		target.SetZero()
		return nil
	}
	switch {
	case isOptional(t):
		present := reflect.New(t.Elem())
		target.Set(present)
		return decode(stored, present.Elem(), elements)
	case isMap(t):
		return decodeMapping(stored, target)
	case !isValue(t):
		return refuse("%s", describe(stored))
	case t.Kind() == reflect.Slice && t.Elem().Kind() != reflect.Uint8:
		return decodeList(stored, target, elements)
	}
	return decodeScalar(stored, target)
}

// canBeAbsent tells whether nil of the type t says that a value is null, and
// cannot be mistaken for another value.
func canBeAbsent(t reflect.Type) bool {
	return t.Kind() == reflect.Pointer || t.Kind() == reflect.Interface
}

// isOptional tells whether the type t is a value of another type, or nil.
func isOptional(t reflect.Type) bool {
	return t.Kind() == reflect.Pointer && t != bigInt && isValue(t.Elem())
}

func isNull(stored any) bool {
	text, ok := stored.(untyped)
	return stored == nil || ok && spellsNull(string(text))
}

func decodeScalar(stored any, target reflect.Value) error {
	switch t := target.Type(); {
	case t == bigInt:
		value, err := toInt(stored)
		if err == nil {
			target.Set(reflect.ValueOf(wide(value)))
		}
		return err
	case t.Kind() == reflect.Bool:
		value, err := toBool(stored)
		target.SetBool(value)
		return err
	case target.CanInt() || target.CanUint():
		return decodeInt(stored, target)
	case target.CanFloat():
		value, err := toFloat(stored, t.Bits())
		target.SetFloat(value)
		return err
	case t.Kind() == reflect.String:
		value, err := toText(stored)
		target.SetString(value)
		return err
	default:
		value, err := toBytes(stored)
		target.SetBytes(value)
		return err
	}
}

func wide(value any) *big.Int {
	if z, ok := value.(*big.Int); ok {
		return new(big.Int).Set(z)
	}
	return big.NewInt(value.(int64))
}

func decodeInt(stored any, target reflect.Value) error {
	value, err := toInt(stored)
	if err != nil {
		return err
	}
	z := wide(value)
	switch {
	case target.CanInt() && z.IsInt64() && !target.OverflowInt(z.Int64()):
		target.SetInt(z.Int64())
	case target.CanUint() && z.IsUint64() && !target.OverflowUint(z.Uint64()):
		target.SetUint(z.Uint64())
	default:
		return refuse("%s is out of range", describe(stored))
	}
	return nil
}

func decodeList(stored any, target reflect.Value, elements reflect.Type) error {
	list, err := toList(stored)
	if err != nil {
		return err
	}
	t := target.Type().Elem()
	decoded := reflect.MakeSlice(target.Type(), len(list), len(list))
	for i, element := range list {
		slot, wanted := decoded.Index(i), t
		if isAny(t) && elements != nil {
			wanted = elements
			err = decodeLike(element, slot, elements)
		} else {
			err = decode(element, slot, nil)
		}
		if err != nil {
			return within(err, i, element, wanted)
		}
	}
	target.Set(decoded)
	return nil
}

// decodeLike converts an element toward a type that target, an any, does not
// tell. A null stays null, and toward text the word for it is a word.
func decodeLike(stored any, target reflect.Value, t reflect.Type) error {
	if stored == nil || t.Kind() != reflect.String && isNull(stored) {
		return nil
	}
	value := reflect.New(t).Elem()
	err := decode(stored, value, nil)
	if z, ok := value.Interface().(*big.Int); ok && err == nil {
		value = reflect.ValueOf(integer(z))
	}
	target.Set(value)
	return err
}

// elementsOf returns the type that a default asks of the elements of a list, if
// it is a []any: the one that all of its own are of, where that is a bool, an
// int, a float or text; else nil.
func elementsOf(fallback any) reflect.Type {
	if list, ok := fallback.(*[]any); ok && list != nil {
		fallback = *list
	}
	list, _ := fallback.([]any)
	var common reflect.Type
	for _, element := range list {
		t := kindOf(element)
		if t == nil || common != nil && t != common {
			return nil
		}
		common = t
	}
	return common
}

func kindOf(element any) reflect.Type {
	switch stored, _ := store(element); stored.(type) {
	case bool:
		return reflect.TypeFor[bool]()
	case int64, *big.Int:
		return bigInt
	case float64:
		return reflect.TypeFor[float64]()
	case string:
		return reflect.TypeFor[string]()
	}
	return nil
}

func decodeMapping(stored any, target reflect.Value) error {
	entries, ok := stored.(mapping)
	t := target.Type()
	if !ok || isAny(t.Key()) {
		return refuse("%s", describe(stored))
	}
	decoded := reflect.MakeMapWithSize(t, len(entries))
	for key, element := range entries {
		value := reflect.New(t.Elem()).Elem()
		if err := decode(element, value, nil); err != nil {
			return within(err, key, element, t.Elem())
		}
		decoded.SetMapIndex(reflect.ValueOf(key).Convert(t.Key()), value)
	}
	target.Set(decoded)
	return nil
}

// nameOf says what is wanted, for the message of an error.
func nameOf(t reflect.Type) string {
	switch {
	case isAny(t):
		return "a value"
	case t == bigInt:
		return "int"
	}
	return t.String()
}

// taken says what is taken toward the type t, for the message of an error.
func taken(t reflect.Type) string {
	if t.Kind() == reflect.Pointer && isValue(t.Elem()) {
		t = t.Elem()
	}
	kind := t.Kind()
	switch {
	case t == bigInt:
		return "; expected an integer, an integral float, or a string such as 64 or 1e3"
	case !isValue(t):
		return ""
	case kind == reflect.Bool:
		return "; expected a bool, 0, 1, or a string such as true, no, off"
	case kind == reflect.String:
		return "; expected a string, a bool, an int or a float"
	case kind == reflect.Float32, kind == reflect.Float64:
		return "; expected a float, an int that a float can represent exactly, or a string such as 5e-4"
	case kind == reflect.Slice && t.Elem().Kind() == reflect.Uint8:
		return "; expected bytes"
	case kind == reflect.Slice:
		return "; expected a list, or an untyped string such as [1, 2]"
	}
	return "; expected an integer in the range of the type, an integral float, or a string such as 64 or 1e3"
}
