package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	hyperparameter "github.com/hyperparameter/hyperparameter/tests/conformance/ports/go"
)

// Fields are those of every operation.
type fields struct {
	Actor    string            `json:"actor"`
	Scope    string            `json:"scope"`
	Sources  []json.RawMessage `json:"sources"`
	Keywords json.RawMessage   `json:"keywords"`
	Key      string            `json:"key"`
	Default  json.RawMessage   `json:"default"`
	Optional string            `json:"optional"`
	Times    string            `json:"times"`
	Value    json.RawMessage   `json:"value"`
	Prefix   string            `json:"prefix"`
	Name     string            `json:"name"`
	Kind     string            `json:"kind"`
}

// Cases runs cases one after another. The empty frame that it publishes at the
// end of each is that of a thread from before the first.
type cases struct{ empty context.Context }

func newCases() cases {
	empty := hyperparameter.Thread(context.Background())
	if keys, err := hyperparameter.Keys(empty, ""); err != nil || len(keys) > 0 {
		panic(fmt.Sprint("the first thread does not start empty: ", keys, err))
	}
	return cases{empty}
}

// answer runs a case and returns what the runner gets to read.
func (c cases) answer(seq int, test testCase) any {
	run := &run{objects: objects{}, actors: map[string]*actor{}}
	run.actors["main"] = newActor(hyperparameter.Thread(context.Background()))
	observed := make([]answer, 0, len(test.Steps))
	var fault error
	for _, step := range test.Steps {
		result, err := run.step(step)
		if err != nil {
			fault = err
			break
		}
		observed = append(observed, result)
	}
	failed := len(observed)
	for _, actor := range run.actors {
		if err := actor.end(); fault == nil {
			fault = err
		}
	}
	if err := hyperparameter.Freeze(c.empty); fault == nil {
		fault = err
	}
	if fault != nil {
		return breakdown{seq, fault.Error(), map[string]any{"step": failed}}
	}
	return observation{seq, observed}
}

// A run is a case that is being run.
type run struct {
	objects objects
	actors  map[string]*actor // that have not ended
}

func (r *run) step(step map[string]json.RawMessage) (answer, error) {
	if len(step) != 1 {
		return nil, fmt.Errorf("a step has not one operation but %d", len(step))
	}
	for operation, raw := range step {
		var f fields
		if err := decodeStrictly(raw, &f); err != nil {
			return nil, fmt.Errorf("%s: %w", operation, err)
		}
		if operation == "join" {
			return r.join(f.Name)
		}
		if f.Actor == "" {
			f.Actor = "main"
		}
		a, ok := r.actors[f.Actor]
		if !ok {
			return nil, fmt.Errorf("no actor %q", f.Actor)
		}
		result, err := a.do(func() (answer, error) { return r.perform(a, operation, f) })
		if err != nil {
			return nil, fmt.Errorf("%s: %w", operation, err)
		}
		return result, nil
	}
	panic("unreachable")
}

// perform does an operation on the goroutine of its actor.
func (r *run) perform(a *actor, operation string, f fields) (answer, error) {
	ctx := a.context()
	switch operation {
	case "enter":
		return repeat(f.Times, func() (answer, error) { return r.enter(a, f) })
	case "exit":
		return repeat(f.Times, func() (answer, error) { return a.exit(f.Scope) })
	case "read":
		return r.read(ctx, f)
	case "require":
		return require(ctx, f.Key)
	case "contains":
		return condition(hyperparameter.Contains(ctx, f.Key))
	case "assign":
		value, err := r.objects.decode(f.Value)
		if err != nil {
			return nil, err
		}
		return success(hyperparameter.Assign(ctx, f.Key, value))
	case "keys":
		keys, err := hyperparameter.Keys(ctx, f.Prefix)
		if err != nil {
			return explain(err), nil
		}
		return answer{"keys": keys}, nil
	case "items":
		return list(ctx, f.Prefix)
	case "freeze":
		return success(hyperparameter.Freeze(ctx))
	case "base":
		sources, err := r.sources(f)
		if err != nil {
			return nil, err
		}
		return success(hyperparameter.Base(ctx, sources...))
	case "spawn":
		return r.spawn(ctx, f)
	}
	return nil, fmt.Errorf("no such operation: %s", operation)
}

// repeat does a step as many times as it says, and returns the first answer that
// is not done.
func repeat(times string, step func() (answer, error)) (answer, error) {
	count := 1
	if times != "" {
		var err error
		if count, err = strconv.Atoi(times); err != nil {
			return nil, err
		}
	}
	for range count {
		result, err := step()
		if _, ok := result["done"]; err != nil || !ok {
			return result, err
		}
	}
	return done, nil
}

func (r *run) enter(a *actor, f fields) (answer, error) {
	sources, err := r.sources(f)
	if err != nil {
		return nil, err
	}
	inner, leave, err := hyperparameter.Enter(a.context(), sources...)
	if err != nil {
		return explain(err), nil
	}
	a.scopes = append(a.scopes, &entered{name: f.Scope, context: inner, leave: leave})
	return done, nil
}

// sources returns those of a step, and its keywords behind them.
func (r *run) sources(f fields) ([]hyperparameter.Source, error) {
	var sources []hyperparameter.Source
	for _, raw := range f.Sources {
		source, err := r.source(raw)
		if err != nil {
			return nil, err
		}
		sources = append(sources, source)
	}
	if f.Keywords != nil {
		keywords, err := r.objects.pairs(f.Keywords)
		if err != nil {
			return nil, err
		}
		sources = append(sources, keywords)
	}
	return sources, nil
}

func (r *run) source(raw json.RawMessage) (hyperparameter.Source, error) {
	kind, content, err := untag(raw)
	if err != nil {
		return nil, err
	}
	switch kind {
	case "define":
		var text string
		err := json.Unmarshal(content, &text)
		return hyperparameter.Definition(text), err
	case "mapping":
		return r.objects.pairs(content)
	case "unset":
		var keys hyperparameter.Unset
		err := json.Unmarshal(content, &keys)
		return keys, err
	case "untyped":
		texts := hyperparameter.Untyped{}
		return texts, eachPair(content, func(key string, content json.RawMessage) error {
			var text string
			err := json.Unmarshal(content, &text)
			texts[key] = text
			return err
		})
	}
	return nil, fmt.Errorf("no such source: %s", kind)
}

func (r *run) spawn(ctx context.Context, f fields) (answer, error) {
	if r.actors[f.Name] != nil {
		return nil, fmt.Errorf("there is an actor %q", f.Name)
	}
	switch f.Kind {
	case "thread":
		r.actors[f.Name] = newActor(hyperparameter.Thread(ctx))
	case "task":
		r.actors[f.Name] = newActor(hyperparameter.Task(ctx))
	default:
		return nil, fmt.Errorf("no such kind of actor: %q", f.Kind)
	}
	return done, nil
}

func (r *run) join(name string) (answer, error) {
	a, ok := r.actors[name]
	if !ok {
		return nil, fmt.Errorf("no actor %q", name)
	}
	delete(r.actors, name)
	return done, a.end()
}
