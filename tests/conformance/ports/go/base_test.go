package hyperparameter_test

import (
	"context"
	"testing"

	hp "github.com/hyperparameter/hyperparameter/tests/conformance/ports/go"
)

func base(t *testing.T, ctx context.Context, sources ...hp.Source) {
	t.Helper()
	if err := hp.Base(ctx, sources...); err != nil {
		t.Fatal(err)
	}
}

func TestABaseLiesUnderEverythingThatBeginsLater(t *testing.T) {
	emptied(t)
	early, thread := hp.Thread(context.Background()), hp.Thread(context.Background())
	expect(t, early, "a", 7, 7)
	expect(t, thread, "a", 7, 7)
	before := enter(t, thread)

	base(t, thread, hp.Map{"a": 1}, hp.Definition("b=2"))

	expect(t, thread, "a", 1, 7)
	expect(t, enter(t, thread, hp.Map{"c": 3}), "b", 2, 7)
	expect(t, hp.Task(thread), "a", 1, 7)
	expect(t, hp.Thread(thread), "a", 1, 7)
	expect(t, context.Background(), "a", 1, 7)
	expect(t, before, "a", 7, 7)
	expect(t, early, "a", 7, 7)
}

func TestABaseReplacesTheLast(t *testing.T) {
	emptied(t)
	thread := hp.Thread(context.Background())
	freeze(t, enter(t, thread, hp.Map{"a": 1}))
	base(t, thread, hp.Map{"b": 2})
	expect(t, hp.Thread(thread), "a", 7, 7)
	expect(t, thread, "b", 2, 7)

	base(t, thread)

	expect(t, thread, "b", 7, 7)
	expect(t, hp.Thread(thread), "b", 7, 7)
}

func TestABaseIsRefusedInAScopeAndWithABadSource(t *testing.T) {
	emptied(t)
	thread := hp.Thread(context.Background())
	base(t, thread, hp.Map{"a": 1})
	scope := enter(t, thread)

	for _, ctx := range []context.Context{scope, hp.Task(scope)} {
		expectError(t, hp.ErrScope, "cannot set the base: a scope is open; call Base outside all scopes", hp.Base(ctx, hp.Map{"a": 2}))
	}
	expectClass(t, hp.ErrDefinition, hp.Base(thread, hp.Map{"a": 2}, hp.Definition("a")))

	expect(t, thread, "a", 1, 7)
	expect(t, scope, "a", 1, 7)
	expect(t, hp.Thread(thread), "a", 1, 7)
}

func TestABaseIsNoScopeToAssignIn(t *testing.T) {
	emptied(t)
	thread := hp.Thread(context.Background())
	base(t, thread, hp.Map{"a": 1})

	expectClass(t, hp.ErrScope, hp.Assign(thread, "a", 2))
}
