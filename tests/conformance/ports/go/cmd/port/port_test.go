package main

import (
	"bytes"
	"strings"
	"testing"
)

// converse sends lines to the adapter and returns its answers.
func converse(t *testing.T, lines ...string) ([]string, error) {
	t.Helper()
	var answers bytes.Buffer
	err := serve(strings.NewReader(strings.Join(lines, "\n")), &answers)
	text := strings.TrimSuffix(answers.String(), "\n")
	if text == "" {
		return nil, err
	}
	return strings.Split(text, "\n"), err
}

func runSteps(t *testing.T, steps string) string {
	t.Helper()
	line := strings.ReplaceAll(`{"cmd": "run", "seq": 7, "case": {"id": "x", "steps": [`+steps+`]}}`, "\n", "")
	answers, err := converse(t, line)
	if err != nil || len(answers) != 1 {
		t.Fatal(answers, err)
	}
	return answers[0]
}

func TestEveryStepHasItsAnswer(t *testing.T) {
	for steps, expected := range map[string]string{
		`{"read": {"key": "a", "default": {"int": "7"}}}`: `[{"default":""}]`,
		`{"enter": {"scope": "s", "sources": [{"define": "a=1e3"}], "keywords": [["b", {"mapping": [["c", {"bytes": "00ff"}]]}]]}},
		 {"read": {"key": "a", "default": {"int": "7"}}}, {"items": {"prefix": ""}}, {"exit": {"scope": "s"}}`: `[{"done":""},{"int":"1000"},{"items":[["a",{"float":"1e03"}],["b.c",{"bytes":"00ff"}]]},{"done":""}]`,
		`{"enter": {"scope": "s"}}, {"assign": {"key": "a", "value": {"list": [{"null": ""}, {"map": [["", {"int": "1"}]]}]}}}, {"keys": {"prefix": "a"}}`:                                     `[{"done":""},{"done":""},{"keys":["a"]}]`,
		`{"enter": {"scope": "s"}}, {"enter": {"scope": "t", "sources": [{"define": "a=1"}]}}, {"exit": {"scope": "s"}}, {"contains": {"key": "a"}}, {"exit": {"scope": "t"}}`:                 `[{"done":""},{"done":""},{"message":"scope without overrides left while scopes inside it were open: 1 ended with it; leave the innermost first","warning":"scope"},{"bool":"false"},{"done":""}]`,
		`{"enter": {"scope": "s", "keywords": [["a", {"nested": "3"}]]}}, {"require": {"key": "a"}}`:                                                                                           `[{"done":""},{"list":[{"list":[{"list":[]}]}]}]`,
		`{"enter": {"scope": "s", "times": "3"}}, {"exit": {"scope": "s", "times": "3"}}`:                                                                                                      `[{"done":""},{"done":""}]`,
		`{"base": {"sources": [{"mapping": [["a", {"int": "1"}], ["b", {"int": "2"}]]}, {"unset": ["a"]}]}}, {"keys": {"prefix": ""}}`:                                                         `[{"done":""},{"keys":["b"]}]`,
		`{"enter": {"scope": "s", "sources": [{"define": "a=null"}]}}, {"read": {"key": "a", "default": {"text": "x"}}}, {"read": {"key": "a", "default": {"text": "x"}, "optional": "true"}}`: `[{"done":""},{"text":"null"},{"null":""}]`,
		`{"spawn": {"name": "w", "kind": "task"}}, {"contains": {"actor": "w", "key": "a"}}, {"join": {"name": "w"}}`:                                                                          `[{"done":""},{"bool":"false"},{"done":""}]`,
	} {
		if actual := runSteps(t, steps); actual != `{"seq":7,"observed":`+expected+`}` {
			t.Errorf("%s\nexpected %s\ngot %s", steps, expected, actual)
		}
	}
}

func TestAFailedStepIsFollowedByTheNext(t *testing.T) {
	answer := runSteps(t, `{"require": {"key": "a"}}, {"contains": {"key": "a"}}`)

	if answer != `{"seq":7,"observed":[{"error":"missing","message":"no parameter \"a\" is set"},{"bool":"false"}]}` {
		t.Error(answer)
	}
}

func TestACaseThatCannotBeRunIsSaidSo(t *testing.T) {
	for steps, reason := range map[string]string{
		`{"fly": {}}`:                                                              "no such operation: fly",
		`{"keys": {"prefix": "", "wings": 2}}`:                                     `unknown field \"wings\"`,
		`{"keys": {"actor": "ghost", "prefix": ""}}`:                               `no actor \"ghost\"`,
		`{"exit": {"scope": "s"}}`:                                                 `no scope \"s\" was entered`,
		`{"truth": {"key": "a"}}`:                                                  "no such operation: truth",
		`{"join": {"name": "w"}}`:                                                  `no actor \"w\"`,
		`{"spawn": {"name": "w", "kind": "fibre"}}`:                                "no such kind of actor",
		`{"assign": {"key": "a", "value": {"int": "1.5"}}}`:                        "no int",
		`{"assign": {"key": "a", "value": {"bool": "yes"}}}`:                       "no bool",
		`{"assign": {"key": "a", "value": {"int": "1", "bool": "true"}}}`:          "not one tag but 2",
		`{"enter": {"scope": "s", "sources": [{"mapping": [["a"]]}]}}`:             "not a pair but 1",
		`{"enter": {"scope": "s", "sources": [{"file": "a"}]}}`:                    "no such source: file",
		`{"keys": {"prefix": ""}, "freeze": {}}`:                                   "not one operation but 2",
		`{"read": {"key": "a", "default": {"mapping": []}}}`:                       "a mapping is no default",
		`{"freeze": {}}, {"contains": {"key": "a"}}, {"contains": {"actor": "x"}}`: `"step":2`,
	} {
		answer := runSteps(t, steps)
		if !strings.HasPrefix(answer, `{"seq":7,"errored":`) || !strings.Contains(answer, reason) {
			t.Errorf("%s\nexpected %s\ngot %s", steps, reason, answer)
		}
	}
}

func TestACaseLeavesNothingToTheNext(t *testing.T) {
	const leaky = `{"cmd": "run", "seq": 1, "case": {"id": "x", "steps": [{"enter": {"scope": "s", "sources": [{"define": "a=1"}]}}, {"freeze": {}}]}}`
	const broken = `{"cmd": "run", "seq": 2, "case": {"id": "x", "steps": [{"enter": {"scope": "s", "sources": [{"define": "a=1"}]}}, {"freeze": {}}, {"fly": {}}]}}`
	const empty = `{"cmd": "run", "seq": 3, "case": {"id": "y", "steps": [{"keys": {"prefix": ""}}]}}`

	answers, err := converse(t, leaky, empty, broken, empty, `{"cmd": "stop"}`, empty)

	if err != nil || len(answers) != 4 {
		t.Fatal(answers, err)
	}
	for _, i := range []int{1, 3} {
		if answers[i] != `{"seq":3,"observed":[{"keys":[]}]}` {
			t.Error(answers[i])
		}
	}
}

func TestWhatIsNoCommandEndsTheAdapter(t *testing.T) {
	for _, line := range []string{
		`{"cmd": "dance"}`, `{"cmd": "run", "seq": 1}`, `{`, `{} {}`, `[]`, `{"cmd": "start", "colour": 1}`, "{\"cmd\": \"\xff\"}",
	} {
		if answers, err := converse(t, line); err == nil || len(answers) != 0 {
			t.Errorf("%s: expected an error, got %v", line, answers)
		}
	}
}
