// Package hyperparameter overrides parameters by scope, and carries the scopes
// in a [context.Context].
//
// A scope is a derived context: [Enter] opens it over the context it is given,
// and calling leave closes it, with all that was opened inside. [Get],
// [Require] and [Lookup] read a parameter toward the type of the default; what
// does not fit is an error and never the default. [Assign] changes the scope of
// the context at hand.
//
// A goroutine is a task or a thread, as its starter decides: [Task] gives it
// the frame of its starter, and [Thread] the baseline that [Freeze] or [Base]
// published. A goroutine that is handed a context as it is shares its scope, and
// sees what is assigned in it. Everything here may be used from several
// goroutines.
//
// The rules are those of docs/spec.md; README.md says how they map to Go.
package hyperparameter
