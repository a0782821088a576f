package hyperparameter

// interpret returns the value of untyped text that is read without a wanted
// type: a scalar of YAML's core schema, a quoted string, a flow list, or else
// the text as it is written. Only a flow list beyond a limit is an error.
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
		list, ok, err := readList(text)
		if err != nil {
			return nil, err
		}
		if !ok {
			return text, nil
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
		return text, nil // a number that no float can hold
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
