package hyperparameter_test

import (
	"context"
	"fmt"
	"strconv"
	"testing"

	hp "github.com/hyperparameter/hyperparameter/tests/conformance/ports/go"
)

func TestAnUnsetKeyIsHiddenWithAllBelow(t *testing.T) {
	outer := enter(t, context.Background(), hp.Map{"a": 1, "a.b": 2, "a.b.c": 3, "ab": 4})
	inner, leave := leaving(t, outer, hp.Map{"a.d": 5}, hp.Unset{"a.b", "a.d", "nothing"})

	keys, err := hp.Keys(inner, "")

	if err != nil || fmt.Sprint(keys) != "[a ab]" {
		t.Errorf("expected a and ab, got %q, %v", keys, err)
	}
	expect(t, inner, "a.b", 7, 7)
	expectError(t, hp.ErrMissing, `no parameter "a.d" is set`, second(hp.Require[int](inner, "a.d")))
	if contains, err := hp.Contains(inner, "a.b.c"); contains || err != nil {
		t.Error("what was hidden is set: ", err)
	}
	if err := leave(); err != nil {
		t.Fatal(err)
	}
	expect(t, outer, "a.b", 2, 7)
}

func TestLaterSourcesInnerScopesAndAssignmentsSetAgain(t *testing.T) {
	outer := enter(t, context.Background(), hp.Map{"a": 1, "b": 1, "c": 1})
	middle := enter(t, outer, hp.Unset{"a", "b", "c"}, hp.Map{"a": 2})
	inner := enter(t, middle, hp.Map{"b": 3})
	if err := hp.Assign(middle, "c", 4); err != nil {
		t.Fatal(err)
	}

	expect(t, middle, "a", 2, 7)
	expect(t, middle, "b", 7, 7)
	expect(t, inner, "b", 3, 7)
	expect(t, middle, "c", 4, 7)
	expect(t, inner, "c", 7, 7)
}

func TestAKeyIsHiddenUnderHoweverManyScopes(t *testing.T) {
	ctx := enter(t, context.Background(), hp.Map{"a": 1})
	for i := range 30 {
		ctx = enter(t, ctx, hp.Map{"k" + strconv.Itoa(i): i, "a": i})
	}
	ctx = enter(t, ctx, hp.Unset{"a"})

	expect(t, ctx, "a", 7, 7)
	expect(t, ctx, "k0", 0, 7)
	expect(t, ctx, "k29", 29, 7)
}
