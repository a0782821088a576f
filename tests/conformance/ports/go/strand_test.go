package hyperparameter_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	hp "github.com/hyperparameter/hyperparameter/tests/conformance/ports/go"
)

// emptied puts the empty baseline back when the test ends.
func emptied(t *testing.T) {
	t.Helper()
	first := hp.Thread(context.Background())
	expect(t, first, "a", 7, 7)
	t.Cleanup(func() {
		if err := hp.Freeze(first); err != nil {
			t.Error(err)
		}
	})
}

func freeze(t *testing.T, ctx context.Context) {
	t.Helper()
	if err := hp.Freeze(ctx); err != nil {
		t.Fatal(err)
	}
}

func assign(t *testing.T, ctx context.Context, key string, value any) {
	t.Helper()
	if err := hp.Assign(ctx, key, value); err != nil {
		t.Fatal(err)
	}
}

func TestAThreadStartsFromTheBaselineOfItsFirstUse(t *testing.T) {
	emptied(t)
	ctx := enter(t, context.Background(), hp.Map{"a": 1})
	early, late := hp.Thread(ctx), hp.Thread(ctx)
	expect(t, early, "a", 7, 7)

	freeze(t, ctx)

	expect(t, late, "a", 1, 7)
	expect(t, early, "a", 7, 7)
	assign(t, ctx, "a", 2)
	freeze(t, ctx)
	expect(t, late, "a", 1, 7)
	expect(t, hp.Thread(ctx), "a", 2, 7)
}

func TestAContextWithoutParametersStandsForAThreadBeforeItsFirstUse(t *testing.T) {
	emptied(t)
	plain := context.Background()
	opened := enter(t, plain, hp.Map{"b": 1})

	freeze(t, enter(t, plain, hp.Map{"a": 1}))

	expect(t, plain, "a", 1, 7)
	expect(t, enter(t, plain), "a", 1, 7)
	expect(t, opened, "a", 7, 7)
}

func TestATaskStartsFromTheFrameOfItsStarterAndGoesItsOwnWay(t *testing.T) {
	ctx, leave := leaving(t, context.Background(), hp.Map{"a": 1})
	task := hp.Task(ctx)

	assign(t, ctx, "a", 2)
	assign(t, task, "b", 3)

	expect(t, task, "a", 1, 7)
	expect(t, ctx, "a", 2, 7)
	expect(t, ctx, "b", 7, 7)
	enter(t, task) // and is still open when the scope of the starter is left
	if err := leave(); err != nil {
		t.Fatal(err)
	}
	expect(t, task, "a", 1, 7)
	expect(t, task, "b", 3, 7)
	assign(t, hp.Task(task), "c", 4) // the scope of the starter's starter counts as well
}

func TestGoroutinesDoNotDisturbOneAnother(t *testing.T) {
	emptied(t)
	shared := enter(t, context.Background(), hp.Map{"shared": 1, "name": -1})
	var group sync.WaitGroup
	failures := make(chan error, 100)
	for worker := range 8 {
		group.Add(1)
		go func() {
			defer group.Done()
			for range 200 {
				if err := work(hp.Task(shared), worker); err != nil {
					failures <- err
					return
				}
				if err := hp.Assign(shared, "shared", 1); err != nil {
					failures <- err
				}
			}
		}()
	}
	group.Wait()
	close(failures)
	for err := range failures {
		t.Error(err)
	}
	expect(t, shared, "name", -1, 7)
}

// work uses every operation, and fails when it sees anything of others.
func work(task context.Context, worker int) error {
	ctx, leave, err := hp.Enter(task, hp.Map{"name": worker}, hp.Definition("steps=1e3"))
	if err != nil {
		return err
	}
	if err := hp.Freeze(ctx); err != nil {
		return err
	}
	if err := hp.Assign(ctx, "own", worker); err != nil {
		return err
	}
	for key, expected := range map[string]int{"name": worker, "own": worker, "steps": 1000, "shared": 1} {
		actual, err := hp.Require[int](ctx, key)
		if err != nil {
			return err
		}
		if expected != actual {
			return fmt.Errorf("worker %d: %s is %d", worker, key, actual)
		}
	}
	// Of the baseline that some worker published, all is of one worker.
	keys, err := hp.Items(hp.Thread(ctx), "")
	if err != nil {
		return err
	}
	if len(keys) != 3 || keys[1].Key != "shared" {
		return fmt.Errorf("worker %d: half a baseline: %v", worker, keys)
	}
	return leave()
}

func TestAScopeMayBeSharedByGoroutines(t *testing.T) {
	ctx := enter(t, context.Background(), hp.Map{"a": 0})
	var group sync.WaitGroup
	for worker := range 8 {
		group.Add(1)
		go func() {
			defer group.Done()
			for i := range 500 {
				if err := hp.Assign(ctx, fmt.Sprintf("w%d.i%d", worker, i), i); err != nil {
					t.Error(err)
				}
			}
		}()
	}
	group.Wait()

	keys, err := hp.Keys(ctx, "")

	if err != nil || len(keys) != 8*500+1 {
		t.Errorf("of 4001 assignments %d are there: %v", len(keys), err)
	}
}
