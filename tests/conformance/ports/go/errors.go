package hyperparameter

import (
	"errors"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// The classes of errors, for [errors.Is].
var (
	ErrMissing    = errors.New("a required parameter is not set")
	ErrInvalidKey = errors.New("invalid key")
	ErrConversion = errors.New("a value does not fit")
	ErrDefinition = errors.New("bad definition")
	ErrScope      = errors.New("a scope is not open, or left out of order")
	ErrLimit      = errors.New("a limit is exceeded")
)

// An Error is every error of this package. Its text is for people; programs ask
// for the class with [errors.Is], and for the key with [errors.As].
type Error struct {
	Class   error  // one of the Err variables
	Key     string // the parameter in question, or "" where there is none
	message string
}

func (e *Error) Error() string { return e.message }

func (e *Error) Unwrap() error { return e.Class }

func failure(class error, key, format string, args ...any) *Error {
	return &Error{Class: class, Key: key, message: fmt.Sprintf(format, args...)}
}

// A refusal says why a value is not taken, before it is known of which parameter.
type refusal struct {
	class  error
	reason string
}

func (r *refusal) Error() string { return r.reason }

func refuse(format string, args ...any) error {
	return &refusal{ErrConversion, fmt.Sprintf(format, args...)}
}

func tooDeep() error {
	return &refusal{ErrLimit, fmt.Sprintf("lists nest deeper than %d", maxDepth)}
}

// within puts the place in a list before the reason of a refusal.
func within(err error, index int) error {
	var inner *refusal
	if errors.As(err, &inner) && inner.class == ErrConversion {
		return refuse("element %d: %s", index+1, inner.reason)
	}
	return err
}

// named makes an error about a parameter of a refusal.
func named(err error, key, format string, args ...any) error {
	class := ErrConversion
	var inner *refusal
	if errors.As(err, &inner) {
		class = inner.class
	}
	return failure(class, key, format, args...)
}

const quotedLength = 120

// quote writes text as a message shows it: a long one is cut.
func quote(text string) string {
	if utf8.RuneCountInString(text) <= quotedLength {
		return strconv.Quote(text)
	}
	return strconv.Quote(string([]rune(text)[:quotedLength])) + "…"
}
