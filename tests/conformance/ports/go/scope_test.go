package hyperparameter_test

import (
	"context"
	"slices"
	"strconv"
	"testing"

	hp "github.com/hyperparameter/hyperparameter/tests/conformance/ports/go"
)

func leaving(t *testing.T, ctx context.Context, sources ...hp.Source) (context.Context, func() error) {
	t.Helper()
	inner, leave, err := hp.Enter(ctx, sources...)
	if err != nil {
		t.Fatal(err)
	}
	return inner, leave
}

func TestAScopeOverridesInItsContextAlone(t *testing.T) {
	outer := enter(t, context.Background(), hp.Map{"a": 1, "b": 1})
	inner := enter(t, outer, hp.Map{"b": 2}, hp.Definition("b=3"))

	expect(t, inner, "a", 1, 7)
	expect(t, inner, "b", 3, 7)
	expect(t, outer, "b", 1, 7)
	expect(t, context.Background(), "a", 7, 7)
}

func TestAContextStandsForItsOwnScopeWhileInnerOnesAreOpen(t *testing.T) {
	outer := enter(t, context.Background(), hp.Map{"a": 1})
	inner := enter(t, outer)

	if err := hp.Assign(outer, "a", 2); err != nil {
		t.Fatal(err)
	}

	expect(t, outer, "a", 2, 7)
	expect(t, inner, "a", 1, 7)
	expect(t, enter(t, outer), "a", 2, 7)
}

func TestAnAssignmentEndsWithItsScope(t *testing.T) {
	outer := enter(t, context.Background())
	inner, leave := leaving(t, outer)
	if err := hp.Assign(inner, "a", hp.Map{"b": 1}); err != nil {
		t.Fatal(err)
	}
	expect(t, inner, "a.b", 1, 7)

	if err := leave(); err != nil {
		t.Fatal(err)
	}

	expect(t, outer, "a.b", 7, 7)
	expect(t, enter(t, outer), "a.b", 7, 7)
}

func TestAnAssignmentNeedsAnOpenScope(t *testing.T) {
	const message = `cannot assign to "a": no scope is open; Enter one first`
	thread := hp.Thread(context.Background())
	for _, ctx := range []context.Context{context.Background(), thread, hp.Task(context.Background()), hp.Task(thread)} {
		expectError(t, hp.ErrScope, message, hp.Assign(ctx, "a", 1))

		_, leave := leaving(t, ctx)
		if err := leave(); err != nil {
			t.Fatal(err)
		}

		expectError(t, hp.ErrScope, message, hp.Assign(ctx, "a", 1))
		expect(t, ctx, "a", 7, 7)
	}
}

func TestARefusedAssignmentChangesNothing(t *testing.T) {
	ctx := enter(t, context.Background())

	err := hp.Assign(ctx, "a", hp.Pairs{{"b", 1}, {"c.", 2}})

	expectClass(t, hp.ErrInvalidKey, err)
	expect(t, ctx, "a.b", 7, 7)
}

func TestAScopeThatWasLeftCannotBeUsed(t *testing.T) {
	ctx, leave := leaving(t, context.Background(), hp.Map{"a": 1})
	if err := leave(); err != nil {
		t.Fatal(err)
	}

	_, err := hp.Get(ctx, "a", 7)
	expectError(t, hp.ErrScope, `cannot use "a" of a scope of "a" that is not open: it was left`, err)
	_, err = hp.Keys(ctx, "")
	expectClass(t, hp.ErrScope, err)
	_, _, err = hp.Enter(ctx)
	expectClass(t, hp.ErrScope, err)
	expectClass(t, hp.ErrScope, hp.Assign(ctx, "a", 1))
	expectClass(t, hp.ErrScope, hp.Freeze(ctx))
	_, err = hp.Get(hp.Task(ctx), "a", 7)
	expectClass(t, hp.ErrScope, err)
	expectError(t, hp.ErrScope, `scope of "a" left twice`, leave())
}

