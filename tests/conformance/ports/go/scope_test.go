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
	expectError(t, hp.ErrScope, `cannot use "a" of a scope that is not open: it was left`, err)
	_, err = hp.Keys(ctx, "")
	expectClass(t, hp.ErrScope, err)
	_, _, err = hp.Enter(ctx)
	expectClass(t, hp.ErrScope, err)
	expectClass(t, hp.ErrScope, hp.Assign(ctx, "a", 1))
	expectClass(t, hp.ErrScope, hp.Freeze(ctx))
	_, err = hp.Get(hp.Task(ctx), "a", 7)
	expectClass(t, hp.ErrScope, err)
	expectError(t, hp.ErrScope, "scope left twice", leave())
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

func TestScopesLeftOutOfOrderLeaveNothingBehind(t *testing.T) {
	const message = "scope left out of order: a scope opened inside it is still open; leave the innermost scope first"
	for _, order := range [][]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
		start := enter(t, context.Background(), hp.Map{"a": -1})
		ctx := start
		contexts, leaves := make([]context.Context, 3), make([]func() error, 3)
		for i := range 3 {
			contexts[i], leaves[i] = leaving(t, ctx, hp.Map{"a": i})
			ctx = contexts[i]
		}
		left := []int{}
		for _, i := range order {
			err := leaves[i]()
			left = append(left, i)
			inside := slices.ContainsFunc([]int{0, 1, 2}, func(other int) bool { return other > i && !slices.Contains(left, other) })
			if inside {
				expectError(t, hp.ErrScope, message, err)
			} else if err != nil {
				t.Errorf("order %v, scope %d: %v", order, i, err)
			}
			for other := range 3 {
				if !slices.Contains(left, other) {
					expect(t, contexts[other], "a", other, 7)
				}
			}
		}
		expect(t, start, "a", -1, 7)
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
