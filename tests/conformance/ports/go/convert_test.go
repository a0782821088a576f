package hyperparameter_test

import (
	"context"
	"fmt"
	"io"
	"math"
	"math/big"
	"strings"
	"testing"
	"time"

	hp "github.com/hyperparameter/hyperparameter/tests/conformance/ports/go"
)

// The conversions that every language has are in the conformance vectors; these
// are about the types of Go.

func pointer[T any](value T) *T { return &value }

func TestAValueFitsEveryTypeThatHoldsIt(t *testing.T) {
	check := func(set any, test func(ctx context.Context)) {
		t.Helper()
		ctx := enter(t, context.Background(), hp.Map{"a": set})
		test(ctx)
	}
	check(200, func(ctx context.Context) {
		expect(t, ctx, "a", 200, 7)
		expect(t, ctx, "a", uint8(200), 7)
		expect(t, ctx, "a", int16(200), 7)
		expect(t, ctx, "a", big.NewInt(200), nil)
		expect(t, ctx, "a", float32(200), 7)
		expect(t, ctx, "a", "200", "unset")
		expect(t, ctx, "a", pointer(200), nil)
		expect[any](t, ctx, "a", int64(200), nil)
	})
	check(uint64(math.MaxUint64), func(ctx context.Context) {
		expect(t, ctx, "a", uint64(math.MaxUint64), 7)
		expect(t, ctx, "a", "18446744073709551615", "unset")
	})
	check(0.1, func(ctx context.Context) {
		expect(t, ctx, "a", float32(0.1), 7)
		expect(t, ctx, "a", pointer(0.1), nil)
	})
	check([]any{1, "2", 3.0}, func(ctx context.Context) {
		expect(t, ctx, "a", []int{1, 2, 3}, nil)
		expect(t, ctx, "a", []string{"1", "2", "3.0"}, nil)
		expect(t, ctx, "a", []any{int64(1), "2", 3.0}, nil)
		expect(t, ctx, "a", &[]float32{1, 2, 3}, nil)
	})
	check([][]byte{[]byte("x"), nil}, func(ctx context.Context) {
		expect(t, ctx, "a", [][]byte{[]byte("x"), {}}, nil)
	})
	check(time.Second, func(ctx context.Context) {
		expect(t, ctx, "a", time.Second, time.Minute)
		expect[fmt.Stringer](t, ctx, "a", time.Second, time.Minute)
	})
}

func TestElementsOfAFlowListKeepTheirSpellingUntilTheyAreConverted(t *testing.T) {
	ctx := enter(t, context.Background(), hp.Definition(`runs=[007, 1e3, "x"]`))

	expect(t, ctx, "runs", []string{"007", "1e3", "x"}, nil)
	expect(t, ctx, "runs", []any{int64(7), 1000.0, "x"}, nil)
}

func TestAnIntegerOutsideTheRangeOfItsTypeIsRefused(t *testing.T) {
	ctx := enter(t, context.Background(), hp.Map{"a": 300, "b": -1, "c": uint64(1 << 63), "d": 1e300, "e": 1<<24 + 1, "f": 1e-300})
	refusedToward[uint8](t, ctx, "a")
	refusedToward[uint](t, ctx, "b")
	refusedToward[int](t, ctx, "c")
	refusedToward[float32](t, ctx, "d")
	refusedToward[float32](t, ctx, "e")
	refusedToward[float32](t, ctx, "f")
	refusedToward[[]int](t, ctx, "a")
	refusedToward[time.Duration](t, ctx, "a")
	refusedToward[io.Reader](t, ctx, "a")
}

func refusedToward[T any](t *testing.T, ctx context.Context, key string) {
	t.Helper()
	_, err := hp.Require[T](ctx, key)
	expectClass(t, hp.ErrConversion, err)
}

func TestNullFitsWhatCanBeAbsentAlone(t *testing.T) {
	ctx := enter(t, context.Background(), hp.Map{"a": nil}, hp.Definition("b=null"))
	for _, key := range []string{"a", "b"} {
		expect(t, ctx, key, nil, pointer(7))
		expect(t, ctx, key, nil, pointer(true))
		expect(t, ctx, key, nil, &[]int{7})
		expect(t, ctx, key, nil, big.NewInt(7))
		expect(t, ctx, key, nil, &strings.Builder{})
		expect[io.Reader](t, ctx, key, nil, strings.NewReader(""))
		expect[any](t, ctx, key, nil, 7)
		refusedToward[int](t, ctx, key)
		refusedToward[bool](t, ctx, key)
		refusedToward[[]int](t, ctx, key)
		refusedToward[[]byte](t, ctx, key)
		expect(t, ctx, key, nil, pointer("unset"))
	}
	refusedToward[string](t, ctx, "a")
	expect(t, ctx, "b", "null", "unset")
}

