package hyperparameter

import (
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"unicode/utf8"
)

// The classes of errors, for [errors.Is].
var (
	ErrMissing    = errors.New("a required parameter is not set")
	ErrInvalidKey = errors.New("invalid key")
	ErrConversion = errors.New("a value does not fit")
	ErrDefinition = errors.New("bad definition")
	ErrScope      = errors.New("no scope is open, or one is used that is not")
	ErrLimit      = errors.New("a limit is exceeded")
)

// ErrStillOpen is the class of a report rather than of a failure: a scope was
// left, and others inside it that were still open have ended with it.
var ErrStillOpen = errors.New("scopes inside were still open, and have ended")

// An Error is every error of this package. Its text is for people; programs ask
// for the class with [errors.Is], and for the facts with [errors.As]. Of those
// there are which make sense for the class; the others are zero.
type Error struct {
	Class   error  // one of the Err variables, for errors.Is
	Key     string // the parameter in question
	Value   any    // what is not taken: untyped text as a string, an object by the name of its type
	Origin  string // where the value came from, such as "from a mapping"
	Wanted  string // what it was read toward, such as "float64"
	message string
}

func (e *Error) Error() string { return e.message }

func (e *Error) Unwrap() error { return e.Class }

func failure(class error, key, format string, args ...any) *Error {
	return &Error{Class: class, Key: key, message: fmt.Sprintf(format, args...)}
}

// A refusal says why a value is not taken, before it is known of which parameter.
// It is what storing and converting fail with.
type refusal struct {
	class  error
	reason string
	path   string       // to the element of a list that it is about, such as [1]
	value  any          // that element as it is stored, where there is a path
	wanted reflect.Type // of it, likewise
}

func (r *refusal) Error() string { return r.reason }

func refuse(format string, args ...any) error {
	return &refusal{class: ErrConversion, reason: fmt.Sprintf(format, args...)}
}

func tooDeep() error {
	return &refusal{class: ErrLimit, reason: fmt.Sprintf("lists and mappings nest deeper than %d", maxDepth)}
}

func tooMany() error {
	return &refusal{class: ErrLimit, reason: fmt.Sprintf("it holds more than %d elements", maxElements)}
}

// within says that a refusal is about an element at a place, or in it, which was
// read toward a type.
func within(err error, place, element any, wanted reflect.Type) error {
	inner := err.(*refusal)
	if inner.class == ErrLimit {
		return err // the path to what nests too deep would be too long to read
	}
	outer := *inner
	outer.path = fmt.Sprintf("[%#v]", place) + inner.path
	if inner.path == "" {
		outer.value, outer.wanted = element, wanted
	}
	return &outer
}

const quotedLength = 120

// quote writes text as a message shows it: a long one is cut.
func quote(text string) string {
	if utf8.RuneCountInString(text) <= quotedLength {
		return strconv.Quote(text)
	}
	return strconv.Quote(string([]rune(text)[:quotedLength])) + "…"
}
