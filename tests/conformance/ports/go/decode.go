package hyperparameter

import (
	"math/big"
	"reflect"
)

// decode converts a stored value toward the type of target, and sets it.
func decode(stored any, target reflect.Value) error {
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
	optional := t.Kind() == reflect.Pointer && t != bigInt && isValue(t.Elem())
	text := optional && t.Elem().Kind() == reflect.String
	if canBeAbsent(t) && isNull(stored, text) {
		target.SetZero()
		return nil
	}
	if optional {
		present := reflect.New(t.Elem())
		target.Set(present)
		return decode(stored, present.Elem())
	}
	if !isValue(t) {
		return refuse("%s", describe(stored))
	}
	return decodeValue(stored, target)
}

// canBeAbsent tells whether nil of the type t says that a value is null, and
// cannot be mistaken for another value.
func canBeAbsent(t reflect.Type) bool {
	return t.Kind() == reflect.Pointer || t.Kind() == reflect.Interface
}

func isNull(stored any, towardText bool) bool {
	text, ok := stored.(untyped)
	return stored == nil || ok && !towardText && spellsNull(string(text))
}

func decodeValue(stored any, target reflect.Value) error {
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
	case t.Elem().Kind() == reflect.Uint8:
		value, err := toBytes(stored)
		target.SetBytes(value)
		return err
	}
	return decodeList(stored, target)
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

func decodeList(stored any, target reflect.Value) error {
	elements, err := toList(stored)
	if err != nil {
		return err
	}
	list := reflect.MakeSlice(target.Type(), len(elements), len(elements))
	for i, element := range elements {
		if err := decode(element, list.Index(i)); err != nil {
			return within(err, i)
		}
	}
	target.Set(list)
	return nil
}

// taken says what is taken toward the type t, for the message of an error.
func taken(t reflect.Type) string {
	if t.Kind() == reflect.Pointer && isValue(t.Elem()) {
		t = t.Elem()
	}
	kind := t.Kind()
	switch {
	case t == bigInt:
		return "; an int is an integer, an integral float, or a text such as 64 or 1e3"
	case !isValue(t):
		return ""
	case kind == reflect.Bool:
		return "; a bool is a bool, 0 or 1, or a text such as true, no or off"
	case kind == reflect.String:
		return "; text is text, a bool, an int or a float"
	case kind == reflect.Float32, kind == reflect.Float64:
		return "; a float is a float, an int that it holds exactly, or a text such as 5e-4"
	case kind == reflect.Slice && t.Elem().Kind() == reflect.Uint8:
		return "; bytes are only bytes"
	case kind == reflect.Slice:
		return "; a list is a list, or untyped text such as [1, 2]"
	}
	return "; an int is an integer in the range of its type, an integral float, or a text such as 64 or 1e3"
}
