package hyperparameter_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	hp "github.com/hyperparameter/hyperparameter/tests/conformance/ports/go"
)

func TestADefinitionThatBeginsWithATildeHidesItsKey(t *testing.T) {
	ctx := enter(t, context.Background(), hp.Map{"a": 1, "a.b": 2, "ab": 3, "c": 4}, hp.Definition("\u3000~a\t"), hp.Definition("~nothing"))

	keys, err := hp.Keys(ctx, "")

	if err != nil || fmt.Sprint(keys) != "[ab c]" {
		t.Errorf("expected ab and c, got %q, %v", keys, err)
	}
}

func FuzzDefinition(f *testing.F) {
	for _, seed := range []string{
		"a=1", " train.lr =5e-4", "a", "=1", "a..b=1", "a=", "a= 1", "a=\xff", "cmd=a=b", "模型=大",
		`a=[1, 2.5, 'x', [yes, ~]]`, `a=["\u00e9", b:c]`, `a="it's\n"`, "a=[[[", "a=0x1f", "a=-.inf", "a=1e400", "a=off", "a=null", "~a", " ~a.b ", "--a=1", "\"a\"=1", "a b=1",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		ctx, leave, err := hp.Enter(context.Background(), hp.Definition(text))
		if err != nil {
			expectClass(t, hp.ErrDefinition, err)
			return
		}
		t.Cleanup(func() { _ = leave() })
		key, value, _ := strings.Cut(text, "=")
		key = strings.TrimSpace(key)
		if strings.HasPrefix(key, "~") {
			return
		}
		expect(t, ctx, key, value, "unset")
		sameOrRefused[bool](t, ctx, key)
		sameOrRefused[int](t, ctx, key)
		sameOrRefused[float64](t, ctx, key)
		sameOrRefused[[]string](t, ctx, key)
		sameOrRefused[any](t, ctx, key)
	})
}

// sameOrRefused checks that what text is read as, when it is set in turn, is
// read as the same again.
func sameOrRefused[T any](t *testing.T, ctx context.Context, key string) {
	t.Helper()
	value, err := hp.Require[T](ctx, key)
	if err != nil {
		if !errors.Is(err, hp.ErrLimit) {
			expectClass(t, hp.ErrConversion, err)
		}
		return
	}
	again, err := hp.Require[T](enter(t, ctx, hp.Pairs{{Key: key, Value: value}}), key)
	// Printed, because a list may have a float that is not a number, which equals none.
	if expected, actual := fmt.Sprintf("%#v", value), fmt.Sprintf("%#v", again); err != nil || expected != actual {
		t.Errorf("%s was set, and %s read, %v", expected, actual, err)
	}
}
