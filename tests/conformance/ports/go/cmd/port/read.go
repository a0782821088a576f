package main

import (
	"context"
	"fmt"
	"math/big"
	"reflect"

	hyperparameter "github.com/hyperparameter/hyperparameter/tests/conformance/ports/go"
)

// read reads toward a type that can be absent, in every way that Go has.
func (r *run) read(ctx context.Context, f fields) (answer, error) {
	fallback, err := r.objects.decode(f.Default)
	if err != nil {
		return nil, err
	}
	switch v := fallback.(type) {
	case nil:
		return readAny(ctx, f.Key)
	case int64:
		return readToward(ctx, f.Key, big.NewInt(v), func(z *big.Int) any { return z })
	case *big.Int:
		return readToward(ctx, f.Key, v, func(z *big.Int) any { return z })
	case *model:
		return readToward(ctx, f.Key, v, func(m *model) any { return m })
	case bool:
		return readOptional(ctx, f.Key, v)
	case float64:
		return readOptional(ctx, f.Key, v)
	case string:
		if f.Optional == "" {
			return readText(ctx, f.Key, v)
		}
		return readOptional(ctx, f.Key, v)
	case []byte:
		return readOptional(ctx, f.Key, v)
	case []any:
		return readList(ctx, f.Key, v)
	}
	return nil, fmt.Errorf("a mapping is no default")
}

func readOptional[T any](ctx context.Context, key string, fallback T) (answer, error) {
	return readToward(ctx, key, &fallback, func(value *T) any { return *value })
}

// readText reads toward text that is not said to be optional: there "null" in
// untyped text is a word, and only the value null is null.
func readText(ctx context.Context, key, fallback string) (answer, error) {
	content := func(text *string) any { return *text }
	got, found, err := hyperparameter.Lookup[string](ctx, key)
	first, err := outcome(&got, !found, err, content)
	if err != nil {
		return nil, err
	}
	got, err = hyperparameter.Get(ctx, key, fallback)
	second, err := outcome(&got, !found && got == fallback, err, content)
	if err != nil {
		return nil, err
	}
	if first["error"] == "conversion" {
		optional, found, err := hyperparameter.Lookup[*string](ctx, key)
		if err == nil && found && optional == nil {
			return encode(nil)
		}
	}
	return agreed(first, second)
}

// readList reads toward a list whose elements the default asks for, which there
// is no other way to say.
func readList(ctx context.Context, key string, fallback []any) (answer, error) {
	got, err := hyperparameter.Get(ctx, key, &fallback)
	return outcome(got, got == &fallback, err, func(list *[]any) any { return *list })
}

// readToward tells the default from an equal value by its address.
func readToward[T any](ctx context.Context, key string, fallback *T, content func(*T) any) (answer, error) {
	got, err := hyperparameter.Get(ctx, key, fallback)
	first, err := outcome(got, got == fallback, err, content)
	if err != nil {
		return nil, err
	}
	got, found, err := hyperparameter.Lookup[*T](ctx, key)
	second, err := outcome(got, !found, err, content)
	if err != nil {
		return nil, err
	}
	return agreed(first, second)
}

func outcome[T any](got *T, isDefault bool, err error, content func(*T) any) (answer, error) {
	switch {
	case err != nil:
		return explain(err), nil
	case isDefault:
		return answer{"default": ""}, nil
	case got == nil:
		return encode(nil)
	}
	return encode(content(got))
}

func readAny(ctx context.Context, key string) (answer, error) {
	type marker struct{}
	fallback := &marker{}
	got, err := hyperparameter.Get[any](ctx, key, fallback)
	first := answer{"default": ""}
	switch {
	case err != nil:
		first = explain(err)
	case got != any(fallback):
		if first, err = encode(got); err != nil {
			return nil, err
		}
	}
	got, found, err := hyperparameter.Lookup[any](ctx, key)
	second := answer{"default": ""}
	switch {
	case err != nil:
		second = explain(err)
	case found:
		if second, err = encode(got); err != nil {
			return nil, err
		}
	}
	return agreed(first, second)
}

func agreed(first, second answer) (answer, error) {
	if !reflect.DeepEqual(first, second) {
		return nil, fmt.Errorf("two ways to read disagree: %v and %v", first, second)
	}
	return first, nil
}

func require(ctx context.Context, key string) (answer, error) {
	value, err := hyperparameter.Require[any](ctx, key)
	if err != nil {
		return explain(err), nil
	}
	return encode(value)
}

func condition(holds bool, err error) (answer, error) {
	if err != nil {
		return explain(err), nil
	}
	return encode(holds)
}

func success(err error) (answer, error) {
	if err != nil {
		return explain(err), nil
	}
	return done, nil
}

func list(ctx context.Context, prefix string) (answer, error) {
	items, err := hyperparameter.Items(ctx, prefix)
	if err != nil {
		return explain(err), nil
	}
	pairs := make([][2]any, len(items))
	for i, item := range items {
		value, err := encode(item.Value)
		if err != nil {
			return nil, err
		}
		pairs[i] = [2]any{item.Key, value}
	}
	return answer{"items": pairs}, nil
}
