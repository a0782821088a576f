package hyperparameter

import (
	"context"
	"reflect"
)

// Get returns the parameter converted toward the type of the default, or, where
// it is not set, the default itself. What does not fit is an error of class
// ErrConversion, and never the default.
//
// The types are bool, the integers and floats of Go, *[big.Int], string, []byte,
// slices of these, and any, which takes every value as it is. Elements of slices
// may also be maps. Null fits pointers and any: toward a *int it is nil, and so
// is untyped text that spells null. Every other type takes the host objects that
// are assignable to it.
//
// A []any as default, which is not empty and whose elements are all bools, all
// ints, all floats or all text, asks for elements of that kind.
func Get[T any](ctx context.Context, key string, fallback T) (T, error) {
	value, found, err := lookup[T](ctx, key, elementsOf(fallback))
	if err != nil || found {
		return value, err
	}
	if isMapping(fallback) {
		if err := refuseMapping(ctx, key); err != nil {
			return value, err
		}
	}
	return fallback, nil
}

// refuseMapping returns an error if keys are set below key, which a mapping as
// default would pass over.
func refuseMapping(ctx context.Context, key string) error {
	keys, err := Keys(ctx, key)
	if err != nil || len(keys) == 0 {
		return err
	}
	return failure(ErrConversion, key, "cannot read %s as a mapping: that would ignore %s, which is set; read its parameters one by one",
		key, quote(keys[0]))
}

// Require returns a parameter that has to be set, converted toward T as by
// [Get]. One that is not set is an error of class ErrMissing.
func Require[T any](ctx context.Context, key string) (T, error) {
	value, found, err := Lookup[T](ctx, key)
	if err == nil && !found {
		err = missing(ctx, key)
	}
	return value, err
}

// Lookup returns a parameter, converted toward T as by [Get], and whether it is
// set.
func Lookup[T any](ctx context.Context, key string) (value T, found bool, err error) {
	return lookup[T](ctx, key, nil)
}

func lookup[T any](ctx context.Context, key string, elements reflect.Type) (value T, found bool, err error) {
	entry, found, err := find(ctx, key)
	if err != nil || !found {
		return value, false, err
	}
	target := reflect.ValueOf(&value).Elem()
	if fault := decode(entry.value, target, elements); fault != nil {
		var none T
		return none, true, unreadable(fault, key, target.Type(), entry)
	}
	return value, true, nil
}

// unreadable makes the error about a parameter that is not taken toward t, or of
// which an element is not taken.
func unreadable(err error, key string, t reflect.Type, held entry) error {
	fault := err.(*refusal)
	value := held.value
	if fault.path != "" {
		value, t = fault.value, fault.wanted
	}
	e := failure(fault.class, key, "cannot read %s%s as %s: %s (%v)%s", key, fault.path, nameOf(t), fault.reason, held.place, taken(t))
	e.Value, e.Origin, e.Wanted = fact(value), held.place.String(), nameOf(t)
	return e
}

func find(ctx context.Context, key string) (entry, bool, error) {
	if err := checkKey(key); err != nil {
		return entry{}, false, err
	}
	current, err := at(ctx).current(key)
	if err != nil {
		return entry{}, false, err
	}
	found, ok := current.lookup(key)
	return found, ok, nil
}

// Contains tells whether a parameter is set, also to null.
func Contains(ctx context.Context, key string) (bool, error) {
	_, found, err := find(ctx, key)
	return found, err
}

// Keys lists the full keys that are set at prefix and below it, sorted by code
// points; "" lists all.
func Keys(ctx context.Context, prefix string) ([]string, error) {
	current, err := under(ctx, prefix)
	if err != nil {
		return nil, err
	}
	return current.keys(prefix), nil
}

// An Item is a parameter that is set, untyped text interpreted.
type Item struct {
	Key   string
	Value any
}

// Items lists the parameters at prefix and below it, in the order of [Keys].
func Items(ctx context.Context, prefix string) ([]Item, error) {
	current, err := under(ctx, prefix)
	if err != nil {
		return nil, err
	}
	items := []Item{}
	for _, key := range current.keys(prefix) {
		entry, _ := current.lookup(key)
		value, fault := open(entry.value)
		if fault != nil {
			return nil, unreadable(fault, key, reflect.TypeFor[any](), entry)
		}
		items = append(items, Item{key, value})
	}
	return items, nil
}

func under(ctx context.Context, prefix string) (*frame, error) {
	if prefix != "" {
		if err := checkKey(prefix); err != nil {
			return nil, err
		}
	}
	return at(ctx).current(prefix)
}
