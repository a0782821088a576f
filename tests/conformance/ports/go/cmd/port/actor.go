package main

import (
	"context"
	"fmt"
	"slices"
)

// A scope that an actor entered and has not exited yet.
type entered struct {
	name    string
	context context.Context
	leave   func() error
	ended   bool // with one around it
}

// An actor is a goroutine that does the steps it is sent, one after another. Its
// current context is that of the innermost scope that has not ended.
type actor struct {
	steps  chan func()
	ended  chan struct{}
	start  context.Context
	scopes []*entered
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
	for _, scope := range slices.Backward(a.scopes) {
		if !scope.ended {
			return scope.context
		}
	}
	return a.start
}

// exit leaves the scope that was entered last under that name and not exited.
func (a *actor) exit(name string) (answer, error) {
	for i, scope := range slices.Backward(a.scopes) {
		if scope.name != name {
			continue
		}
		a.scopes = slices.Delete(a.scopes, i, i+1)
		if !scope.ended {
			for _, inner := range a.scopes[i:] {
				inner.ended = true
			}
		}
		return success(scope.leave())
	}
	return nil, fmt.Errorf("no scope %q was entered", name)
}
