package hyperparameter_test

import (
	"context"
	"math"
	"math/big"
	"testing"
	"time"

	hp "github.com/hyperparameter/hyperparameter/tests/conformance/ports/go"
)

func TestEveryKindIsReadBackAsItWasSet(t *testing.T) {
	beyond := new(big.Int).Lsh(big.NewInt(1), 70)
	for _, c := range []struct {
		name          string
		set, expected any
	}{
		{"nil is null", nil, nil},
		{"a bool", true, true},
		{"an int is an int64", 64, int64(64)},
		{"a small unsigned int is an int64", uint8(64), int64(64)},
		{"a uint64 beyond int64 is exact", uint64(math.MaxUint64), new(big.Int).SetUint64(math.MaxUint64)},
		{"a big int is exact", beyond, beyond},
		{"a big int that fits is an int64", big.NewInt(64), int64(64)},
		{"no big int is null", (*big.Int)(nil), nil},
		{"a float32 keeps its value", float32(0.5), 0.5},
		{"a float64", 0.1, 0.1},
		{"text", "a\x00é😀", "a\x00é😀"},
		{"bytes", []byte{0, 0xff}, []byte{0, 0xff}},
		{"no bytes are empty bytes", []byte(nil), []byte{}},
		{"a slice is a list", []int{1, 2}, []any{int64(1), int64(2)}},
		{"lists nest", []any{nil, []string{"a"}}, []any{nil, []any{"a"}}},
		{"an empty slice is an empty list", []float64(nil), []any{}},
		{"a named type is a host object", time.Second, time.Second},
		{"a list with a named type is a host object", []any{1, time.Second}, []any{1, time.Second}},
		{"a mapping in a list is a value", []any{map[string]int{"": 1}, 2}, []any{map[string]any{"": int64(1)}, int64(2)}},
		{"every map with keys of text is a mapping", []hp.Map{{"a.": hp.Untyped{"b": "007"}}}, []any{map[string]any{"a.": map[string]any{"b": int64(7)}}}},
		{"pairs in a list are a mapping", []hp.Pairs{{{"a", nil}}}, []any{map[string]any{"a": nil}}},
		{"a list with a map without keys of text is a host object", []any{map[int]int{1: 1}}, []any{map[int]int{1: 1}}},
		{"a list with an object in a mapping is a host object", []any{hp.Map{"a": time.Second}}, []any{hp.Map{"a": time.Second}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx := enter(t, context.Background(), hp.Map{"a": c.set})

			expect[any](t, ctx, "a", c.expected, "unset")
		})
	}
}

func TestAHostObjectIsTheVerySame(t *testing.T) {
	type model struct{ width int }
	first, second := &model{1}, &model{1}
	ctx := enter(t, context.Background(), hp.Map{"a": first})

	if got := read(t, ctx, "a", second); got != first {
		t.Errorf("not the object that was put in: %p, %p", first, got)
	}
	if got := read[any](t, ctx, "a", nil); got != any(first) {
		t.Errorf("not the object that was put in: %p, %v", first, got)
	}
}

func TestListsAndBytesAreCopiedInAndOut(t *testing.T) {
	list, raw, big1 := []any{[]int{1}, hp.Map{"b": []int{1}}}, []byte("x"), new(big.Int).Lsh(big.NewInt(1), 70)
	wide := new(big.Int).Set(big1)
	ctx := enter(t, context.Background(), hp.Map{"list": list, "raw": raw, "big": big1})
	list[0].([]int)[0], raw[0] = 2, 'y'
	list[1].(hp.Map)["b"].([]int)[0] = 2
	big1.SetInt64(0)

	read[any](t, ctx, "list", nil).([]any)[0].([]any)[0] = 3
	read[any](t, ctx, "list", nil).([]any)[1].(map[string]any)["b"] = 3
	read(t, ctx, "raw", []byte{})[0] = 'z'
	read(t, ctx, "big", &big.Int{}).SetInt64(1)
	read[any](t, ctx, "big", nil).(*big.Int).SetInt64(1)

	expect(t, ctx, "list", []any{[]any{int64(1)}, map[string]any{"b": []any{int64(1)}}}, nil)
	expect(t, ctx, "raw", []byte("x"), nil)
	expect(t, ctx, "big", wide, nil)
}

