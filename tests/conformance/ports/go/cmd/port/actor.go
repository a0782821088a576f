package main

import (
	"context"
	"fmt"
	"slices"
)

// An opened scope of an actor, under the name that the case gives it.
type opened struct {
	name    string
	context context.Context
	leave   func() error
}

// An actor is a goroutine that does the steps it is sent, one after another. Its
// current context is that of the innermost scope that it has not left.
type actor struct {
	steps  chan func()
	ended  chan struct{}
	start  context.Context
	scopes []opened
	fault  error // of leaving the scopes at its end
}

func newActor(start context.Context) *actor {
	a := &actor{steps: make(chan func()), ended: make(chan struct{}), start: start}
	go func() {
		defer close(a.ended)
		for step := range a.steps {
			step()
		}
		for _, scope := range slices.Backward(a.scopes) {
			if err := scope.leave(); err != nil {
				a.fault = fmt.Errorf("cannot leave %s at the end: %w", scope.name, err)
			}
		}
	}()
	return a
}

// do runs a step on the actor's goroutine, and waits for its end.
func (a *actor) do(step func() (answer, error)) (result answer, err error) {
	finished := make(chan struct{})
	a.steps <- func() {
		defer close(finished)
		result, err = step()
	}
	<-finished
	return result, err
}

// end waits until the actor has left its scopes, innermost first.
func (a *actor) end() error {
	close(a.steps)
	<-a.ended
	return a.fault
}

func (a *actor) context() context.Context {
	if len(a.scopes) == 0 {
		return a.start
	}
	return a.scopes[len(a.scopes)-1].context
}

// exit leaves the scope of that name, which counts as left also after an error.
func (a *actor) exit(name string) (answer, error) {
	for i, scope := range slices.Backward(a.scopes) {
		if scope.name == name {
			a.scopes = slices.Delete(a.scopes, i, i+1)
			if err := scope.leave(); err != nil {
				return explain(err), nil
			}
			return done, nil
		}
	}
	return nil, fmt.Errorf("no scope %q is open", name)
}
