package hyperparameter

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// A scope is what a context carries. The bottom of a thread or task is one as
// well, which is never left by its user.
type scope struct {
	mu     *sync.Mutex // guards the scopes of a thread or task, which share none with another
	outer  *scope      // nil at the bottom
	inner  map[*scope]struct{}
	frame  *frame
	begun  bool // false at the bottom of a thread that has used no parameters
	opened bool // false at the bottom, unless it is that of a task that started in a scope
	state  state
	keys   []string // the first of those that it overrides, for messages
}

type state int

const (
	isOpen   state = iota
	hasEnded       // with a scope around it, and not left yet
	wasLeft        // by its own function
)

type scopeKey struct{}

var baseline atomic.Pointer[frame]

// at returns the scope of ctx. A context without one is at the bottom of a
// thread that has used no parameters, each time anew.
func at(ctx context.Context) *scope {
	if s, ok := ctx.Value(scopeKey{}).(*scope); ok {
		return s
	}
	return &scope{mu: &sync.Mutex{}}
}

// lock locks the thread or task of s and returns the frame of s. The caller
// unlocks, also after an error.
func (s *scope) lock(key string) (*frame, error) {
	s.mu.Lock()
	if s.state != isOpen {
		if key == "" {
			return nil, failure(ErrScope, "", "the %v is not open: %v", s, s.state)
		}
		return nil, failure(ErrScope, key, "cannot use %s of a %v that is not open: %v", quote(key), s, s.state)
	}
	if !s.begun {
		s.frame, s.begun = baseline.Load(), true
	}
	return s.frame, nil
}

func (s state) String() string {
	if s == hasEnded {
		return "it ended with a scope around it"
	}
	return "it was left"
}

// current returns the frame of s, for the use of key.
func (s *scope) current(key string) (*frame, error) {
	defer s.mu.Unlock()
	return s.lock(key)
}

// Enter opens a scope over that of ctx, and returns the context in which it is
// current and the function that leaves it. Sources are applied from left to
// right, and what comes later wins; with a bad one, no scope is opened.
//
// Leaving ends every scope opened inside that is still open; leaving one of
// those later does nothing. This is put right and reported: the error of class
// [ErrStillOpen] says how many they were. Leaving twice is an error of class
// [ErrScope]. So is whatever uses the context of a scope that is not open any
// more; the context that was given to Enter is as it was.
func Enter(ctx context.Context, sources ...Source) (inner context.Context, leave func() error, err error) {
	overrides, err := collect(sources)
	if err != nil {
		return nil, nil, err
	}
	outer := at(ctx)
	defer outer.mu.Unlock()
	base, err := outer.lock("")
	if err != nil {
		return nil, nil, err
	}
	keys := slices.Sorted(maps.Keys(overrides.set))
	keys = slices.Clone(keys[:min(len(keys), namedKeys)])
	s := &scope{mu: outer.mu, outer: outer, frame: base.with(overrides), begun: true, opened: true, keys: keys}
	outer.around(s)
	return context.WithValue(ctx, scopeKey{}, s), s.leave, nil
}

// around remembers that inner ends with s. A bottom never ends.
func (s *scope) around(inner *scope) {
	if s.outer == nil {
		return
	}
	if s.inner == nil {
		s.inner = map[*scope]struct{}{}
	}
	s.inner[inner] = struct{}{}
}

func (s *scope) leave() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	before := s.state
	s.state = wasLeft
	switch before {
	case wasLeft:
		return failure(ErrScope, "", "%v left twice", s)
	case hasEnded:
		return nil // which was reported
	}
	delete(s.outer.inner, s)
	if still := s.endInner(); still > 0 {
		return failure(ErrStillOpen, "", "%v left while scopes inside it were open: %d ended with it; leave the innermost first", s, still)
	}
	return nil
}

const namedKeys = 3

// String names a scope by keys that it overrides, and not by all of many.
func (s *scope) String() string {
	if len(s.keys) == 0 {
		return "scope without overrides"
	}
	quoted := make([]string, len(s.keys))
	for i, key := range s.keys {
		quoted[i] = quote(key)
	}
	return "scope of " + strings.Join(quoted, ", ")
}

// endInner ends all scopes inside s, and returns how many they were.
func (s *scope) endInner() int {
	count := 0
	for around := []*scope{s}; len(around) > 0; { // recursion would need more stack the deeper they nest
		last := around[len(around)-1]
		around = around[:len(around)-1]
		for inner := range last.inner {
			inner.state = hasEnded
			around = append(around, inner)
			count++
		}
		last.inner, last.frame = nil, nil
	}
	return count
}

// Assign sets a parameter in the scope of ctx, there alone, until it is left.
// Scopes opened inside it and tasks started from it before keep what they began
// with. With no scope open it is an error of class [ErrScope]; in a [Task] that
// was started in a scope, that one counts, and the task changes its own view.
func Assign(ctx context.Context, key string, value any) error {
	entries, err := (&spreading{from: byAssigner}).pair(key, value)
	if err != nil {
		return err
	}
	s := at(ctx)
	defer s.mu.Unlock()
	current, err := s.lock(key)
	if err != nil {
		return err
	}
	if !s.opened {
		return failure(ErrScope, key, "cannot assign to %s: no scope is open; Enter one first", quote(key))
	}
	s.frame = current.with(changes{set: entries})
	return nil
}

// Task returns a context for a goroutine that goes on with what is current in
// ctx, such as go work(Task(ctx)): what is set later, by either, the other does
// not see.
func Task(ctx context.Context) context.Context {
	s := at(ctx)
	current, err := s.current("")
	bottom := &scope{mu: &sync.Mutex{}, frame: current, begun: true, opened: s.opened}
	if err != nil {
		bottom.state = hasEnded
	}
	return context.WithValue(ctx, scopeKey{}, bottom)
}

// Thread returns a context for a goroutine that starts from the baseline, that
// of its first use of parameters, whatever is open in ctx.
func Thread(ctx context.Context) context.Context {
	return context.WithValue(ctx, scopeKey{}, &scope{mu: &sync.Mutex{}})
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

// Base publishes what sources set, and nothing else, as the baseline, and makes
// it what is current in ctx, under all scopes that will be opened there. Each
// call replaces what the last set; one without sources clears it. With a scope
// open in ctx it is an error of class [ErrScope].
func Base(ctx context.Context, sources ...Source) error {
	overrides, err := collect(sources)
	if err != nil {
		return err
	}
	s := at(ctx)
	defer s.mu.Unlock()
	if _, err := s.lock(""); err != nil {
		return err
	}
	if s.opened {
		return failure(ErrScope, "", "cannot set the base: a scope is open; call Base outside all scopes")
	}
	s.frame = (*frame)(nil).with(overrides)
	baseline.Store(s.frame)
	return nil
}
