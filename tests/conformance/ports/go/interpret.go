package hyperparameter

import "math"

// interpret returns the value of untyped text that is read without a wanted
// type: a scalar of YAML's core schema, a quoted string, a flow list, or else
// the text as it is written.
func interpret(text string) (any, error) {
	switch text {
	case "":
		return "", nil
	case "true", "True", "TRUE":
		return true, nil
	case "false", "False", "FALSE":
		return false, nil
	}
	if spellsNull(text) {
		return nil, nil
	}
	switch text[0] {
	case '"', '\'':
		if content, ok := readQuoted(text); ok {
			return content, nil
		}
		return text, nil
	case '[':
		list, depth, ok := readList(text)
		if !ok {
			return text, nil
		}
		if depth > maxDepth {
			return nil, tooDeep()
		}
		return open(list)
	}
	spelled, ok := parseNumber(text)
	if !ok {
		return text, nil
	}
	var value any
	var err error
	if spelled.whole {
		value, err = spelled.integer()
	} else {
		value, err = spelled.float(64)
	}
	if err != nil {
		return nil, refuse("%s %v", quote(text), err)
	}
	return value, nil
}

func spellsNull(text string) bool {
	switch text {
	case "null", "Null", "NULL", "~":
		return true
	}
	return false
}

// truth tells whether a stored value counts as true.
func truth(stored any) (bool, error) {
	if text, ok := stored.(untyped); ok {
		if spelled, ok := spellsBool(string(text)); ok {
			return spelled, nil
		}
		value, err := interpret(string(text))
		if err != nil {
			return false, err
		}
		return truth(value)
	}
	switch v := stored.(type) {
	case nil:
		return false, nil
	case bool:
		return v, nil
	case int64:
		return v != 0, nil
	case float64:
		return v != 0 || math.IsNaN(v), nil
	case string:
		return v != "", nil
	case []byte:
		return len(v) > 0, nil
	case []any:
		return len(v) > 0, nil
	}
	return true, nil // an int beyond 64 bits, or an object
}
