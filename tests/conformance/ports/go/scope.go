package hyperparameter

import (
	"context"
	"sync"
	"sync/atomic"
)

// A strand is a thread or a task: its scopes nest, and it shares none of them
// with another strand.
type strand struct {
	mu   sync.Mutex // guards the scopes of the strand
	task bool
}

// A scope is what a context carries. The bottom of a strand is one as well,
// which is never left by its user.
type scope struct {
	strand *strand
	outer  *scope // nil at the bottom
	frame  *frame
	begun  bool // false at the bottom of a thread that has used no parameters
	left   bool
	inner  int // how many open scopes have this as the nearest open one around them
}

type scopeKey struct{}

var baseline atomic.Pointer[frame]

// at returns the scope of ctx. A context without one is at the bottom of a
// thread that has used no parameters, each time anew.
func at(ctx context.Context) *scope {
	if s, ok := ctx.Value(scopeKey{}).(*scope); ok {
		return s
	}
	return &scope{strand: &strand{}}
}

// lock locks the strand of s and returns its frame. The caller unlocks, also
// after an error.
func (s *scope) lock(key string) (*frame, error) {
	s.strand.mu.Lock()
	if s.left {
		if key == "" {
			return nil, failure(ErrScope, "", "the scope of this context is not open: it was left")
		}
		return nil, failure(ErrScope, key, "cannot use %s of a scope that is not open: it was left", quote(key))
	}
	if !s.begun {
		s.frame, s.begun = baseline.Load(), true
	}
	return s.frame, nil
}

// current returns the frame of s, for the use of key.
func (s *scope) current(key string) (*frame, error) {
	defer s.strand.mu.Unlock()
	return s.lock(key)
}

// Enter opens a scope over that of ctx, and returns the context in which it is
// current and the function that leaves it. Sources are applied from left to
// right, and what comes later wins; with a bad one, no scope is opened.
//
// Leaving is an error of class ErrScope when a scope opened inside is still
// open, and when the scope was left before. After it was left, whatever uses
// its context is such an error too; the context that was given to Enter is as
// it was.
func Enter(ctx context.Context, sources ...Source) (inner context.Context, leave func() error, err error) {
	entries, err := collect(sources)
	if err != nil {
		return nil, nil, err
	}
	outer := at(ctx)
	defer outer.strand.mu.Unlock()
	base, err := outer.lock("")
	if err != nil {
		return nil, nil, err
	}
	outer.inner++
	s := &scope{strand: outer.strand, outer: outer, frame: base.with(entries), begun: true}
	return context.WithValue(ctx, scopeKey{}, s), s.leave, nil
}

func (s *scope) leave() error {
	s.strand.mu.Lock()
	defer s.strand.mu.Unlock()
	if s.left {
		return failure(ErrScope, "", "scope left twice")
	}
	s.left, s.frame = true, nil
	around := s.outer
	for around.left {
		around = around.outer
	}
	s.outer = around // whoever is still inside finds it in one step
	around.inner += s.inner - 1
	if s.inner > 0 {
		return failure(ErrScope, "",
			"scope left out of order: a scope opened inside it is still open; leave the innermost scope first")
	}
	return nil
}

// Assign sets a parameter in the scope of ctx, there alone, until it is left.
// Scopes opened inside it and tasks started from it before keep what they began
// with. With no scope open, it lasts for the rest of a [Task], and elsewhere is
// an error of class ErrScope.
func Assign(ctx context.Context, key string, value any) error {
	entries, err := spreadPair(key, value, byAssigner)
	if err != nil {
		return err
	}
	s := at(ctx)
	defer s.strand.mu.Unlock()
	current, err := s.lock(key)
	if err != nil {
		return err
	}
	if s.outer == nil && !s.strand.task {
		return failure(ErrScope, key, "cannot assign to %s: no scope is open; Enter one first, or assign in a Task", quote(key))
	}
	s.frame = current.with(entries)
	return nil
}

// Task returns a context for a goroutine that goes on with what is current in
// ctx, such as go work(Task(ctx)): what is set later, by either, the other does
// not see.
func Task(ctx context.Context) context.Context {
	current, err := at(ctx).current("")
	bottom := &scope{strand: &strand{task: true}, frame: current, begun: true, left: err != nil}
	return context.WithValue(ctx, scopeKey{}, bottom)
}

// Thread returns a context for a goroutine that starts from the baseline, that
// of its first use of parameters, whatever is open in ctx.
func Thread(ctx context.Context) context.Context {
	return context.WithValue(ctx, scopeKey{}, &scope{strand: &strand{}})
}

// Freeze publishes what is current in ctx as the baseline. Threads that have
// begun to use parameters keep what they have.
func Freeze(ctx context.Context) error {
	current, err := at(ctx).current("")
	if err != nil {
		return err
	}
	baseline.Store(current)
	return nil
}