func TestTextThatSpellsNullIsNoNullWhereItsKindIsTold(t *testing.T) {
	ctx := enter(t, context.Background(), hp.Map{"a": "null"}, hp.Definition(`b="null"`))

	expect(t, ctx, "a", pointer("null"), nil)
	expect(t, ctx, "b", pointer(`"null"`), nil)
	expect[any](t, ctx, "b", "null", "unset")
}

func TestADefaultAsksForTheKindOfItsElements(t *testing.T) {
	ctx := enter(t, context.Background(), hp.Definition("a=[007, ~, 1e3]"), hp.Map{"b": []any{"7", nil, 8}})
	for _, c := range []struct {
		key                string
		fallback, expected []any
	}{
		{"a", []any{"x"}, []any{"007", "~", "1e3"}},
		{"a", []any{1, uint8(2)}, []any{int64(7), nil, int64(1000)}},
		{"a", []any{0.5, float32(1)}, []any{7.0, nil, 1000.0}},
		{"b", []any{"x"}, []any{"7", nil, "8"}},
		{"b", []any{new(big.Int)}, []any{int64(7), nil, int64(8)}},
		{"a", []any{}, []any{int64(7), nil, 1000.0}},
		{"a", []any{1, "x"}, []any{int64(7), nil, 1000.0}},
		{"a", []any{1, nil}, []any{int64(7), nil, 1000.0}},
		{"a", []any{[]any{1}}, []any{int64(7), nil, 1000.0}},
		{"b", []any{hp.Map{"c": 1}}, []any{"7", nil, int64(8)}},
	} {
		expect(t, ctx, c.key, c.expected, c.fallback)
		expect(t, ctx, c.key, &c.expected, &c.fallback)
	}
	_, err := hp.Get(ctx, "b", []any{true})
	expectClass(t, hp.ErrConversion, err)
}

func TestAnElementOfAListMayBeReadTowardAMap(t *testing.T) {
	type layer map[string]int
	ctx := enter(t, context.Background(), hp.Map{"a": []any{hp.Map{"units": 64, "": 1}}, "b": []any{hp.Map{"units": "x"}}})

	expect(t, ctx, "a", []map[string]int{{"units": 64, "": 1}}, nil)
	expect(t, ctx, "a", []layer{{"units": 64, "": 1}}, nil)
	expect(t, ctx, "a", []map[string]any{{"units": int64(64), "": int64(1)}}, nil)
	refusedToward[[]map[string]int](t, ctx, "b")
	refusedToward[[]map[any]any](t, ctx, "a")
	refusedToward[[]string](t, ctx, "a")
	refusedToward[[]hp.Pairs](t, ctx, "a")
}

func TestAFailedReadIsNeverTheDefault(t *testing.T) {
	ctx := enter(t, context.Background(), hp.Definition("a=fast"))

	value, err := hp.Get(ctx, "a", 7)

	expectClass(t, hp.ErrConversion, err)
	if value == 7 {
		t.Error("the default came back")
	}
}

func TestAMappingAsDefaultIsRefusedWhileKeysAreSetBelow(t *testing.T) {
	ctx := enter(t, context.Background(), hp.Definition("opt.lr=0.5"))

	expect(t, ctx, "other", map[string]int{"a": 1}, map[string]int{"a": 1})
	_, err := hp.Get(ctx, "opt", map[string]float64{"lr": 0.1})

	expectError(t, hp.ErrConversion,
		`cannot read opt as a mapping: that would ignore "opt.lr", which is set; read its parameters one by one`, err)
}

func TestListsInUntypedTextNest128Deep(t *testing.T) {
	deepest := strings.Repeat("[", 128) + strings.Repeat("]", 128)
	ctx := enter(t, context.Background(), hp.Definition("a="+deepest), hp.Definition("b=["+deepest+"]"))

	read[any](t, ctx, "a", nil)
	read[[]any](t, ctx, "a", nil)
	expect(t, ctx, "b", "["+deepest+"]", "unset")
	for _, err := range []error{
		second(hp.Require[any](ctx, "b")), second(hp.Require[[]any](ctx, "b")), second(hp.Items(ctx, "")),
	} {
		expectClass(t, hp.ErrLimit, err)
	}
}

func TestAListInUntypedTextHasAMillionElements(t *testing.T) {
	const most = 1_000_000
	ctx := enter(t, context.Background(),
		hp.Definition("a=["+strings.Repeat("1,", most)+"]"), hp.Definition("b=[[],"+strings.Repeat("1,", most)+"]"))

	if list := read[[]int](t, ctx, "a", nil); len(list) != most {
		t.Errorf("expected %d elements, got %d", most, len(list))
	}
	_, err := hp.Require[any](ctx, "b")
	expectClass(t, hp.ErrLimit, err)
}

func second[T any](_ T, err error) error { return err }
