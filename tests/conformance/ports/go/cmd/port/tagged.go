package main

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"

	hyperparameter "github.com/hyperparameter/hyperparameter/tests/conformance/ports/go"
)

// An answer is a mapping of one tag to what it holds.
type answer map[string]any

var done = answer{"done": ""}

// A model is a host object; the same name in one case is the same object.
type model struct{ name string }

type objects map[string]*model

func (o objects) named(name string) *model {
	if o[name] == nil {
		o[name] = &model{name}
	}
	return o[name]
}

// decode returns the Go value that a tagged value of the protocol means.
func (o objects) decode(raw json.RawMessage) (any, error) {
	tag, content, err := untag(raw)
	if err != nil {
		return nil, err
	}
	switch tag {
	case "list":
		var elements []json.RawMessage
		if err := json.Unmarshal(content, &elements); err != nil {
			return nil, err
		}
		list := make([]any, len(elements))
		for i, element := range elements {
			if list[i], err = o.decode(element); err != nil {
				return nil, err
			}
		}
		return list, nil
	case "mapping", "map":
		return o.pairs(content)
	}
	var text string
	if err := json.Unmarshal(content, &text); err != nil {
		return nil, err
	}
	return o.scalar(tag, text)
}

func (o objects) scalar(tag, text string) (any, error) {
	switch tag {
	case "null":
		return nil, nil
	case "bool":
		if text != "true" && text != "false" {
			return nil, fmt.Errorf("no bool: %q", text)
		}
		return text == "true", nil
	case "int":
		z, ok := new(big.Int).SetString(text, 10)
		if !ok {
			return nil, fmt.Errorf("no int: %q", text)
		}
		if z.IsInt64() {
			return z.Int64(), nil
		}
		return z, nil
	case "float":
		return strconv.ParseFloat(text, 64)
	case "text":
		return text, nil
	case "bytes":
		return hex.DecodeString(text)
	case "nested":
		depth, err := strconv.Atoi(text)
		return nested(depth), err
	case "object":
		return o.named(text), nil
	}
	return nil, fmt.Errorf("no such kind: %s", tag)
}

// nested returns lists in lists, so many deep.
func nested(depth int) []any {
	list := []any{}
	for range depth - 1 {
		list = []any{list}
	}
	return list
}

func (o objects) pairs(raw json.RawMessage) (hyperparameter.Pairs, error) {
	var pairs hyperparameter.Pairs
	err := eachPair(raw, func(key string, content json.RawMessage) error {
		value, err := o.decode(content)
		pairs = append(pairs, hyperparameter.Pair{Key: key, Value: value})
		return err
	})
	return pairs, err
}

// eachPair calls visit for the pairs of a list, and refuses what is no pair.
func eachPair(raw json.RawMessage, visit func(key string, content json.RawMessage) error) error {
	var pairs [][]json.RawMessage
	if err := json.Unmarshal(raw, &pairs); err != nil {
		return err
	}
	for _, pair := range pairs {
		if len(pair) != 2 {
			return fmt.Errorf("not a pair but %d: %s", len(pair), raw)
		}
		var key string
		if err := json.Unmarshal(pair[0], &key); err != nil {
			return err
		}
		if err := visit(key, pair[1]); err != nil {
			return err
		}
	}
	return nil
}

// untag returns the only tag of a mapping and its content.
func untag(raw json.RawMessage) (string, json.RawMessage, error) {
	var tagged map[string]json.RawMessage
	if err := json.Unmarshal(raw, &tagged); err != nil {
		return "", nil, err
	}
	if len(tagged) != 1 {
		return "", nil, fmt.Errorf("not one tag but %d: %s", len(tagged), raw)
	}
	for tag, content := range tagged {
		return tag, content, nil
	}
	panic("unreachable")
}

// encode returns the tagged form of a value that was read.
func encode(value any) (answer, error) {
	switch v := value.(type) {
	case nil:
		return answer{"null": ""}, nil
	case bool:
		return answer{"bool": strconv.FormatBool(v)}, nil
	case int64:
		return answer{"int": strconv.FormatInt(v, 10)}, nil
	case *big.Int:
		return answer{"int": v.String()}, nil
	case float64:
		return answer{"float": spellFloat(v)}, nil
	case string:
		return answer{"text": v}, nil
	case []byte:
		return answer{"bytes": hex.EncodeToString(v)}, nil
	case *model:
		return answer{"object": v.name}, nil
	case []any:
		list := make([]answer, len(v))
		for i, element := range v {
			tagged, err := encode(element)
			if err != nil {
				return nil, err
			}
			list[i] = tagged
		}
		return answer{"list": list}, nil
	case map[string]any:
		pairs := make([][2]any, 0, len(v))
		for _, key := range slices.Sorted(maps.Keys(v)) {
			tagged, err := encode(v[key])
			if err != nil {
				return nil, err
			}
			pairs = append(pairs, [2]any{key, tagged})
		}
		return answer{"map": pairs}, nil
	}
	return nil, fmt.Errorf("a value of type %T has no tag", value)
}

// spellFloat writes a float as the vectors do: with an exponent that has no plus.
func spellFloat(f float64) string {
	switch {
	case math.IsNaN(f):
		return "nan"
	case math.IsInf(f, 0):
		return strings.TrimPrefix(strings.ToLower(strconv.FormatFloat(f, 'g', -1, 64)), "+")
	}
	return strings.Replace(strconv.FormatFloat(f, 'e', -1, 64), "e+", "e", 1)
}

// explain returns the answer for a step that failed, or that was reported on.
func explain(err error) answer {
	if errors.Is(err, hyperparameter.ErrStillOpen) {
		return answer{"warning": "scope", "message": err.Error()}
	}
	classes := []struct {
		name  string
		class error
	}{
		{"missing", hyperparameter.ErrMissing},
		{"invalid_key", hyperparameter.ErrInvalidKey},
		{"conversion", hyperparameter.ErrConversion},
		{"definition", hyperparameter.ErrDefinition},
		{"scope", hyperparameter.ErrScope},
		{"limit", hyperparameter.ErrLimit},
	}
	for _, c := range classes {
		if errors.Is(err, c.class) {
			return answer{"error": c.name, "message": err.Error()}
		}
	}
	return answer{"error": "other", "message": err.Error()}
}