func TestAScopeWithABadSourceIsNotOpened(t *testing.T) {
	outer, leave := leaving(t, context.Background())

	inner, leaveInner, err := hp.Enter(outer, hp.Map{"a": 1}, hp.Definition("verbose"))

	expectError(t, hp.ErrDefinition, `bad definition "verbose", item 2: it has no "="; write key=value`, err)
	if inner != nil || leaveInner != nil {
		t.Error("there is a scope all the same")
	}
	if err := leave(); err != nil {
		t.Errorf("it is open all the same: %v", err)
	}
}

func TestLeavingEndsWhatWasOpenedInside(t *testing.T) {
	start := enter(t, context.Background(), hp.Map{"a": -1})
	outer, leaveOuter := leaving(t, start, hp.Map{"a": 0})
	middle, leaveMiddle := leaving(t, outer, hp.Map{"a": 1})
	inner, leaveInner := leaving(t, middle, hp.Map{"a": 2})
	task := hp.Task(inner)

	expectError(t, hp.ErrStillOpen, `scope of "a" left while scopes inside it were open: 2 ended with it; leave the innermost first`, leaveOuter())

	expect(t, start, "a", -1, 7)
	for _, ctx := range []context.Context{outer, middle, inner} {
		expectClass(t, hp.ErrScope, second(hp.Get(ctx, "a", 7)))
		expectClass(t, hp.ErrScope, hp.Assign(ctx, "a", 1))
	}
	expectError(t, hp.ErrScope, `cannot use "a" of a scope of "a" that is not open: it ended with a scope around it`, second(hp.Get(inner, "a", 7)))
	expect(t, task, "a", 2, 7)
	for _, leave := range []func() error{leaveMiddle, leaveInner} {
		if err := leave(); err != nil {
			t.Errorf("a scope that has ended already is left: %v", err)
		}
		expectError(t, hp.ErrScope, `scope of "a" left twice`, leave())
	}
}

func TestAScopeIsNamedByThreeOfItsKeys(t *testing.T) {
	for name, overrides := range map[string]hp.Map{
		"scope without overrides": {}, `scope of "a", "b", "c"`: {"d": 1, "c": 1, "b": 1, "a": 1},
	} {
		_, leave := leaving(t, context.Background(), overrides)
		if err := leave(); err != nil {
			t.Fatal(err)
		}
		expectError(t, hp.ErrScope, name+" left twice", leave())
	}
}

func TestWhatWasLeftInOrderIsNotReported(t *testing.T) {
	outer, leaveOuter := leaving(t, context.Background())
	_, leaveInner := leaving(t, outer)

	for _, err := range []error{leaveInner(), leaveOuter()} {
		if err != nil {
			t.Error(err)
		}
	}
}

func TestScopesBesideOneAnotherAreLeftInAnyOrder(t *testing.T) {
	outer, leave := leaving(t, context.Background())
	_, leaveFirst := leaving(t, outer)
	_, leaveSecond := leaving(t, outer)

	for _, err := range []error{leaveFirst(), leaveSecond(), leave()} {
		if err != nil {
			t.Error(err)
		}
	}
}

func TestScopesNestAsDeepAsMemoryAllows(t *testing.T) {
	const depth = 20_000
	ctx := enter(t, context.Background(), hp.Map{"bottom": 1})
	current := ctx
	leaves := make([]func() error, depth)
	for i := range depth {
		current, leaves[i] = leaving(t, current, hp.Map{"depth": i, "k" + strconv.Itoa(i%100): i})
	}
	expect(t, current, "bottom", 1, 7)
	expect(t, current, "depth", depth-1, 7)
	for _, leave := range slices.Backward(leaves) {
		if err := leave(); err != nil {
			t.Fatal(err)
		}
	}
	expect(t, ctx, "depth", 7, 7)
}
