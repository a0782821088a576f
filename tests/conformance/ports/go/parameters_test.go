package hyperparameter_test

import (
	"context"
	"errors"
	"reflect"
	"testing"

	hp "github.com/hyperparameter/hyperparameter/tests/conformance/ports/go"
)

// enter opens a scope over ctx until the test ends.
func enter(t testing.TB, ctx context.Context, sources ...hp.Source) context.Context {
	t.Helper()
	inner, leave, err := hp.Enter(ctx, sources...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = leave() }) // most tests leave some of their scopes themselves
	return inner
}

func read[T any](t testing.TB, ctx context.Context, key string, fallback T) T {
	t.Helper()
	value, err := hp.Get(ctx, key, fallback)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func expect[T any](t testing.TB, ctx context.Context, key string, expected, fallback T) {
	t.Helper()
	if actual := read(t, ctx, key, fallback); !reflect.DeepEqual(expected, actual) {
		t.Errorf("%s: expected %#v, got %#v", key, expected, actual)
	}
}

func expectClass(t testing.TB, class, err error) {
	t.Helper()
	if !errors.Is(err, class) {
		t.Errorf("expected an error of the class %q, got %v", class, err)
	}
}

func expectError(t testing.TB, class error, message string, err error) {
	t.Helper()
	expectClass(t, class, err)
	if err != nil && err.Error() != message {
		t.Errorf("expected the message\n  %s\ngot\n  %v", message, err)
	}
}