func TestAMappingSetsTheKeysBelow(t *testing.T) {
	ctx := enter(t, context.Background(), hp.Map{
		"a": map[string]map[string]int{"b": {"c": 1}},
		"d": map[any]any{"e.f": 2},
		"g": hp.Pairs{{"h", 3}},
		"i": hp.Untyped{"j": "007"},
		"k": map[string]int{},
	})

	keys, err := hp.Keys(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	if len(keys) != 4 {
		t.Errorf("expected four keys, got %q", keys)
	}
	expect(t, ctx, "a.b.c", 1, 7)
	expect(t, ctx, "d.e.f", 2, 7)
	expect(t, ctx, "g.h", 3, 7)
	expect(t, ctx, "i.j", "007", "unset")
}

func TestAMappingThatCannotBeSetIsRefused(t *testing.T) {
	circle := map[string]any{}
	circle["a"] = map[string]any{"b": circle}
	pairs := hp.Pairs{{"a", nil}}
	pairs[0].Value = pairs
	deep := any(1)
	for range 200 {
		deep = []any{deep}
	}
	many := any([]any{})
	for range 22 {
		many = []any{many, many}
	}
	doubled := hp.Map{}
	for range 20 {
		doubled = hp.Map{"a": doubled, "b": doubled}
	}
	list := []any{nil}
	list[0] = list
	for _, c := range []struct {
		name   string
		source hp.Source
		class  error
	}{
		{"a key that is no text", hp.Map{"a": map[int]int{1: 1}}, hp.ErrInvalidKey},
		{"an empty key of a nested mapping", hp.Map{"": map[string]int{"a": 1}}, hp.ErrInvalidKey},
		{"an empty key in a nested mapping", hp.Map{"a": map[string]int{"": 1}}, hp.ErrInvalidKey},
		{"an invalid key of an empty mapping", hp.Map{"a..b": map[string]int{}}, hp.ErrInvalidKey},
		{"a mapping within itself", hp.Map(circle), hp.ErrInvalidKey},
		{"pairs within themselves", pairs, hp.ErrInvalidKey},
		{"one key twice in a map without order", hp.Map{"a.b": 1, "a": hp.Map{"b": 2}}, hp.ErrInvalidKey},
		{"text that is not UTF-8", hp.Map{"a": "\xff"}, hp.ErrConversion},
		{"text in a list that is not UTF-8", hp.Map{"a": []string{"\xff"}}, hp.ErrConversion},
		{"untyped text that is not UTF-8", hp.Untyped{"a": "\xff"}, hp.ErrConversion},
		{"lists that nest too deep", hp.Map{"a": deep}, hp.ErrLimit},
		{"a list within itself", hp.Map{"a": list}, hp.ErrLimit},
		{"a mapping within itself in a list", hp.Map{"a": []any{circle}}, hp.ErrLimit},
		{"more elements than a million", hp.Map{"a": many}, hp.ErrLimit},
		{"a million lists and one", hp.Map{"a": make([][]int, 1_000_001)}, hp.ErrLimit},
		{"more ends of keys than a million", doubled, hp.ErrLimit},
		{"a key in a list that is not UTF-8", hp.Map{"a": []any{hp.Map{"\xff": 1}}}, hp.ErrConversion},
		{"one key of a mapping in a list twice", hp.Map{"a": []hp.Pairs{{{"b", 1}, {"b", 2}}}}, hp.ErrConversion},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, _, err := hp.Enter(context.Background(), c.source)

			expectClass(t, c.class, err)
		})
	}
}

func TestListsAndMappingsNest128Deep(t *testing.T) {
	lists, mixed := any([]any{}), any([]any{})
	for i := range 127 {
		lists = []any{lists}
		if i%2 == 0 {
			mixed = []any{mixed}
		} else {
			mixed = map[string]any{"a": mixed}
		}
	}
	ctx := enter(t, context.Background(), hp.Map{"a": lists, "b": mixed})

	expect[any](t, ctx, "a", lists, nil)
	expect[any](t, ctx, "b", mixed, nil)

	for _, deepest := range []any{lists, mixed} {
		_, _, err := hp.Enter(ctx, hp.Map{"a": []any{deepest}})
		expectError(t, hp.ErrLimit, "cannot set a: lists and mappings nest deeper than 128", err)
		_, _, err = hp.Enter(ctx, hp.Map{"a": []any{hp.Map{"b": deepest}}})
		expectClass(t, hp.ErrLimit, err)
	}
}

func TestAMillionElementsAreTaken(t *testing.T) {
	list := make([]bool, 1_000_000)
	ctx := enter(t, context.Background(), hp.Map{"a": list})

	expect(t, ctx, "a", list, nil)
}
